"""The files of the editor's folder: its page, its configuration, and the headers that its host must send."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from typing import Any

from learning_loop.editor.backend import Backend, Cms, connections, pictures
from learning_loop.editor.config import editor_config
from learning_loop.editor.programs import PROGRAMS
from learning_loop.model.registers import Registers

FONTS = "https://cdn.jsdelivr.net/fontsource/"
"""Where Sveltia has its letters and signs."""

MARK = "Learning Loop editor"
"""Stands in the page: a folder whose page says so may be written anew."""


def editor_files(registers: Registers, backend: Backend, cms: Cms, folder: str) -> dict[str, str]:
    """Give the files made of words, by name; ``folder`` is the content folder as the repository names it."""
    sent = headers(backend, cms)
    return {
        "index.html": _page(registers, cms),
        "config.json": _as_text(editor_config(registers, backend, cms, folder)),
        "_headers": "/*\n" + "".join(f"  {name}: {value}\n" for name, value in sent.items()),
        "nginx.conf": _NGINX + "".join(f'add_header {name} "{value}" always;\n' for name, value in sent.items()),
        ".htaccess": _APACHE + "".join(f'Header always set {name} "{value}"\n' for name, value in sent.items()),
        "robots.txt": "User-agent: *\nDisallow: /\n",
    }


SCRIPTS = {Cms.DECAP: ("items.js", "blocks.js", "preview.js", "save.js"), Cms.SVELTIA: ("blocks.js", "preview.js")}
"""Ours, beside start.js. What Sveltia would need for the others it fetches from elsewhere, and so does not get."""

_NGINX = (
    "# Put 'include /…/nginx.conf;' into the server block of the editor's own host, never into that of the library.\n"
)
_APACHE = "# For the editor's own host, never that of the library. Needs mod_headers, and AllowOverride FileInfo.\n"


def _as_text(config: Mapping[str, Any]) -> str:
    return json.dumps(config, ensure_ascii=False, indent=1) + "\n"


def _page(registers: Registers, cms: Cms) -> str:
    name = html.escape(registers.site.name)
    scripts = ("start.js", PROGRAMS[cms].script, *SCRIPTS[cms])
    loaded = "\n".join(f'<script src="{script}"></script>' for script in scripts)
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="generator" content="{MARK}">
<meta name="robots" content="noindex">
<title>{name}: edit</title>
<link rel="icon" href="favicon.svg" type="image/svg+xml">
{loaded}
</head>
<body>
<noscript>The editor needs JavaScript. Without it, edit the files themselves, as the author guide shows.</noscript>
</body>
</html>
"""


def headers(backend: Backend, cms: Cms) -> dict[str, str]:
    """Give the headers for every file of the folder: as strict as the program can bear, which is less strict than the library's.

    Decap compiles the check of its configuration while it runs and so needs 'unsafe-eval'; both programs write styles into the
    page and so need 'unsafe-inline' for styles; Sveltia draws its signs with a font from elsewhere, and reads pictures that it holds
    itself. That is why the editor has a host of its own (decision 24).
    """
    decap = cms is Cms.DECAP
    policy = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *(["'unsafe-eval'"] if decap else [])],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:", *pictures(backend)],
        "font-src": ["'self'", "data:", *([] if decap else [FONTS])],
        "connect-src": ["'self'", "blob:", *([] if decap else ["data:"]), *connections(backend)],
        "frame-src": ["'self'", "blob:"],
        "base-uri": ["'none'" if decap else "'self'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {' '.join(values)}" for name, values in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin",
        # The sign-in comes back from a window of its own.
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
        "Strict-Transport-Security": "max-age=31536000",
        "X-Robots-Tag": "noindex",
        "Cache-Control": "no-cache",
    }
