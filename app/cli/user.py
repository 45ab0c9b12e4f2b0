"""The `taskyard user` commands."""

from typing import Annotated

import typer

from app.cli.options import Data
from app.core.person import Role

user_commands = typer.Typer(
    name="user", help="People: who may sign in, and what they may do.", no_args_is_help=True
)

Who = Annotated[str, typer.Argument(metavar="EMAIL", help="The e-mail, or the username.")]
Stdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input.")
]
Name = Annotated[str | None, typer.Option(help="What to call them.")]
NewRole = Annotated[Role, typer.Argument(metavar="ROLE", help="What they may do from now on.")]
Username = Annotated[str | None, typer.Option(help="A short name to sign in with, too.")]


@user_commands.command("add")
def add(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="What they sign in with.")],
    name: Name = None,
    role: Annotated[Role, typer.Option(help="What they may do.")] = Role.USER,
    username: Username = None,
    password_stdin: Stdin = False,
    data: Data = None,
) -> None:
    """Make an account; asks for its password."""
    from app.cli import people

    people.add(data, email, name=name, role=role.value, username=username, stdin=password_stdin)


@user_commands.command("ls")
def ls(
    as_json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
    data: Data = None,
) -> None:
    """List the accounts."""
    from app.cli import people

    people.show(data, as_json=as_json)


@user_commands.command("role")
def set_role(email: Who, role: NewRole, data: Data = None) -> None:
    """Give somebody another role."""
    from app.cli import people

    people.change(data, email, role=role.value)


@user_commands.command("disable")
def disable(email: Who, data: Data = None) -> None:
    """Let somebody in no more, at once."""
    from app.cli import people

    people.change(data, email, disabled=True)


@user_commands.command("enable")
def enable(email: Who, data: Data = None) -> None:
    """Let somebody in again."""
    from app.cli import people

    people.change(data, email, disabled=False)


@user_commands.command("passwd")
def passwd(email: Who, password_stdin: Stdin = False, data: Data = None) -> None:
    """Give somebody a new password, and sign them out."""
    from app.cli import people

    people.change_password(data, email, stdin=password_stdin)
