"""Small files that only the owner of the data directory reads."""

import os
from pathlib import Path


def write_private(path: Path, content: bytes) -> None:
    """All of it or nothing, mode 0600 from the first byte, still there after a power cut."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)  # whoever made it may have made it readable
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    directory = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
