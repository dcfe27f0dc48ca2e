"""Incremental equals clean, when items come near to one another by their words, or no longer are."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import learning_loop.derive.related
from learning_loop.model.kinds import Audience
from tests.site.test_incremental_links import NAMES, folder_of
from tests.tiny import BRIEFING_BODY, build_tiny, tree, write_base, write_item
from tests.workbench import Workbench, build_on_top, few, follow

NEAR = range(8, 18)
"""Further items, which say what the others say beside their own words, so that it says nothing."""
RARE = (
    "bruising crawling ambulance respite thresholds escalation glue sofa neighbours eviction nursery injunction".split()
)
said = st.lists(
    st.tuples(
        st.sampled_from(NAMES), st.lists(st.sampled_from(RARE), min_size=1, max_size=6, unique=True), st.booleans()
    ),
    min_size=3,
    max_size=6,
)


def write_saying(content: Path, name: str, words: list[str], professional: bool = False) -> None:
    """Write a briefing or bulletin without theme or link, whose text has these words, for professionals alone if that is said."""
    text = f"{' and '.join(words)}."
    text = f"Text.\n\n::: professional\n{text}\n:::\n" if professional else text
    body = BRIEFING_BODY.replace("Text.", text, 1) if folder_of(name) == "briefings" else text
    kind = "training" if folder_of(name) == "bulletins" else "briefings"
    if int(name.partition("-")[2]) in NEAR:
        kind, body = "training", text
    fields = "format: webinar\nlength: An hour" if kind == "training" else ""
    write_item(
        content, f"{kind}/{name}.md", f"title: {name}\n{fields}\npublished: 2026-0{int(name[-1]) % 9 + 1}-01", body
    )


def write_others(content: Path) -> None:
    for number in NEAR:
        write_saying(content, f"item-{number}", [f"only{number}"])


@given(said)
@few(4)
def test_words_that_change_reach_every_page_that_suggests_the_item_or_did(
    edits: list[tuple[str, list[str], bool]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(learning_loop.derive.related, "MOST", 2)
        bench = Workbench(Path(folder) / "work")
        content = write_base(bench.content)
        write_others(content)
        for number, name in enumerate(NAMES):
            write_saying(content, name, RARE[number : number + 3])
        follow(bench, edits, lambda _, step: write_saying(content, *step))


def test_near_texts_are_suggested_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning_loop.derive.related, "MOST", 2)
    bench = Workbench(tmp_path / "work")
    content = write_base(bench.content)
    for number, name in enumerate(NAMES):
        write_saying(content, name, RARE[number : number + 3])
    build_on_top(bench)
    assert 'id="related"' in (bench.folder / "site/public/training/item-0/index.html").read_text()


def test_a_text_that_comes_near_to_another_changes_both_pages_and_no_third(tmp_path: Path) -> None:
    bench = Workbench(tmp_path / "work")
    content = write_base(bench.content)
    site = bench.folder / "site"
    write_others(content)
    for number, name in enumerate(NAMES[:4]):
        write_saying(content, name, RARE[3 * number : 3 * number + 3])
    build_tiny(content, site, cache=bench.folder / "cache")
    before = tree(site / "public")
    write_saying(content, NAMES[0], [*RARE[:2], RARE[6]])
    build_tiny(content, site, cache=bench.folder / "cache")
    after = tree(site / "public")
    changed = {path for path in after if before.get(path) != after[path] and path.endswith(".html")}
    assert changed == {f"{folder}/index.html" for folder in ("training/item-0", "training/item-2")}


def test_what_professionals_read_brings_nothing_nearer_on_the_public_site(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_others(content)
    write_saying(content, NAMES[0], RARE[:3])
    write_saying(content, NAMES[1], RARE[:3], professional=True)
    build_tiny(content, tmp_path / "site")
    pages = {
        audience: (tmp_path / "site" / audience / "training/item-0/index.html").read_text() for audience in Audience
    }
    assert 'id="related"' in pages[Audience.PROFESSIONAL]
    assert 'id="related"' not in pages[Audience.PUBLIC]
