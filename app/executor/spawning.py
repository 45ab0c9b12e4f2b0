"""Starting one command, and saying exactly why when it cannot be (runs in the launcher)."""

import errno
import os
import resource

from app.executor.other_user import OtherUser
from app.executor.tag import RLIMIT_LOCKS

TYPE_CHECKING = False  # mypy knows the name; the module it comes from would cost a megabyte
if TYPE_CHECKING:
    from app.executor.other_user import Identity

# Whatever the server or its parents ignored or blocked is none of the command's business.
# HUP INT QUIT USR1 USR2 PIPE TERM CHLD TSTP TTIN TTOU XFSZ
_DEFAULT_SIGNALS = (1, 2, 3, 10, 12, 13, 15, 17, 20, 21, 22, 25)
_STANDARD_PATH = "/usr/local/bin:/usr/bin:/bin"
_SPAWN_ERRORS = {
    errno.E2BIG: "the command and its environment are too large for the system",
    errno.EAGAIN: "the system is out of processes",
    errno.ENOMEM: "the system is out of memory",
    errno.ENOEXEC: "{program}: not an executable format",
    errno.ENOENT: "{program}: the program or its interpreter does not exist",
    errno.EACCES: "{program}: permission denied",
}


class CannotSpawn(Exception):
    """Its text is for the person who submitted the command."""


class Spawner:
    def __init__(self, environment: dict[str, str], identity: "Identity | None" = None) -> None:
        """`identity` is who commands run as, if it is not us."""
        self._environment = environment
        self._user = None if identity is None else OtherUser(identity)
        if self._user is not None:
            self._user.distrust_environments()
        self._home = os.getcwd()  # noqa: PTH109
        self._hard_limit = resource.RLIM_INFINITY
        # Fails, and the launcher with it, where no tag could be set.
        self.untag()

    def spawn(
        self,
        out: int,
        err: int,
        tag: int,
        argv: tuple[str, ...],
        cwd: str | None,
        additions: dict[str, str] | None,
        umask: int | None,
        nice: int | None,
    ) -> int:
        """The pid of the command, leader of its own session.

        Directory, umask and tag are set on this process for the moment: the child
        inherits them, and vfork stays possible.
        """
        environment = {**self._environment, **additions} if additions else self._environment
        path = environment.get("PATH", _STANDARD_PATH)
        old_umask = None if umask is None else os.umask(umask)
        try:
            if self._user is None:
                program, argv = _look(argv, cwd, path, nice)
            else:
                with self._user:
                    _, argv = _look(argv, cwd, path, nice)
                self._user.own(out, err)
                program, argv = self._user.call(argv, additions or {})
            resource.setrlimit(RLIMIT_LOCKS, (tag, self._hard_limit))
            return _spawn(program, argv, environment, out, err)
        finally:
            if old_umask is not None:
                os.umask(old_umask)
            if cwd is not None:
                os.chdir(self._home)

    def untag(self) -> None:
        """So that nobody takes the launcher for one of the command's processes."""
        resource.setrlimit(RLIMIT_LOCKS, (self._hard_limit, self._hard_limit))


def _look(
    argv: tuple[str, ...], cwd: str | None, path: str, nice: int | None
) -> tuple[str, tuple[str, ...]]:
    """Where the program is, seen from the directory it is to start in; and how to call it."""
    if cwd is not None:
        _enter(cwd)
    program = _find(argv[0], path)
    if nice:
        return _find("nice", path), ("nice", "-n", str(nice), "--", *argv)
    return program, argv


def _enter(cwd: str) -> None:
    try:
        os.chdir(cwd)
    except FileNotFoundError:
        raise CannotSpawn(f"the working directory {cwd} does not exist") from None
    except NotADirectoryError:
        raise CannotSpawn(f"the working directory {cwd} is not a directory") from None
    except (OSError, ValueError) as error:
        raise CannotSpawn(f"cannot enter the working directory {cwd}: {_reason(error)}") from None


def _find(name: str, path: str) -> str:
    if "/" in name:
        candidates = [name]
    else:
        candidates = [f"{folder or '.'}/{name}" for folder in path.split(":")]
    seen = None
    for candidate in candidates:
        try:
            if _may_run(candidate):
                return candidate
        except ValueError as error:
            raise CannotSpawn(f"cannot run the command: {error}") from None
        if os.path.lexists(candidate):
            seen = candidate
    if seen is None:
        raise CannotSpawn(f"{name}: no such program")
    raise CannotSpawn(f"{seen}: permission denied, or not a program")


def _may_run(file: str) -> bool:
    may = os.access(file, os.X_OK, effective_ids=True)
    return may and not os.path.isdir(file)  # noqa: PTH112


def _spawn(
    program: str, argv: tuple[str, ...], environment: dict[str, str], out: int, err: int
) -> int:
    try:
        return os.posix_spawn(
            program,
            argv,
            environment,
            file_actions=((os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, err, 2)),
            setsid=True,
            setsigmask=(),
            setsigdef=_DEFAULT_SIGNALS,
        )
    except OSError as error:
        text = _SPAWN_ERRORS.get(error.errno or 0, "cannot run {program}: " + _reason(error))
        raise CannotSpawn(text.replace("{program}", program)) from None
    except ValueError as error:
        raise CannotSpawn(f"cannot run the command: {error}") from None


def _reason(error: OSError | ValueError) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)
