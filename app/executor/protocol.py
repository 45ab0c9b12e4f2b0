"""What the server and a launcher say to each other: marshalled lists of tuples.

Each list is one SEQPACKET message. A SPAWN brings two descriptors with it, the
write ends of stdout and stderr, in the order of the requests.
"""

VERSION = 2

# Server to launcher.
SETUP = 1  # version, instance, base environment, umask, limits of open files, identity | None
SPAWN = 2  # run, argv, cwd | None, environment additions | None, umask | None, nice | None
SIGNAL = 3  # run, signal number: to the whole tree, followed by SIGCONT
KILL = 4  # run: until no process of it lives

# Launcher to server.
READY = 11  # version
STARTED = 12  # run, pid
FAILED = 13  # run, detail
ENDED = 14  # run, wait status, cpu µs, peak RSS KiB, leftovers, was it signalled by us before
GONE = 15  # run, cpu µs of its reaped orphans, processes we may not kill

MAX_SPAWNS = 8  # a message brings: the launcher looks after its children in between
MAX_REPLIES = 500  # a message brings
BUFFER = 212_992  # the kernel doubles it; the largest request must fit
LARGEST = 2 * BUFFER
