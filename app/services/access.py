"""Who may do what. This table is the whole policy; every door goes by it.

docs/reference/roles.md is made from it.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum

from app.core.errors import Forbidden, Unauthenticated
from app.core.person import Person, Role, Scope


class Whose(Enum):
    """Of which tasks, or people, a role may do it."""

    NOBODYS = "–"
    OWN = "own"
    OWN_AND_ASSIGNED = "own and assigned"
    ALL = "all"


class Act(StrEnum):
    READ_TASKS = "read tasks and their output"
    CREATE_TASKS = "create tasks"
    CONTROL_TASKS = "cancel, change, rerun and delete tasks"
    WORK_ON_TASKS = "take, start, complete, check off and comment people's tasks"
    ASSIGN_TASKS = "assign, unassign and reopen people's tasks"
    READ_NUMBERS = "read the server's metrics"
    READ_OWN_ACCOUNT = "read the own account"
    CHANGE_OWN_ACCOUNT = "change the own account, its sessions and tokens"
    READ_PEOPLE = "read the names of people"
    INVITE_PEOPLE = "invite people as users, when registration is `invite`"
    MANAGE_PEOPLE = "manage people and invites"
    READ_AUDIT = "read the audit log"
    MANAGE_SERVER = "rotate keys, read settings"


@dataclass(frozen=True, slots=True)
class Rule:
    """`scope` is what a token needs for it."""

    scope: Scope
    viewer: Whose
    user: Whose
    operator: Whose
    admin: Whose

    def whose(self, role: Role) -> Whose:
        found: Whose = getattr(self, role.value)
        return found


_NO, _OWN, _MINE, _ALL = Whose.NOBODYS, Whose.OWN, Whose.OWN_AND_ASSIGNED, Whose.ALL

RULES: dict[Act, Rule] = {
    #                                     scope    viewer  user  operator admin
    Act.READ_TASKS:         Rule(Scope.READ,  _ALL,  _MINE, _ALL, _ALL),
    Act.CREATE_TASKS:       Rule(Scope.RUN,   _NO,   _OWN,  _OWN, _OWN),
    Act.CONTROL_TASKS:      Rule(Scope.RUN,   _NO,   _OWN,  _ALL, _ALL),
    Act.WORK_ON_TASKS:      Rule(Scope.RUN,   _NO,   _MINE, _ALL, _ALL),
    Act.ASSIGN_TASKS:       Rule(Scope.RUN,   _NO,   _OWN,  _ALL, _ALL),
    Act.READ_NUMBERS:       Rule(Scope.READ,  _ALL,  _NO,   _ALL, _ALL),
    Act.READ_OWN_ACCOUNT:   Rule(Scope.READ,  _OWN,  _OWN,  _OWN, _OWN),
    Act.CHANGE_OWN_ACCOUNT: Rule(Scope.ADMIN, _OWN,  _OWN,  _OWN, _OWN),
    Act.READ_PEOPLE:        Rule(Scope.READ,  _ALL,  _ALL,  _ALL, _ALL),
    Act.INVITE_PEOPLE:      Rule(Scope.ADMIN, _NO,   _ALL,  _ALL, _ALL),
    Act.MANAGE_PEOPLE:      Rule(Scope.ADMIN, _NO,   _NO,   _NO,  _ALL),
    Act.READ_AUDIT:         Rule(Scope.ADMIN, _NO,   _NO,   _NO,  _ALL),
    Act.MANAGE_SERVER:      Rule(Scope.ADMIN, _NO,   _NO,   _NO,  _ALL),
}  # fmt: skip


def whose(by: Person, act: Act) -> Whose:
    """Of which tasks or people `by` may do it."""
    rule = RULES[act]
    return rule.whose(by.role) if rule.scope in by.scopes else Whose.NOBODYS


def demand(by: Person, act: Act) -> Whose:
    """The same; raises Unauthenticated when the access is over, Forbidden when it is of none."""
    if by.access.is_over:
        raise Unauthenticated
    found = whose(by, act)
    if found is Whose.NOBODYS:
        raise Forbidden(_why_not(by, act))
    return found


def may_touch(by: Person, act: Act, *, created_by: int | None, assigned_to: int | None) -> bool:
    """May `by` do it to a task of these people?"""
    match whose(by, act):
        case Whose.ALL:
            return True
        case Whose.OWN:
            return created_by == by.id
        case Whose.OWN_AND_ASSIGNED:
            return by.id in (created_by, assigned_to)
        case Whose.NOBODYS:
            return False


def _why_not(by: Person, act: Act) -> str:
    rule = RULES[act]
    if rule.whose(by.role) is Whose.NOBODYS:
        return f"the role {by.role.value} may not {act.value}"
    return f"this token lacks the scope {rule.scope.value}: it may not {act.value}"
