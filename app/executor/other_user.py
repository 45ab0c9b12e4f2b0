"""Commands as another user: by setpriv, which drops all rights for good before it starts them.

The launcher imports this: nothing but `os` is needed.
"""

import os

TYPE_CHECKING = False  # mypy knows the name; the module it comes from would cost a megabyte
if TYPE_CHECKING:
    from typing import TypeAlias

    # setpriv's path, user, group, all its groups
    Identity: TypeAlias = tuple[str, int, int, tuple[int, ...]]


_ENV = "/usr/bin/env"
_SOME_GROUP, _ANOTHER_GROUP = 65534, 65533
# What libc takes from nobody but the one who has started the program.
_UNSAFE_PREFIXES = ("LD_", "MALLOC_")
_UNSAFE = frozenset(
    {
        "GCONV_PATH", "GETCONF_DIR", "GLIBC_TUNABLES", "HOSTALIASES", "LOCALDOMAIN", "LOCPATH",
        "NIS_PATH", "NLSPATH", "RES_OPTIONS", "RESOLV_HOST_CONF", "TMPDIR", "TZDIR",
    }
)  # fmt: skip


class OtherUser:
    """Used by root. Within `with`, files are looked at with that user's rights; as the real and
    the saved user stay root's, that user's processes can do nothing to us meanwhile."""

    __slots__ = ("_gid", "_groups", "_own_gid", "_own_groups", "_uid", "prefix")

    def __init__(self, identity: "Identity") -> None:
        setpriv, self._uid, self._gid, self._groups = identity
        self._own_gid = os.getegid()
        self._own_groups = os.getgroups()
        groups = ",".join(map(str, self._groups))
        self.prefix = (
            setpriv,
            f"--reuid={self._uid}",
            f"--regid={self._gid}",
            f"--groups={groups}" if groups else "--clear-groups",
            "--inh-caps=-all",
            "--no-new-privs",
            "--",
        )

    def distrust_environments(self) -> None:
        """From now on what this process starts believes no LD_PRELOAD and the like.

        setpriv is root's for a moment, with the environment of whoever has submitted the
        command. Its real group is not its effective one, so that for the kernel and for libc it
        is a program with more rights than its caller.
        """
        other = _ANOTHER_GROUP if self._own_gid == _SOME_GROUP else _SOME_GROUP
        os.setregid(other, self._own_gid)

    def call(self, argv: tuple[str, ...], additions: dict[str, str]) -> tuple[str, tuple[str, ...]]:
        """The program to start, and its arguments."""
        again = [f"{name}={value}" for name, value in additions.items() if _is_unsafe(name)]
        if again:
            argv = (_ENV, *again, *argv)
        return self.prefix[0], self.prefix + argv

    def own(self, *pipes: int) -> None:
        """Else it could not open /dev/stdout."""
        for pipe in pipes:
            os.fchown(pipe, self._uid, self._gid)

    def __enter__(self) -> None:
        os.setgroups(self._groups)
        os.setegid(self._gid)
        os.seteuid(self._uid)

    def __exit__(self, *_: object) -> None:
        os.seteuid(0)
        os.setegid(self._own_gid)
        os.setgroups(self._own_groups)


def _is_unsafe(name: str) -> bool:
    return name in _UNSAFE or name.startswith(_UNSAFE_PREFIXES)
