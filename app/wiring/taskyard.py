"""The whole product, built and connected."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from fastapi import FastAPI

from app.api.app import build
from app.api.cookies import SessionCookie
from app.api.spa import built_page
from app.api.task_out import TaskWriter
from app.core.clock import millis
from app.core.data_dir import DataDir
from app.core.database import Database
from app.core.event import TaskEvent
from app.core.event_bus import EventBus
from app.core.loops import Loop
from app.core.people import People
from app.core.places import Places
from app.core.settings import Settings
from app.core.settings_source import Given
from app.core.setup_link import SetupKey
from app.executor.executor import Executor
from app.executor.launchers import LauncherProcess
from app.executor.sampler import UsageSampler
from app.logs.book import LogBook
from app.services.aftercare import Aftercare
from app.services.audit import Audit
from app.services.browse import Browse
from app.services.bulk import Bulk
from app.services.cancel import Cancel
from app.services.commands import Commands
from app.services.comments import Comments
from app.services.dispatch import Dispatch
from app.services.edit import EditTasks
from app.services.events import Events
from app.services.health import Health
from app.services.house import Services
from app.services.output import Output
from app.services.progress import ProgressTeller
from app.services.rates import Rates
from app.services.recover import Recover
from app.services.room import Room
from app.services.settings import SettingsView
from app.services.stats import Statistics
from app.services.submit import Submit
from app.services.touch import Touch
from app.services.usage import UsageWatch
from app.services.wait import Wait
from app.services.work import Work
from app.store import journal
from app.store.create import CreateTasks
from app.store.deadlines import SweepDeadlines
from app.store.dependencies import Settle
from app.store.edit import EditTask
from app.store.finish import FinishTasks
from app.store.follow_up import OpenFollowUps
from app.store.logs import OutputStore
from app.store.moves import ClaimTasks
from app.store.work import ReopenTasks
from app.upkeep.deadlines import Deadlines
from app.upkeep.retention import Retention
from app.upkeep.rollups import Rollups
from app.wiring.accounts import Accounts

_ROOM_NEEDED = 64 * 1024**2
# A stopped command gets no more than this when the server goes.
_LAST_GRACE = timedelta(seconds=2)


class Taskyard:
    """The whole product but the HTTP server: `app` is for that."""

    def __init__(
        self, given: Given, data_dir: DataDir, launchers: Sequence[LauncherProcess]
    ) -> None:
        settings = self._settings = given.settings
        people = People()
        self._writer = TaskWriter(people, settings.public.base_path)
        self._bus = EventBus(self._writer.event)
        self._places = Places(settings.max_streams)
        self._room = Room(
            data_dir.path,
            release=data_dir.release_reserve,
            restore=data_dir.restore_reserve,
            needed=_ROOM_NEEDED,
        )
        self._database = Database(
            data_dir.database,
            journal=Settle(head_start=settings.ageing),
            published=self._publish,
            make_room=self._room.ran_out,
        )
        rates = Rates()
        self._audit = Audit(self._database, rates)
        self._touch = Touch(self._database, refused=self._audit.refused)
        self._accounts = Accounts.build(
            self._database,
            self._places,
            people,
            self._audit,
            rates,
            settings=settings,
            data_dir=data_dir,
        )
        self._finish = FinishTasks(head_start=settings.ageing)
        self._outputs = OutputStore(data_dir.output_database)
        self._book = LogBook(
            self._outputs.writer,
            cap_bytes=settings.log_cap,
            on_storage_full=self._room.output_is_full,
        )
        self._executor = Executor(launchers, instance=data_dir.instance, linger=settings.linger)
        self._dispatch = Dispatch(
            self._database,
            self._executor,
            self._book,
            slots=settings.slots,
            claim=ClaimTasks(head_start=settings.ageing),
            finish=self._finish,
            to_command=Commands(shell=settings.shell).of,
        )
        self._warnings = tuple(millis(before) for before in settings.deadline_warnings)
        self._deadlines = Deadlines(
            self._database,
            self._dispatch,
            sweep=SweepDeadlines(warnings=self._warnings),
            warnings=self._warnings,
        )
        self._deadline_loop = Loop("deadlines", self._deadlines.step)
        self._create = CreateTasks(
            head_start=settings.ageing,
            grace=settings.grace,
            encode=self._writer.whole,
            queue_limit=settings.queue_limit,
            warnings=self._warnings,
        )
        self._services = self._build_services(given)
        self._aftercare = Aftercare(
            self._database,
            self._services.output,
            open_=OpenFollowUps(self._create),
            base_path=settings.public.base_path,
        )
        self._aftercare_loop = Loop("aftercare", self._aftercare.step)
        self._loops = self._build_loops(settings, data_dir)
        self.app: FastAPI = build(
            self._services,
            writer=self._writer,
            cookie=_cookie(settings, data_dir.instance),
            port=settings.port,
            public_url=settings.public_url,
            allowed_hosts=settings.hosts,
            max_body=settings.max_body,
            max_batch_body=settings.max_batch_body,
            page=built_page(),
        )

    def _publish(self, events: list[TaskEvent]) -> None:
        self._dispatch.heard(events)
        if self._deadlines.heard(events):
            self._deadline_loop.wake()
        if self._aftercare.heard(events):
            self._aftercare_loop.wake()
        self._bus.publish(events)

    def _build_services(self, given: Given) -> Services:
        settings, accounts, touch = given.settings, self._accounts, self._touch
        browse = Browse(self._database, self._dispatch, touch)
        wait = Wait(browse, self._bus, touch)
        cancel = Cancel(self._database, self._dispatch, browse, wait, touch)
        health = Health(
            self._database,
            self._dispatch,
            self._places,
            self._room,
            touch,
            has_launcher=self._executor.is_able,
            stored_bytes=self._book.stored_bytes,
        )
        submit = Submit(
            self._database,
            self._dispatch,
            self._room,
            touch,
            create=self._create,
            is_closing=lambda: health.closing,
        )
        edit = EditTasks(
            self._database,
            browse,
            cancel,
            self._book,
            touch,
            edit=EditTask(
                head_start=settings.ageing, grace=settings.grace, warnings=self._warnings
            ),
        )
        work = Work(self._database, browse, touch, reopen=ReopenTasks(warnings=self._warnings))
        return Services(
            submit=submit,
            browse=browse,
            wait=wait,
            cancel=cancel,
            edit=edit,
            work=work,
            comments=Comments(self._database, browse, touch),
            bulk=Bulk(
                self._database, browse, touch, cancel=cancel, submit=submit, edit=edit, work=work
            ),
            output=Output(browse.output, self._book, self._outputs.reader, self._bus, touch),
            events=Events(self._database, self._bus, touch),
            places=self._places,
            health=health,
            doorkeeper=accounts.doorkeeper,
            sign_in=accounts.sign_in,
            sessions=accounts.sessions,
            register=accounts.register,
            users=accounts.users,
            tokens=accounts.tokens,
            invites=accounts.invites,
            keys=accounts.keys,
            audit=accounts.audit,
            stats=Statistics(self._database, touch),
            settings=SettingsView(given, touch),
        )

    def _build_loops(self, settings: Settings, data_dir: DataDir) -> list[Loop]:
        sampler = UsageSampler(self._executor.runs, instance=data_dir.instance)
        retention = Retention(
            self._database,
            self._book,
            age=timedelta(days=settings.retention_days) or None,
            count=settings.retention_count or None,
            size=settings.retention_bytes or None,
            journal_size=settings.journal_size,
        )
        return [
            Loop("usage", UsageWatch(self._dispatch, sampler).step),
            Loop("progress", ProgressTeller(self._dispatch, self._bus).step),
            Loop("retention", retention.step),
            Loop("rollups", Rollups(self._database).step),
            Loop("room", self._room.step),
            self._deadline_loop,
            self._aftercare_loop,
        ]

    async def open(self) -> None:
        """Reconcile what an earlier server left, before anybody is listened to."""
        await self.open_accounts()
        await self._executor.open()
        self._bus.newest = (await self._database.read(journal.extent)).newest
        await Recover(self._database, self._book, finish=self._finish).interrupted()
        await self._deadlines.catch_up()

    async def open_accounts(self) -> None:
        """As much as it takes to serve what is about people; `close_accounts` ends it."""
        await self._database.open()
        await self._accounts.open(self._database, self._settings)

    async def close_accounts(self) -> None:
        await self._database.close()
        self.dispose()

    async def has_admin(self) -> bool:
        return await self._accounts.register.has_admin()

    @property
    def setup_key(self) -> SetupKey:
        return self._accounts.setup_key

    async def run(self) -> None:
        """Everything in the background, until closed. One that fails ends all."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._book.run())
            group.create_task(self._dispatch.run())
            for loop in self._loops:
                group.create_task(loop.run())

    async def quiesce(self) -> None:
        """Take nothing more, bid the streams farewell, let runs end or stop them."""
        self._services.health.closing = True
        self._bus.close("server_shutdown")
        await self._dispatch.close(drain=self._settings.drain, grace=_LAST_GRACE)
        self._book.hang_up()

    def hurry(self) -> None:
        """Do not wait for the drain."""
        self._dispatch.hurry()

    async def close(self) -> None:
        await asyncio.gather(*(loop.stop() for loop in self._loops))
        await self._executor.close()
        await self._book.stop()
        await self._database.close()

    def dispose(self) -> None:
        """When `run` has returned: nothing is written any more."""
        self._services.output.close()
        self._accounts.passwords.close()
        self._outputs.close()


def _cookie(settings: Settings, instance: int) -> SessionCookie:
    """A browser keeps `__Host-` cookies to one host: none of its siblings can set one."""
    public = settings.public
    is_alone = public.is_secure and not public.base_path
    name = f"taskyard_{instance:x}"
    return SessionCookie(
        name=f"__Host-{name}" if is_alone else name,
        path=public.base_path or "/",
        secure=public.is_secure,
    )
