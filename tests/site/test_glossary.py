"""The A to Z is the glossary: every word that people type leads somewhere, and an acronym of several senses says them all."""

from __future__ import annotations

import html
import re
from pathlib import Path

from tests.tiny import build_tiny, write_base, write_item

ACRONYMS = """acronyms:
  - letters: NG
    senses:
      - {means: neglect, theme: neglect}
      - {means: night group, agency: police}
      - {means: something that we have no page of}
  - letters: SW
    senses: [{means: social worker, role: social-worker}]
  - letters: RR
    senses: [{means: rapid review, review_type: lcspr}, {means: the executive, group: executive-group}]
  - letters: XX
    senses: [{means: something else}]
"""


def lines(folder: Path, terms: str, acronyms: str = ACRONYMS) -> dict[str, str]:
    """Build a library with more words of neglect and with acronyms: each line of the A to Z that sends on, with what it says."""
    content = write_base(folder / "content")
    write_item(content, "pages/about.md", "")
    register = content / "registers/themes.yml"
    register.write_text(register.read_text().replace("[home conditions, hoarding]", terms, 1) + acronyms)
    build_tiny(content, folder / "site")
    page = (folder / "site/public/themes/index.html").read_text()
    found = re.findall(r'<li class="term term--see"><span>(.*?)</span><span class="muted">(.*?)</span></li>', page)
    return {html.unescape(label): line for label, line in found}


def words(line: str) -> str:
    return re.sub(r"<[^>]+>", "", line)


def test_an_acronym_leads_to_each_of_its_senses_by_its_words(tmp_path: Path) -> None:
    found = lines(tmp_path, "[home conditions]")
    assert words(found["RR"]) == ": see rapid review, the executive"
    assert re.findall(r'href="([^"]*)"', found["RR"]) == ["../reviews/type/lcspr/", "../groups/executive-group/"]
    assert words(found["SW"]) == ": see social worker"


def test_a_sense_without_a_page_is_owned_to_and_an_acronym_without_any_is_left_out(tmp_path: Path) -> None:
    found = lines(tmp_path, "[home conditions]")
    assert words(found["NG (has other meanings too)"]) == ": see neglect, night group"
    assert not any(label.startswith("XX") for label in found)


def test_an_entry_term_and_an_acronym_of_the_same_letters_are_one_line(tmp_path: Path) -> None:
    found = lines(tmp_path, "[home conditions, SW, NG]\n    ambiguous: [NG]")
    assert words(found["SW"]) == ": see social worker, Neglect"
    assert [label for label in found if label.startswith("NG")] == ["NG (has other meanings too)"]


def test_without_acronyms_words_lead_to_their_themes(tmp_path: Path) -> None:
    found = lines(tmp_path, "[home conditions, NG]\n    ambiguous: [NG]\n    deprecated: [home conditions]", "")
    assert words(found["home conditions (old term)"]) == ": see Neglect"
    assert words(found["NG (has other meanings too)"]) == ": see Neglect"


def test_a_themes_page_shows_the_twelve_commonest_words_and_no_old_one(tmp_path: Path) -> None:
    many = ", ".join(f"word {number}" for number in range(1, 15))
    lines(tmp_path, f"[old word, {many}]\n    deprecated: [old word]")
    page = (tmp_path / "site/public/themes/neglect/index.html").read_text()
    assert "word 1, word 2," in page
    assert "word 12." in page
    assert "word 13" not in page
    assert "old word" not in page
