"""The framework profiles that the library brings: data files in the package, one a framework."""

from __future__ import annotations

from pathlib import Path

PROFILES = Path(__file__).parent / "frameworks"


def shipped_profiles() -> dict[str, bytes]:
    """Give every shipped profile's bytes by its name, in the order of the names."""
    return {file.stem: file.read_bytes() for file in sorted(PROFILES.glob("*.yml"))}
