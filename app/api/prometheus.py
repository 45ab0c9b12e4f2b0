"""The services' numbers as Prometheus reads them. Imported when somebody asks: it is 1.3 MB."""

from collections.abc import Iterator, Mapping

from prometheus_client import CollectorRegistry, Metric, ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

CONTENT_TYPE = CONTENT_TYPE_LATEST
_PROCESS = ProcessCollector(registry=None)


def exposition(values: Mapping[str, float]) -> bytes:
    registry = CollectorRegistry()
    registry.register(_Gauges(values))
    registry.register(_PROCESS)
    return generate_latest(registry)


class _Gauges(Collector):
    """What the services count, under our name; `tasks_<status>` is one gauge with a label."""

    def __init__(self, values: Mapping[str, float]) -> None:
        self._values = values

    def collect(self) -> Iterator[Metric]:
        tasks = GaugeMetricFamily("taskyard_tasks", "Tasks there are.", labels=["status"])
        for name, value in self._values.items():
            if name.startswith("tasks_"):
                tasks.add_metric([name.removeprefix("tasks_")], value)
            else:
                yield GaugeMetricFamily(f"taskyard_{name}", name.replace("_", " "), value=value)
        yield tasks
