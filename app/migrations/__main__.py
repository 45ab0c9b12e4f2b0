"""`python -m app.migrations FILE` brings a database file to the newest schema."""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config


def configuration(database: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    # Not as an URL: that would have its own ideas of some characters of a path.
    config.attributes["database"] = database
    return config


if __name__ == "__main__":
    command.upgrade(configuration(Path(sys.argv[1])), "head")
