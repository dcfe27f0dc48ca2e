"""What an audience may know on a day, and nothing that could tell of the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.catalogue.catalogue import Catalogue
from learning_loop.model.feedback import Feedback
from learning_loop.model.kinds import Audience
from learning_loop.model.logs import Challenge, Issue
from learning_loop.model.publication import Newsletter, Plan, Publication
from learning_loop.model.registers import Registers, ThemeMessage
from learning_loop.schema.register_files import read_registers
from tests.tiny import PLAN, REVIEW, SITES, TODAY
from tests.unit.making import item

PUBLIC, PROFESSIONAL = Audience.PUBLIC, Audience.PROFESSIONAL
TOMORROW = (TODAY + timedelta(1)).isoformat()


def registers() -> Registers:
    files = {f"registers/{file.name}": file.read_bytes() for file in (SITES / "base/registers").iterdir()}
    read, problems = read_registers(files)
    assert read is not None, problems
    return read


def catalogue(*items: Publication) -> Catalogue:
    return Catalogue({one.id: one for one in items}, registers())


def public(*items: Publication, today: date = TODAY) -> dict[str, Publication]:
    return dict(catalogue(*items).for_audience(PUBLIC, today).publications)


def professional(*items: Publication, today: date = TODAY) -> dict[str, Publication]:
    return dict(catalogue(*items).for_audience(PROFESSIONAL, today).publications)


OPEN = item("pages/open.md")
CLOSED = item("pages/closed.md", "audience: professional")
LATER = item("pages/later.md", f"published: {TOMORROW}")


def test_the_public_sees_public_items_whose_day_has_come() -> None:
    assert public(OPEN, CLOSED, LATER).keys() == {"open"}


def test_professionals_see_public_items_too_but_not_before_their_day() -> None:
    assert professional(OPEN, CLOSED, LATER).keys() == {"open", "closed"}


def test_an_embargoed_item_is_there_on_its_day() -> None:
    assert "later" in public(LATER, today=TODAY + timedelta(1))


def test_ids_of_what_is_hidden_are_dropped() -> None:
    one = item("bulletins/b.md", "about: [open, closed, later]\nsupersedes: [closed]")
    assert (public(one, OPEN, CLOSED, LATER)["b"].about, public(one, OPEN, CLOSED, LATER)["b"].supersedes) == (
        ("open",),
        (),
    )
    assert professional(one, OPEN, CLOSED, LATER)["b"].about == ("open", "closed")


def test_what_has_nothing_to_hide_is_the_same_value() -> None:
    one = item("bulletins/b.md", "about: [open]")
    assert public(one, OPEN)["b"] is one


def test_the_public_has_the_cut_text_and_professionals_the_whole() -> None:
    one = item("pages/a.md", body="Text.\n\n::: professional\nMore.\n:::")
    assert public(one)["a"].body == one.body
    assert professional(one)["a"].body == one.professional_body
    assert public(one)["a"].professional_body is professional(one)["a"].professional_body is None


def test_links_to_what_is_hidden_are_no_longer_known() -> None:
    one = item("pages/a.md", body="[one](open.md), [two](later.md), [three](theme:neglect)")
    assert [(link.scheme, link.target) for link in public(one, OPEN, LATER)["a"].body.links] == [
        ("item", "pages/open"),
        ("theme", "neglect"),
    ]


def test_a_plan_is_hidden_with_its_source() -> None:
    plan = item("actions/p.md", PLAN)
    hidden = item("reviews/child-m.md", REVIEW + "\naudience: professional")
    assert public(plan, hidden) == {}
    assert professional(plan, hidden).keys() == {"p", "child-m"}
    assert (
        professional(plan, item("reviews/child-m.md", REVIEW + f"\npublished: {TOMORROW}\ndelay_reason: A trial."))
        == {}
    )


def test_the_detail_of_an_action_is_for_professionals() -> None:
    plan = item("actions/p.md", PLAN + "\n    detail: The team manager rings.")
    review = item("reviews/child-m.md", REVIEW)
    details = [actions_of(seen(plan, review)["p"])[0].detail for seen in (public, professional)]
    assert details == ["", "The team manager rings."]


def actions_of(one: Publication) -> tuple[object, ...]:  # type: ignore[type-arg]
    assert isinstance(one.details, Plan)
    return one.details.actions


def test_an_action_does_not_name_evidence_or_another_action_that_is_hidden() -> None:
    evidence = "\n    evidence: [{title: Audit, on: 2026-09-08, text: Counted., does_not_show: Much., link: closed}, {title: Other, on: 2026-09-08, text: Counted., does_not_show: Much., link: open}]"
    elsewhere = item("reviews/other.md", REVIEW.replace("LCSPR-2026-01", "LCSPR-2025-09") + "\naudience: professional")
    successor = item("actions/q.md", PLAN.replace("child-m", "other") + "\naudience: professional")
    plan = item("actions/p.md", PLAN + evidence + "\n    new_action: LCSPR-2025-09/R1/A1")
    items = (plan, item("reviews/child-m.md", REVIEW), OPEN, CLOSED, elsewhere, successor)
    action = actions_of(public(*items)["p"])[0]
    assert [one.link for one in action.evidence] == ["", "open"]  # type: ignore[attr-defined]
    assert action.new_action == ""  # type: ignore[attr-defined]
    action = actions_of(professional(*items)["p"])[0]
    assert ([one.link for one in action.evidence], action.new_action) == (["closed", "open"], "LCSPR-2025-09/R1/A1")  # type: ignore[attr-defined]


def test_a_newsletter_loses_the_things_that_lead_to_what_is_hidden() -> None:
    things = "".join(
        f"\n  - {{title: Ask about it, text: It matters., link: {link}, label: Read}}"
        for link in ("closed", "open", "later")
    )
    details = public(item("newsletters/n.md", f"term: spring-2026\nthree_things:{things}"), OPEN, CLOSED, LATER)[
        "n"
    ].details
    assert isinstance(details, Newsletter)
    assert [thing.link for thing in details.three_things] == ["open"]


def test_a_withdrawn_item_keeps_its_record_and_loses_text_and_files_from_its_day() -> None:
    fields = f"withdrawn: {{on: {TODAY}, reason: It is old.}}\nattachments: [{{file: a.pdf, title: A pack}}]"
    one = item("pages/a/index.md", fields, "Text.\n\n::: professional\nMore.\n:::")
    for seen in (public, professional):
        assert (seen(one)["a"].body.digest, seen(one)["a"].attachments) == ("", ())
        before = seen(one, today=TODAY - timedelta(1))["a"]
        assert (before.withdrawn, before.body.digest != "", len(before.attachments)) == (None, True, 1)


def test_a_message_of_a_theme_goes_with_the_last_of_its_sources() -> None:
    whole = catalogue(OPEN, CLOSED, LATER)
    messages = tuple(
        ThemeMessage(f"M{number}", "Text.", sources)
        for number, sources in enumerate([("open",), ("closed", "open"), ("later",)])
    )
    theme = whole.registers.themes["neglect"]
    whole.registers.themes["neglect"] = replace(theme, messages=messages)
    seen = whole.for_audience(PUBLIC, TODAY).registers.themes["neglect"].messages
    assert [(message.title, message.sources) for message in seen] == [("M0", ("open",)), ("M1", ("open",))]


IDS = [f"item-{number}" for number in range(6)]


@st.composite
def items(draw: st.DrawFn) -> list[Publication]:
    made = []
    for name in IDS:
        audience = draw(st.sampled_from(["public", "professional"]))
        published = draw(st.sampled_from(["2026-01-15", TOMORROW]))
        named = draw(st.lists(st.sampled_from([other for other in IDS if other != name]), unique=True, max_size=3))
        links = " ".join(f"[x]({other}.md)" for other in named)
        secret = draw(st.sampled_from(["", f"\n\n::: professional\nSecret {links}\n:::"]))
        made.append(
            item(
                f"pages/{name}.md",
                f"audience: {audience}\npublished: {published}\nabout: {named}".replace("'", ""),
                f"Text {links}{secret}",
            )
        )
    return made


@given(items(), st.sampled_from([TODAY, TODAY + timedelta(1)]))
def test_nothing_that_the_public_knows_names_what_is_hidden(library: list[Publication], today: date) -> None:
    hidden = {one.id for one in library if one.audience is PROFESSIONAL or one.published > today}
    seen = public(*library, today=today)
    assert seen.keys() == set(IDS) - hidden
    named = {
        other
        for one in seen.values()
        for other in (*one.about, *one.supersedes, *(link.target.rpartition("/")[2] for link in one.body.links))
    }
    assert not named & hidden


@given(items())
def test_narrowing_twice_is_narrowing_once(library: list[Publication]) -> None:
    once = catalogue(*library).for_audience(PUBLIC, TODAY)
    assert once.for_audience(PUBLIC, TODAY) == once


@given(items())
def test_what_the_public_sees_is_the_same_when_the_hidden_items_were_never_there(library: list[Publication]) -> None:
    hidden = {one.id for one in library if one.audience is PROFESSIONAL or one.published > TODAY}
    pruned = [
        one._replace(about=tuple(other for other in one.about if other not in hidden))
        for one in library
        if one.id not in hidden
    ]
    assert public(*library) == public(*pruned)


def logged(raised: date, actions: tuple[str, ...]) -> Registers:
    issue = Issue(
        "IR-2026-01", "issue", "An issue", "It is.", raised, "police", "police", 0, 0, "We look.", "open", None, "", actions, (),
    )  # fmt: skip
    challenge = Challenge(
        "CH-2026-01", "Why?", "It is late.", raised, "police", ("police",), "police", "managers", "", None, "", actions, (),
    )  # fmt: skip
    return replace(registers(), issues=(issue,), challenges=(challenge,))


def seen_logs(audience: Audience, raised: date, *items: Publication) -> list[tuple[str, tuple[str, ...]]]:
    whole = Catalogue({one.id: one for one in items}, logged(raised, ("LCSPR-2026-01/R1/A1",)))
    narrowed = whole.for_audience(audience, TODAY).registers
    return [(one.ref, one.actions) for one in (*narrowed.issues, *narrowed.challenges)]


def test_the_public_knows_nothing_of_the_logs() -> None:
    assert seen_logs(PUBLIC, TODAY, item("reviews/child-m.md", REVIEW), item("actions/p.md", PLAN)) == []


def test_professionals_know_what_was_raised_by_this_day_and_the_actions_that_they_may_see() -> None:
    both = (item("reviews/child-m.md", REVIEW), item("actions/p.md", PLAN))
    seen = [("IR-2026-01", ("LCSPR-2026-01/R1/A1",)), ("CH-2026-01", ("LCSPR-2026-01/R1/A1",))]
    assert seen_logs(PROFESSIONAL, TODAY, *both) == seen
    assert seen_logs(PROFESSIONAL, TODAY + timedelta(1), *both) == []
    hidden = item("actions/p.md", f"published: {TOMORROW}\n{PLAN}")
    assert seen_logs(PROFESSIONAL, TODAY, both[0], hidden) == [("IR-2026-01", ()), ("CH-2026-01", ())]


def told(audience: Audience, one: Feedback, *items: Publication) -> list[Feedback]:
    whole = Catalogue({each.id: each for each in items}, replace(registers(), feedback=(one,)))
    return list(whole.for_audience(audience, TODAY).registers.feedback)


HEARD = Feedback(
    "FB-2026-01", "It helped", PUBLIC, TODAY, ("families",), "message", 3, 4, ("open", "closed"), (), "It helped.", "Yes.",
    "The street was named.", "", TODAY, "It is shorter.", "", ("closed",), ("LCSPR-2026-01/R1/A1",), TODAY,
)  # fmt: skip
NEXT_DAY = TODAY + timedelta(1)


def test_the_public_is_told_of_feedback_without_details_small_numbers_and_hidden_items() -> None:
    (one,) = told(PUBLIC, HEARD, OPEN, CLOSED)
    assert (one.detail, one.replies, one.asked, one.few) == ("", 0, 0, True)
    assert (one.about, one.changed, one.actions) == (("open",), (), ())
    (one,) = told(PROFESSIONAL, HEARD, OPEN, CLOSED, item("reviews/child-m.md", REVIEW), item("actions/p.md", PLAN))
    assert one == HEARD


def test_the_public_may_know_how_many_where_they_are_five_or_more() -> None:
    (one,) = told(PUBLIC, HEARD._replace(replies=5, asked=9), OPEN)
    assert (one.replies, one.asked, one.few) == (5, 9, False)


def test_the_public_knows_nothing_of_feedback_that_is_professional_or_about_hidden_items_alone() -> None:
    assert told(PUBLIC, HEARD._replace(audience=PROFESSIONAL), OPEN) == []
    assert told(PUBLIC, HEARD._replace(about=("closed",)), OPEN, CLOSED) == []
    assert len(told(PUBLIC, HEARD._replace(about=(), themes=("neglect",)), OPEN)) == 1


@pytest.mark.parametrize("audience", list(Audience))
def test_nobody_knows_what_will_be_heard_decided_or_told_later(audience: Audience) -> None:
    assert told(audience, HEARD._replace(heard_on=NEXT_DAY, decided_on=NEXT_DAY), OPEN) == []
    (one,) = told(audience, HEARD._replace(decided_on=NEXT_DAY, told_on=NEXT_DAY), OPEN)
    assert (one.decided_on, one.done, one.changed, one.told_on, one.state) == (None, "", (), None, "waiting")
    (one,) = told(audience, HEARD._replace(told_on=NEXT_DAY), OPEN)
    assert (one.decided_on, one.told_on) == (TODAY, None)
