"""One file → a publication, or problems in words that cure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.model.dates import PartialDate
from learning_loop.model.kinds import KINDS, Audience
from learning_loop.model.publication import Attachment, Briefing, Event, Plan, Review
from learning_loop.schema.items import Before, read_item
from learning_loop.schema.kinds import FIELDS_BY_TYPE
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW
from tests.unit.making import item, messages, reading_of, text_of


def test_every_type_has_a_schema() -> None:
    assert FIELDS_BY_TYPE.keys() == {kind.name for kind in KINDS}


def test_what_is_left_out_has_its_default() -> None:
    one = item("briefings/b.md", body=BRIEFING_BODY)
    assert one.details == Briefing(minutes=7, good_for=())
    assert (one.themes, one.attachments, one.rights, one.updated, one.withdrawn) == ((), (), "partnership", None, None)


def test_the_audience_has_no_default() -> None:
    read = read_item(text_of("pages/a.md").replace("audience: public\n", "").encode(), path="pages/a.md")
    assert read.publication is None
    assert [problem.field for problem in read.problems] == ["audience"]


def test_the_common_fields_arrive_as_values() -> None:
    one = item(
        "pages/a/index.md",
        "audience: professional\nupdated: 2026-02-01\nchange_note: A number.\nreview_due: autumn 2026\nthemes: [neglect, babies]\n"
        "attachments: [{file: pack.pdf, title: Team pack}]\npeople: [Child M]\nredirect_from: [/old/]",
    )
    assert (one.id, one.type, one.address, one.audience) == ("a", "page", "pages/a", Audience.PROFESSIONAL)
    assert one.review_due == PartialDate(2026, season="autumn")
    assert (one.themes, one.attachments) == (("neglect", "babies"), (Attachment("pack.pdf", "Team pack"),))


def test_a_review_and_a_plan_arrive_whole() -> None:
    review = item("reviews/child-m.md", REVIEW)
    assert isinstance(review.details, Review)
    assert review.recommendations[0].findings == ("F1",)
    assert review.details.family_voice.not_obtained == "The mother could not be found."
    plan = item("actions/p.md", PLAN)
    assert isinstance(plan.details, Plan)
    action = plan.details.actions[0]
    assert (action.recommendation, action.slug, action.monitored_by) == ("R1", "r1-a1", "quality-group")
    assert (action.response, action.delivery, action.impact) == ("awaiting", "not-started", "not-yet-evaluated")


BODIES = ["", "Other words.", "Words.\n\n::: professional\nMore.\n:::\n", "# A heading that is wrong"]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("earlier", BODIES[:3])
@pytest.mark.parametrize(
    ("path", "fields"), [("reviews/child-m.md", REVIEW), ("actions/p.md", PLAN), ("pages/a.md", "people: [Child M]")]
)
def test_a_new_text_under_the_same_fields_is_read_as_if_for_the_first_time(
    path: str, fields: str, earlier: str, body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = read_item(text_of(path, fields, earlier).encode(), path=path)
    assert old.publication is not None
    data = text_of(path, fields, body).encode()
    new = read_item(data, path=path)

    def fail(*args: object, **more: object) -> object:
        raise AssertionError("the fields were checked once more")

    monkeypatch.setattr("learning_loop.schema.validate.validate", fail)
    assert read_item(data, path=path, before=Before(old.fields, old.publication)) == new


def test_changed_fields_are_checked() -> None:
    old = read_item(text_of("pages/a.md").encode(), path="pages/a.md")
    assert old.publication is not None
    data = text_of("pages/a.md").replace("audience: public\n", "").encode()
    read = read_item(data, path="pages/a.md", before=Before(old.fields, old.publication))
    assert read == read_item(data, path="pages/a.md")
    assert read.publication is None


def test_an_event_has_local_times() -> None:
    event = item(
        "events/e.md", "starts: 2026-07-02 13:30\nends: 2026-07-02T16:00\nplace: Town Hall\nevent_type: forum"
    ).details
    assert isinstance(event, Event)
    assert (event.starts.hour, event.ends.hour, event.starts.tzinfo) == (13, 16, None)


def test_a_field_left_empty_is_as_if_left_out() -> None:
    assert item("pages/a.md", "themes:\nreview_due:\nwithdrawn: ~") == item("pages/a.md")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("theme: [neglect]", "theme: unknown field. Did you mean 'themes'?"),
        ("theme:", "theme: unknown field. Did you mean 'themes'?"),
        ("audience: profesional", "audience: unknown value 'profesional'. Did you mean 'professional'?"),
        ("themes: neglect", "themes: must be a list. Write [neglect]"),
        ("published: 12/05/2026", "published: '12/05/2026' is not a day. Write year-month-day, such as 2026-05-12"),
        ("published: 05.12.2027", "published: '05.12.2027' is not a day. Write year-month-day, such as 2027-12-05"),
        ("updated: 2026-01-14", "updated: 2026-01-14 is before published (2026-01-15)"),
        ("title: [A title]", "title: must be text."),
        ("title: |\n  One\n  two", "title: has more than one line."),
        ("type: briefing", "type: 'briefing' does not belong in this folder. Move the file to briefings/"),
        ("type: pages", "type: unknown type 'pages'. Did you mean 'page'?"),
        (
            "attachments: [{file: a b.pdf, title: Pack}]",
            "attachments[1].file: 'a b.pdf' does not have the right form (a file name",
        ),
        ("redirect_from: [/../x/]", "redirect_from[1]: '/../x/' does not have the right form (an old address"),
        ("about: [x, x]", "about[2]: names 'x' twice."),
    ],
)
def test_a_wrong_field_is_told_with_its_cure(fields: str, message: str) -> None:
    told = messages("pages/a.md", fields)
    assert [words[: len(message)] for words in told] == [message]


def test_all_problems_of_a_file_are_told_at_once_in_the_order_of_their_lines() -> None:
    read = reading_of("pages/a.md", "published: x\nthemes: y\nupdated: z", "# One\n\n<b>\n\n[a](../../b.md)")
    lines = [problem.line for problem in read.problems]
    assert lines == sorted(lines)
    assert [problem.field for problem in read.problems] == ["published", "themes", "updated", "body", "body", "body"]


@pytest.mark.parametrize("name", ["About", "a_b", "-a", "a-", "a--b", "ü", "a b", "a.b", "2026", ""])
def test_a_file_name_that_is_no_id_is_refused(name: str) -> None:
    assert read_item(text_of("pages/a.md").encode(), path=f"pages/{name}.md").publication is None


@pytest.mark.parametrize("name", ["a", "7-minute", "2026-review", "child-m"])
def test_a_file_name_of_small_letters_digits_and_hyphens_is_an_id(name: str) -> None:
    read = read_item(text_of("pages/a.md").encode(), path=f"pages/{name}.md")
    assert read.publication is not None
    assert read.publication.id == name


def test_a_text_with_professional_blocks_has_two_bodies() -> None:
    one = item("pages/a.md", body="## Open\n\nText.\n\n::: professional\n\n## Closed\n\nMore words.\n\n:::")
    assert one.professional_body is not None
    assert [heading.text for heading in one.body.headings] == ["Open"]
    assert [heading.text for heading in one.professional_body.headings] == ["Open", "Closed"]
    assert one.body.words < one.professional_body.words
    assert item("pages/a.md").professional_body is None


def test_the_html_of_every_body_is_handed_over() -> None:
    read = reading_of("pages/a.md", body="Text.\n\n::: professional\nMore.\n:::")
    assert read.publication is not None
    assert read.publication.professional_body is not None
    html = dict(read.html)
    assert "More." not in html[read.publication.body.digest]
    assert "More." in html[read.publication.professional_body.digest]


@given(st.binary())
def test_no_bytes_make_reading_fail(data: bytes) -> None:
    assert read_item(data, path="pages/a.md").publication is None


@given(st.text(), st.text())
def test_no_front_matter_and_no_text_make_reading_fail(front: str, body: str) -> None:
    read = read_item(f"---\n{front}\n---\n{body}".encode(errors="surrogatepass"), path="actions/a.md")
    assert read.publication is None
    assert read.problems
