"""All services together, as the doors get them."""

from dataclasses import dataclass

from app.core.places import Places
from app.services.browse import Browse
from app.services.bulk import Bulk
from app.services.cancel import Cancel
from app.services.edit import EditTasks
from app.services.events import Events
from app.services.health import Health
from app.services.output import Output
from app.services.submit import Submit
from app.services.wait import Wait


@dataclass(frozen=True, slots=True)
class Services:
    submit: Submit
    browse: Browse
    wait: Wait
    cancel: Cancel
    edit: EditTasks
    bulk: Bulk
    output: Output
    events: Events
    health: Health
    places: Places
