"""The front matter of each document type, in the order of the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from actions import invent_actions
from author import Author
from front_matter import Value
from items import TODAY, Case, Item
from words import Prose

Fields = Mapping[str, Value]

_AGE_BANDS = ("unborn", "under-1", "1-5", "6-10", "11-15", "16-17")
_PUBLISHERS = ("National review panel", "A university", "Another partnership", "An inspectorate")
_REVIEW_IN_TIME = 150
"""Days that a review may take without a reason; the law allows six months."""


def invent_fields(item: Item, author: Author) -> Fields:
    """Give all front matter of an item."""
    own = _OWN_FIELDS.get(item.type, _no_fields)
    return {**_common_fields(item, author), **own(item, author)}


def invent_summary(prose: Prose) -> str:
    """Give one or two sentences of 60 to 280 characters."""
    text = prose.paragraph(24)
    while len(text) < 60:
        text = f"{text} {prose.sentence(10)}"
    return text if len(text) <= 280 else text[:270].rsplit(" ", 1)[0].rstrip(",") + "."


def _common_fields(item: Item, author: Author) -> Fields:
    prose = author.prose
    is_page = item.type == "page"
    updated = _updated(item, author)
    return {
        "title": item.title,
        "type": item.type,
        "audience": item.audience,
        "published": item.published,
        "summary": invent_summary(prose),
        "updated": updated,
        "review_due": _review_due(item, author),
        "themes": [theme.id for theme in item.themes],
        "agencies": [] if is_page else author.several(author.registers.agencies, 1, 5),
        "roles": [] if is_page else author.several(author.registers.roles, 1, 4),
        "priorities": author.several(author.registers.priorities, 1, 2) if prose.chance(0.3) else [],
        "about": item.about,
        "supersedes": [item.supersedes] if item.supersedes else [],
        "redirect_from": [f"/library/{item.id}/"] if prose.chance(0.02) else [],
        "rights": _rights(item, prose),
        "people": [item.case.label] if item.case and item.case.label else [],
        "age_bands": author.several(_AGE_BANDS, 1, 2) if item.case else [],
        "content_note": prose.paragraph(16) if item.case and prose.chance(0.3) else "",
        "withdrawn": {"on": item.withdrawn, "reason": prose.paragraph(22)} if item.withdrawn else None,
        "change_note": prose.sentence(12) if updated else "",
    }


def _updated(item: Item, author: Author) -> date | None:
    if item.published >= TODAY or not author.prose.chance(0.2):
        return None
    return author.day_after(item.published, 10, 700)


def _review_due(item: Item, author: Author) -> str:
    """Policies have a review date three years on, and so has half of the guidance; some of them have passed."""
    if item.type == "policy" or (item.type == "practice-guidance" and author.prose.chance(0.5)):
        return author.partial_date(item.published + timedelta(days=1096))
    return ""


def _rights(item: Item, prose: Prose) -> str:
    if item.type == "resource":
        return "external-link-only"
    return "ogl-3.0" if prose.chance(0.1) else ""


def _no_fields(item: Item, author: Author) -> Fields:
    return {}


def _review_fields(item: Item, author: Author) -> Fields:
    case, prose = _case(item), author.prose
    took = (item.published - case.decided_on).days
    return {
        "reference": case.reference,
        "review_type": case.review_type.id,
        "method": prose.pick(author.registers.methods),
        "commissioned_by": prose.pick(author.registers.groups),
        "reports_to": case.review_type.reports_to,
        "lead_reviewers": ["An independent reviewer", prose.phrase("A senior {} worker")],
        "decided_on": case.decided_on,
        "outcome": prose.pick(("death", "serious-harm", "near-miss", "good-practice")) if case.label else "",
        "sample": f"{prose.number(20, 60)} children’s records" if case.review_type.audit else "",
        "delay_reason": prose.paragraph(20) if took > _REVIEW_IN_TIME else "",
        "findings": [_finding(number, prose) for number in range(1, case.findings + 1)],
        "recommendations": [_recommendation(number + 1, case, item, author) for number in range(case.recommendations)],
        "response": {
            "by": "executive-group",
            "on": item.published,
            "text": "\n\n".join(prose.paragraph(prose.number(40, 90)) for _ in range(prose.number(1, 3))),
        },
        "child_voice": _voice(prose),
        "family_voice": _voice(prose),
        "practitioner_voice": _voice(prose),
        "worked_well": [prose.sentence(prose.number(14, 30)) for _ in range(prose.number(2, 5))],
    }


def _case(item: Item) -> Case:
    assert item.case is not None, f"{item.id} has no case"
    return item.case


def _finding(number: int, prose: Prose) -> Fields:
    title = prose.pick(("{} was not {}", "we recorded {}, not {}", "{} had nowhere to go", "each {} on its own"))
    return {"ref": f"F{number}", "title": prose.phrase(title), "text": prose.paragraph(prose.number(30, 70))}


def _recommendation(number: int, case: Case, item: Item, author: Author) -> Fields:
    """Give a recommendation; one without an action may say why nothing follows."""
    prose = author.prose
    response = "" if number <= case.answered else prose.pick(("", "awaiting", "not-accepted"))
    from_findings = sorted({prose.number(1, case.findings) for _ in range(prose.number(1, 3))})
    return {
        "ref": f"R{number}",
        "title": prose.phrase(prose.pick(("one {} for every {}", "ask about {} and {}", "know the {} of the {}"))),
        "text": prose.paragraph(prose.number(25, 60)),
        "to": author.several(author.registers.agencies, 1, 4),
        "by": author.partial_date(item.published + timedelta(days=prose.number(90, 500))),
        "from": [f"F{finding}" for finding in from_findings],
        "response": response,
        "reason": prose.paragraph(30) if response == "not-accepted" else "",
    }


def _voice(prose: Prose) -> Fields:
    if prose.chance(0.2):
        return {"not_obtained": prose.paragraph(18)}
    return {"quote": prose.sentence(10) if prose.chance(0.6) else "", "text": prose.paragraph(prose.number(14, 40))}


def _plan_fields(item: Item, author: Author) -> Fields:
    return {
        "source": item.about[0],
        "monitored_by": author.prose.pick(author.registers.groups),
        "actions": invent_actions(item, author),
    }


def _briefing_fields(item: Item, author: Author) -> Fields:
    settings = ("Team meeting", "Supervision", "Staff meeting")
    return {
        "minutes": int(item.variant) if item.variant != "7" else None,
        "good_for": author.several(settings, 1, 2) if author.prose.chance(0.5) else [],
    }


def _newsletter_fields(item: Item, author: Author) -> Fields:
    return {"term": item.variant, "three_things": [_key_message(item, author) for _ in range(3)]}


def _key_message(item: Item, author: Author) -> Fields:
    target = author.shelf.pick(item, author.prose)
    return {
        "title": author.prose.phrase("Ask what is different for {}"),
        "text": author.prose.sentence(14),
        "link": target.id,
        "label": target.type.replace("-", " ").capitalize(),
    }


def _policy_fields(item: Item, author: Author) -> Fields:
    return {"version": f"{author.prose.number(1, 4)}.{author.prose.number(0, 9)}" if author.prose.chance(0.5) else ""}


def _training_fields(item: Item, author: Author) -> Fields:
    prose = author.prose
    days = sorted({item.published + timedelta(days=prose.number(20, 300)) for _ in range(prose.number(0, 4))})
    return {
        "format": prose.pick(("e-learning", "classroom", "workshop", "webinar", "resource")),
        "length": prose.pick(("Half a day", "One day", "Ninety minutes", "Thirty minutes")),
        "dates": days,
        "booking": f"https://booking.example/courses/{item.id}" if prose.chance(0.7) else "",
    }


def _event_fields(item: Item, author: Author) -> Fields:
    day = item.published + timedelta(days=author.prose.number(14, 120))
    hour = author.prose.number(9, 14)
    return {
        "starts": f"{day} {hour:02}:30",
        "ends": f"{day} {hour + 2:02}:00",
        "place": author.prose.pick(("Online", "The council chamber", "The family hub")),
        "event_type": author.prose.pick(("forum", "staff-meeting", "workshop", "conference")),
        "booking": f"https://booking.example/events/{item.id}" if author.prose.chance(0.7) else "",
    }


def _annual_report_fields(item: Item, author: Author) -> Fields:
    return {"year": item.variant}


def _resource_fields(item: Item, author: Author) -> Fields:
    return {
        "publisher": author.prose.pick(_PUBLISHERS),
        "link": f"https://national-panel.example/reports/{item.id}",
        "recommendations": list(_national_recommendations(item, author)),
    }


def _national_recommendations(item: Item, author: Author) -> Iterator[Fields]:
    if author.prose.chance(0.3):
        for number in range(1, author.prose.number(2, 4)):
            yield {
                "ref": f"R{number}",
                "title": author.prose.phrase("one {} for every {}"),
                "text": author.prose.paragraph(30),
                "to": author.several(author.registers.agencies, 1, 3),
                "by": author.partial_date(item.published + timedelta(days=300)),
            }


_OWN_FIELDS: Mapping[str, Callable[[Item, Author], Fields]] = {
    "review": _review_fields,
    "action-plan": _plan_fields,
    "briefing": _briefing_fields,
    "newsletter": _newsletter_fields,
    "policy": _policy_fields,
    "training": _training_fields,
    "event": _event_fields,
    "annual-report": _annual_report_fields,
    "resource": _resource_fields,
}
