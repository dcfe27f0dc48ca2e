"""What feeds say, and to whom; how they grow is in `test_feed_archives.py`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import jsonschema
import pytest
from hypothesis import Phase, given, settings
from lxml import etree

from learning_loop.model.kinds import KINDS, Audience
from tests.example import ROOT
from tests.planted import files as planted
from tests.planted import office
from tests.site.test_audience import CANARY, Made, libraries, public_tree
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, build_tiny, tree, write_base, write_item

ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMAS = ROOT / "tests/schemas"
PUBLIC = "https://learning.testshire.example/"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, new_cache: Callable[[Path], Path]) -> Path:
    """A small library with something in every kind of feed; gives its sites' folder."""
    folder = tmp_path_factory.mktemp("feeds")
    content = write_base(folder / "content")
    write_item(
        content,
        "reviews/child-m.md",
        f"title: Child M & the snails\ncontent_note: It tells of neglect.\n{REVIEW}",
        "## Child M’s days\n\nSee [what happened](#what-happened) and [neglect](theme:neglect).\n\n## What happened\n\nMuch. [The briefing](../briefings/first.md#background)",
    )
    updates = "\n    updates:\n      - {on: 2026-02-01, note: Agreed., response: accepted}\n      - {on: 2026-02-01, note: Begun., delivery: in-progress}\n      - {on: 2026-03-01, note: Still going.}\n    response: accepted\n    delivery: in-progress"
    write_item(content, "actions/child-m-plan.md", PLAN + updates)
    write_item(
        content,
        "briefings/first.md",
        "title: First\nabout: [child-m]\nthemes: [neglect]\nagencies: [police]\nroles: [social-worker]",
        BRIEFING_BODY,
    )
    write_item(
        content,
        "bulletins/pack/index.md",
        "title: With files\npublished: 2026-04-01\nattachments: [{file: pack.pdf, title: The pack}, {file: notes.docx, title: Notes}]",
    )
    (content / "bulletins/pack/pack.pdf").write_bytes(planted.plain_pdf())
    (content / "bulletins/pack/notes.docx").write_bytes(office.word(office.run("Notes")))
    write_item(content, "pages/about.md", "title: About us\npublished: 2026-03-02")
    write_item(content, "policies/old.md", "title: The old policy\nreview_due: 2027-01")
    write_item(
        content,
        "policies/new.md",
        "title: The new policy\nreview_due: 2029-01\nsupersedes: [old]\npublished: 2026-05-01",
    )
    write_item(
        content,
        "bulletins/gone.md",
        "title: It was wrong\npublished: 2025-01-10\nwithdrawn: {on: 2026-02-01, reason: The number was wrong.}",
        "CALL 123",
    )
    write_item(content, "bulletins/fixed.md", "title: Fixed\nupdated: 2026-06-01\nchange_note: A number was corrected.")
    write_item(content, "bulletins/later.md", "title: Later\nupdated: 2027-06-01\nchange_note: Not yet.")
    write_item(
        content,
        "bulletins/inside.md",
        "title: Inside\naudience: professional\npublished: 2026-07-01\nthemes: [neglect]",
    )
    write_item(
        content,
        "bulletins/both.md",
        "title: Both\npublished: 2026-07-02",
        "For all.\n\n::: professional\nOnly here.\n:::\n",
    )
    write_item(
        content,
        "events/forum.md",
        "title: The forum\nstarts: 2026-12-02 13:30\nends: 2026-12-02 16:00\nplace: A hall\nevent_type: forum",
    )
    write_item(
        content,
        "newsletters/issue.md",
        "title: Autumn news\nterm: autumn-2026\nabout: [first, new, old, fixed, child-m, both, forum]\nthree_things: [{title: Ring, text: Then write., link: first, label: Briefing}]",
        "## What changed\n\nMuch.",
    )
    build_tiny(content, folder / "site", cache=new_cache(folder / "cache"))
    return folder / "site"


def read(library: Path, name: str, audience: str = "public") -> dict[str, dict[str, Any]]:
    """Give the items of a JSON feed by their titles."""
    items = json.loads((library / audience / f"feeds/{name}.json").read_bytes())["items"]
    return {item["title"]: item for item in items}


def feeds_of(library: Path, ending: str) -> list[Path]:
    return sorted(library.glob(f"*/feeds/**/*{ending}"))


def test_every_atom_document_holds_to_rfc_4287(library: Path) -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    files = feeds_of(library, ".atom")
    assert len(files) > 40
    for file in files:
        schema.assertValid(etree.parse(file))


def test_the_schema_of_atom_refuses_what_the_rfc_forbids() -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    good = '<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:a</id><title>x</title><updated>2026-01-01T00:00:00Z</updated>{}</feed>'
    assert schema.validate(etree.fromstring(good.format("")))
    for bad in (
        "<title>twice</title>", "<entry/>", "<entry><id>urn:b</id><title>x</title><updated>2026-01-01</updated></entry>", "<link/>", "<unknown/>",
        '<entry><id>urn:b</id><title>x</title><updated>2026-01-01T00:00:00Z</updated><content type="CDATA">x</content></entry>',
    ):  # fmt: skip
        assert not schema.validate(etree.fromstring(good.format(bad))), bad


def test_every_json_feed_holds_to_version_1_1(library: Path) -> None:
    schema = jsonschema.Draft202012Validator(json.loads((SCHEMAS / "json-feed.json").read_text()))
    files = feeds_of(library, ".json")
    assert len(files) > 40
    for file in files:
        schema.validate(json.loads(file.read_bytes()))


def test_feedparser_finds_no_fault(library: Path) -> None:
    for file in (*feeds_of(library, ".rss"), *feeds_of(library, ".atom")):
        assert not feedparser.parse(file.read_bytes()).bozo, file


def test_the_three_formats_have_the_same_entries(library: Path) -> None:
    for name in ("all", "actions", "changes", "themes/neglect", "types/bulletin"):
        path = library / f"public/feeds/{name}"
        items = json.loads(Path(f"{path}.json").read_bytes())["items"]
        for ending in (".atom", ".rss"):
            entries = feedparser.parse(
                Path(f"{path}{ending}").read_bytes(), sanitize_html=False, resolve_relative_uris=False
            ).entries
            assert [(one.id, one.title_detail.value, one.link) for one in entries] == [
                (item["id"], item["title"], item["url"]) for item in items
            ]
            assert [one.content[0].value for one in entries] == [item["content_html"] for item in items]
            assert [one.published_parsed[:3] for one in entries] == [
                tuple(map(int, item["date_published"][:10].split("-"))) for item in items
            ]


def test_each_kind_of_feed_has_its_items(library: Path) -> None:
    assert {"Child M & the snails", "First"} <= read(library, "themes/neglect").keys()
    assert read(library, "agencies/police").keys() == {"First"}
    assert read(library, "roles/social-worker").keys() == {"First"}
    assert read(library, "types/briefing").keys() == {"First"}
    assert read(library, "themes/babies") == {}
    days = [item["date_published"] for item in read(library, "all").values()]
    assert days == sorted(days, reverse=True)


def test_every_type_has_a_feed_and_everything_is_in_the_feed_of_everything(library: Path) -> None:
    for audience in Audience:
        everything = read(library, "all", audience.value).keys()
        types = [read(library, f"types/{kind.name}", audience.value).keys() for kind in KINDS]
        assert set().union(*types) == everything
    assert "About us" in read(library, "types/page")


def test_a_professional_briefing_is_absent_from_the_public_feeds(library: Path) -> None:
    assert "Inside" in read(library, "all", "professional")
    assert "Only here." in read(library, "all", "professional")["Both"]["content_html"]
    for path, data in tree(library / "public").items():
        if path.startswith("feeds/"):
            assert b"Inside" not in data, path
            assert b"Only here" not in data, path
    assert "For professionals only" in read(library, "all", "professional")["Inside"]["content_html"]


@settings(max_examples=5, phases=(Phase.explicit, Phase.generate))
@given(libraries())
def test_no_byte_of_a_public_feed_tells_of_what_is_hidden(
    tmp_path_factory: pytest.TempPathFactory, new_cache: Callable[[Path], Path], made: Made
) -> None:
    folder = tmp_path_factory.mktemp("hidden")
    public = public_tree(made, folder, new_cache(folder / "cache"))
    feeds = {path: data for path, data in public.items() if path.startswith(("feeds/", "changes/", "follow/"))}
    assert len(feeds) > 40
    assert [path for path, data in feeds.items() if CANARY.encode() in data.lower()] == []


def test_an_entry_is_the_whole_document_with_links_that_hold_anywhere(library: Path) -> None:
    html = read(library, "all")["Child M & the snails"]["content_html"]
    assert html.startswith("<p><strong>Before you read.</strong> It tells of neglect.</p>")
    for words in (
        "Much.",
        "We recorded offers",
        "Ask what has changed",
        "We accept this.",
        "Not obtained. The mother could not be found.",
        "wrote the child",
    ):
        assert words in html
    targets = re.findall(r'(?:href|src)="([^"]*)"', html)
    assert {urlsplit(target).scheme for target in targets} == {"https", "tel"}
    page = f"{PUBLIC}reviews/child-m/"
    assert {f"{page}#what-happened", f"{PUBLIC}themes/neglect/", f"{PUBLIC}briefings/first/#background"} <= set(targets)
    assert not re.search(r"<[^>]* (class|id|style|tabindex)=", html)
    assert html.rstrip().endswith("</a>.</p>")
    assert "Worried about a child?" in html


def test_attachments_are_enclosures(library: Path) -> None:
    item = read(library, "all")["With files"]
    assert item["attachments"] == [
        {
            "url": f"{PUBLIC}bulletins/pack/pack.pdf",
            "mime_type": "application/pdf",
            "title": "The pack",
            "size_in_bytes": (library / "public/bulletins/pack/pack.pdf").stat().st_size,
        },
        {
            "url": f"{PUBLIC}bulletins/pack/notes.docx",
            "mime_type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "title": "Notes",
            "size_in_bytes": (library / "public/bulletins/pack/notes.docx").stat().st_size,
        },
    ]
    assert f'<a href="{PUBLIC}bulletins/pack/notes.docx">Notes</a>' in item["content_html"]


def test_categories_carry_the_list_of_which_they_are_one(library: Path) -> None:
    feed = etree.parse(library / "public/feeds/types/briefing.atom")
    found = [dict(one.attrib) for one in feed.findall(f"{ATOM}entry/{ATOM}category")]
    assert [(one["scheme"], one["term"]) for one in found] == [
        (f"{PUBLIC}types/", "briefing"),
        (f"{PUBLIC}themes/", "neglect"),
        (f"{PUBLIC}agencies/", "police"),
        (f"{PUBLIC}roles/", "social-worker"),
    ]


def test_a_withdrawn_text_is_replaced_in_readers_that_kept_it(library: Path) -> None:
    item = read(library, "types/bulletin")["Withdrawn: It was wrong"]
    assert (item["summary"], item["date_modified"][:10]) == ("The number was wrong.", "2026-02-01")
    assert "CALL 123" not in item["content_html"]


def test_a_superseded_item_leads_to_what_took_its_place(library: Path) -> None:
    html = read(library, "types/policy")["The old policy"]["content_html"]
    assert f'Read instead:</strong> <a href="{PUBLIC}policies/new/">The new policy</a>' in html


def test_the_feed_of_changes_tells_of_corrections_replacements_and_withdrawals(library: Path) -> None:
    changes = read(library, "changes")
    assert list(changes) == ["Changed: Fixed", "Replaced: The old policy", "Withdrawn: It was wrong"]
    assert changes["Changed: Fixed"]["summary"] == "A number was corrected."
    page = (library / "public/changes/index.html").read_text()
    for words in ("A number was corrected.", "The number was wrong.", "The new policy", "3 changes, newest first"):
        assert words in page
    assert "Not yet." not in page


def test_the_feed_of_actions_tells_of_new_states_and_of_the_day_that_passed(library: Path) -> None:
    assert [(title, item["date_published"][:10]) for title, item in read(library, "actions").items()] == [
        ("Supervision asks what has changed: overdue", "2026-07-01"),
        ("Supervision asks what has changed: in progress", "2026-02-01"),
        ("Supervision asks what has changed: accepted", "2026-02-01"),
    ]


def test_ids_are_unique_permanent_and_no_addresses(library: Path, tmp_path: Path) -> None:
    for audience in Audience:
        ids: dict[str, str] = {}
        for file in sorted((library / audience.value / "feeds").rglob("*.json")):
            feed = json.loads(file.read_bytes())
            assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
            for item in feed["items"]:
                assert re.fullmatch(
                    r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", item["id"]
                )
                assert ids.setdefault(item["id"], item["title"]) == item["title"]
    feeds = [etree.parse(file).findtext(f"{ATOM}id") for file in feeds_of(library, ".atom")]
    assert len(set(feeds)) == len(feeds)
    public, professional = (read(library, "all", audience)["First"]["id"] for audience in ("public", "professional"))
    assert public != professional


HEADS = {
    "index.html": "all",
    "all/index.html": "all",
    "themes/neglect/index.html": "themes/neglect",
    "briefings/index.html": "types/briefing",
    "agencies/police/index.html": "agencies/police",
    "roles/social-worker/index.html": "roles/social-worker",
    "actions/index.html": "actions",
    "changes/index.html": "changes",
}


@pytest.mark.parametrize(("path", "name"), HEADS.items())
def test_a_page_leads_programs_and_people_to_its_feed(library: Path, path: str, name: str) -> None:
    page = etree.HTML((library / "public" / path).read_text())
    up = "../" * path.count("/") or "./"
    alternates = [(one.get("type"), one.get("href")) for one in page.findall(".//link[@rel='alternate']")]
    assert alternates == [
        (f"application/{kind}", f"{up}feeds/{name}{ending}")
        for kind, ending in (("rss+xml", ".rss"), ("atom+xml", ".atom"), ("feed+json", ".json"))
    ]
    anchor = f"feed-{name.replace('/', '-')}"
    assert page.xpath(f"//main//a[@href='{up}follow/#{anchor}']")
    follow = etree.HTML((library / "public/follow/index.html").read_text())
    assert follow.xpath(f"//li[@id='{anchor}']//a[@href='../feeds/{name}.rss']")


@pytest.mark.parametrize(
    ("path", "name"),
    {"follow/index.html": "all", "newsletters/issue/index.html": "types/newsletter", "bulletins/fixed/index.html": "types/bulletin"}.items(),
)  # fmt: skip
def test_a_program_that_is_given_an_issue_or_the_page_of_feeds_finds_a_feed(
    library: Path, path: str, name: str
) -> None:
    page = etree.HTML((library / "public" / path).read_text())
    links = [str(one.get("href")) for one in page.findall(".//link[@rel='alternate']")]
    assert links == [f"{'../' * path.count('/')}feeds/{name}{ending}" for ending in (".rss", ".atom", ".json")]


def test_an_issue_in_a_feed_says_what_it_carries_as_its_page_does(library: Path) -> None:
    html = read(library, "types/newsletter")["Autumn news"]["content_html"]
    for heading, title, path in (
        ("New in the library: briefings", "First", "briefings/first"),
        ("New in the library: guidance and policies", "The new policy", "policies/new"),
    ):
        part = html.partition(f"<h2>{heading}</h2>")[2].partition("</ul>")[0]
        assert f'<a href="{PUBLIC}{path}/">{title}</a></li>' in part
    dates = html.partition("<h2>Dates</h2>")[2].partition("</ul>")[0]
    assert f'<strong>2 December 2026:</strong>  <a href="{PUBLIC}events/forum/">The forum</a>: A hall</li>' in dates


def test_a_feed_without_entries_says_so_to_people(library: Path) -> None:
    empty = (library / "public/feeds/themes/babies.atom").read_text()
    assert "There is nothing in it yet." in empty
    assert "There is nothing in it yet." not in (library / "public/feeds/themes/neglect.atom").read_text()
    assert not feedparser.parse(empty).entries


def test_the_page_of_feeds_and_the_opml_file_list_every_feed(library: Path) -> None:
    for audience in Audience:
        folder = library / audience.value
        feeds = {file.relative_to(folder).as_posix() for file in (folder / "feeds").rglob("*.rss")}
        follow = etree.HTML((folder / "follow/index.html").read_text())
        assert {link.removeprefix("../") for link in follow.xpath("//main//a/@href") if link.endswith(".rss")} == feeds
        opml = etree.parse(folder / "feeds/all.opml")
        addresses = opml.xpath("//outline/@xmlUrl")
        assert {urlsplit(address).path.strip("/") for address in addresses} == feeds
        assert len(addresses) == len(feeds)
        assert opml.getroot().get("version") == "2.0"


def test_the_partnerships_own_page_carries_the_feeds(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "pages/hear-from-us.md", "title: Hear from us", "## By post\n\nAsk us.")
    site = content / "registers/site.yml"
    site.write_text(site.read_text() + "follow: hear-from-us\n")
    build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
    page = (tmp_path / "site/public/pages/hear-from-us/index.html").read_text()
    assert "By post" in page
    assert 'id="feed-themes-neglect"' in page
    assert not (tmp_path / "site/public/follow").exists()
    assert "pages/hear-from-us/#feed-themes-neglect" in (tmp_path / "site/public/themes/neglect/index.html").read_text()
