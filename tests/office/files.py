"""Files that Microsoft Word and Excel made themselves, in packages of npm: read by tests, and never copied into the project.

``python -m tests.office.files`` says which packages these are, for ``scripts/dev setup test``, which gets them; ``--check`` looks whether they are what is expected.
"""

from __future__ import annotations

import base64
import hashlib
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent / "node_modules"


class Package(NamedTuple):
    """One version of a package, and what its archive must hold."""

    name: str
    version: str
    sha512: str
    """As npm writes it in its lock files."""
    under: str
    """Where its files lie."""

    @property
    def archive(self) -> Path:
        """Where it lies, under the name that ``npm pack`` gives it."""
        return FOLDER / f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"

    def file(self, name: str) -> bytes:
        """Give one of its files."""
        assert not self.trouble, self.trouble
        with tarfile.open(self.archive) as archive:
            found = archive.extractfile(f"package/{self.under}/{name}")
            assert found is not None
            return found.read()

    @property
    def trouble(self) -> str:
        """What is wrong with its archive, and what to do; empty when nothing is."""
        if not self.archive.is_file():
            return f"{self.archive.name} is missing: run scripts/dev setup test"
        digest = base64.b64encode(hashlib.sha512(self.archive.read_bytes()).digest()).decode()
        if digest != self.sha512:
            return f"{self.archive.name} is not what it was when it was chosen: delete {FOLDER}, and run scripts/dev setup test"
        return ""


WORD = Package(
    "@adobe/mammoth",
    "1.7.1-bleeding.2",
    "xqtsc3BznvDLkZ43lwRjn8D3b2dteq+9L128Znn1cOgCiEEbDDJKTeKRZguYazOIOMf1oWOffhPWnEyWCxbWiw==",
    "test/test-data",
)
"""The test data of a converter (BSD-2-Clause): most of it from Word 2010 and Word 16."""
EXCEL = Package(
    "xlsx-to-json",
    "0.3.0",
    "kQQIj9N20bk/SMob2y5Mht3vtliHch/vWhf9DWEGFVxSQoP9+XorQ9+kwojNZmYwm/XFNz49zBlY7Rql3ktmSA==",
    "sample",
)
"""The sample of another (MIT), from Excel 2010."""
PACKAGES = (WORD, EXCEL)


def main(words: list[str]) -> int:
    """Say which packages these are, or what is wrong with them."""
    if words != ["--check"]:
        print("\n".join(f"{one.name}@{one.version}" for one in PACKAGES))
        return 0
    troubles = [one.trouble for one in PACKAGES if one.trouble]
    print("\n".join(troubles), file=sys.stderr)
    return len(troubles)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
