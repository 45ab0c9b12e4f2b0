"""What an operator should know about settings that are possible but not quite right."""

import os
import resource
from collections.abc import Iterator

from app.core.settings import Settings
from app.core.settings_serving import is_any, is_loopback

_FILES_PER_TASK = 3
_FILES_OF_THE_SERVER = 100


def warnings_about(settings: Settings) -> Iterator[str]:
    if settings.rabbitmq_url is not None:
        yield "RABBITMQ_URL is set, but this version takes no tasks from a message queue"
    yield from _about_the_door(settings)
    yield from _about_root(settings)
    wanted = _FILES_OF_THE_SERVER + settings.max_streams + _FILES_PER_TASK * settings.slots
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if allowed != resource.RLIM_INFINITY and allowed < wanted:
        yield (
            f"{settings.slots} slots and {settings.max_streams} streams may need {wanted} open"
            f" files, but the hard limit is {allowed} (ulimit -Hn)"
        )


def _about_the_door(settings: Settings) -> Iterator[str]:
    named = settings.public_url is not None or settings.allowed_hosts
    if is_any(settings.host) and not named:
        yield "TASKYARD_PUBLIC_URL is not set: only requests for localhost are answered"
    public = settings.public
    if not public.is_secure and not public.is_local:
        yield f"{public} is not https: whoever is on the way can read passwords and tokens"
    if settings.registration == "open" and not is_loopback(settings.host):
        yield "TASKYARD_REGISTRATION is open: whoever reaches the port can run commands"
    if settings.behind_proxy and not settings.trusted_proxies:
        yield "TASKYARD_TRUSTED_PROXIES is empty: every request seems to come from the proxy"


def _about_root(settings: Settings) -> Iterator[str]:
    if os.geteuid() == 0 and settings.run_as is None:
        yield "the server runs as root and so do all commands: set TASKYARD_RUN_AS to a user"
