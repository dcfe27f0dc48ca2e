"""How the professional site is known for what it is, so that no public deployment can take it for the other."""

from __future__ import annotations

PROFESSIONAL_MARK = b"learning-loop-professional-site"
"""Stands in the head of every page of the professional site, and in no other file of ours."""

PROFESSIONAL_FILE = "professional-site.txt"
"""Lies at the top of the professional site, for files that cannot carry a mark."""

PROFESSIONAL_WORDS = (
    PROFESSIONAL_MARK
    + b"\n\nThis is the professional site. It belongs behind the sign-in of your agencies, and on no public web server.\n"
)
