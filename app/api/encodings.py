"""Which encoding of a file a client wants."""

from collections.abc import Iterator, Sequence


def wanted(accept_encoding: str, there: Sequence[str]) -> str | None:
    """Of the encodings that are there, the best first, the one that is wanted most. None is the
    file as it is: also for who wants nothing that there is, since it is of use to everybody."""
    weights = dict(_weights(accept_encoding))
    others = weights.get("*", 0.0)
    best = max(there, key=lambda name: weights.get(name, others), default=None)
    if best is None:
        return None
    weight = weights.get(best, others)
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else None


def _weights(accept_encoding: str) -> Iterator[tuple[str, float]]:
    for part in accept_encoding.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            yield name, _weight(parameters)


def _weight(parameters: Sequence[str]) -> float:
    """Nothing of what is not understood."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return 0.0
            return weight if 0 <= weight <= 1 else 0.0
    return 1.0
