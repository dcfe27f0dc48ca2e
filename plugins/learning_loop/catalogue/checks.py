"""What can only be wrong between items: collisions, dangling references, addresses, promises of the law.

Each check is one function over the whole, un-narrowed catalogue; `CHECKS` is their order. A complaint names a field; the line is looked
up afterwards, only for what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import timedelta

from learning_loop.catalogue.catalogue import reference_of
from learning_loop.catalogue.check_addresses import check_collisions
from learning_loop.catalogue.check_attachments import check_attachments
from learning_loop.catalogue.check_feedback import check_feedback
from learning_loop.catalogue.check_ids import check_register_ids, check_registers
from learning_loop.catalogue.check_links import check_links, check_references
from learning_loop.catalogue.check_logs import check_logs
from learning_loop.catalogue.check_plans import check_plans
from learning_loop.catalogue.check_programme import check_programme
from learning_loop.catalogue.check_site import check_site
from learning_loop.catalogue.complaints import Complaint, Whole
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import ONE_SIDE, Briefing, Plan, Publication, Review
from learning_loop.model.registers import Registers
from learning_loop.model.values import replace

GUIDANCE_HEADINGS = ("Highlights of good joint working", "Areas for action")
"""The two parts that practice guidance must have (Bromley, paragraph 34)."""


STATUTORY_YEAR = timedelta(days=365)
"""A review must be publicly available for at least one year (Working Together)."""


def find_complaints(
    publications: tuple[Publication, ...], registers: Registers, files: Collection[str], unread: Collection[str] = ()
) -> list[Complaint]:
    """Run every check; complaints come in the order of the checks.

    ``unread`` are the addresses of the items that could not be read: nobody is blamed for pointing to one of them.
    """
    plans: dict[str, tuple[Publication, ...]] = {}
    for one in publications:
        if isinstance(one.details, Plan):
            plans[one.details.source] = (*plans.get(one.details.source, ()), one)
    whole = Whole(
        publications,
        {one.id: one for one in publications},
        {one.address: one for one in publications},
        registers,
        files,
        unread,
        plans,
    )
    whole.actions.update(_references(whole))
    return [complaint for check in CHECKS for complaint in check(whole)]


def _references(whole: Whole) -> Iterator[str]:
    for one in whole.publications:
        if isinstance(one.details, Plan):
            reference = reference_of(one, whole.by_id)
            yield from (f"{reference}/{action.ref}" for action in one.details.actions)


def check_audiences(whole: Whole) -> Iterator[Complaint]:
    """Find plans and summaries that would be more public than what they are about."""
    for one in whole.publications:
        if one.audience is Audience.PROFESSIONAL:
            continue
        source_id = (
            one.details.source
            if isinstance(one.details, Plan)
            else one.about[0]
            if one.type == "executive-summary" and one.about
            else ""
        )
        source = whole.by_id.get(source_id)
        if source is not None and source.audience is Audience.PROFESSIONAL:
            yield Complaint(
                one.source,
                ("audience",),
                f"is public, but {source.source} is professional. Write 'audience: professional' here too",
            )


def check_structure(whole: Whole) -> Iterator[Complaint]:
    """Find texts without the parts that their type must have; of a draft it is told, and stops nothing."""
    headings_wanted = whole.registers.framework.briefing_headings
    for one in whole.publications:
        if one.withdrawn is not None:
            continue
        headings = tuple(heading.text for heading in one.body.headings if heading.level == 2)
        if isinstance(one.details, Briefing):
            found = _check_briefing(one, one.details, headings, headings_wanted)
            yield from (replace(complaint, severity="warning") if one.draft else complaint for complaint in found)
        elif one.type == "practice-guidance":
            for wanted in GUIDANCE_HEADINGS:
                if wanted not in headings:
                    yield Complaint(
                        one.source,
                        ("body",),
                        f"practice guidance must have the heading '## {wanted}'",
                        severity="warning" if one.draft else "error",
                    )


def _check_briefing(
    one: Publication, briefing: Briefing, headings: tuple[str, ...], wanted: tuple[str, ...]
) -> Iterator[Complaint]:
    if briefing.minutes >= 5 and headings != wanted:
        missing = [heading for heading in wanted if heading not in headings]
        extra = [heading for heading in headings if heading not in wanted]
        what = f"Missing: {', '.join(missing)}. " if missing else ""
        what += f"Not known: {', '.join(extra)}. " if extra else ""
        yield Complaint(
            one.source,
            ("body",),
            f"a briefing has the headings {'; '.join(wanted)}, in this order. {what or 'They are in another order. '}They are set in registers/framework.yml",
        )
    if briefing.minutes >= 5 and wanted == headings and not one.body.questions:
        yield Complaint(
            one.source, ("body",), f"'{wanted[-1]}' has no list. Write each question as a line that starts with '- '"
        )
    if one.body.words > ONE_SIDE:
        yield Complaint(
            one.source,
            ("body",),
            f"has {one.body.words} words; one A4 page holds {ONE_SIDE}. The questions will print on side two",
            severity="warning",
        )


def check_statutory_year(whole: Whole) -> Iterator[Complaint]:
    """Find reviews withdrawn from the public site before their year."""
    types = whole.registers.framework.review_types
    for one in whole.publications:
        if not isinstance(one.details, Review) or one.withdrawn is None or one.audience is not Audience.PUBLIC:
            continue
        kind = types.get(one.details.review_type)
        until = one.published + STATUTORY_YEAR
        if kind is not None and kind.statutory and one.withdrawn.on < until:
            yield Complaint(
                one.source,
                ("withdrawn", "on"),
                f"{kind.short}: must stay public for at least one year, until {until} (Working Together). Withdraw it on that day or later",
            )


CHECKS: tuple[Callable[[Whole], Iterator[Complaint]], ...] = (
    check_collisions,
    check_register_ids,
    check_references,
    check_plans,
    check_audiences,
    check_links,
    check_attachments,
    check_structure,
    check_statutory_year,
    check_registers,
    check_logs,
    check_feedback,
    check_programme,
    check_site,
)
