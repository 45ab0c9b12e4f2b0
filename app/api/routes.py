"""Every route on one screen, the busiest first."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.responses import PlainTextResponse, Response

from app.api import account_out as people
from app.api import (
    audit,
    auth,
    events,
    invites,
    logs,
    many,
    me,
    meta,
    pages,
    past_events,
    settings,
    stats,
    tasks,
    tokens,
    users,
    verbs,
    work,
)
from app.api.route_notes import EXTRA, OTHERS
from app.api.sse import EventStream
from app.api.task_out import BASE, TaskOut
from app.api.visit import GuardedRoute

Handler = Callable[..., Awaitable[Response]]

# method, path, handler, summary, status, what it answers: a model of JSON, or another kind of reply
Route = tuple[str, str, Handler, str, int, type[BaseModel] | type[Response] | None]

ONE = "/tasks/{task_id:number}"

TASKS: list[Route] = [
    ("POST", "/tasks", tasks.create_task, "Run a command, or make a person's task", 201,
     TaskOut),
    ("GET", "/tasks", tasks.list_tasks, "List tasks", 200, tasks.TasksOut),
    ("POST", "/tasks/batch", many.create_tasks, "Make many tasks", 201, many.CreatedTasksOut),
    ("POST", "/tasks/bulk", many.apply_to_tasks, "Do one thing to many tasks", 200, many.BulkOut),
    ("GET", ONE, tasks.get_task, "Read a task", 200, TaskOut),
    ("PATCH", ONE, tasks.change_task, "Change a task", 200, TaskOut),
    ("DELETE", ONE, tasks.delete_task, "Delete a task and its output", 204, None),
    ("DELETE", f"{ONE}/cancel", verbs.cancel_task, "Cancel a task", 200, verbs.CancelOut),
    ("POST", f"{ONE}/cancel", verbs.cancel_task_with_reason, "Cancel a task, saying how", 200,
     verbs.CancelOut),
    ("POST", f"{ONE}/rerun", verbs.rerun_task, "Run a task again", 201, TaskOut),
    ("GET", f"{ONE}/status", verbs.get_status, "Read a status", 200, verbs.StatusOut),
    ("GET", f"{ONE}/events", past_events.list_past_events, "What happened to a task", 200,
     past_events.PastEventsOut),
    ("GET", f"{ONE}/result", verbs.get_result, "Read a result", 200, verbs.ResultOut),
]  # fmt: skip

WORK: list[Route] = [
    ("POST", "/tasks/assign_task", work.assign_task, "Assign a task to a person", 200, TaskOut),
    ("POST", f"{ONE}/assign", work.assign, "Assign this task to a person", 200, TaskOut),
    ("POST", f"{ONE}/unassign", work.unassign, "Take a task from whoever has it", 200, TaskOut),
    ("POST", f"{ONE}/take", work.take, "Take a task that nobody has", 200, TaskOut),
    ("POST", f"{ONE}/start", work.start, "Begin with a task", 200, TaskOut),
    ("POST", f"{ONE}/complete", work.complete, "Complete a task", 200, TaskOut),
    ("POST", f"{ONE}/complete_task", work.complete_task, "Complete a task, by another name", 200,
     TaskOut),
    ("POST", f"{ONE}/reopen", work.reopen, "Begin again what has ended", 200, TaskOut),
    ("GET", f"{ONE}/comments", work.list_comments, "Read comments", 200, work.CommentsOut),
    ("POST", f"{ONE}/comments", work.add_comment, "Comment on a task", 201, work.CommentOut),
]  # fmt: skip

OUTPUT: list[Route] = [
    ("GET", f"{ONE}/logs", logs.get_logs, "Read output", 200, logs.LogsOut),
    ("GET", f"{ONE}/logs/stream", logs.stream_logs, "Follow output", 200, EventStream),
    ("GET", f"{ONE}/logs/search", logs.search_logs, "Search output", 200, logs.FoundOut),
    ("GET", f"{ONE}/logs/download", logs.download_logs, "Download output", 200, PlainTextResponse),
]

STATISTICS: list[Route] = [
    ("GET", "/stats", stats.get_stats, "Read statistics, for plots", 200, stats.StatsOut),
]

EVENTS: list[Route] = [
    ("GET", "/events", events.stream_events, "Follow everything", 200, EventStream),
]

IDENTITY: list[Route] = [
    ("POST", "/auth/login", auth.login, "Sign in", 200, people.SignedInOut),
    ("POST", "/auth/token", auth.token, "Sign in with an OAuth 2 form", 200, people.GrantOut),
    ("POST", "/auth/refresh", auth.refresh, "Get new tokens", 200, people.SignedInOut),
    ("POST", "/auth/logout", auth.logout, "Sign out", 204, None),
    ("POST", "/auth/register", auth.register, "Make an own account", 201, people.SignedInOut),
    ("POST", "/auth/setup", auth.set_up, "Make the first administrator", 201, people.SignedInOut),
    ("GET", "/auth/ways", auth.get_ways_in, "How one gets in here", 200, people.WaysInOut),
    ("GET", "/auth/me", me.get_me, "Who you are", 200, people.MeOut),
    ("PATCH", "/auth/me", me.change_me, "Change your account", 200, people.MeOut),
    ("GET", "/auth/sessions", me.list_sessions, "List your sessions", 200, people.SessionsOut),
    ("DELETE", "/auth/sessions/{session_id:number}", me.end_session, "End a session", 204, None),
    ("GET", "/tokens", tokens.list_tokens, "List your API tokens", 200, people.TokensOut),
    ("POST", "/tokens", tokens.create_token, "Make an API token", 201, people.NewTokenOut),
    ("DELETE", "/tokens/{token_id:number}", tokens.revoke_token, "Revoke a token", 204, None),
]

PEOPLE: list[Route] = [
    ("GET", "/users", users.list_users, "List people", 200, people.UsersOut),
    ("POST", "/users", users.create_user, "Make an account", 201, people.UserOut),
    ("GET", "/users/{user_id:number}", users.get_user, "Read a person", 200, people.UserOut),
    ("PATCH", "/users/{user_id:number}", users.change_user, "Change an account", 200,
     people.UserOut),
    ("DELETE", "/users/{user_id:number}", users.delete_user, "Delete an account", 204, None),
    ("GET", "/invites", invites.list_invites, "List open invites", 200, people.InvitesOut),
    ("POST", "/invites", invites.create_invite, "Invite somebody", 201, people.NewInviteOut),
    ("DELETE", "/invites/{invite_id:number}", invites.revoke_invite, "Revoke an invite", 204, None),
    ("GET", "/audit", audit.list_audit, "Who did what", 200, people.AuditOut),
    ("GET", "/audit/check", audit.check_audit, "Check that the audit log is whole", 200,
     people.AuditCheckOut),
    ("POST", "/auth/rotate-key", auth.rotate_key, "Sign access tokens with a new key", 204, None),
]  # fmt: skip

META: list[Route] = [
    ("GET", "/settings", settings.list_settings, "What the server goes by", 200,
     settings.SettingsOut),
    ("GET", "/version", meta.version, "Which version this is", 200, meta.VersionOut),
]  # fmt: skip

PROBES: list[Route] = [
    ("GET", "/healthz", meta.healthz, "Whether the process lives", 200, meta.HealthOut),
    ("GET", "/readyz", meta.readyz, "Whether the server can work", 200, meta.ReadyOut),
    ("GET", "/metrics", meta.metrics, "Numbers for Prometheus", 200, PlainTextResponse),
]

# What somebody may ask who is not known yet. All else wants to know who it is.
PUBLIC: set[Handler] = {
    auth.login,
    auth.token,
    auth.refresh,
    auth.register,
    auth.set_up,
    auth.get_ways_in,
    meta.version,
    meta.healthz,
    meta.readyz,
}

# What has no HEAD: a stream has no end, and a download would be read for nothing.
_MADE = {"stream_events", "stream_logs", "download_logs"}

PAGES: dict[str, Handler] = {
    "/": meta.home,
    BASE: meta.api_home,
    f"{BASE}/docs": pages.docs_page,
    f"{BASE}/docs/": pages.docs_slash,
    f"{BASE}/docs/{{name}}": pages.docs_file,
    "/{path:elsewhere}": pages.page,
}


def add_routes(app: FastAPI) -> None:
    for tag, prefix, routes in (
        ("Tasks", BASE, TASKS),
        ("Work", BASE, WORK),
        ("Output", BASE, OUTPUT),
        ("Events", BASE, EVENTS),
        ("Statistics", BASE, STATISTICS),
        ("Identity", BASE, IDENTITY),
        ("People", BASE, PEOPLE),
        ("Meta", BASE, META),
        ("Meta", "", PROBES),
    ):
        for route in routes:
            _add(app, tag, prefix, route)
    for path, page in PAGES.items():
        app.add_api_route(path, page, include_in_schema=False)
    _answer_head(app)


def _answer_head(app: FastAPI) -> None:
    """HEAD is GET without its body, unless the body is made as it is sent. Looked for last."""
    for route in list(app.router.routes):
        if isinstance(route, APIRoute) and route.methods == {"GET"} and route.name not in _MADE:
            app.router.add_api_route(
                route.path,
                route.endpoint,
                methods=["HEAD"],
                include_in_schema=False,
                route_class_override=type(route),
            )


def _add(app: FastAPI, tag: str, prefix: str, route: Route) -> None:
    method, path, handler, summary, status, answer = route
    # A handler answers with a response it has made; the model is for the document.
    shape: dict[str, Any] = {"response_model": answer}
    if answer is not None and issubclass(answer, Response):
        shape = {"response_class": answer}
    app.router.add_api_route(
        prefix + path,
        handler,
        methods=[method],
        summary=summary,
        operation_id=handler.__name__,
        tags=[tag],
        status_code=status,
        responses=OTHERS.get(handler.__name__, {}),
        openapi_extra=EXTRA.get(handler.__name__),
        route_class_override=APIRoute if handler in PUBLIC else GuardedRoute,
        **shape,
    )
