"""Whether the ids that items and registers name stand in a register."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from learning_loop.catalogue.check_framework import check_framework, check_schemes
from learning_loop.catalogue.complaints import Complaint, Whole, unknown
from learning_loop.model.problem import did_you_mean
from learning_loop.model.publication import Newsletter, Plan, Publication, Review
from learning_loop.model.registers import Registers


def check_register_ids(whole: Whole) -> Iterator[Complaint]:
    """Find ids that stand in no register."""
    registers = whole.registers
    for one in whole.publications:
        for name, known in (
            ("themes", registers.themes),
            ("agencies", registers.agencies),
            ("roles", registers.roles),
            ("priorities", registers.priorities),
        ):
            for position, given in enumerate(getattr(one, name)):
                if given not in known:
                    yield Complaint(one.source, (name, position), unknown(_SINGULAR[name], given, known, name))
        yield from check_schemes(one, registers)
        if isinstance(one.details, Review):
            yield from _check_review_ids(one, one.details, registers)
        elif isinstance(one.details, Plan):
            yield from _check_plan_ids(one, one.details, registers)
        elif isinstance(one.details, Newsletter):
            term = one.details.term.partition("-")[0]
            if term not in registers.framework.terms:
                yield Complaint(one.source, ("term",), unknown("term", term, registers.framework.terms, "framework"))
        for position, recommendation in enumerate(one.recommendations):
            for place, agency in enumerate(recommendation.to):
                if agency not in registers.agencies:
                    yield Complaint(
                        one.source,
                        ("recommendations", position, "to", place),
                        unknown("agency", agency, registers.agencies, "agencies"),
                    )


_SINGULAR = {"themes": "theme", "agencies": "agency", "roles": "role", "priorities": "priority"}


def _check_review_ids(one: Publication, review: Review, registers: Registers) -> Iterator[Complaint]:
    framework = registers.framework
    if review.review_type not in framework.review_types:
        yield Complaint(
            one.source,
            ("review_type",),
            unknown("review type", review.review_type, framework.review_types, "framework"),
        )
    if review.method not in framework.methods:
        yield Complaint(one.source, ("method",), unknown("method", review.method, framework.methods, "framework"))
    groups = {
        ("commissioned_by",): review.commissioned_by,
        ("reports_to",): review.reports_to,
        ("response", "by"): review.response.by,
    }
    for place, group in groups.items():
        if group not in registers.groups:
            yield Complaint(one.source, place, unknown("group", group, registers.groups, "groups"))


def _check_plan_ids(one: Publication, plan: Plan, registers: Registers) -> Iterator[Complaint]:
    groups, agencies = registers.groups, registers.agencies
    if plan.monitored_by not in groups:
        yield Complaint(one.source, ("monitored_by",), unknown("group", plan.monitored_by, groups, "groups"))
    for position, action in enumerate(plan.actions):
        place = ("actions", position)
        if action.owner not in agencies:
            yield Complaint(one.source, (*place, "owner"), unknown("agency", action.owner, agencies, "agencies"))
        if action.monitored_by not in groups and action.monitored_by != plan.monitored_by:
            yield Complaint(
                one.source, (*place, "monitored_by"), unknown("group", action.monitored_by, groups, "groups")
            )
        for number, evidence in enumerate(action.evidence):
            if evidence.by and evidence.by not in groups and evidence.by not in agencies:
                yield Complaint(
                    one.source,
                    (*place, "evidence", number, "by"),
                    unknown("group or agency", evidence.by, {*groups, *agencies}, "groups"),
                )


RESERVED_THEMES = frozenset({"over-time"})
"""Ids that no theme may have, because a list of the library has its address."""


def check_registers(whole: Whole) -> Iterator[Complaint]:
    """Find references of the registers that lead nowhere."""
    registers, items, unread = whole.registers, whole.by_id, whole.unread_ids
    for position, theme in enumerate(registers.themes.values()):
        if theme.id in RESERVED_THEMES:
            yield Complaint(
                "registers/themes.yml",
                ("themes", position, "id"),
                f"the address themes/{theme.id}/ is that of a list. Give the theme another id",
            )
        if theme.broader and theme.broader not in registers.themes:
            yield Complaint(
                "registers/themes.yml",
                ("themes", position, "broader"),
                unknown("theme", theme.broader, registers.themes, "themes"),
            )
        for number, message in enumerate(theme.messages):
            for place, source in enumerate(message.sources):
                if source not in items and source not in unread:
                    yield Complaint(
                        "registers/themes.yml",
                        ("themes", position, "messages", number, "sources", place),
                        f"there is no item '{source}'.{did_you_mean(source, items)}",
                    )
    yield from check_framework(registers)
    yield from _check_acronyms(registers)
    yield from _check_site(whole)


def _check_acronyms(registers: Registers) -> Iterator[Complaint]:
    known: dict[str, tuple[str, Collection[str], str]] = {
        "theme": ("theme", registers.themes, "themes"),
        "agency": ("agency", registers.agencies, "agencies"),
        "role": ("role", registers.roles, "roles"),
        "group": ("group", registers.groups, "groups"),
        "review_type": ("review type", registers.framework.review_types, "framework"),
    }
    for position, acronym in enumerate(registers.acronyms):
        for number, sense in enumerate(acronym.senses):
            for name, (what, ids, register) in known.items():
                given = getattr(sense, name)
                if given and given not in ids:
                    place = ("acronyms", position, "senses", number, name)
                    yield Complaint("registers/themes.yml", place, unknown(what, given, ids, register))


def _check_site(whole: Whole) -> Iterator[Complaint]:
    site, items = whole.registers.site, {*whole.by_id, *whole.unread_ids}
    for place, page in enumerate(site.footer):
        if page not in items:
            yield Complaint(
                "registers/site.yml", ("footer", place), f"there is no page '{page}'.{did_you_mean(page, items)}"
            )
    for name, page in (("how_to", site.how_to), ("follow", site.follow), ("ask", site.ask)):
        if page and page not in items:
            yield Complaint("registers/site.yml", (name,), f"there is no page '{page}'.{did_you_mean(page, items)}")
    for place, often in enumerate(site.often_looked_for):
        if bool(often.theme) == bool(often.item):
            yield Complaint(
                "registers/site.yml", ("often_looked_for", place), "needs 'theme' or 'item', one of the two"
            )
        elif often.theme and often.theme not in whole.registers.themes:
            yield Complaint(
                "registers/site.yml",
                ("often_looked_for", place, "theme"),
                unknown("theme", often.theme, whole.registers.themes, "themes"),
            )
        elif often.item and often.item not in items:
            yield Complaint(
                "registers/site.yml",
                ("often_looked_for", place, "item"),
                f"there is no item '{often.item}'.{did_you_mean(often.item, items)}",
            )
