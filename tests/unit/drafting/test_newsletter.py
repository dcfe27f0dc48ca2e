"""The draft of an issue: valid and true whatever words the library holds."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.catalogue.catalogue import Catalogue
from learning_loop.derive.library import Library, derive_library
from learning_loop.derive.term import derive_term, find_term
from learning_loop.drafting.markdown import escape
from learning_loop.drafting.newsletter import draft_newsletter, send_day
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Publication
from learning_loop.reading.markdown import render_body
from learning_loop.schema.items import read_item
from learning_loop.schema.register_files import read_registers
from tests.tiny import PLAN, REVIEW, SITES, TODAY

BASE = {f"registers/{file.name}": file.read_bytes() for file in sorted((SITES / "base/registers").iterdir())}
SIGNS = st.text(st.sampled_from("ab ’'\"#*-_`[]()<>:&\\|!~{}%@1.,"), min_size=3, max_size=40)
WORDS = SIGNS.map(lambda text: f"A {text.strip()} z")


def item(path: str, fields: str, body: str = "Text.") -> Publication:
    kind = {"policies": "policy", "reviews": "review", "actions": "action-plan", "newsletters": "newsletter"}[
        path.partition("/")[0]
    ]
    front = f"type: {kind}\naudience: public\npublished: 2026-10-15\nsummary: One plain sentence that a busy person can use.\n"
    read = read_item(f"---\ntitle: A title\n{front}{fields}\n---\n\n{body}\n".encode(), path=path)
    assert read.publication is not None, read.problems
    return read.publication


def library_of(*items: Publication) -> Library:
    registers, problems = read_registers(BASE)
    assert registers is not None, problems
    return derive_library(
        Catalogue({one.id: one for one in items}, registers).for_audience(Audience.PUBLIC, TODAY), TODAY
    )


def draft(library: Library) -> str:
    return draft_newsletter(
        derive_term(library, find_term("autumn-2026", library.registers.framework.terms, TODAY)),
        library,
        Audience.PUBLIC,
    )


@given(WORDS, WORDS, WORDS)
def test_a_draft_is_valid_whatever_signs_are_in_the_titles(title: str, summary: str, action: str) -> None:
    policy = item("policies/p.md", "review_due: 2029-01")._replace(
        title=title, summary=f"{summary} is used here, by all of us."
    )
    review = item("reviews/child-m.md", REVIEW.replace("2026-01-15", "2026-10-15").replace("2025-10-01", "2026-05-01"))
    review = review._replace(details=review.details._replace(worked_well=(summary,)))  # type: ignore[union-attr,call-arg]
    plan = item("actions/child-m-plan.md", PLAN)
    acted = plan.details.actions[0]._replace(title=action)  # type: ignore[union-attr]
    plan = plan._replace(title=title, details=plan.details._replace(actions=(acted,)))  # type: ignore[union-attr,call-arg]
    text = draft(library_of(policy, review, plan))
    read = read_item(text.encode(), path="newsletters/newsletter-autumn-2026.md")
    assert read.problems == ()
    assert read.publication is not None
    assert set(read.publication.about) == {"p", "child-m", "child-m-plan"}
    assert {link.target for link in read.publication.body.links} >= {"reviews/child-m", "actions/child-m-plan"}


@given(WORDS)
def test_escaped_words_are_read_as_they_were_but_for_brackets(words: str) -> None:
    body = render_body(f"- {escape(words)}", path="newsletters/n.md", line_offset=0)
    assert body.problems == []
    shown = re.sub(r"<[^>]*>", "", body.html)
    meant = re.sub(r":{2,}", ":", words).translate(str.maketrans("[]<>", "()‹›"))
    assert " ".join(shown.split()).replace("&amp;", "&").replace("&quot;", '"') == " ".join(meant.split())


def test_a_quiet_term_still_gives_a_valid_draft() -> None:
    old = item("policies/p.md", "review_due: 2029-01")._replace(published=date(2024, 1, 15))
    text = draft(library_of(old))
    assert "No action was agreed, delivered or shown to have changed anything, and none is late." in text
    assert "Nothing new in the library" in text
    assert read_item(text.encode(), path="newsletters/n.md").problems == ()


@pytest.mark.parametrize(
    ("today", "day"), [("2026-11-21", "2026-12-07"), ("2026-11-19", "2026-12-03"), ("2026-11-22", "2026-12-07")]
)
def test_a_draft_is_hidden_for_two_weeks_and_comes_out_on_a_weekday(today: str, day: str) -> None:
    assert send_day(date.fromisoformat(today)).isoformat() == day


def test_an_issue_is_named_like_the_one_before() -> None:
    policy = item("policies/p.md", "review_due: 2029-01")
    assert "title: Learning Loop news, autumn term 2026\n" in draft(library_of(policy))
    issue = item("newsletters/n.md", "term: summer-2026\nthree_things: [{title: Ring, text: B., link: p, label: C}]")
    issue = issue._replace(published=date(2026, 7, 16), title="What we learned in the summer term 2026")
    assert "title: What we learned in the autumn term 2026\n" in draft(library_of(policy, issue))
