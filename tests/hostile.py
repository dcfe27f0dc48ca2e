"""Texts that were made to break out of a page: blns, the examples of CommonMark, and ways to slip a script past a cleaner."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

NODE = Path(__file__).parent / "site"

XSS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<iframe src=javascript:alert(1)>", "<a href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))", "[x](&#106;avascript:alert(1))", "[x](javascript&colon;alert(1))", "[x](vbscript:msgbox(1))", "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "![x](javascript:alert(1))", '![x](x"onerror="alert(1))', '![x" onerror="alert(1)](x.png)', "[x]: javascript:alert(1)\n\n[x]", "<javascript:alert(1)>", "<data:text/html,<script>alert(1)</script>>", '[x](https://x.example "onmouseover=alert(1) x=")',
    '[x](https://x.example/"onmouseover="alert(1))', "`<script>alert(1)</script>`", "```<img/src=x onerror=alert(1)>\nx\n```", "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<form><button formaction=javascript:alert(1)>x", "<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)>", "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>", "<base href=javascript:alert(1)//>", "<link rel=stylesheet href=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>", "<style>@import 'javascript:alert(1)'</style>", "<p style=background:url(javascript:alert(1))>", "<x onclick=alert(1)>x</x>", "<template><script>alert(1)</script></template>", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\<script>alert(1)\\</script>", "<scr\u200bipt>alert(1)</script>", "＜script＞alert(1)＜/script＞", "{{ 7*7 }}{% import os %}", "{{constructor.constructor('alert(1)')()}}", "${alert(1)}", "<!--><script>alert(1)</script>-->", "]]><script>alert(1)</script>", "</title><script>alert(1)</script>", "'\"><script>alert(1)</script>",
)  # fmt: skip
"""Own list, after the kinds in OWASP's cheat sheet on cross-site scripting."""


def hostile_texts() -> list[str]:
    """Give all of them."""
    script = "console.log(JSON.stringify([...require('blns'), ...require('commonmark-spec').tests.map(one => one.markdown)]))"
    done = subprocess.run(["node", "-e", script], cwd=NODE, capture_output=True, check=True)
    return [*XSS, *json.loads(done.stdout)]
