"""What an operator should know about settings that are possible but not quite right."""

import resource
from collections.abc import Iterator

from app.core.settings import Settings

_FILES_PER_TASK = 3
_FILES_OF_THE_SERVER = 100


def warnings_about(settings: Settings) -> Iterator[str]:
    if settings.rabbitmq_url is not None:
        yield "RABBITMQ_URL is set, but this version takes no tasks from a message queue"
    if settings.secret_key is not None:
        yield "SECRET_KEY is set, but this version has no accounts and signs nothing"
    wanted = _FILES_OF_THE_SERVER + settings.max_streams + _FILES_PER_TASK * settings.slots
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if allowed != resource.RLIM_INFINITY and allowed < wanted:
        yield (
            f"{settings.slots} slots and {settings.max_streams} streams may need {wanted} open"
            f" files, but the hard limit is {allowed} (ulimit -Hn)"
        )
