"""The one place that knows every part: builds them and connects them, decides nothing."""
