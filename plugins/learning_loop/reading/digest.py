"""Content addresses."""

from __future__ import annotations

import hashlib


def digest_of(*parts: str | bytes) -> str:
    """Give a 32-digit address of some content; parts are kept apart, so that ("a", "b") and ("ab",) differ."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()
