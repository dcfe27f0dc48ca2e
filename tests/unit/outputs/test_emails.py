"""Texts in e-mails without a layout: plain text, Notify's Markdown, and html that mail programs can draw."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_loop.model.values import replace
from learning_loop.outputs.emails.blocks import Block, Link, html_blocks
from learning_loop.outputs.emails.markup import read_markup
from learning_loop.outputs.emails.message import write_message
from learning_loop.outputs.emails.notify import write_notify
from learning_loop.outputs.emails.plain import write_plain
from learning_loop.present.views import EmailView, WorriedView
from learning_loop.reading.markdown import render_body

PAGE = "https://learning.example/bulletins/b/"


def html(markdown: str) -> str:
    body = render_body(markdown, path="bulletins/b.md", line_offset=0)
    assert body.problems == []
    return body.html


def plain(markdown: str) -> str:
    return write_plain(html_blocks(html(markdown), PAGE))


def notify(markdown: str) -> str:
    return write_notify(html_blocks(html(markdown), PAGE))


TABLE = """| What | Before | Now |
|---|---:|---|
| [A cot](https://x.example/cot) on the first night | 17 of 40 | 37 of 40 |
| Supervision | | 47 of 60 |
"""


def test_a_link_in_a_sentence_has_a_number_and_its_address_stands_under_the_part() -> None:
    told = plain(
        "Read [the *policy*](https://x.example/p) and [that](https://x.example/q).\n\n## Then\n\n[Again](https://x.example/p)."
    )
    assert told == (
        "Read the policy (link 1) and that (link 2).\n\n"
        "Link 1: https://x.example/p\nLink 2: https://x.example/q\n\n\n"
        "Then\n\nAgain (link 1).\n\nLink 1: https://x.example/p\n"
    )


def test_a_row_of_a_table_is_a_sentence() -> None:
    assert plain(TABLE).splitlines()[:2] == [
        "- A cot (link 1) on the first night. Before: 17 of 40; Now: 37 of 40.",
        "- Supervision. Now: 47 of 60.",
    ]


def test_lists_keep_their_numbers_and_their_depth() -> None:
    assert plain("1. Ring\n2. Write\n   - two sentences\n   - a date\n\nThen stop.") == (
        "1. Ring\n2. Write\n  - two sentences\n  - a date\n\nThen stop.\n"
    )


def test_a_loose_list_is_read_like_a_tight_one() -> None:
    assert plain("- One\n\n- Two\n\n  More of two.") == "- One\n- Two\n\nMore of two.\n"


def test_who_spoke_is_said_before_what_they_said() -> None:
    assert (
        plain("::: voice A mother, in the survey\nYou came together.\n:::")
        == "A mother, in the survey said:\n\nYou came together.\n"
    )


def test_an_address_or_number_that_stands_there_is_not_said_twice() -> None:
    told = plain(
        "Write to [learning@x.example](mailto:learning@x.example?subject=B), or [ring](tel:01632960411), or [01632 960 411](tel:01632960411)."
    )
    assert told == "Write to learning@x.example, or ring (01632960411), or 01632 960 411.\n"


def test_links_within_the_text_lead_to_the_page() -> None:
    assert html_blocks(html("## A part\n\nSee [it](#a-part)."), PAGE)[1].words[1] == Link("it", f"{PAGE}#a-part")
    assert f'href="{PAGE}#a-part"' in read_markup(html("## A part\n\nSee [it](#a-part)."), page=PAGE)


def test_plain_text_draws_no_lines() -> None:
    assert not re.search(r"[-=_*#~]{2,}", plain("## A part\n\n**Bold** and *soft*\n\n---\n\n" + TABLE))


def test_notify_gets_headings_bullets_and_links() -> None:
    assert notify(
        "## A part\n\n**Bold**, [link](https://x.example/a(b)).\n\n1. Ring\n2. Write\n\n### Smaller\n\n- One"
    ) == ("# A part\n\nBold, [link](https://x.example/a%28b%29).\n\n* (1) Ring\n* (2) Write\n\n## Smaller\n\n* One\n")


GRAMMAR = re.compile(r"(?:# |## |\* |(?!#|\*|-|\+|\^|>|\d+[.)]|=|_)).*")


@given(st.lists(st.text(st.sampled_from("ab#*-^>1.)=_+[](\\`| ("), min_size=1), min_size=1, max_size=5))
def test_no_words_mean_anything_to_notify(texts: list[str]) -> None:
    blocks = [
        Block(kind, (text.strip() or "x",)) for text in texts for kind in ("text", "point", "heading", "step", "row")
    ]  # type: ignore[arg-type]
    told = write_notify(blocks)
    assert "((" not in told
    assert "](" not in told
    assert [line for line in told.splitlines() if line and not GRAMMAR.fullmatch(line)] == []


@pytest.mark.parametrize("directive", ["voice A mother", "well-done", "questions", "role social-worker"])
def test_what_stands_in_a_box_is_a_table_of_one_cell(directive: str) -> None:
    made = read_markup(html(f"::: {directive}\nText & more.\n:::"), page=PAGE)
    name = directive.partition(" ")[0].replace("role", "role-block")
    assert f'<table role="presentation" class="box"><tr><td class="box-cell {name}-cell">' in made
    assert "Text &amp; more." in made
    assert not re.search(r"<(?:section|aside|figure|div)", made)


def test_the_html_has_no_ids_and_its_columns_have_a_scope() -> None:
    made = read_markup(html(f"## A part\n\n{TABLE}"), page=PAGE)
    assert " id=" not in made
    assert made.count('<th scope="col"') == 3
    assert "tabindex" not in made


WORRIED = WorriedView(*["Worried about a child?", "A library.", "No reports.", "Front Door", "01632 960 001", "tel:01632960001", "day or night", "999", "tel:999", "Not sure?", "01632 960 002", "tel:01632960002", "weekdays"])  # fmt: skip
VIEW = EmailView(
    item="n", audience="public", language="en-GB", subject="‘Ring’ – the same day", preheader="", sender="Testshire, Partnership (TSCP)", sender_address="learning@x.example",
    sent="2026-03-29", day="29 March 2026", kind="Bulletin", library="L", partnership="P", browser=PAGE, notice="", content_note="", opening="", things_title="",
    things=(), parts=(), worried=WORRIED, why="", stop="", accents=("#085160", "#8bd3dd"),
)  # fmt: skip


def read(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def contents(message: EmailMessage) -> list[str]:
    """What its parts say, with the line ends of texts: those of messages are always CRLF."""
    return [part.get_content().replace("\r\n", "\n") for part in message.iter_parts()]  # type: ignore[attr-defined]


def test_a_message_has_two_twins_and_no_recipient() -> None:
    data = write_message(VIEW, plain="Child’s day.\n", html="<p>Child’s day.</p>\n")
    message = read(data)
    assert message["Subject"] == VIEW.subject
    assert message["From"].addresses[0].display_name == VIEW.sender
    assert [message["To"], message["Cc"], message["Bcc"], message["Message-ID"]] == [None] * 4
    assert message["X-Unsent"] == "1"
    assert message["Date"].datetime.isoformat() == "2026-03-29T12:00:00+00:00"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]  # type: ignore[union-attr]
    assert contents(message) == ["Child’s day.\n", "<p>Child’s day.</p>\n"]
    assert message.defects == []
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert data == write_message(VIEW, plain="Child’s day.\n", html="<p>Child’s day.</p>\n")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_a_message_gives_back_whatever_words_it_was_given(one: str, other: str) -> None:
    text, html_text = f"{one}\n.\nFrom here\n", f"<p>{other}</p>\n"
    parts = contents(read(write_message(VIEW, plain=text, html=html_text)))
    assert parts == [text, html_text]


TITLES = st.lists(st.text(st.sampled_from('abcé’–😀ü,<>"\\=?'), min_size=1, max_size=9), min_size=1, max_size=22).map(
    " ".join
)


@settings(max_examples=40)
@given(TITLES, st.text(st.sampled_from('abcé’–ü,<>"\\'), min_size=1, max_size=9))
def test_no_title_and_no_name_loses_a_sign_in_the_message(title: str, name: str) -> None:
    message = read(write_message(replace(VIEW, subject=title[:140].strip(), sender=name), plain="x\n", html="x\n"))
    assert message["Subject"] == title[:140].strip()
    assert message["From"].addresses[0].display_name == name
    assert message["From"].addresses[0].addr_spec == VIEW.sender_address
