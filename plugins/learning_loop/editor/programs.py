"""The editing programs, each in the one version that was tried, known by what it holds."""

from __future__ import annotations

from collections.abc import Mapping

from learning_loop.editor.backend import Cms
from learning_loop.model.values import dataclass


@dataclass(frozen=True, slots=True)
class Program:
    """One version of an editing program, as npm gives it."""

    package: str
    version: str
    main: str
    """Its script, within the package."""
    licence: str
    """The notices that must go with it, within the package."""
    sha256: Mapping[str, str]
    """What each file of the package that is needed must hold."""
    folder: str = "dist/"
    """What the editor leaves out of the names of those files."""

    @property
    def archive(self) -> str:
        """The name that ``npm pack`` gives to the package."""
        return f"{self.package.removeprefix('@').replace('/', '-')}-{self.version}.tgz"

    @property
    def script(self) -> str:
        """The name of its script in the editor's folder."""
        return self.named(self.main)

    def named(self, file: str) -> str:
        """Give the name that a file of the package has in the editor's folder."""
        return file.removeprefix(self.folder) if file != self.licence else f"{self.script}.LICENCE.txt"


PROGRAMS = {
    Cms.DECAP: Program(
        "decap-cms",
        "3.16.3",
        "dist/decap-cms.js",
        "dist/decap-cms.js.LICENSE.txt",
        {
            "dist/decap-cms.js": "7c1efd6b616b4786e279aeef194dd21649a72058d3bc8d1f78901b574610dfb8",
            "dist/decap-cms.js.LICENSE.txt": "c6ce115db01da234282652ca162b96f71507dac9ab85e6994a4eb3aed3155779",
        },
    ),
    Cms.SVELTIA: Program(
        "@sveltia/cms",
        "0.221.1",
        "dist/sveltia-cms.js",
        "LICENSE.txt",
        {
            "dist/sveltia-cms.js": "2fc783907e1a4a70783f155cc28435c70b8f79792f2aab75e787984e84aa413a",
            "dist/chunks/react-dom.js": "e6834ea4cc69293d31245d76953c635ea37783aa5598eb375ea41845cb5e7af6",
            "LICENSE.txt": "dcbe3c626d85741f6fabefed0b34d07a2e92c032f63aa21c0279062363859c32",
        },
    ),
}
