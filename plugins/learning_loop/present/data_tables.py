"""The three files of open data: publications, recommendations, actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from learning_loop.derive.library import ActionRecord, is_recommendation_open
from learning_loop.derive.progress import completed_on
from learning_loop.model.dates import PartialDate
from learning_loop.model.kinds import KINDS, PAGE
from learning_loop.model.publication import Evidence, Measurement, Publication, Recommendation, Review, Update
from learning_loop.present.desk import Desk
from learning_loop.present.open_data import Field, Table, date_text
from learning_loop.present.ranking import rank_actions
from learning_loop.present.words import DELIVERY, FLAGS, IMPACT, RESPONSE


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _last_day(value: PartialDate | None) -> str | None:
    return value.last_day.isoformat() if value else None


def _words(states: dict[str, tuple[str, str, object]]) -> dict[str, str]:
    return {state: f"{words}. {definition}" for state, (words, definition, _) in states.items()}


# Publications

_RIGHTS = {
    "partnership": "Use it in your agency with its citation; ask before you publish it elsewhere",
    "ogl-3.0": "Open Government Licence v3.0",
    "external-link-only": "Somebody else holds the rights: only our own summary is here",
    "restricted": "It may not be reproduced without permission",
}
_STATUS = {
    "current": "It can be used",
    "review-overdue": "Its day for review has passed: check before you use it",
    "cancelled": "The event is not held",
    "superseded": "Another document took its place",
    "withdrawn": "It has been withdrawn; its address says so",
}


def _status(desk: Desk, one: Publication) -> str:
    return desk.status(one).lower().replace(" ", "-") or "current"


def _successor(desk: Desk, one: Publication) -> str:
    other = desk.library.superseded_by.get(one.id)
    return other.id if other else ""


def _review(one: Publication, name: str) -> str:
    return str(getattr(one.details, name)) if isinstance(one.details, Review) else ""


PUBLICATIONS = Table(
    "publications",
    "Publications",
    "Everything in the library but the pages about the library itself, newest first: one row for each document.",
    lambda desk: desk.library.newest_first,
    (
        Field("id", "text", "The document’s id. It never changes.", lambda desk, one: one.id),
        Field("address", "address", "Its permanent address.", lambda desk, one: desk.address(desk.path(one))),
        Field(
            "type", "text", "What kind of document it is.", lambda desk, one: one.type, {kind.name: kind.label for kind in KINDS if kind is not PAGE}
        ),
        Field("type_name", "text", "The same in words, as precisely as it is known.", lambda desk, one: desk.type_words(one)),
        Field("reference", "text", "The permanent reference of a review, an audit or an action plan.", lambda desk, one: one.reference),
        Field("title", "text", "Its title.", lambda desk, one: one.title),
        Field("summary", "text", "What it says, in a sentence or two.", lambda desk, one: one.summary),
        Field("published", "day", "The day on which it was signed off.", lambda desk, one: _day(one.published)),
        Field("updated", "day", "The day of the last change that matters to readers.", lambda desk, one: _day(one.updated), may_be_empty=True),
        Field("review_due", "date", "When it is to be looked at again.", lambda desk, one: date_text(one.review_due), may_be_empty=True),
        Field("status", "text", "Whether it can be used.", _status, _STATUS),
        Field("superseded_by", "text", "The id of the document that took its place.", _successor),
        Field(
            "withdrawn_on", "day", "The day on which it was withdrawn.",
            lambda desk, one: _day(one.withdrawn.on if one.withdrawn else None), may_be_empty=True,
        ),
        Field("audience", "text", "Who may read it.", lambda desk, one: one.audience.value, {"public": "Everybody", "professional": "Professionals"}),
        Field("themes", "list", "The ids of its themes, the most important first.", lambda desk, one: list(one.themes)),
        Field("agencies", "list", "The ids of the agencies that it concerns.", lambda desk, one: list(one.agencies)),
        Field("roles", "list", "The ids of the roles for which it is most useful.", lambda desk, one: list(one.roles)),
        Field("priorities", "list", "The ids of the priorities that it belongs to.", lambda desk, one: list(one.priorities)),
        Field("people", "list", "What the children and adults in it are called; never their names.", lambda desk, one: list(one.people)),
        Field("age_bands", "list", "How old the children were.", lambda desk, one: list(one.age_bands)),
        Field("about", "list", "The ids of the documents that it arises from.", lambda desk, one: list(one.about)),
        Field("review_type", "text", "The id of the kind of review or audit.", lambda desk, one: _review(one, "review_type")),
        Field("method", "text", "The id of the method of a review or audit.", lambda desk, one: _review(one, "method")),
        Field("recommendations", "number", "How many recommendations it makes.", lambda desk, one: len(one.recommendations)),
        Field("actions", "number", "How many actions came from it.", lambda desk, one: len(desk.library.actions_from.get(one.id, ()))),
        Field("rights", "text", "Who may copy the document.", lambda desk, one: one.rights, _RIGHTS),
    ),
)  # fmt: skip


# Recommendations


class Asked(NamedTuple):
    """A recommendation with what it stands in and what came of it."""

    source: Publication
    recommendation: Recommendation
    actions: Sequence[ActionRecord]

    @property
    def reference(self) -> str:
        """Its permanent reference, where its document has one."""
        return f"{self.source.reference}/{self.recommendation.ref}" if self.source.reference else ""


def list_recommendations(desk: Desk) -> list[Asked]:
    """Give every recommendation, those of the newest document first."""
    return [
        Asked(source, one, [record for record in records if record.action.recommendation == one.ref])
        for source in desk.library.newest_first
        for records in (desk.library.actions_from.get(source.id, ()),)
        for one in source.recommendations
    ]


def _recommendation_address(desk: Desk, asked: Asked) -> str:
    place = desk.address(desk.path(asked.source))
    return place if asked.source.withdrawn else f"{place}#{asked.recommendation.ref.lower()}"


RECOMMENDATIONS = Table(
    "recommendations",
    "Recommendations",
    "What reviews, audits and learning from elsewhere asked for, and what was answered: one row for each recommendation, the newest document’s first.",
    list_recommendations,
    (
        Field("reference", "text", "Its permanent reference, such as LCSPR-2026-01/R2; empty where the document has none.", lambda desk, one: one.reference),
        Field("address", "address", "Its permanent address.", _recommendation_address),
        Field("publication", "text", "The id of the document that makes it.", lambda desk, one: one.source.id),
        Field("publication_title", "text", "That document’s title.", lambda desk, one: one.source.title),
        Field("published", "day", "The day on which that document was published.", lambda desk, one: _day(one.source.published)),
        Field("number", "text", "Its reference within the document: R2.", lambda desk, one: one.recommendation.ref),
        Field("title", "text", "What it asks for, in short.", lambda desk, one: one.recommendation.title),
        Field("text", "text", "What it asks for, in full.", lambda desk, one: one.recommendation.text),
        Field("to", "list", "The ids of the agencies that it is addressed to.", lambda desk, one: list(one.recommendation.to)),
        Field("by", "date", "By when it is to be done.", lambda desk, one: date_text(one.recommendation.by), may_be_empty=True),
        Field("by_last_day", "day", "The last day that ‘by’ can mean.", lambda desk, one: _last_day(one.recommendation.by), may_be_empty=True),
        Field("findings", "list", "The findings that it comes from, by their references within the document.", lambda desk, one: list(one.recommendation.findings)),
        Field(
            "response", "text", "What was decided about it, where no action says so; else see the actions.",
            lambda desk, one: one.recommendation.response or "", {"": "See its actions, or nobody has answered yet", **_words(dict(RESPONSE))},
        ),
        Field("response_reason", "text", "The reason for that decision.", lambda desk, one: one.recommendation.reason),
        Field("actions", "list", "The references of the actions that answer it.", lambda desk, one: [record.reference for record in one.actions]),
        Field("actions_open", "number", "How many of those actions are still open.", lambda desk, one: sum(record.is_open for record in one.actions)),
        Field(
            "standing", "text", "Whether something is still to be done or decided.",
            lambda desk, one: "open" if is_recommendation_open(one.recommendation, one.actions) else "closed",
            {"open": "An action is open, or there is neither an action nor a decision against it", "closed": "Nothing is left to do or to decide"},
        ),
    ),
)  # fmt: skip


# Actions


def _measured(value: Measurement | None) -> str:
    return f"{value.label}: {value.value} of {value.of}" if value else ""


def _evidence_address(desk: Desk, one: Evidence) -> str:
    return desk.address(desk.path(desk.library.publications[one.link])) if one.link else ""


def _days_overdue(desk: Desk, one: ActionRecord) -> int:
    return -one.days if one.flag == "overdue" else 0


def _updated(desk: Desk, one: ActionRecord) -> str | None:
    return _day(max((update.on for update in one.action.updates), default=None))


_EVIDENCE: tuple[Field, ...] = (
    Field("title", "text", "What shows it.", lambda desk, one: one.title),
    Field("on", "day", "The day of the evidence.", lambda desk, one: _day(one.on)),
    Field("by", "text", "The id of the group or agency that gathered it.", lambda desk, one: one.by),
    Field("text", "text", "What was found.", lambda desk, one: one.text),
    Field("before", "text", "The measure before the action.", lambda desk, one: _measured(one.before)),
    Field("after", "text", "The same measure after it.", lambda desk, one: _measured(one.after)),
    Field("does_not_show", "text", "What it does not show.", lambda desk, one: one.does_not_show),
    Field(
        "address", "text", "Where its method and results can be read, when they are in this library.", _evidence_address
    ),
)


def _axis(name: str, states: dict[str, tuple[str, str, object]]) -> Field:
    choices = {"": "This update did not change it", **_words(states)}
    return Field(
        name, "text", f"The state of ‘{name}’ that it set.", lambda desk, one: getattr(one, name) or "", choices
    )


def _note(desk: Desk, one: Update) -> str:
    return one.note


_UPDATES: tuple[Field, ...] = (
    Field("on", "day", "The day.", lambda desk, one: _day(one.on)),
    Field("note", "text", "What was reported.", _note),
    _axis("response", dict(RESPONSE)),
    _axis("delivery", dict(DELIVERY)),
    _axis("impact", dict(IMPACT)),
)

ACTIONS = Table(
    "actions",
    "Actions",
    "What agencies agreed to do, whether it is done and whether it changed anything: one row for each action, the most urgent first.",
    lambda desk: rank_actions(desk.library.actions),
    (
        Field("reference", "text", "Its permanent reference, such as LCSPR-2026-01/R1/A2.", lambda desk, one: one.reference),
        Field("address", "address", "Its permanent address.", lambda desk, one: desk.address(desk.action_path(one))),
        Field("title", "text", "What is to be done, in short.", lambda desk, one: one.action.title),
        Field("what", "text", "What is to be done.", lambda desk, one: one.action.what),
        Field("detail", "text", "What only professionals may know of it.", lambda desk, one: one.action.detail, professional=True),
        Field("plan", "text", "The id of the action plan.", lambda desk, one: one.plan.id),
        Field("agreed", "day", "The day on which the plan was published.", lambda desk, one: _day(one.plan.published)),
        Field("source", "text", "The id of the document that it came from.", lambda desk, one: one.source.id),
        Field("source_title", "text", "That document’s title.", lambda desk, one: one.source.title),
        Field(
            "recommendation", "text", "The number of the recommendation that it answers: R1; empty when it answers none.",
            lambda desk, one: one.action.recommendation,
        ),
        Field("themes", "list", "The ids of the themes of its plan and its source.", lambda desk, one: list(dict.fromkeys((*one.source.themes, *one.plan.themes)))),
        Field("owner", "text", "The id of the agency that owns it.", lambda desk, one: one.action.owner),
        Field("owner_name", "text", "That agency’s name.", lambda desk, one: desk.library.registers.agencies[one.action.owner].name),
        Field(
            "scope", "text", "Whether one agency can do it alone.", lambda desk, one: one.action.scope,
            {"single-agency": "One agency", "multi-agency": "Several agencies together"},
        ),
        Field("monitored_by", "text", "The id of the group that watches it.", lambda desk, one: one.action.monitored_by),
        Field("due", "date", "When it is due.", lambda desk, one: date_text(one.action.due)),
        Field("due_last_day", "day", "The last day that ‘due’ can mean; it is overdue from the day after.", lambda desk, one: _last_day(one.action.due)),
        Field(
            "flag", "text", "Where it stands, worked out from the dates and the three answers below.",
            lambda desk, one: one.flag, {flag: f"{words}. {definition}" for flag, (words, definition, _) in FLAGS.items()},
        ),
        Field("days_overdue", "number", "How many days it is overdue; 0 when it is not.", _days_overdue),
        Field("response", "text", "What the owner answered.", lambda desk, one: one.action.response, _words(dict(RESPONSE))),
        Field("response_reason", "text", "The reason for that answer.", lambda desk, one: one.action.response_reason),
        Field("delivery", "text", "Whether it is done.", lambda desk, one: one.action.delivery, _words(dict(DELIVERY))),
        Field("delivery_reason", "text", "Why it is no longer needed.", lambda desk, one: one.action.delivery_reason),
        Field("completed", "day", "The day on which it was reported complete.", lambda desk, one: _day(completed_on(one.action)), may_be_empty=True),
        Field("impact", "text", "Whether anything changed for children.", lambda desk, one: one.action.impact, _words(dict(IMPACT))),
        Field("superseded_by", "text", "The reference of the action that took its place; short within the same plan.", lambda desk, one: one.action.superseded_by),
        Field("new_action", "text", "The reference of the action that answers a change that did not hold.", lambda desk, one: one.action.new_action),
        Field("measure", "text", "How we would know that it worked.", lambda desk, one: one.action.measure),
        Field("evidence_count", "number", "How many pieces of evidence there are.", lambda desk, one: len(one.action.evidence)),
        Field("last_update", "day", "The day of the newest update.", _updated, may_be_empty=True),
        Field("evidence", "records", "What shows that it changed something, and what that does not show.", lambda desk, one: one.action.evidence, fields=_EVIDENCE),
        Field("updates", "records", "Its history, oldest first.", lambda desk, one: one.action.updates, fields=_UPDATES),
    ),
)  # fmt: skip

TABLES: tuple[Table, ...] = (PUBLICATIONS, RECOMMENDATIONS, ACTIONS)
"""All files, in the order of the page."""
