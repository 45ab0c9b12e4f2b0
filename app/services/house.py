"""All services together, as the doors get them."""

from dataclasses import dataclass

from app.core.places import Places
from app.services.audit import Audit
from app.services.browse import Browse
from app.services.bulk import Bulk
from app.services.cancel import Cancel
from app.services.comments import Comments
from app.services.doorkeeper import Doorkeeper
from app.services.edit import EditTasks
from app.services.events import Events
from app.services.health import Health
from app.services.invites import Invites
from app.services.keys import Keys
from app.services.output import Output
from app.services.register import Register
from app.services.sessions import Sessions
from app.services.settings import SettingsView
from app.services.sign_in import SignIn
from app.services.stats import Statistics
from app.services.submit import Submit
from app.services.tokens import Tokens
from app.services.users import Users
from app.services.wait import Wait
from app.services.work import Work


@dataclass(frozen=True, slots=True)
class Services:
    submit: Submit
    browse: Browse
    wait: Wait
    cancel: Cancel
    edit: EditTasks
    work: Work
    comments: Comments
    bulk: Bulk
    output: Output
    events: Events
    health: Health
    places: Places
    doorkeeper: Doorkeeper
    sign_in: SignIn
    sessions: Sessions
    register: Register
    users: Users
    tokens: Tokens
    invites: Invites
    keys: Keys
    audit: Audit
    stats: Statistics
    settings: SettingsView
