"""The tag: which attempt a process belongs to, written where it cannot be lost.

It is the soft limit of RLIMIT_LOCKS, which Linux has not enforced since 2.4.25.
Every child inherits it over fork and exec, whatever it does to its session, its
parents, its environment or its descriptors.
"""

RLIMIT_LOCKS = 10
RUN_BITS = 40
MAX_INSTANCE = (1 << 22) - 1


def tag_of(instance: int, run: int) -> int:
    return instance << RUN_BITS | run


def instance_of(tag: int) -> int:
    return tag >> RUN_BITS


def run_of(tag: int) -> int:
    return tag & ((1 << RUN_BITS) - 1)
