"""What a command raises when it must end early."""

from __future__ import annotations


class Stopped(Exception):
    """The work cannot be done; the message says why and what to do."""
