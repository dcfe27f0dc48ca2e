"""Permanent references as addresses: a page for each review's reference, with a place for every finding, recommendation and action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from learning_loop.catalogue.catalogue import reference_of
from learning_loop.derive.library import ActionRecord
from learning_loop.model.publication import Plan, Publication, Review
from learning_loop.present.desk import Desk
from learning_loop.present.spec import Spec
from learning_loop.present.views import (
    CiteView,
    CountLink,
    LinkView,
    RecordPage,
    RecordRow,
    RegisterIndexPage,
    RegisterList,
)
from learning_loop.present.words import flag_view, joined

REFERENCES = LinkView("References", "ref/")


def record_pages(desk: Desk) -> list[Spec]:
    """List the page of every permanent reference, and their index."""
    specs = [Spec(REFERENCES.path, present_references)]
    specs += [
        Spec(desk.record_path(one.reference), partial(present_record, item_id=one.id), one.id) for one in _bearers(desk)
    ]
    return specs


def _bearers(desk: Desk) -> Iterator[Publication]:
    """Give the items with a reference that is their own; a plan's is used only where its source has none."""
    items = desk.library.publications
    for one in items.values():
        if one.reference and not (isinstance(one.details, Plan) and reference_of(one, items) != one.reference):
            yield one


def present_references(desk: Desk) -> RegisterIndexPage:
    """Make the index of all references, by the letters that they begin with."""
    title = "References"
    intro = (
        "Every review and audit has a reference that never changes, and so has each of its findings, recommendations and actions. "
        "The address of a reference leads to it for as long as this library exists."
    )
    kinds: defaultdict[str, list[Publication]] = defaultdict(list)
    for one in _bearers(desk):
        kinds[one.reference.partition("-")[0]].append(one)
    return RegisterIndexPage(
        head=desk.head(title, intro, REFERENCES.path),
        title=title,
        issue_links=desk.issue_links(title),
        intro=intro,
        lists=tuple(
            RegisterList(
                kind,
                f"kind-{kind.lower()}",
                "",
                tuple(
                    CountLink(one.reference, desk.record_path(one.reference), about=one.title)
                    for one in sorted(kinds[kind], key=lambda one: one.reference, reverse=True)
                ),
            )
            for kind in sorted(kinds)
        ),
    )


def present_record(desk: Desk, item_id: str) -> RecordPage:
    """Make the page of one reference: what it is, and everything under it in the order of the refs."""
    one = desk.library.publications[item_id]
    records = (
        desk.library.actions_of.get(one.id, ())
        if isinstance(one.details, Plan)
        else desk.library.actions_from.get(one.id, ())
    )
    path = desk.record_path(one.reference)
    title = f"{one.reference}: the record"
    intro = f"What has a permanent reference in ‘{one.title}’, and where each stands today."
    return RecordPage(
        head=desk.head(title, intro, path),
        crumbs=(REFERENCES,),
        title=title,
        issue_links=desk.issue_links(title),
        intro=intro,
        item=desk.row(one),
        findings=tuple(_findings(one, desk)),
        recommendations=tuple(_recommendations(one, records, desk)),
        actions=tuple(_action(record, desk) for record in records if record.recommendation is None),
        cite=CiteView(
            desk.site.partnership,
            str(one.published.year),
            one.title,
            one.reference,
            desk.address(path),
            "This address will not change. Add #F1, #R1 or #R1/A1 for a finding, a recommendation or an action.",
        ),
    )


def _findings(one: Publication, desk: Desk) -> Iterator[RecordRow]:
    if isinstance(one.details, Review):
        for finding in one.details.findings:
            link = LinkView(finding.title, f"{desk.path(one)}#{finding.ref.lower()}")
            yield RecordRow(finding.ref, f"{one.reference}/{finding.ref}", link)


def _recommendations(one: Publication, records: Sequence[ActionRecord], desk: Desk) -> Iterator[RecordRow]:
    for made in one.recommendations:
        gone = one.withdrawn is not None
        link = (
            LinkView("Its words were withdrawn with the page", desk.path(one))
            if gone
            else LinkView(made.title, f"{desk.path(one)}#{made.ref.lower()}-text")
        )
        actions = tuple(_action(record, desk) for record in records if record.recommendation is made)
        to = "" if gone or not made.to else f"To {joined([desk.agency_name(agency) for agency in made.to])}"
        note = ", ".join(part for part in (to, "" if actions else "no action") if part)
        yield RecordRow(made.ref, f"{one.reference}/{made.ref}", link, note[:1].upper() + note[1:], actions=actions)


def _action(record: ActionRecord, desk: Desk) -> RecordRow:
    owner = desk.agency_name(record.action.owner)
    link = LinkView(record.action.title, desk.action_path(record))
    return RecordRow(record.action.ref, record.reference, link, owner, flag_view(record))
