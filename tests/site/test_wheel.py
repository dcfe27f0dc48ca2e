"""The engine as it is installed: a wheel in an environment of its own, used from an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.example import ROOT, TODAY
from tests.site.test_init import ALL
from tests.tiny import tree


class Installed:
    """An environment that holds the wheel, and sees the libraries of the test's own environment behind it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wheel = self._pack()
        self._run(sys.executable, "-m", "venv", "--without-pip", folder / "env")
        packages = next((folder / "env/lib").glob("python*/site-packages"))
        (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
        words = ("install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", self.wheel)
        self._run(sys.executable, "-m", "pip", "--python", folder / "env/bin/python", *words)
        (folder / "empty").mkdir()

    def _pack(self) -> Path:
        self._run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", self.folder, cwd=ROOT)
        return next(self.folder.glob("learning_loop-*.whl"))

    def run(self, *words: str | Path, cwd: Path | None = None, code: int = 0) -> str:
        """Run a program of the environment, in the empty folder if no other is named, and give what it printed."""
        return self._run(self.folder / "env/bin" / words[0], *words[1:], cwd=cwd or self.folder / "empty", code=code)

    @staticmethod
    def _run(*words: str | Path, cwd: Path | None = None, code: int = 0) -> str:
        env = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON", "VIRTUAL"))}
        env |= {"CI": "true", "GIT_CONFIG_GLOBAL": os.devnull, "LOOP_TODAY": TODAY}
        done = subprocess.run([str(one) for one in words], cwd=cwd, env=env, capture_output=True, text=True)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp("installed"))


@pytest.fixture(scope="module")
def own(installed: Installed) -> Path:
    """Begin a library with the installed engine alone."""
    place = installed.run("python", "-c", "import learning_loop; print(learning_loop.__file__)")
    assert place.startswith(str(installed.folder)), "it is not the source tree that runs"
    told = installed.run("loop", "init", "own", *ALL, "--framework", "sunderland", "--no-git", "--today", TODAY)
    assert "Checked: nothing is wrong, and nothing is missing." in told
    return installed.folder / "empty/own"


def test_the_wheel_has_all_that_a_library_needs(installed: Installed, own: Path) -> None:
    assert installed.run("loop", "check", cwd=own).startswith("Nothing wrong found in 5 items.")
    installed.run("loop", "build", "--today", TODAY, cwd=own)
    home = (own / "site/public/index.html").read_text()
    assert "01632 960 001" in home
    assert (own / "site/professional/briefings/example-ask-what-has-changed/index.html").is_file()
    hits = installed.run("loop", "search", "what has changed", "--today", TODAY, cwd=own)
    assert "Example: ask what has changed for the child" in hits
    assert [path for path in tree(own / "site/public") if path.startswith("assets/fonts/")]
    assert (own / f"vendor/{installed.wheel.name}").read_bytes() == installed.wheel.read_bytes()


def test_the_mkdocs_file_of_a_new_library_gives_its_public_site(installed: Installed, own: Path) -> None:
    installed.run("python", "-m", "mkdocs", "build", "--quiet", cwd=own)
    installed.run("loop", "build", "--today", TODAY, "--audience", "public", cwd=own)
    assert tree(own / "site/mkdocs") == tree(own / "site/public")


def test_a_newer_wheel_writes_its_own_files_without_being_installed(installed: Installed, own: Path) -> None:
    newer = installed.folder / "learning_loop-9.0.0-py3-none-any.whl"
    with zipfile.ZipFile(installed.wheel) as old, zipfile.ZipFile(newer, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.endswith("skeleton/every/mkdocs.yml"):
                data = b"# newer\n" + data
            new.writestr(info, data)
    content = tree(own / "content")
    told = installed.run("loop", "upgrade", "own", "--wheel", newer).splitlines()
    assert told[:2] == ["mkdocs.yml: brought up to date", "requirements.txt: brought up to date"]
    assert "Release 9.0.0 in the place of 0.1.0; 4 files changed. Nothing in content/ was touched." in told
    assert (own / "mkdocs.yml").read_text().startswith("# newer\n")
    assert [path.name for path in (own / "vendor").iterdir()] == [newer.name]
    assert tree(own / "content") == content
    assert "is up to date: release 9.0.0" in installed.run("loop", "upgrade", "own", "--wheel", newer)
