"""python -m bench [NAME...]: measure the running product against what this machine can do."""

import sys
from pathlib import Path

from bench.measures.door import door
from bench.measures.follow import print_to_subscriber
from bench.measures.listing import many_tasks
from bench.measures.long_log import long_logs
from bench.measures.memory import resident
from bench.measures.output import output_rate
from bench.measures.stats import statistics_of_many
from bench.measures.submit import submit_latency
from bench.measures.throughput import in_batches, one_by_one, with_idle_streams
from bench.run import Measures, run

MEASURES: Measures = {
    "single": one_by_one,
    "batch": in_batches,
    "streams": with_idle_streams,
    "submit": submit_latency,
    "output": output_rate,
    "follow": print_to_subscriber,
    "door": door,
    "memory": resident,
    "listing": many_tasks,
    "longlog": long_logs,
    "stats": statistics_of_many,
}


if __name__ == "__main__":
    output = Path(__file__).parent / "results" / "latest.json"
    sys.exit(run(MEASURES, name="python -m bench", about=__doc__, output=output))
