"""python -m bench.web [NAME...]: measure the page in Chromium, on the real server."""

import subprocess
import sys
from pathlib import Path

from app.api.spa import built_page
from bench.run import Measures, run
from bench.web import chromium
from bench.web.measures.events import many_events
from bench.web.measures.follow import fast_output
from bench.web.measures.idle import idle_tab
from bench.web.measures.load import first_load
from bench.web.measures.long_list import long_list
from bench.web.measures.long_log import long_log

MEASURES: Measures = {
    "load": first_load,
    "events": many_events,
    "longlog": long_log,
    "follow": fast_output,
    "list": long_list,
    "idle": idle_tab,
}


def main() -> int:
    if built_page() is None:
        sys.exit("the page is not built: make setup")
    if (program := chromium.program()) is None:
        sys.exit("there is no Chromium to measure in")
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return run(
        MEASURES,
        name="python -m bench.web",
        about=__doc__,
        output=Path(__file__).parents[1] / "results" / "web.json",
        more={"chromium": version.stdout.strip()},
    )


if __name__ == "__main__":
    sys.exit(main())
