"""Why a command could not do what it was asked for, and the exit code that says so."""

NOT_AUTHORISED = 4
NOT_FOUND = 5

_EXIT_CODES = {401: NOT_AUTHORISED, 403: NOT_AUTHORISED, 404: NOT_FOUND}


class Refusal(Exception):
    """A line for each reason."""

    def __init__(self, detail: str, exit_code: int = 1) -> None:
        super().__init__(detail)
        self.exit_code = exit_code


def exit_code_of(status: int) -> int:
    return _EXIT_CODES.get(status, 1)
