"""Secrets by their look: keys, tokens and registers that do not belong into a repository. What is found is told by its place alone."""

from __future__ import annotations

import re

NAMES = re.compile(
    r"(?:^|/)(?:\.env(?!\.(?:example|sample|template)$)(?:\.[\w-]+)?|id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|\.pgpass|\.npmrc|\.pypirc|credentials(?:\.json)?"
    r"|service-account[\w-]*\.json|[\w.-]+\.(?:pem|p12|pfx|key|keystore|jks|kdbx|ppk))$"
)
"""Files whose names say that they hold a secret."""

PATTERNS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("a private key", re.compile(rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----")),
    ("a key of a cloud service", re.compile(rb"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b")),
    ("a token of a code host", re.compile(rb"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,}|glpat-[\w-]{20,})")),
    (
        "a token",
        re.compile(rb"\b(?:xox[abprs]-[\w-]{10,}|sk_live_[0-9A-Za-z]{16,}|npm_[A-Za-z0-9]{36}|pypi-[\w-]{40,})"),
    ),
    ("a signed token", re.compile(rb"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}")),
    (
        "a password or key",
        re.compile(
            rb"(?i)\b(?:password|passwd|secret|api[_-]?key|token|register_key)[\"']?\s*[:=]\s*[\"']?(?=[\w+/=-]*\d)[\w+/=-]{20,}"
        ),
    ),
    ("a password in an address", re.compile(rb"\b[a-z][a-z+]*://[^\s/:@<>{}$]+:[^\s/:@<>{}$]{3,}@[\w.-]+")),
    ("a register of true names", re.compile(rb'"(?:prints|itself)"\s*:\s*(?:\[\s*)?"[0-9a-f]{32}"')),
)
"""What a secret looks like, with what it is called."""

LONGEST_LINE = 20_000
"""Characters of a line above which it is no text that somebody typed."""


def secrets_in(path: str, data: bytes) -> list[tuple[int, str]]:
    """Give the lines, from 1, with what seems to stand there; line 0 for the file itself. Binary files are passed over."""
    found = [(0, "a file that holds secrets by its name")] if NAMES.search(path) else []
    if b"\0" in data[:4096]:
        return found
    for number, line in enumerate(data.split(b"\n"), 1):
        if len(line) <= LONGEST_LINE:
            found += [(number, name) for name, pattern in PATTERNS if pattern.search(line)]
    return found
