"""Puts the built page into the wheel, where app/api/spa.py looks for it."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Page(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        page = Path(self.root, "web", "dist")
        # An editable install finds it where it is.
        if version != "editable" and (page / "index.html").is_file():
            build_data["force_include"][str(page)] = "app/api/assets/web"
