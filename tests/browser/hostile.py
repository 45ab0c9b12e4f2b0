"""What somebody would write who wants to harm whoever reads it."""

from pathlib import Path

RIGHT_TO_LEFT = "\u202e"
ZERO_WIDTH = "\u200b\u200d\ufeff"
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"

NAMES = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><iframe src="https://evil.example/"></iframe>',
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    f"report{RIGHT_TO_LEFT}gpj.exe",
    f"in{ZERO_WIDTH}visible {FAMILY}\U0001f3f4\u200d\u2620\ufe0f",
    "\x1b]0;title\x07\x1b[31mred",
    "__proto__",
    "w" * 200,
)

MARKDOWN = (
    """# <script>alert(1)</script>

<img src=x onerror=alert(1)> <svg onload=alert(1)> <iframe src="https://evil.example/"></iframe>

![seen](https://evil.example/pixel.png) [one](javascript:alert(1)) [two](JaVaScRiPt:alert(1))
[three](data:text/html,<script>alert(1)</script>) [four](vbscript:x) <javascript:alert(1)>
[five](&#106;avascript:alert(1)) [six]: https://evil.example/ "a title"

<a href="javascript:alert(1)" onclick="alert(1)">seven</a> <style>body { display: none }</style>

| a | b |
|---|---|
| <b onmouseover=alert(1)>bold</b> | `code` |

"""
    + "long" * 400
)

_LINK = "\x1b]8;;{}\x1b\\{}\x1b]8;;\x1b\\"

LINES = (
    *NAMES,
    _LINK.format("javascript:alert(1)", "a script"),
    _LINK.format("data:text/html,<script>alert(1)</script>", "a document"),
    _LINK.format("https://example.org/fine", "a page"),
    "\x1b[38;5;196m\x1b[1m\x1b[7mloud\x1b[0m \x1b[8mhidden\x1b[0m \x1b[5mblinking\x1b[0m",
    "\x1b[2J\x1b[H\x1b[999999999A\x1b[999999999Bfar away",
    "\x1b[1;2;3;4;5;6;7;8;9" + ";38;2;1;2;3" * 500 + "mmany",
    "\x1b]52;c;YWxlcnQoMSk=\x07the clipboard \x1bP+q544e\x1b\\",
    "\x00\x01\x02\x08\x7f\u0085\u2028\u2029 control",
    "one\rtwo\rthree \x08\x08\x08 gone",
    "a\u0300" * 300,
    "::progress 42::",
    "::group::<img src=x onerror=alert(1)>",
    "inside",
    "::endgroup::",
)
LAST_LINE = "the last line"


def write_output(path: Path) -> None:
    """All of that, bytes that are no text, a token of a megabyte, and at last the last line."""
    lines = [line.encode() for line in LINES]
    lines += [bytes(range(256)).replace(b"\n", b""), b"\xff\xfe\xc3", b"x" * 1_000_000]
    path.write_bytes(b"\n".join([*lines, LAST_LINE.encode()]) + b"\n")
