"""Whatever the page does that it must never do, in every test alike."""

from playwright.async_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Request,
    Response,
    WebError,
)

# A violation is an event of the document; there it becomes a word on the console.
_TELL_OF_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
# The browser says this of every answer that is no success; which ones may be is said below.
_ANSWERED = "Failed to load resource"


class Watch:
    """Follows all pages of one visitor, who has come for what is at `origin`."""

    def __init__(self, origin: str, forgiven: set[str]) -> None:
        self._origin = origin
        self._forgiven = forgiven
        self._complaints: list[str] = []

    async def over(self, context: BrowserContext) -> None:
        await context.add_init_script(_TELL_OF_VIOLATIONS)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("dialog", self._on_dialog)
        context.on("request", self._on_request)
        context.on("response", self._on_response)

    def check(self) -> None:
        left = [each for each in self._complaints if not any(f in each for f in self._forgiven)]
        assert not left, "\n".join(left)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(_ANSWERED):
            self._complaints.append(f"console: {message.text}")

    def _on_error(self, error: WebError) -> None:
        self._complaints.append(f"uncaught: {error.error}")

    async def _on_dialog(self, dialog: Dialog) -> None:
        self._complaints.append(f"dialog: {dialog.message}")
        await dialog.dismiss()

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self._origin, "data:", "blob:")):
            self._complaints.append(f"elsewhere: {request.url}")

    def _on_response(self, response: Response) -> None:
        """Nothing is offered that would be refused, and the server has no faults."""
        if response.status == 403 or response.status >= 500:
            asked = f"{response.request.method} {response.url}"
            self._complaints.append(f"answered {response.status}: {asked}")
