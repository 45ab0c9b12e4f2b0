"""When there is something to look at."""

from playwright.async_api import Page

# Counts what a page has asked the server for and has no answer to.
COUNTS_QUESTIONS = """
(() => {
  const fetch = globalThis.fetch;
  globalThis.questions = 0;
  globalThis.fetch = (...asked) => {
    questions += 1;
    return fetch(...asked).finally(() => { questions -= 1; });
  };
})();
"""
_QUIET_MS = 100  # an answer is drawn, and what it leads to is asked for
_SETTLED = f"""() => {{
  const isQuiet = questions === 0
    && document.querySelector("h1") !== null
    && document.querySelector("[aria-busy=true], [role=status][aria-label=Loading]") === null
    && document.getAnimations().every((one) =>
         one.playState !== "running" || one.effect?.getTiming().iterations === Infinity);
  if (!isQuiet) globalThis.quietSince = undefined;
  else globalThis.quietSince ??= performance.now();
  return isQuiet && performance.now() - quietSince > {_QUIET_MS};
}}"""


async def settled(page: Page) -> None:
    """Its heading is there, nothing is being loaded, nothing moves but what always does."""
    await page.wait_for_function(_SETTLED)
