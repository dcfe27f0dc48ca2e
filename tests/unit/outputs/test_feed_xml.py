"""feedgen's traps, one by one: what it does by itself, where that matters, and what leaves our one module instead."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

from learning_loop.model.values import replace
from learning_loop.outputs.feed_json import render_json_frame, render_json_item
from learning_loop.outputs.feed_xml import (
    ATOM,
    HISTORY,
    RSS_TYPE,
    Channel,
    Link,
    clean,
    render_atom_entry,
    render_atom_frame,
    render_atom_summary,
    render_rss_frame,
    render_rss_item,
)
from learning_loop.present.views import CategoryView, EnclosureView, EntryView, FeedView, LinkView

A = f"{{{ATOM}}}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
SELF = "https://a.example/feeds/all.atom"
PAGE = "https://a.example/all/"
ENTRY = EntryView(
    id="urn:uuid:00000000-0000-8000-8000-000000000001",
    title="Crying & coping",
    address="https://a.example/briefings/crying/",
    published="2026-01-15",
    updated="2026-05-12",
    summary="Say it <once>.",
    rights="© A",
    categories=(CategoryView("babies", "https://a.example/themes/", "Babies"),),
    enclosures=(
        EnclosureView("The pack", "https://a.example/briefings/crying/pack.pdf", "application/pdf", 1234, "PDF, 1 KB"),
        EnclosureView("Slides", "https://a.example/briefings/crying/slides.odp", "application/x-odp", 5, "ODP, 1 KB"),
    ),
    html=Markup(),
)
CHANNEL = Channel(
    feed=FeedView(
        id="urn:uuid:00000000-0000-8000-8000-000000000000",
        title="Everything – Library",
        about="All & more",
        page=PAGE,
        updated="2026-05-12",
        rights="© A",
    ),
    address=SELF,
    links=(Link("alternate", "https://a.example/feeds/all.rss", RSS_TYPE),),
    is_archive=False,
    author="A partnership",
    email="a@a.example",
    language="en-GB",
    icon="https://a.example/icon.png",
    image="https://a.example/image.png",
    stylesheet="../feed.css",
    note="This is a feed.",
    note_links=(LinkView("How", "https://a.example/follow/"),),
    safety="Worried?",
)
HTML = '<p>Fish &amp; chips, <a href="https://b.example/?a=1&amp;b=2">“quoted”</a></p>'


def atom(*entries: bytes, channel: Channel = CHANNEL) -> etree._Element:
    opening, closing = render_atom_frame(channel)
    return etree.fromstring(opening + b"\n".join(entries) + closing)


def rss(*items: bytes, channel: Channel = CHANNEL) -> etree._Element:
    opening, closing = render_rss_frame(channel)
    return etree.fromstring(opening + b"\n".join(items) + closing)[0]


def links_of(element: etree._Element) -> list[dict[str, str]]:
    return [dict(link.attrib) for link in element.findall(f"{A}link")]


def test_feedgen_loses_relation_type_and_length_of_an_entrys_links_and_we_do_not() -> None:
    plain = FeedEntry()
    plain.link(href="https://a.example/x.pdf", rel="enclosure", type="application/pdf", length="9")
    plain.id("x")
    plain.title("x")
    plain.content("x")
    assert dict(plain.atom_entry().find("link").attrib) == {"href": "https://a.example/x.pdf"}
    links = links_of(atom(render_atom_entry(ENTRY, HTML)).find(f"{A}entry"))
    assert links == [
        {"rel": "alternate", "href": ENTRY.address, "type": "text/html"},
        {
            "rel": "enclosure", "href": "https://a.example/briefings/crying/pack.pdf", "type": "application/pdf", "title": "The pack",
            "length": "1234",
        },
        {
            "rel": "enclosure", "href": "https://a.example/briefings/crying/slides.odp", "type": "application/x-odp", "title": "Slides",
            "length": "5",
        },
    ]  # fmt: skip


def test_feedgen_takes_the_last_link_for_the_channels_and_ours_is_the_page() -> None:
    plain = FeedGenerator()
    plain.link(href=PAGE, rel="alternate")
    plain.link(href=SELF, rel="self")
    plain.title("x")
    plain.description("x")
    assert etree.fromstring(plain.rss_str())[0].findtext("link") == SELF
    channel = rss()
    assert channel.findtext("link") == PAGE
    assert links_of(channel)[0]["rel"] == "self"


def test_one_feedgen_object_for_both_formats_would_mix_them_and_ours_are_two() -> None:
    plain = FeedGenerator()
    plain.subtitle("of Atom")
    plain.description("of RSS")
    plain.id("x")
    plain.title("x")
    assert etree.fromstring(plain.atom_str()).findtext(f"{A}subtitle") == "of RSS"
    whole = atom(render_atom_entry(ENTRY, HTML)).find(f"{A}entry")
    item = rss(render_rss_item(ENTRY, HTML, "A partnership")).find("item")
    assert whole.findtext(f"{A}summary") == item.findtext("description") == "Say it <once>."
    assert whole.findtext(f"{A}content") == item.findtext(CONTENT) == HTML


def test_feedgen_reads_the_clock_and_our_bytes_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = FeedGenerator()
    plain.id("x")
    plain.title("x")
    assert str(datetime.now(UTC).year) in plain.atom_str().decode()

    def everything() -> list[bytes]:
        return [
            *render_atom_frame(CHANNEL), *render_rss_frame(CHANNEL), *render_json_frame(CHANNEL), render_atom_entry(ENTRY, HTML),
            render_rss_item(ENTRY, HTML, "A"), render_json_item(ENTRY, HTML),
        ]  # fmt: skip

    before = everything()
    time.sleep(1.01)
    assert everything() == before
    assert str(datetime.now(UTC).hour) + ":" not in b"".join(before).decode().replace("00:00", "")


def test_feedgen_puts_new_entries_first_and_ours_stand_as_given() -> None:
    plain = FeedGenerator()
    for name in "ab":
        plain.add_entry().id(name)
    assert [entry.id() for entry in plain.entry()] == ["b", "a"]
    other = replace(ENTRY, id="urn:uuid:2")
    feed = atom(render_atom_entry(ENTRY, HTML), render_atom_entry(other, HTML))
    assert [entry.findtext(f"{A}id") for entry in feed.findall(f"{A}entry")] == [ENTRY.id, other.id]


def test_feedgen_refuses_days_without_a_time_zone_and_ours_have_one() -> None:
    with pytest.raises(ValueError, match="timezone"):
        FeedEntry().updated(datetime(2026, 5, 12))
    entry = atom(render_atom_entry(ENTRY, HTML)).find(f"{A}entry")
    assert entry.findtext(f"{A}updated") == "2026-05-12T00:00:00+00:00"
    assert entry.findtext(f"{A}published") == "2026-01-15T00:00:00+00:00"
    item = rss(render_rss_item(ENTRY, HTML, "A")).find("item")
    assert item.findtext("pubDate") == "Thu, 15 Jan 2026 00:00:00 +0000"
    assert item.findtext(f"{A}updated") == "2026-05-12T00:00:00+00:00"


def test_feedgen_fails_on_control_characters_and_ours_are_gone_before() -> None:
    plain = FeedEntry()
    plain.id("x")
    plain.title("a\x0bb")
    plain.content("x")
    with pytest.raises(ValueError, match="XML"):
        plain.atom_entry()
    assert (
        atom(render_atom_entry(replace(ENTRY, title="a\x0bb\x00"), HTML)).find(f"{A}entry").findtext(f"{A}title")
        == "ab"
    )


def test_feedgen_writes_cdata_as_a_type_that_atom_has_not_and_ours_is_html() -> None:
    plain = FeedEntry()
    plain.id("x")
    plain.title("x")
    plain.content("<p>x</p>", type="CDATA")
    assert plain.atom_entry().find("content").get("type") == "CDATA"
    assert atom(render_atom_entry(ENTRY, HTML)).find(f"{A}entry/{A}content").get("type") == "html"


@given(st.text(), st.text(), st.text())
def test_any_text_can_stand_in_a_feed(title: str, summary: str, content: str) -> None:
    view, content = replace(ENTRY, title=f"x{title}", summary=summary), clean(content)
    entry = atom(render_atom_entry(view, content or "x")).find(f"{A}entry")
    item = rss(render_rss_item(view, content or "x", title or "x")).find("item")

    def normal(text: str) -> str:
        return clean(text).replace("\r\n", "\n").replace("\r", "\n")

    for found, given_ in ((entry.findtext(f"{A}content"), content or "x"), (item.findtext(CONTENT), content or "x")):
        assert normal(found or "") == normal(given_)
    assert json.loads(render_json_item(view, content))["content_html"] == content


def test_an_entry_in_an_archive_has_its_summary_and_no_content() -> None:
    entry = atom(render_atom_summary(ENTRY)).find(f"{A}entry")
    assert entry.find(f"{A}content") is None
    assert entry.findtext(f"{A}summary") == "Say it <once>."
    assert [link["rel"] for link in links_of(entry)] == ["alternate", "enclosure", "enclosure"]


@given(st.text(), st.text(), st.text(), st.booleans())
def test_an_entry_in_an_archive_is_the_whole_entry_without_its_content(
    title: str, summary: str, label: str, bare: bool
) -> None:
    view = replace(ENTRY, title=f"x{title}", summary=summary, rights=label)
    view = replace(
        view,
        categories=() if bare else tuple(replace(one, label=f"x{label}") for one in view.categories),
        enclosures=() if bare else tuple(replace(one, title=title) for one in view.enclosures),
    )
    whole = etree.fromstring(render_atom_entry(view, "x"))
    whole.remove(whole.find("content"))
    assert etree.tostring(etree.fromstring(render_atom_summary(view)), method="c14n") == etree.tostring(
        whole, method="c14n"
    )


def test_an_rss_item_has_one_enclosure_a_permanent_id_and_the_partnerships_name() -> None:
    item = rss(render_rss_item(ENTRY, HTML, "A partnership")).find("item")
    assert [dict(one.attrib) for one in item.findall("enclosure")] == [
        {"url": "https://a.example/briefings/crying/pack.pdf", "length": "1234", "type": "application/pdf"}
    ]
    guid = item.find("guid")
    assert (guid.text, guid.get("isPermaLink")) == (ENTRY.id, "false")
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "A partnership"
    category = item.find("category")
    assert (category.text, category.get("domain")) == ("Babies", "https://a.example/themes/")


def test_a_feed_says_what_it_is_in_every_format() -> None:
    feed, channel = atom(), rss()
    opening = json.loads(b"".join(render_json_frame(CHANNEL)))
    assert feed.findtext(f"{A}title") == channel.findtext("title") == opening["title"] == "Everything – Library"
    assert feed.findtext(f"{A}subtitle") == channel.findtext("description") == opening["description"] == "All & more"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == channel.findtext("language") == opening["language"]
    assert channel.findtext("image/url") == "https://a.example/image.png"
    assert feed.findtext(f"{A}logo") == opening["icon"] == "https://a.example/icon.png"
    assert [link["rel"] for link in links_of(feed)] == ["self", "alternate", "alternate"]
    assert [link["rel"] for link in links_of(channel)] == ["self", "alternate"]
    assert channel.findtext("lastBuildDate") == "Tue, 12 May 2026 00:00:00 +0000"


def test_an_archive_says_so_and_a_feed_does_not() -> None:
    assert atom().find(f"{{{HISTORY}}}archive") is None
    assert atom(channel=replace(CHANNEL, is_archive=True)).find(f"{{{HISTORY}}}archive") is not None


def test_a_stylesheet_and_a_word_to_people_stand_in_both_xml_formats() -> None:
    for opening, _ in (render_atom_frame(CHANNEL), render_rss_frame(CHANNEL)):
        assert b'<?xml-stylesheet type="text/css" href="../feed.css"?>' in opening
    for parent in (atom(), rss()):
        paragraphs = parent.findall("{http://www.w3.org/1999/xhtml}p")
        assert [paragraph.text for paragraph in paragraphs] == ["This is a feed. ", "Worried?"]
        assert paragraphs[0][0].get("href") == "https://a.example/follow/"
