"""The names of all people, in memory: every task that is shown needs one or two."""

from collections.abc import Iterable

from app.core.person import LOCAL_ID


class People:
    def __init__(self) -> None:
        self._names: dict[int, str] = {LOCAL_ID: "local"}

    def learn(self, names: Iterable[tuple[int, str]]) -> None:
        self._names.update(names)

    def forget(self, user_id: int) -> None:
        self._names.pop(user_id, None)

    def __contains__(self, user_id: int) -> bool:
        return user_id in self._names

    def name_of(self, user_id: int) -> str:
        return self._names.get(user_id, f"user {user_id}")
