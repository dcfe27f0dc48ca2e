"""What can only be wrong between items: collisions, dangling references, addresses, promises of the law.

Each check is one function over the whole, un-narrowed catalogue; `CHECKS` is their order. A complaint names a field; the line is looked
up afterwards, only for what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import timedelta

from learning_loop.catalogue.catalogue import full_reference, reference_of
from learning_loop.catalogue.check_feedback import check_feedback
from learning_loop.catalogue.check_framework import check_framework, check_schemes
from learning_loop.catalogue.check_logs import check_logs
from learning_loop.catalogue.check_programme import check_programme
from learning_loop.catalogue.check_site import check_site
from learning_loop.catalogue.complaints import Complaint, Whole, unknown
from learning_loop.model.kinds import KIND_BY_FOLDER, TAKEN, Audience
from learning_loop.model.problem import did_you_mean
from learning_loop.model.publication import ONE_SIDE, Action, Briefing, Newsletter, Plan, Publication, Review
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


def check_collisions(whole: Whole) -> Iterator[Complaint]:
    """Find ids, references and old addresses that two items claim."""
    ids: dict[str, Publication] = {}
    references: dict[str, Publication] = {}
    redirects: dict[str, Publication] = {}
    former = {old: one for one in reversed(whole.publications) for old in one.former_ids if old != one.id}
    for one in whole.publications:
        if (first := ids.setdefault(one.id, one)) is not one:
            yield Complaint(
                one.source,
                (),
                f"the id '{one.id}' is already that of {first.source}. Ids are unique in the whole library: rename the newer file",
            )
        if one.reference and (first := references.setdefault(one.reference, one)) is not one:
            yield Complaint(one.source, ("reference",), f"'{one.reference}' is already the reference of {first.source}")
        for position, given in enumerate(one.former_ids):
            if (first := former.get(given, one)) is not one:
                message = f"'{given}' was the id of {first.source} before. An id is never given to another item"
                yield Complaint(one.source, ("former_ids", position), message)
            elif given != one.id and given in whole.by_id:
                message = f"'{given}' is the id of {whole.by_id[given].source}, and an id is never given to another item: rename that file"
                yield Complaint(one.source, ("former_ids", position), message)
        for position, old in enumerate(one.redirect_from):
            path = _bare(old)
            if (first := redirects.setdefault(path, one)) is not one:
                yield Complaint(one.source, ("redirect_from", position), f"'{old}' already leads to {first.source}")
            elif path in map(_bare, one.redirect_from[:position]):
                yield Complaint(one.source, ("redirect_from", position), f"'{old}' stands here twice. Keep one")
            elif path.partition("/")[0] == one.kind.folder and former.get(path.partition("/")[2], one) is not one:
                message = f"'{old}' leads to {former[path.partition('/')[2]].source} already, which had that id before"
                yield Complaint(one.source, ("redirect_from", position), message)
            if message := _living_address(path, whole):
                yield Complaint(one.source, ("redirect_from", position), f"'{old}' {message}")


def _bare(address: str) -> str:
    return address.strip("/")


def _living_address(path: str, whole: Whole) -> str:
    """Say why an old address cannot lead on: something that is still there has it."""
    folder, _, rest = path.partition("/")
    item_id, _, below = rest.partition("/")
    if path in whole.by_address:
        return f"is the address of {whole.by_address[path].source}, which still exists"
    if below and f"{folder}/{item_id}" in whole.by_address:
        return f"lies under {whole.by_address[f'{folder}/{item_id}'].source}, which still exists"
    if folder in RESERVED or (
        folder in KIND_BY_FOLDER and (not rest or item_id.isdigit() or item_id in TAKEN.get(folder, ()))
    ):
        return "is an address of the library's own lists. Take it out"
    if path.endswith("index.html"):
        return "ends in index.html. Write the address of its folder"
    return ""


RESERVED = frozenset({
    "404.html", "action-plans", "agencies", "all", "assets", "calendar", "changes", "cycle", "data", "desk", "feedback", "feeds",
    "follow", "good-practice", "groups", "how-we-learn", "index.html", "logs", "patterns", "priorities", "professional-site.txt", "programme", "ref", "robots.txt", "roles",
    "schemes", "search", "site-map", "sitemap.xml", "themes", "types", "voices", "words", "years",
})  # fmt: skip
"""First parts of the addresses that the library makes itself, beside the folders of the types."""


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


def check_references(whole: Whole) -> Iterator[Complaint]:
    """Find ids of items that do not exist."""
    unread = _ids(whole.unread)
    for one in whole.publications:
        for place, given in _named_items(one):
            if given == one.id:
                yield Complaint(one.source, place, f"names itself ('{given}')")
            elif given not in whole.by_id and given not in unread:
                yield Complaint(
                    one.source,
                    place,
                    f"there is no item '{given}'.{_now_called(given, whole) or did_you_mean(given, whole.by_id)} An id is the file's name without .md",
                )


def _now_called(given: str, whole: Whole) -> str:
    return next((f" It is called '{one.id}' now." for one in whole.publications if given in one.former_ids), "")


def _ids(addresses: Collection[str]) -> set[str]:
    return {address.partition("/")[2] for address in addresses}


def _named_items(one: Publication) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for name in ("about", "follows_up", "supersedes"):
        for position, given in enumerate(getattr(one, name)):
            yield (name, position), given
    if isinstance(one.details, Plan):
        yield ("source",), one.details.source
        for position, action in enumerate(one.details.actions):
            for number, evidence in enumerate(action.evidence):
                if evidence.link:
                    yield ("actions", position, "evidence", number, "link"), evidence.link
    if isinstance(one.details, Newsletter):
        for position, thing in enumerate(one.details.three_things):
            yield ("three_things", position, "link"), thing.link


def check_plans(whole: Whole) -> Iterator[Complaint]:
    """Find actions that answer a recommendation that is not there, refs that clash, and decisions typed twice."""
    seen: dict[str, Publication] = {}
    for one in whole.publications:
        if not isinstance(one.details, Plan) or one.details.source not in whole.by_id:
            continue
        reference = reference_of(one, whole.by_id)
        if not reference:
            yield Complaint(
                one.source,
                ("source",),
                f"'{one.details.source}' has no reference of its own. Add a line such as 'reference: PLAN-2026-01' to this plan",
            )
        for position, action in enumerate(one.details.actions):
            full = f"{reference}/{action.ref}"
            if (first := seen.setdefault(full, one)) is not one:
                yield Complaint(one.source, ("actions", position, "ref"), f"{full} stands in {first.source} already")
            yield from _check_action(one, action, position, reference, whole)
    for one in whole.publications:
        yield from _check_decisions(one, whole)


def _check_action(one: Publication, action: Action, position: int, reference: str, whole: Whole) -> Iterator[Complaint]:
    assert isinstance(one.details, Plan)
    source = whole.by_id[one.details.source]
    made = {recommendation.ref for recommendation in source.recommendations}
    if action.recommendation and action.recommendation not in made:
        has = f"It has {', '.join(sorted(made))}" if made else "It makes no recommendations: write just A1, A2 …"
        yield Complaint(
            one.source,
            ("actions", position, "ref"),
            f"{action.ref} answers {action.recommendation}, which {source.source} does not make. {has}",
        )
    for name in ("superseded_by", "new_action"):
        other = getattr(action, name)
        if other and not whole.unread and full_reference(other, reference) not in whole.actions:
            yield Complaint(
                one.source,
                ("actions", position, name),
                f"there is no action {other}. Write R1/A2 for one of this plan, LLR-2022-01/R1/A2 for one of another",
            )


def _check_decisions(one: Publication, whole: Whole) -> Iterator[Complaint]:
    for position, recommendation in enumerate(one.recommendations):
        if recommendation.response is None:
            continue
        for plan in whole.plans.get(one.id, ()):
            assert isinstance(plan.details, Plan)
            if any(action.recommendation == recommendation.ref for action in plan.details.actions):
                yield Complaint(
                    one.source,
                    ("recommendations", position, "response"),
                    f"{recommendation.ref} has actions in {plan.source}, and they carry the response. Delete this line",
                )


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


def check_links(whole: Whole) -> Iterator[Complaint]:
    """Find links in texts that lead nowhere, or where this text's readers may not follow."""
    registers = whole.registers
    known: dict[str, Collection[str]] = {
        "theme": registers.themes,
        "agency": registers.agencies,
        "role": registers.roles,
    }
    anchors: dict[tuple[str, bool], set[str]] = {}
    for one in whole.publications:
        public_lines = {(link.line, link.target) for link in one.body.links}
        for link in (one.professional_body or one.body).links:
            message = ""
            if link.scheme == "item":
                may_be_public = one.audience is Audience.PUBLIC and (link.line, link.target) in public_lines
                message = _item_link_message(link.target, link.anchor, may_be_public, whole, anchors)
            elif link.scheme == "attachment":
                if all(link.target != attachment.file for attachment in one.attachments):
                    message = f"'{link.target}' is not named under attachments. Only named files are published; the address of an item ends in .md"
            elif link.target not in known[link.scheme]:
                message = unknown(
                    link.scheme,
                    link.target,
                    known[link.scheme],
                    "agencies" if link.scheme == "agency" else f"{link.scheme}s",
                )
            if message:
                yield Complaint(one.source, ("body",), message, link.line)


def _item_link_message(
    target: str, anchor: str, from_public: bool, whole: Whole, anchors: dict[tuple[str, bool], set[str]]
) -> str:
    item = whole.by_address.get(target)
    if item is None and target in whole.unread:
        return ""
    if item is None:
        now = _now_called(target.partition("/")[2], whole)
        return f"there is no item '{target}'.{now or did_you_mean(target, whole.by_address)}"
    if from_public and item.audience is Audience.PROFESSIONAL:
        return f"public text links to {item.source}, which is professional. Put the sentence into a '::: professional' block"
    if anchor:
        known = anchors.setdefault((target, from_public), set())
        known.update(() if known else _anchors_of(item, from_public))
        if from_public and anchor not in known and anchor in _anchors_of(item, from_public=False):
            return f"public text links to '#{anchor}' of {item.source}, which stands in a '::: professional' block. Move the link or the heading"
        if anchor not in known:
            return f"{item.source} has no place '#{anchor}'.{did_you_mean(anchor, known)}"
    return ""


def _anchors_of(item: Publication, from_public: bool) -> Iterator[str]:
    body = item.body if from_public else item.professional_body or item.body
    yield from (heading.anchor for heading in body.headings)
    yield from (recommendation.ref.lower() for recommendation in item.recommendations)
    if isinstance(item.details, Review):
        yield from (finding.ref.lower() for finding in item.details.findings)
    if isinstance(item.details, Plan):
        yield from (action.slug for action in item.details.actions)


def check_attachments(whole: Whole) -> Iterator[Complaint]:
    """Find named files that are not there, and files that nobody named."""
    named: set[str] = set()
    for one in whole.publications:
        folder, _, file = one.source.rpartition("/")
        lower: dict[str, str] = {}
        for position, attachment in enumerate(one.attachments):
            place = ("attachments", position, "file")
            path = f"{folder}/{attachment.file}"
            named.add(path)
            if file != "index.md":
                yield Complaint(
                    one.source,
                    place,
                    f"attachments need a folder of their own: move this text to {folder}/{one.id}/index.md and put the file beside it",
                )
            elif path not in whole.files and attachment.file != "index.md":
                near = [other.rpartition("/")[2] for other in whole.files if other.rpartition("/")[0] == folder]
                yield Complaint(
                    one.source,
                    place,
                    f"there is no file '{attachment.file}' beside the text.{did_you_mean(attachment.file, near)}",
                )
            if message := _unfit_attachment(attachment.file, one):
                yield Complaint(one.source, place, message)
            elif attachment.file in [other.file for other in one.attachments[:position]]:
                yield Complaint(one.source, place, f"'{attachment.file}' is named twice. Keep one")
            if lower.setdefault(attachment.file.lower(), attachment.file) != attachment.file:
                yield Complaint(
                    one.source,
                    place,
                    f"'{attachment.file}' and '{lower[attachment.file.lower()]}' differ only in capitals. Rename one",
                )
    for path in sorted(whole.files):
        if (
            path not in named
            and path not in _BESIDE
            and not path.startswith("registers/")
            and path.rpartition("/")[0] not in whole.unread
        ):
            yield Complaint(
                path,
                (),
                "no item names this file under attachments, so it is not published. Name it or take it away",
                severity="warning",
            )


def _unfit_attachment(file: str, one: Publication) -> str:
    if file.rpartition(".")[2].lower() in _ACTIVE:
        return (
            f"'{file}' is a web page or a program, and those are not published. Make it a PDF, or write it as an item"
        )
    if file == "index.md" or (
        isinstance(one.details, Plan) and file in [action.slug for action in one.details.actions]
    ):
        return f"'{file}' has the address of a page of this item. Rename the file"
    return ""


_ACTIVE = frozenset({"htm", "html", "js", "mjs", "php", "shtml", "svgz", "swf", "xht", "xhtml", "xml", "xsl", "xslt"})
"""Endings of files that a browser would run as part of the site."""

_BESIDE = frozenset({"LICENSE", "LICENSE.txt"})
"""Files of the content folder that belong to nobody and need no warning."""


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


RESERVED_THEMES = frozenset({"over-time"})
"""Ids that no theme may have, because a list of the library has its address."""


def check_registers(whole: Whole) -> Iterator[Complaint]:
    """Find references of the registers that lead nowhere."""
    registers, items, unread = whole.registers, whole.by_id, _ids(whole.unread)
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
    site, items = whole.registers.site, {*whole.by_id, *_ids(whole.unread)}
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
