"""``loop serve`` as an author meets it: a real process, a real browser, a file that changes."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.conftest import OpenTab
from tests.example import BIN, ROOT, TODAY


@dataclass(frozen=True)
class Serving:
    """A running preview of a copy of the example."""

    content: Path
    public: str
    professional: str


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Serve a copy of the example on two free ports, until the tests are done."""
    folder = tmp_path_factory.mktemp("serve")
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    port = _two_free_ports()
    command = [
        str(BIN / "loop"),
        "serve",
        "--content",
        str(content),
        "--site",
        str(folder / "site"),
        "--cache",
        str(folder / "cache"),
    ]
    process = _start([*command, "--today", TODAY, "--api", "--port", str(port)])
    try:
        _wait_for_word(process, "Watching")
        yield Serving(content, f"http://localhost:{port}", f"http://localhost:{port + 1}")
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said.splitlines()[-1]) == (0, "Stopped.")


def _start(command: list[str]) -> subprocess.Popen[str]:
    """Start as a shell does in the background: with Ctrl+C switched off."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, before)


def _two_free_ports() -> int:
    for _ in range(50):
        with socket.create_server(("127.0.0.1", 0)) as first:
            port = int(first.getsockname()[1])
            try:
                with socket.create_server(("127.0.0.1", port + 1)):
                    return port
            except OSError:
                continue
    raise RuntimeError("no two neighbouring ports are free")


def _wait_for_word(process: subprocess.Popen[str], word: str) -> None:
    assert process.stderr is not None
    printed = []
    for line in process.stderr:
        printed.append(line)
        if word in line:
            return
    pytest.fail(f"loop serve ended early: {''.join(printed)}")


def test_the_search_answers_as_json_beside_each_site(serving: Serving) -> None:
    for address in (serving.public, serving.professional):
        with urllib.request.urlopen(f"{address}/api/search?q=neglect") as reply:
            found = json.load(reply)
        assert reply.headers["Content-Type"].startswith("application/json")
        assert found["hits"][0]["url"] == f"{address}/themes/neglect/"
    with pytest.raises(urllib.error.HTTPError, match="405"):
        urllib.request.urlopen(f"{serving.public}/api/search?q=neglect", data=b"x" * 9)


def test_an_edit_shows_in_the_open_page_without_a_touch(
    serving: Serving, open_tab: OpenTab, record_property: pytest.RecordProperty
) -> None:
    page = open_tab()
    page.goto(f"{serving.public}/pages/about/")
    file = serving.content / "pages/about.md"
    started = time.monotonic()
    file.write_text(file.read_text(encoding="utf-8") + "\nA sentence that was not here before.\n", encoding="utf-8")
    page.get_by_text("A sentence that was not here before.").wait_for(timeout=20_000)
    taken = time.monotonic() - started
    record_property("seconds_from_edit_to_browser", round(taken, 2))
    print(f"from edit to browser: {taken:.2f} s", file=sys.stderr)


def test_an_error_keeps_the_last_good_page_until_it_is_mended(serving: Serving, open_tab: OpenTab) -> None:
    page = open_tab()
    file = serving.content / "pages/privacy.md"
    good = file.read_text(encoding="utf-8")
    page.goto(f"{serving.public}/pages/privacy/")
    title = page.locator("h1").inner_text()
    file.write_text(good.replace("audience: public", "audience: everybody"), encoding="utf-8")
    time.sleep(1.5)
    page.reload()
    assert page.locator("h1").inner_text() == title
    file.write_text(
        re.sub(r"^title: .*$", "title: Privacy, mended", good, count=1, flags=re.MULTILINE), encoding="utf-8"
    )
    page.get_by_role("heading", level=1, name="Privacy, mended").wait_for(timeout=20_000)


def test_both_sites_are_served_and_a_wrong_address_gets_the_library_s_own_404(
    serving: Serving, open_tab: OpenTab
) -> None:
    page = open_tab()
    for site in (serving.public, serving.professional):
        home = page.goto(f"{site}/")
        assert home is not None
        assert "script-src 'self'" in home.headers["content-security-policy"]
        missing = page.goto(f"{site}/no/such/page/")
        assert missing is not None
        assert missing.status == 404
        assert page.get_by_text("Worried about a child?").count() == 2
