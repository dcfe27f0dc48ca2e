"""The whole flow on one screen: a content folder becomes sites.

A site is a function of the content, the audience and the day. The clock, the paths and the wish to be told of progress come in as
arguments; nothing is put in place of the last good site before all of the new one is made.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from learning_loop.attached import Attached, kept_answers, look_at_attachments
from learning_loop.catalogue.catalogue import Catalogue
from learning_loop.catalogue.check_site import stop_publishing
from learning_loop.derive.attention import Attention, derive_attention
from learning_loop.derive.library import Library, derive_library
from learning_loop.disclosure.finding import Severity
from learning_loop.disclosure.waivers import FILE as WAIVERS_FILE
from learning_loop.disclosure.waivers import Judged, judge, problem_of
from learning_loop.disk import list_folder
from learning_loop.feeds import make_feeds
from learning_loop.guard.mark import PROFESSIONAL_FILE, PROFESSIONAL_WORDS
from learning_loop.guard.proof import MADE, Claim, Claims
from learning_loop.inside import ask_model, look_inside
from learning_loop.library import Content, Report, entry_lines, read_content
from learning_loop.mail import find_to_send, find_too_long, list_email_files, make_emails
from learning_loop.model.kinds import Audience
from learning_loop.model.problem import Problem
from learning_loop.model.publication import Publication
from learning_loop.model.registers import Registers
from learning_loop.model.values import dataclass, replace
from learning_loop.outputs.calendar_files import calendar_sets
from learning_loop.outputs.data import DataSet, data_sets
from learning_loop.outputs.emails.mailer import Mailer, form_key
from learning_loop.outputs.pages import PageRenderer, file_of, list_pages
from learning_loop.outputs.sitemap import render_robots, render_sitemap
from learning_loop.outputs.templates import Templates
from learning_loop.outputs.unaffected import Memory, Source, find_reach, remember
from learning_loop.present.desk import Desk
from learning_loop.present.emails import FORMS, EmailSpec, email_specs
from learning_loop.present.site import present_site
from learning_loop.present.spec import Spec
from learning_loop.profiles import shipped_profiles
from learning_loop.proving import prove_site
from learning_loop.publish import Published, publish
from learning_loop.reading.digest import digest_of
from learning_loop.reading.markdown import DIALECT
from learning_loop.related import make_related
from learning_loop.search.literal import search_literally
from learning_loop.search.query import Answer, Files
from learning_loop.search.understand import understand
from learning_loop.shards import (
    document_of,
    documents_of,
    holdings_of,
    known_of,
    make_shards,
    open_source,
    read_shards,
    used_keys,
    usual_length,
)
from learning_loop.store import CacheDamaged, Store, versions_of
from learning_loop.theme import Theme, read_theme, theme_folder
from learning_loop.watch import watch
from learning_loop.workers import run

if TYPE_CHECKING:
    from learning_loop.disclosure.ner import Hear

_LIBRARIES = (
    "markdown-it-py",
    "mdit-py-plugins",
    "nh3",
    "pydantic",
    "Jinja2",
    "MarkupSafe",
    "PyYAML",
    "Whoosh-Reloaded",
    "css-inline",
    "feedgen",
    "lxml",
)
"""Libraries whose version may change what is made."""


def _quiet(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Site:
    """One made site: which file has which content."""

    audience: Audience
    outputs: Mapping[str, str]
    """Path → key in the store."""
    pages: int
    emails: Mapping[str, str]
    """Key of the e-mail to this site's audience, by the id of the item."""
    claims: Claims
    """Why each file is there."""
    warnings: tuple[Problem, ...] = ()
    """What its officer should know of what was made."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build gave: problems, and the sites when no problem is an error."""

    problems: tuple[Problem, ...]
    items: int
    read: int
    sites: tuple[Site, ...] = ()
    published: Mapping[Audience, Published] | None = None
    to_look_at: int = 0
    """Open findings of the disclosure check that do not stop a build."""
    publications: tuple[Publication, ...] = ()
    """All items that could be read, also those of later days."""
    place: Path = Path()
    """Where the sites lie: not where they were meant to go when they are a preview of what cannot be published yet."""

    @property
    def failed(self) -> bool:
        """True when nothing was published because of an error in the content."""
        return any(problem.severity == "error" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Status:
    """What waits for somebody, and for whom and when that was asked."""

    registers: Registers
    audience: Audience
    today: date
    unpublished: bool
    attention: Attention


def build(
    content: Path,
    *,
    site: Path,
    cache: Path,
    audiences: tuple[Audience, ...],
    today: date,
    report: Report = _quiet,
    drafts: bool = False,
    preview: Path | None = None,
) -> Built:
    """Build and publish sites from a content folder into ``site/<audience>``; with ``drafts``, for a preview, as if none were a draft.

    While it lacks what readers must find in it, such as the number to call about a child, a library may be looked at by its author alone: its sites
    then go to ``preview/<audience>``, and nowhere when no such folder is named.

    A damaged cache is thrown away and made again. Raises OSError (full disk, no permission), `store.BuildRunning`,
    `theme.ThemeMissing`; the last good sites are then as they were.
    """
    store = Store(cache)
    with store.locked(), _without_collector():
        try:
            return _build(content, site, store, audiences, today, report, drafts, preview)
        except CacheDamaged:
            store.clear()
            return _build(content, site, store, audiences, today, report, drafts, preview)


def _build(
    content: Path,
    site: Path,
    store: Store,
    audiences: tuple[Audience, ...],
    today: date,
    report: Report,
    drafts: bool,
    preview: Path | None,
) -> Built:
    version = engine_version()
    read = read_content(list_folder(content), store, version, report)
    attached, judged = _look_and_judge(read, audiences, store, today, version, report)
    written = read.publications
    if drafts:
        read.show_drafts()
    held = stop_publishing(read.problems, read.registers)
    if preview is not None and held != read.problems:
        site = preview
    else:
        read.problems = held
    sites = _make_sites(read, attached, store, audiences, today, version, report)
    problems = (*read.problems, *(warning for made in sites for warning in made.warnings))
    if any(problem.severity == "error" for problem in problems):
        return Built(problems, len(read.records), read.read, publications=written)
    published = {}
    for made in sites:
        report("Publishing", 0, 1)
        published[made.audience] = publish(
            made.outputs, site=site, name=made.audience.value, source_of=store.file_of, spread=_spread
        )
    _prune(store, read, sites)
    looks = sum(one.severity is Severity.LOOK for one in judged.open)
    return Built(problems, len(read.records), read.read, tuple(sites), published, looks, written, site)


def _look_and_judge(
    read: Content,
    audiences: Iterable[Audience],
    store: Store,
    today: date,
    version: str,
    report: Report,
    *,
    signing: bool = True,
) -> tuple[dict[str, Attached], Judged]:
    """Look into attachments, read the texts inside, look for true names and, with ``signing``, sign-offs; add to the problems what stops a site."""
    attached = look_at_attachments(read, store, report)
    look_inside(read, attached, store, version, report)
    judged = judge_content(read, today)
    stopping = {one for audience in audiences for one in judged.stops(audience)}
    read.problems += [*judged.problems, *(problem_of(one) for one in judged.open if one in stopping)]
    public = Audience.PUBLIC in audiences
    read.problems += watch(read, attached, store, os.environ, today, publishing=public, signing=public and signing)
    read.problems.sort()
    return attached, judged


def check(
    content: Path, *, cache: Path, report: Report = _quiet, hear: Hear | None = None, today: date | None = None
) -> Content:
    """Read and check a content folder with its attachments, with advice on how it is written, and ask the language model ``hear`` too; nothing is made of it.

    With a day, true names and sign-offs are looked at too.
    """
    store = Store(cache)
    with store.locked(), _without_collector():
        version = engine_version()
        read = read_content(list_folder(content), store, version, report, advise=True)
        attached = look_at_attachments(read, store, report)
        look_inside(read, attached, store, version, report)
        if hear is not None:
            ask_model(read, attached, store, hear)
        if today is not None:
            read.problems += watch(read, attached, store, os.environ, today, publishing=False, signing=True)
            read.problems.sort()
        return read


def read_library(content: Path, *, cache: Path, report: Report = _quiet) -> Content:
    """Read and check a content folder for a command that publishes nothing, and so needs no look into attachments."""
    store = Store(cache)
    with store.locked(), _without_collector():
        return read_content(list_folder(content), store, engine_version(), report)


def judge_content(read: Content, today: date) -> Judged:
    """Hold the waivers of a library against what the disclosure check found in it."""
    waivers = read.registers.waivers if read.registers is not None else ()
    files = {*read.records, *read.folder.registers, *read.folder.others}
    return judge(
        read.counted_findings(),
        waivers,
        today,
        files,
        entry_lines(read.folder, WAIVERS_FILE, "waivers") if waivers else {},
    )


def status(
    content: Path, *, cache: Path, audience: Audience, today: date, unpublished: bool, report: Report = _quiet
) -> tuple[Content, Status | None]:
    """Read a content folder and derive what waits for somebody; None when an error stands in the content.

    With ``unpublished``, reviews that this audience may not see yet are counted too: only somebody who has the folder can ask for that.
    """
    read, library = open_library(content, cache=cache, audience=audience, today=today, report=report)
    if library is None:
        return read, None
    waiting = (
        (one for one in read.publications if one.type == "review" and (one.draft or one.published > today))
        if unpublished
        else ()
    )
    return read, Status(library.registers, audience, today, unpublished, derive_attention(library, waiting))


def open_library(
    content: Path, *, cache: Path, audience: Audience, today: date, report: Report = _quiet
) -> tuple[Content, Library | None]:
    """Read a content folder and derive what an audience may know on a day; None when an error stands in the content."""
    read = read_library(content, cache=cache, report=report)
    if read.registers is None or any(problem.severity == "error" for problem in read.problems):
        return read, None
    whole = Catalogue({one.id: one for one in read.publications}, read.registers)
    return read, derive_library(whole.for_audience(audience, today), today)


def open_search(
    content: Path, *, cache: Path, audience: Audience, today: date, report: Report = _quiet
) -> tuple[Content, Files | None]:
    """Give one site's search as it is now, ready to be asked; None when an error stands in the content.

    What was built before is taken from the cache. Raises as `build` does.
    """
    store = Store(cache)
    with store.locked(), _without_collector():
        try:
            return _open_search(content, store, audience, today, report)
        except CacheDamaged:
            store.clear()
            return _open_search(content, store, audience, today, report)


def _open_search(
    content: Path, store: Store, audience: Audience, today: date, report: Report
) -> tuple[Content, Files | None]:
    read, files = make_search(content, store, audience, today, report)
    return read, open_source(files, audience, store, report) if files else None


def open_literally(
    query: str, content: Path, *, cache: Path, audience: Audience, today: date, report: Report = _quiet
) -> tuple[Content, Files | None]:
    """Give what one site's texts have of exactly these words; None when an error stands in the content. Raises as `build` does."""
    store = Store(cache)
    with store.locked(), _without_collector():
        try:
            return _open_literally(query, content, store, audience, today, report)
        except CacheDamaged:
            store.clear()
            return _open_literally(query, content, store, audience, today, report)


def _open_literally(
    query: str, content: Path, store: Store, audience: Audience, today: date, report: Report
) -> tuple[Content, Files | None]:
    read, library = _narrowed(content, store, audience, today, report)
    if library is None:
        return read, None
    files = read_shards(_search_files(library, audience, read, store, report), store)
    return read, search_literally(query, documents_of(library, store), files, usual_length(library))


def ask_database(
    query: str,
    content: Path,
    *,
    cache: Path,
    audience: Audience,
    today: date,
    database: str,
    chosen: Mapping[str, Sequence[str]],
    report: Report = _quiet,
) -> tuple[Content, Files | None, Answer | None]:
    """Bring an audience's documents in a PostgreSQL database up to date, and give what it answers; with the site's search files, which say what the hits are.

    Raises as `build` does, and `search.postgres.DatabaseFailed`.
    """
    from learning_loop.search.postgres import open_database  # noqa: PLC0415 - an extra

    store = Store(cache)
    with store.locked(), _without_collector(), open_database(database, audience.value) as backend:
        read, library = _narrowed(content, store, audience, today, report)
        if library is None:
            return read, None, None
        source = read_shards(_search_files(library, audience, read, store, report), store)
        common = digest_of(engine_version(), read.registers_digest)
        wanted = holdings_of(library, remember(library, _sources(read), "").cards, common)
        known = known_of(library, store, common)
        backend.update(wanted, lambda one: document_of(one, library, store), known)
        plan = understand(query, backend.vocabulary)
        return read, source, Answer(plan, backend.find(plan, chosen, len(wanted)).hits)


@dataclass(frozen=True, slots=True)
class Email:
    """One e-mail, made to be looked at."""

    item: Publication
    audience: Audience
    today: date
    """The day for which it was made: that of publication when that is still to come."""
    forms: Mapping[str, bytes]


def make_email(
    content: Path, *, cache: Path, item: str, audience: Audience | None, today: date, report: Report = _quiet
) -> tuple[Content, Email | None]:
    """Make one item's e-mail, to those whom it is for when no audience is named; None when an error stands in the content.

    An item that is not published yet, or is a draft, is made as it will be on its day, so that it can be looked at before. Raises `mail.NoEmail`, and as `build` does.
    """
    store = Store(cache)
    with store.locked(), _without_collector():
        version = engine_version()
        read = read_content(list_folder(content), store, version, report)
        if read.registers is None:
            return read, None
        named = {one.id: one for one in read.publications}
        readers = {audience} if audience else {named[item].audience} if item in named else set()
        attached, _ = _look_and_judge(read, readers, store, today, version, report, signing=False)
        if any(problem.severity == "error" for problem in read.problems):
            return read, None
        one = find_to_send(item, named, audience, today)
        audience = audience or one.audience
        day = max(today, one.published)
        whole = Catalogue(named | {one.id: one._replace(draft=False)}, read.registers)
        library = derive_library(whole.for_audience(audience, day), day)
        theme = read_theme(theme_folder(), read.registers.site, store)
        renderer = _renderer(library, audience, theme, attached, store, version)
        key = Mailer(renderer).email(next(spec for spec in email_specs(renderer.desk) if spec.item == one.id))
        return read, Email(one, audience, day, {form: store.read(form_key(key, form)) for form in FORMS})


def make_search(
    content: Path, store: Store, audience: Audience, today: date, report: Report = _quiet
) -> tuple[Content, dict[str, str]]:
    """Make one site's search files in the store, and nothing else; none when an error stands in the content.

    A library that was built before needs only what changed since.
    """
    read, library = _narrowed(content, store, audience, today, report)
    return read, _search_files(library, audience, read, store, report) if library else {}


def _narrowed(
    content: Path, store: Store, audience: Audience, today: date, report: Report
) -> tuple[Content, Library | None]:
    """Give the library as an audience may know it; None when an error stands in the content."""
    read = read_content(list_folder(content), store, engine_version(), report)
    if read.registers is None or any(problem.severity == "error" for problem in read.problems):
        return read, None
    whole = Catalogue({one.id: one for one in read.publications}, read.registers)
    return read, derive_library(whole.for_audience(audience, today), today)


def _search_files(library: Library, audience: Audience, read: Content, store: Store, report: Report) -> dict[str, str]:
    cards = remember(library, _sources(read), "").cards
    common = digest_of(engine_version(), read.registers_digest)
    return make_shards(library, audience, cards, store, common, report).outputs


def make_sites(
    content: Path,
    store: Store,
    audiences: tuple[Audience, ...],
    today: date,
    report: Report = _quiet,
    *,
    preview: bool = False,
) -> tuple[Content, list[Site]]:
    """Make all files of the sites in the store; no site when an error stands in the content. A ``preview`` is for its author alone, as in `build`."""
    version = engine_version()
    read = read_content(list_folder(content), store, version, report)
    attached, _ = _look_and_judge(read, audiences, store, today, version, report)
    if not preview:
        read.problems = stop_publishing(read.problems, read.registers)
    return read, _make_sites(read, attached, store, audiences, today, version, report)


def _make_sites(
    read: Content,
    attached: Mapping[str, Attached],
    store: Store,
    audiences: tuple[Audience, ...],
    today: date,
    version: str,
    report: Report,
) -> list[Site]:
    if read.registers is None or any(problem.severity == "error" for problem in read.problems):
        return []
    theme = read_theme(theme_folder(), read.registers.site, store)
    whole = Catalogue({one.id: one for one in read.publications}, read.registers)
    sites: list[Site] = []
    for audience in audiences:
        library = derive_library(whole.for_audience(audience, today), today)
        sites.append(_make_site(library, audience, theme, read, attached, store, version, report))
        if audience is Audience.PUBLIC:
            about = digest_of(version, theme.digest)
            read.problems += prove_site(read, attached, sites[-1].outputs, sites[-1].claims, store, today, about)
    if any(problem.severity == "error" for problem in read.problems):
        return []
    if Audience.PROFESSIONAL in audiences:
        everybody = next((made.emails for made in sites if made.audience is Audience.PUBLIC), None)
        if everybody is None:
            library = derive_library(whole.for_audience(Audience.PUBLIC, today), today)
            everybody = make_emails(_renderer(library, Audience.PUBLIC, theme, attached, store, version))
        sites = [_with_public_emails(made, everybody, whole) for made in sites]
    warnings = {made.audience: find_too_long(made.emails, whole.publications, made.audience, store) for made in sites}
    return [replace(made, warnings=warnings[made.audience]) for made in sites]


def _with_public_emails(site: Site, everybody: Mapping[str, str], whole: Catalogue) -> Site:
    """Put the e-mails to everybody on the professional site, for the officer who sends them."""
    if site.audience is not Audience.PROFESSIONAL:
        return site
    files = list_email_files(everybody, whole.publications, site=site.audience, audience=Audience.PUBLIC)
    return replace(site, outputs={**site.outputs, **files})


def _make_site(
    library: Library,
    audience: Audience,
    theme: Theme,
    read: Content,
    attached: Mapping[str, Attached],
    store: Store,
    version: str,
    report: Report,
) -> Site:
    """Make one site: everything that is made here is made of what its audience may know."""
    renderer = _renderer(library, audience, theme, attached, store, version)
    desk = renderer.desk
    specs, letters = list_pages(desk), email_specs(desk)
    now = _remember(desk, read, renderer.version)
    search = make_shards(library, audience, now.cards, store, digest_of(version, read.registers_digest), report)
    desk.related = make_related(library, audience, now.cards, search.analyses, store, version)
    now = now._replace(related={one: tuple(near.id for near in listed) for one, listed in desk.related.items()})
    claims = Claims()
    outputs: dict[str, str] = {}

    def take(files: Mapping[str, str], claim: Claim = MADE) -> None:
        claims.add(files, claim)
        outputs.update(files)

    take(theme.files, Claim("theme"))
    take(search.outputs)
    keys = _make_pages([*specs, *letters], renderer, now, store, report)
    for spec in specs:
        take({file_of(spec.path): keys[spec.path]}, Claim("item", spec.item) if spec.item else MADE)
    emails = {letter.item: keys[letter.path] for letter in letters}
    take(list_email_files(emails, library.publications, site=audience, audience=audience))
    take(_make_data(desk, now, store))
    take(
        make_feeds(
            desk, now, digest_of(version, theme.digest, read.registers_digest), renderer.templates, store, report
        )
    )
    for path, key, item in _attached_files(library, attached):
        take({path: key}, Claim("attached", item))
    for path, now_at in _at_former_addresses(library, outputs).items():
        take({path: outputs[now_at]}, claims.of[now_at])
    if audience is Audience.PUBLIC:
        take({"sitemap.xml": _keep(store, render_sitemap(desk, specs))})
    else:
        take({PROFESSIONAL_FILE: _keep(store, PROFESSIONAL_WORDS)})
    take({"robots.txt": _keep(store, render_robots(desk))})
    return Site(audience, outputs, len(specs), emails, claims)


def _renderer(
    library: Library, audience: Audience, theme: Theme, attached: Mapping[str, Attached], store: Store, version: str
) -> PageRenderer:
    sizes = {path: each.size for path, each in attached.items()}
    desk = Desk(library, present_site(library, audience, theme.assets), audience, sizes)
    templates = Templates(theme.folders, str(store.made_folder("templates")))
    return PageRenderer(desk, templates, store, digest_of(version, theme.digest))


def _sources(read: Content) -> dict[str, Source]:
    return {
        record.publication.id: Source(record.publication, record.card, record.digest)
        for record in read.records.values()
        if record.publication is not None
    }


def _remember(desk: Desk, read: Content, version: str) -> Memory:
    sizes = repr(sorted(desk.file_sizes.items()))
    messages = repr(
        [[message.sources for message in theme.messages] for theme in desk.library.registers.themes.values()]
    )
    common = digest_of(
        version, read.registers_digest, desk.library.today.isoformat(), desk.audience.value, sizes, messages
    )
    return remember(desk.library, _sources(read), common)


def _make_pages(
    specs: list[Spec | EmailSpec], renderer: PageRenderer, now: Memory, store: Store, report: Report
) -> dict[str, str]:
    """Make the pages and e-mails that may have changed since the last build of this site; the others keep their keys. Give all keys."""
    audience = renderer.desk.audience.value
    name = f"site-{audience}.pickle"
    before: Memory | None = store.load(name)
    reach = find_reach(before, now)
    kept: dict[str, str] = {}
    if before is not None and reach is not None:
        kept = {
            spec.path: before.keys[spec.path] for spec in specs if spec.path in before.keys and not reach.touches(spec)
        }
    jobs = [spec for spec in specs if spec.path not in kept]
    made: dict[str, str] = {}
    mailer = Mailer(renderer)

    def make(spec: Spec | EmailSpec) -> str:
        return mailer.email(spec) if isinstance(spec, EmailSpec) else renderer.page(spec)[1]

    for done, (spec, key) in enumerate(zip(jobs, run(make, jobs), strict=True), 1):
        made[spec.path] = key
        if done % 16 == 0 or done == len(jobs):
            report(f"Making the {audience} site", done, len(jobs))
    keys = kept | made
    after = now._replace(keys=keys)
    if after != before:
        store.save(name, after)
    return keys


def _make_data(desk: Desk, now: Memory, store: Store) -> dict[str, str]:
    """Make the data files, but those that a build has made of the same cards: no text is in them, so most edits leave them alone."""
    made: dict[str, str] = {}
    for data in (*data_sets(desk), *calendar_sets(desk)):
        name = digest_of(
            "data", now.common, data.name, *(part for item in data.items for part in (item, now.cards[item]))
        )
        made |= _made_before(name, store) or _make_set(data, name, store)
    return made


def _made_before(name: str, store: Store) -> dict[str, str]:
    if not store.has(name):
        return {}
    made: dict[str, str] = json.loads(store.read(name))
    return made if all(store.has(key) for key in made.values()) else {}


def _make_set(data: DataSet, name: str, store: Store) -> dict[str, str]:
    made = {path: _keep(store, content) for path, content in data.make()}
    store.write(name, json.dumps(made).encode())
    return made


def _attached_files(library: Library, attached: Mapping[str, Attached]) -> Iterator[tuple[str, str, str]]:
    """Give the normalised files that this library's items name, each with the item; never the bytes that lie in the content folder."""
    for one in library.publications.values():
        for attachment in one.attachments:
            source = f"{one.source.rpartition('/')[0]}/{attachment.file}"
            yield f"{one.address}/{attachment.file}", attached[source].key, one.id


def _at_former_addresses(library: Library, outputs: Mapping[str, str]) -> dict[str, str]:
    """Give where the files below a renamed item were, each with where it is: a file cannot lead on as a page does, and e-mails have its address."""
    moved = {one.address: one.former_addresses for one in library.publications.values() if one.former_addresses}
    made: dict[str, str] = {}
    for path in outputs if moved else ():
        folder, _, below = path.partition("/")
        name, _, rest = below.partition("/")
        if rest and not rest.endswith(".html"):
            made |= {f"{old}/{rest}": path for old in moved.get(f"{folder}/{name}", ())}
    return made


def _keep(store: Store, data: bytes) -> str:
    key = digest_of(data)
    store.write(key, data)
    return key


def engine_version() -> str:
    """Give a digest of everything that decides what a text becomes: this package's code and the libraries it stands on."""
    code = []
    for folder, below, names in os.walk(Path(__file__).parent):
        below[:] = sorted(set(below) - {"__pycache__"})
        for name in sorted(names):
            if name.endswith((".py", ".z")):
                with open(f"{folder}/{name}", "rb") as file:
                    code.append(file.read())
    return digest_of(DIALECT, *code, *shipped_profiles().values(), *versions_of(_LIBRARIES))


MANY = 1_000
"""Files to write from which it is quicker to begin with several processes at once."""


def _spread(work: Callable[[tuple[str, str]], None], jobs: Sequence[tuple[str, str]]) -> Iterator[None]:
    return run(work, jobs, patience=0 if len(jobs) > MANY else None)


GENEROUS = 4
"""A cache is cleaned when it holds this many times the objects that are in use."""


def _prune(store: Store, read: Content, sites: list[Site]) -> None:
    """Clean the cache when most of it is of the past; a cache in use is left alone, since the past often comes back."""
    if not read.read or len(sites) < len(Audience):
        return
    used = {key for record in read.records.values() for key in record.html} | kept_answers(store)
    for made in sites:
        used.update(made.outputs.values())
    used |= used_keys(store, tuple(made.audience for made in sites))
    if store.count() > GENEROUS * len(used) + 1000:
        store.prune(used)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Switch the garbage collector off: a build makes many values and few cycles, and ends soon."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
