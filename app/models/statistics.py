"""The tables of the statistics: sums that outlive the tasks they are of. Times are UTC
milliseconds."""

from sqlalchemy import Column, Integer, LargeBinary, Table, Text

from app.models.people import users

metadata = users.metadata  # of every table there is

# What happened in an hour, a day or eight days. Who is 0 in sums of everybody's tasks, and the
# name is empty in sums of all names.
task_rollups = Table(
    "task_rollups",
    metadata,
    Column("span", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("who", Integer, primary_key=True, autoincrement=False),  # created the tasks
    Column("name", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("created", Integer, nullable=False),
    Column("completed", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("cancelled", Integer, nullable=False),
    Column("last_finished_at", Integer),
    Column("longest_wait", Integer, nullable=False),
    Column("longest_duration", Integer, nullable=False),
    # In a sum of all names: how many names have sums of their own.
    Column("names", Integer, nullable=False),
    # As core.histogram packs them.
    Column("waits", LargeBinary, nullable=False),
    Column("durations", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# One row: how far it is counted. Of the journal all up to `event_id`; of the tasks that are older
# than the statistics all up to `task_id`, and the last of those is `last_old_id`.
rollup_cursor = Table(
    "rollup_cursor",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", Integer, nullable=False),
    Column("task_id", Integer, nullable=False),
    Column("last_old_id", Integer, nullable=False),
)

# The older tasks that had not ended then: the journal tells of their ends.
rollup_unfinished = Table(
    "rollup_unfinished",
    metadata,
    Column("task_id", Integer, primary_key=True),
)

# What a task was like at an end that it no longer shows: it was deleted or reopened since. Kept
# by triggers until it is counted; `event_id` is the last of the journal before.
task_remains = Table(
    "task_remains",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", Integer, nullable=False),
    Column("deleted", Integer, nullable=False),
    Column("task_id", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("created_by", Integer, nullable=False),
    Column("created_at", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("queued_at", Integer),
    Column("started_at", Integer),
    Column("finished_at", Integer, nullable=False),
    Column("duration_ms", Integer),
)

# How many tasks of each status are assigned to a person, kept by triggers.
assignee_counts = Table(
    "assignee_counts",
    metadata,
    Column("user_id", Integer, primary_key=True, autoincrement=False),
    Column("status", Text, primary_key=True),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)
