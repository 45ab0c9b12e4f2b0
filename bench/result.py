"""What a measure found, and whether that is good enough."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """What the machine could do at best, measured in the same run and in the same unit."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class AtLeast:
    threshold: float

    def holds(self, number: float) -> bool:
        return number >= self.threshold

    def __str__(self) -> str:
        return f"≥ {self.threshold:g}"


@dataclass(frozen=True, slots=True)
class AtMost:
    threshold: float

    def holds(self, number: float) -> bool:
        return number <= self.threshold

    def __str__(self) -> str:
        return f"≤ {self.threshold:g}"


@dataclass(frozen=True, slots=True)
class Result:
    """`bar` judges the ratio where there is a limit, else the value itself."""

    name: str
    value: float
    unit: str
    limit: Limit | None = None
    bar: AtLeast | AtMost | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.value / self.limit.value if self.limit else None

    @property
    def ok(self) -> bool | None:
        """None: only shown, not judged."""
        if self.bar is None:
            return None
        return self.bar.holds(self.value if self.ratio is None else self.ratio)
