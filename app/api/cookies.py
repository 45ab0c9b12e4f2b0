"""The cookie that carries a session of a browser."""

from dataclasses import dataclass

from app.api.headers import RawHeaders


@dataclass(frozen=True, slots=True)
class SessionCookie:
    """`name` carries the instance: servers on one host share their cookies, whatever the port."""

    name: str = "taskyard"
    path: str = "/"
    secure: bool = False

    def setting(self, secret: str, max_age: int | None) -> str:
        until = "" if max_age is None else f"; Max-Age={max_age}"
        return f"{self.name}={secret}{until}{self._how()}"

    def clearing(self) -> str:
        return f"{self.name}=; Max-Age=0{self._how()}"

    def found_in(self, headers: RawHeaders) -> str | None:
        """None also when there are several: nobody knows who set the others."""
        wanted = self.name.encode()
        found = {
            value.strip()
            for key, line in headers
            if key == b"cookie" and wanted in line
            for name, _, value in (pair.partition(b"=") for pair in line.split(b";"))
            if name.strip() == wanted
        }
        return found.pop().decode("latin-1") if len(found) == 1 else None

    def _how(self) -> str:
        secure = "; Secure" if self.secure else ""
        return f"; Path={self.path}; HttpOnly; SameSite=Strict{secure}"
