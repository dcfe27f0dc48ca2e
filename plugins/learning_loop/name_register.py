"""The register of true names as a file: outside the content and its repository, under a key that only the environment holds."""

from __future__ import annotations

import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path

from learning_loop.guard.true_names import Entry, TrueNames, fingerprint

KEY = "LOOP_REGISTER_KEY"
NEW_KEY = "LOOP_REGISTER_NEW_KEY"
PLACE = "LOOP_REGISTER"
SHORTEST_KEY = 32
"""Characters: `loop register key` makes 64."""


class RegisterTrouble(Exception):
    """Why the register cannot be used; the text says what to do, and holds no name and no key."""


def new_key() -> str:
    """Give a new key: 256 bits by lot."""
    return secrets.token_hex(32)


def key_from(environment: Mapping[str, str], name: str = KEY) -> bytes:
    """Give the key. Raises `RegisterTrouble`."""
    key = environment.get(name, "").strip()
    if not key:
        raise RegisterTrouble(f"there is no key: set {name} in the environment of this command")
    if len(key) < SHORTEST_KEY:
        raise RegisterTrouble(f"the key in {name} is too short. Make one with: loop register key")
    return key.encode()


def place_from(environment: Mapping[str, str], given: Path | None, content: Path) -> Path:
    """Give where the register lies. Raises `RegisterTrouble` when nobody said, or when it lies where it would be published or committed."""
    text = str(given) if given is not None else environment.get(PLACE, "").strip()
    if not text:
        raise RegisterTrouble(f"nobody said where it lies: set {PLACE} in the environment, or use --register")
    place = Path(text).expanduser().resolve()
    for folder in {content.resolve(), repository_of(content.resolve()), repository_of(place.parent)}:
        if folder is not None and place.is_relative_to(folder):
            raise RegisterTrouble(
                "it lies inside a content folder or a repository. Move it to a folder that is never committed or published"
            )
    return place


def repository_of(folder: Path) -> Path | None:
    """Give the repository that a folder belongs to, if any."""
    return next((parent for parent in (folder, *folder.parents) if (parent / ".git").exists()), None)


def read_register(place: Path, key: bytes) -> TrueNames:
    """Read a register. Raises `RegisterTrouble` when it is not there, is damaged, or was made with another key."""
    try:
        value = json.loads(place.read_text(encoding="utf-8"))
        entries = tuple(
            Entry(one["id"], one["added"], tuple(one["prints"]), tuple(one["starts"]), one["itself"])
            for one in value["names"]
        )
        check = value["check"]
    except FileNotFoundError:
        raise RegisterTrouble("there is no file. Add a name to begin one, or copy it from where it is kept") from None
    except OSError as error:
        raise RegisterTrouble(f"it cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise RegisterTrouble("its file is damaged. Take it from your back-up") from None
    if not hmac.compare_digest(str(check), fingerprint(key, "check", "")):
        raise RegisterTrouble("it was made with another key")
    return TrueNames(key, entries)


def write_register(place: Path, names: TrueNames) -> None:
    """Put a register in place of the last one, readable by its owner alone."""
    value = {
        "format": 1,
        "check": fingerprint(names.key, "check", ""),
        "names": [
            {"id": one.id, "added": one.added, "prints": one.prints, "starts": one.starts, "itself": one.itself}
            for one in sorted(names.entries, key=lambda entry: entry.id)
        ],
    }
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, draft = tempfile.mkstemp(dir=place.parent, prefix=".register.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=1)
    os.replace(draft, place)
