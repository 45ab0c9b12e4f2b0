"""What an operator types."""

from app.cli.program import main

__all__ = ["main"]
