"""What people send about themselves and others. Services look closer: here is what can be kept."""

from dataclasses import replace
from typing import Annotated, Any, Literal, Self, cast

from pydantic import ConfigDict, Field, model_validator

from app.api.fields import ExternalId, Line
from app.api.task_in import In, refused
from app.api.times import Instant
from app.core.account import NewAccount
from app.core.clock import Millis
from app.core.person import Role, Scope
from app.services.tokens import Life

_EMAIL = "ada@example.org"
_SECRET = "a long and quiet afternoon"

Email = Annotated[Line, Field(min_length=3, max_length=254, description="In any case.")]
Username = Annotated[
    Line, Field(min_length=1, max_length=64, description="Letters, digits, any of . _ + -")
]
PersonName = Annotated[Line, Field(min_length=1, max_length=100)]
Password = Annotated[Line, Field(min_length=1, max_length=256)]
NewPassword = Annotated[
    Password, Field(description="At least 10 characters, and not one that is often used.")
]
Opaque = Annotated[Line, Field(min_length=1, max_length=256)]
RoleWord = Annotated[Role, Field(strict=False)]


def example(**members: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [members]})


class Cookies(In):
    cookie: bool = Field(False, description="Begin a session of this browser: no tokens in reply.")


class AccountIn(In):
    """A new account."""

    email: Email
    name: PersonName | None = Field(
        None, description="Left out, the username, or what is before the @ of the e-mail."
    )
    password: NewPassword = Field(repr=False)
    username: Username | None = Field(None, description="Another name to sign in with.")

    def to_new(self) -> NewAccount:
        return NewAccount(
            email=self.email,
            name=self.name or self.username or self.email.partition("@")[0],
            password=self.password,
            username=self.username,
        )


class OwnAccountIn(AccountIn, Cookies):
    password2: Password | None = Field(
        None, repr=False, description="The password again, to be sure."
    )

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.password2 is not None and self.password2 != self.password:
            raise refused("password2", "conflict", "is not the same as password")
        return self


class RegisterIn(OwnAccountIn):
    model_config = example(email=_EMAIL, name="Ada", password=_SECRET)

    invite: Opaque | None = Field(
        None, repr=False, description="What follows `#i=` in an invite's link."
    )


class SetUpIn(OwnAccountIn):
    """The first administrator."""

    model_config = example(key="q1w2e3", email=_EMAIL, name="Ada", password=_SECRET)

    key: Opaque = Field(repr=False, description="What follows `#k=` in the set-up link.")


class LoginIn(Cookies):
    model_config = example(email=_EMAIL, password=_SECRET)

    email: Annotated[Line, Field(min_length=1, max_length=254)] | None = None
    username: Annotated[Line, Field(min_length=1, max_length=254)] | None = None
    password: Password = Field(repr=False)

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if self.email is None and self.username is None:
            raise refused("email", "required", "is required (or username)")
        if self.email is not None and self.username is not None:
            raise refused("username", "conflict", "give email or username, not both")
        return self


class RefreshIn(In):
    model_config = example(refresh_token="tyr_…")

    refresh_token: Opaque = Field(repr=False)


class Sent(In):
    """Some members of an account."""

    def _needed(self, *names: str) -> None:
        for name in names:
            if name in self.model_fields_set and getattr(self, name) is None:
                raise refused(name, "required", "cannot be taken away")

    def given(self) -> dict[str, Any]:
        """The members that were sent."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class MePatch(Sent):
    """A new e-mail, username or password takes the current password."""

    model_config = example(name="Ada Lovelace")

    name: PersonName | None = None
    email: Email | None = None
    username: Username | None = None
    password: NewPassword | None = Field(None, repr=False)
    current_password: Password | None = Field(None, repr=False)

    @model_validator(mode="after")
    def _keeps_what_it_needs(self) -> Self:
        self._needed("name", "email", "password")
        return self


class UserIn(AccountIn):
    model_config = example(email=_EMAIL, name="Ada", password=_SECRET, role="operator")

    role: RoleWord = Role.USER
    external_id: ExternalId | None = Field(
        None, description="What another system calls this person."
    )

    def to_new(self) -> NewAccount:
        return replace(super().to_new(), external_id=self.external_id)


class UserPatch(Sent):
    """What shall change of somebody's account."""

    model_config = example(role="operator")

    name: PersonName | None = None
    email: Email | None = None
    username: Username | None = None
    external_id: ExternalId | None = None
    role: RoleWord | None = None
    disabled: bool | None = Field(None, description="Ends every access of theirs at once.")
    password: NewPassword | None = Field(None, repr=False)

    @model_validator(mode="after")
    def _keeps_what_it_needs(self) -> Self:
        self._needed("name", "email", "role", "disabled", "password")
        return self


class TokenIn(In):
    model_config = example(name="backup script", scopes=["read", "run"])

    name: PersonName
    scopes: Annotated[list[Annotated[Scope, Field(strict=False)]], Field(min_length=1)] = Field(
        description="`read` looks, `run` creates and controls tasks, `admin` changes accounts."
    )
    expires_at: Instant | None = Field(
        None, description="A time or a date; null is never. Default: in 90 days."
    )

    def end(self) -> Millis | Literal[Life.USUAL] | None:
        if "expires_at" not in self.model_fields_set:
            return Life.USUAL
        return cast("Millis | None", self.expires_at)


class InviteIn(In):
    model_config = example(email="ben@example.org")

    email: Email | None = Field(None, description="Who it is for; null lets anybody use it.")
    role: RoleWord = Role.USER
