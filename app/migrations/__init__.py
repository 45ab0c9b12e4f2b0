"""The schema of taskyard.db, version by version."""
