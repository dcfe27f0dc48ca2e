"""Newsletters and bulletins as e-mails: where they lie, what they say, and what nobody without a sign-in may get."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from email import message_from_bytes, policy
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from hypothesis import Phase, given, settings

from learning_loop.build import open_library
from learning_loop.derive.term import derive_term, find_term
from learning_loop.drafting.newsletter import draft_newsletter
from learning_loop.model.kinds import Audience
from learning_loop.outputs.emails.mailer import CLIPPED_AT
from tests.conftest import Golden
from tests.example import ROOT, Example
from tests.planted import files as planted
from tests.site.test_audience import CANARY, Made, libraries, pruned, write
from tests.tiny import PLAN, REVIEW, TODAY, build_tiny, tree, write_base, write_item

NODE_MODULES = ROOT / "tests/site/node_modules"
GOLDEN = ROOT / "tests/golden"
ISSUE = "newsletters/newsletter-autumn-2026"
PARSE = """
import PostalMime from 'postal-mime';
import { readFileSync } from 'node:fs';
const read = async path => {
  const { from, to, subject, date, text, html } = await PostalMime.parse(readFileSync(path));
  return { from, to: to ?? null, subject, date, text, html };
};
console.log(JSON.stringify(await Promise.all(JSON.parse(readFileSync(0, 'utf-8')).map(read))));
"""
"""Reads messages with the parser of a mail client, which shares no code with the library that wrote them."""


class Outline(HTMLParser):
    """What the checks need to know of an e-mail."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self.tags: set[str] = set()
        self.loads: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        given = dict(attrs)
        self.tags.add(tag)
        if tag == "a":
            self.links.append(given.get("href") or "")
        if tag == "img":
            self.pictures.append(given)
        self.loads += [name for name in ("src", "background", "srcset", "data") if name in given]


def everybody(site: dict[str, bytes]) -> dict[str, bytes]:
    """Give the files of the e-mails to everybody."""
    return {path: data for path, data in site.items() if "/email/everybody" in path}


def words_of(data: bytes) -> str:
    """Give everything that a file says; a message's words are written with other signs in the file."""
    message = message_from_bytes(data, policy=policy.default)
    parts = [part.get_content() for part in message.iter_parts()] if message.is_multipart() else []  # type: ignore[attr-defined]
    return "\n".join([data.decode(), *parts]).lower()


def test_each_issue_and_bulletin_is_there_in_four_forms_for_the_officer_and_as_text_for_readers(
    example: Example,
) -> None:
    public, professional = (tree(example.site(audience).folder) for audience in ("public", "professional"))
    issues = [path for path in public if path.startswith(("newsletters/", "bulletins/")) and path.count("/") == 2]
    folders = [path.removesuffix("index.html") for path in issues if not path.split("/")[1].isdigit()]
    assert len(folders) == 18
    for folder in folders:
        assert [path for path in public if path.startswith(f"{folder}email/")] == [f"{folder}email/everybody.txt"]
        forms = ("-notify.md", ".eml", ".html", ".txt")
        wanted = sorted(f"{folder}email/{who}{form}" for who in ("everybody", "professionals") for form in forms)
        assert sorted(path for path in professional if path.startswith(f"{folder}email/")) == wanted
        assert public[f"{folder}email/everybody.txt"] == professional[f"{folder}email/everybody.txt"]
    closed = [path for path in professional if path.startswith("bulletins/bulletin-crying-plans/email/")]
    assert len(closed) == 4
    assert all("professionals" in path for path in closed)


def test_the_page_leads_to_its_e_mails(example: Example) -> None:
    public, professional = (
        (example.site(audience).folder / ISSUE / "index.html").read_text() for audience in ("public", "professional")
    )
    assert f'href="../../{ISSUE}/email/everybody.txt"' in public
    assert "everybody.eml" not in public
    for form in (".eml", ".html", ".txt", "-notify.md"):
        for who in ("everybody", "professionals"):
            assert (
                f'href="../../{ISSUE}/email/{who}{form}" download="newsletter-autumn-2026-{who}{form}"' in professional
            )


@pytest.mark.parametrize("audience", ["public", "professional"])
def test_every_item_says_in_which_issue_it_appeared(example: Example, audience: str) -> None:
    page = (example.site(audience).folder / "briefings/how-to-disagree-well/index.html").read_text()
    part = page.partition("Appeared in")[2]
    assert f'href="../../{ISSUE}/"' in part


@pytest.mark.parametrize("audience", ["public", "professional"])
def test_whatever_an_issue_carries_says_so(example: Example, audience: str) -> None:
    folder, told = example.site(audience).folder, 0
    for issue in sorted((ROOT / "content/newsletters").glob("*.md")):
        about = yaml.safe_load(issue.read_text().split("---\n")[1])["about"]
        for one in about:
            (page,) = folder.glob(f"*/{one}/index.html")
            assert f'href="../../newsletters/{issue.stem}/"' in page.read_text().partition("Appeared in")[2], page
            told += 1
    assert told > 70


def test_the_html_stands_alone_and_asks_for_nothing(example: Example) -> None:
    site = example.site("professional")
    assert len(site.emails) == 37
    for file in site.emails:
        html = file.read_text()
        outline = Outline(html)
        assert len(html.encode()) < CLIPPED_AT, file
        assert outline.tags.isdisjoint({"script", "link", "iframe", "form", "svg", "object", "section", "aside"}), file
        assert "url(" not in html, file
        assert "@import" not in html, file
        assert "var(--" not in html, file
        assert all(picture.get("alt") for picture in outline.pictures), file
        assert outline.loads == ["src"] * len(outline.pictures), file
        assert [link for link in outline.links if urlsplit(link).scheme not in ("https", "mailto", "tel")] == [], file
        home = "practice.learning" if "professionals" in file.name else "https://learning"
        ours = [link for link in outline.links if "learning.marlsea.example/" in link]
        assert ours, file
        assert [link for link in ours if home not in link] == [], file


def test_the_links_of_e_mails_lead_to_pages_of_their_own_site(example: Example) -> None:
    for file in example.site("professional").emails:
        site = example.site("professional" if "professionals" in file.name else "public")
        for link in Outline(file.read_text()).links:
            if "learning.marlsea.example/" not in link:
                continue
            path, _, anchor = link.partition(".example/")[2].partition("#")
            page = site.folder / path / "index.html"
            assert page.is_file(), f"{file}: {link}"
            assert not anchor or f'id="{anchor}"' in page.read_text(), f"{file}: {link}"


def test_messages_are_read_alike_by_a_mail_client_s_parser(example: Example) -> None:
    files = sorted(example.site("professional").folder.glob("*/*/email/*.eml"))
    done = subprocess.run(
        ["node", "--input-type=module", "-e", PARSE],
        input=json.dumps([str(file) for file in files]), capture_output=True, text=True, check=True, cwd=NODE_MODULES.parent,
    )  # fmt: skip
    for file, found in zip(files, json.loads(done.stdout), strict=True):
        ours = message_from_bytes(file.read_bytes(), policy=policy.default)
        plain, html = (part.get_content() for part in ours.iter_parts())  # type: ignore[attr-defined]
        assert ours.defects == [], file
        assert found["subject"] == ours["Subject"], file
        assert found["from"]["address"] == "learning@marlsea.example", file
        assert found["to"] is None, file
        assert found["text"].replace("\r\n", "\n").strip() == plain.replace("\r\n", "\n").strip(), file
        assert found["html"].replace("\r\n", "\n").strip() == html.replace("\r\n", "\n").strip(), file
        assert plain.replace("\r\n", "\n") == file.with_suffix(".txt").read_text(encoding="utf-8-sig"), file
        assert html.replace("\r\n", "\n") == file.with_suffix(".html").read_text(), file


@pytest.mark.parametrize("form", ["everybody.txt", "everybody-notify.md"])
def test_the_newest_issue_reads_well(example: Example, golden: Golden, form: str) -> None:
    text = (example.site("professional").folder / ISSUE / "email" / form).read_text(encoding="utf-8-sig")
    golden(GOLDEN / f"newsletter-autumn-2026-{form}", text)


@settings(max_examples=8, phases=(Phase.explicit, Phase.generate))
@given(libraries())
def test_the_e_mails_and_drafts_for_everybody_are_the_same_without_the_hidden_items(
    tmp_path_factory: pytest.TempPathFactory, new_cache: Callable[[Path], Path], made: Made
) -> None:
    folder = tmp_path_factory.mktemp("emails")
    found, drafts = [], []
    for name, one in (("whole", made), ("pruned", pruned(made))):
        content, cache = write(one, folder / name / "content"), new_cache(folder / f"{name} cache")
        build_tiny(content, folder / name / "site", cache=cache)
        found.append(everybody(tree(folder / name / "site/professional")))
        _, library = open_library(content, cache=cache, audience=Audience.PUBLIC, today=TODAY)
        assert library is not None
        news = derive_term(library, find_term("", library.registers.framework.terms, TODAY))
        drafts.append(draft_newsletter(news, library, Audience.PUBLIC))
    assert found[0] == found[1]
    assert drafts[0] == drafts[1]
    assert [path for path, data in found[0].items() if CANARY in path or CANARY in words_of(data)] == []
    assert CANARY not in drafts[0].lower()


THING = "three_things: [{title: Ring first, text: Then write., link: bruises, label: Policy}]"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Write a library with two issues and a bulletin."""
    content = write_base(tmp_path / "content")
    write_item(content, "policies/bruises.md", "review_due: 2029-01\nthemes: [babies]")
    write_item(
        content,
        "newsletters/one.md",
        f"term: spring-2026\nabout: [bruises]\n{THING}",
        "Before.\n\n## What changed\n\nMuch.",
    )
    write_item(
        content, "newsletters/two.md", f"term: summer-2026\nabout: [bruises]\n{THING}", "## What changed\n\nLittle."
    )
    write_item(content, "bulletins/b.md", "about: [bruises]", "For all.\n\n::: professional\nOnly here.\n:::\n")
    return content


def emails(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(folder / "site/professional").items() if "/email/" in path}


def test_a_professional_block_is_in_the_e_mail_to_professionals_alone(content: Path, tmp_path: Path) -> None:
    build_tiny(content, tmp_path / "site")
    said = {
        path.rpartition("/")[2]: words_of(data)
        for path, data in emails(tmp_path).items()
        if path.startswith("bulletins/")
    }
    assert [name for name, words in said.items() if "only here" in words] == [
        f"professionals{form}" for form in ("-notify.md", ".eml", ".html", ".txt")
    ]
    assert [name for name, words in said.items() if "for professionals only" in words] == [
        name for name in said if name.startswith("professionals")
    ]
    assert all("for all" in words for words in said.values())


def test_a_picture_has_its_words_in_every_form_and_in_the_feeds(content: Path, tmp_path: Path) -> None:
    (content / "bulletins/pack").mkdir()
    (content / "bulletins/pack/cot.png").write_bytes(planted.png())
    write_item(
        content,
        "bulletins/pack/index.md",
        "title: With a picture\nattachments: [{file: cot.png, title: A cot}]",
        "Look:\n\n![A bare cot, with nothing in it](cot.png)",
    )
    build_tiny(content, tmp_path / "site")
    folder = tmp_path / "site/professional/bulletins/pack/email"
    for who, site in (("everybody", "learning.testshire.example"), ("professionals", "practice.testshire.example")):
        (picture,) = Outline((folder / f"{who}.html").read_text()).pictures
        assert picture["alt"] == "A bare cot, with nothing in it"
        assert picture["src"] == f"https://{site}/bulletins/pack/cot.png"
        for form in (".txt", "-notify.md"):
            assert "(Picture: A bare cot, with nothing in it)" in (folder / f"{who}{form}").read_text()
    feed = (tmp_path / "site/public/feeds/types/bulletin.json").read_text()
    (shown,) = [item for item in json.loads(feed)["items"] if item["title"] == "With a picture"]
    picture = (
        '<img src="https://learning.testshire.example/bulletins/pack/cot.png" alt="A bare cot, with nothing in it">'
    )
    assert picture in shown["content_html"]


def test_words_before_the_first_heading_are_shown(content: Path, tmp_path: Path) -> None:
    build_tiny(content, tmp_path / "site")
    assert "Before." in (tmp_path / "site/public/newsletters/one/index.html").read_text()
    assert "\nBefore.\n" in (tmp_path / "site/public/newsletters/one/email/everybody.txt").read_text(encoding="utf-8")


def test_a_changed_issue_changes_its_own_e_mails_alone(content: Path, tmp_path: Path) -> None:
    build_tiny(content, tmp_path / "site")
    before = emails(tmp_path)
    file = content / "newsletters/one.md"
    file.write_text(file.read_text().replace("Much.", "More than we hoped."))
    build_tiny(content, tmp_path / "site")
    after = emails(tmp_path)
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {path for path in after if path.startswith("newsletters/one/email/")}
    assert len(changed) == 8


def test_a_professional_site_built_alone_has_the_same_e_mails(content: Path, tmp_path: Path) -> None:
    build_tiny(content, tmp_path / "site")
    build_tiny(content, tmp_path / "alone/site", audiences=[Audience.PROFESSIONAL])
    assert emails(tmp_path) == emails(tmp_path / "alone")


def test_a_withdrawn_bulletin_leaves_no_e_mail(content: Path, tmp_path: Path) -> None:
    file = content / "bulletins/b.md"
    file.write_text(file.read_text().replace("about:", "withdrawn: {on: 2026-02-01, reason: It was wrong.}\nabout:"))
    build_tiny(content, tmp_path / "site")
    assert not [path for path in emails(tmp_path) if path.startswith("bulletins/")]


def test_an_e_mail_that_gmail_would_cut_is_told(content: Path, tmp_path: Path) -> None:
    words = "A sentence that says the same once more. " * 3000
    write_item(content, "bulletins/long.md", "", words)
    built = build_tiny(content, tmp_path / "site")
    told = [problem.words("content") for problem in built.problems if "Gmail" in problem.message]
    assert told == [
        f"content/bulletins/long.md: the e-mail to {who} has {size} KB of HTML, and Gmail hides what comes after 102. "
        "Shorten the text, or put a part of it into a page and link to that"
        for who, size in (("everybody", 129), ("professionals", 130))
    ]
    assert not built.failed
    again = build_tiny(content, tmp_path / "site")
    assert [problem.words("content") for problem in again.problems if "Gmail" in problem.message] == told


def test_the_officer_s_own_words_stand_at_the_foot(content: Path, tmp_path: Path) -> None:
    site = content / "registers/site.yml"
    build_tiny(content, tmp_path / "site")
    assert "You have this e-mail because you asked for news from Testshire" in words(tmp_path)
    assert "To stop it, write to learning@testshire.example." in words(tmp_path)
    site.write_text(site.read_text() + "mailing: {why: You work with us., stop: Reply with the word stop.}\n")
    build_tiny(content, tmp_path / "site")
    assert "You work with us. Reply with the word stop." in words(tmp_path)


def words(folder: Path) -> str:
    return (folder / "site/public/bulletins/b/email/everybody.txt").read_text(encoding="utf-8")


def test_a_term_s_counts_are_told_in_words(content: Path, tmp_path: Path) -> None:
    write_item(content, "reviews/child-m.md", REVIEW)
    done = "    response: accepted\n    delivery: complete\n    updates: [{on: 2026-01-10, note: Done., response: accepted, delivery: complete}]"
    write_item(content, "actions/child-m-plan.md", f"{PLAN}\n{done}")
    build_tiny(content, tmp_path / "site")
    text = (tmp_path / "site/public/newsletters/one/email/everybody.txt").read_text(encoding="utf-8")
    assert "One action delivered." in text
