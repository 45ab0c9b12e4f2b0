"""Every error a caller can expect. No HTTP in here: api/errors.py gives each its status."""


class AppError(Exception):
    """The root. Anything raised outside this tree is a bug."""

    code = "internal"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class NotFound(AppError):
    code = "not-found"

    def __init__(self, kind: str, ident: object) -> None:
        super().__init__(f"no {kind} with id {ident}")


class Invalid(AppError):
    """The input cannot be taken; `problems` says where: (pointer or parameter, code, detail)."""

    code = "validation"

    def __init__(self, problems: list[tuple[str, str, str]]) -> None:
        super().__init__("; ".join(f"{where}: {detail}" for where, _, detail in problems))
        self.problems = problems


class Unauthenticated(AppError):
    """Nobody we know: no credential, or one that is not good (any more)."""

    code = "unauthenticated"

    def __init__(self, detail: str = "sign in, or send a token that is good") -> None:
        super().__init__(detail)


class Forbidden(AppError):
    code = "forbidden"


class Conflict(AppError):
    code = "conflict"


class NameTaken(Conflict):
    """`problems` says which name, as those of Invalid do."""

    def __init__(self, member: str) -> None:
        super().__init__(f"this {member} is in use")
        self.problems = [(f"/{member}", "conflict", "is in use")]


class HasAdministrator(Conflict):
    def __init__(self) -> None:
        super().__init__("there is an administrator already, who can invite you")


class TaskFinished(Conflict):
    code = "task-finished"


class TaskActive(Conflict):
    code = "task-active"


class ResultNotReady(Conflict):
    code = "task-active"

    def __init__(self) -> None:
        super().__init__("Task not completed yet")


class PreconditionFailed(AppError):
    code = "precondition-failed"


class IdempotencyKeyReused(AppError):
    code = "idempotency-key-reused"

    def __init__(self) -> None:
        super().__init__("this Idempotency-Key was used before with another body")


class TooLarge(AppError):
    code = "too-large"


class Unavailable(AppError):
    """Try again later; `retry_after` in seconds."""

    retry_after = 5


class QueueFull(Unavailable):
    code = "queue-full"


class TooManyStreams(Unavailable):
    code = "rate-limited"


class RateLimited(Unavailable):
    code = "rate-limited"

    def __init__(self, detail: str, *, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class Busy(Unavailable):
    code = "busy"

    def __init__(self) -> None:
        super().__init__("too many long searches wait already")


class ShuttingDown(Unavailable):
    code = "shutting-down"

    def __init__(self) -> None:
        super().__init__("the server is shutting down")


class StorageFull(Unavailable):
    code = "storage-full"
    retry_after = 30


class CannotStart(Exception):
    """Why there will be no server; a line for each reason. Not for callers: nobody listens yet."""
