"""How we learn: the framework in short, its cycle as a wheel, and the way to each page about the partnership's own work."""

from __future__ import annotations

from collections.abc import Iterable

from learning_loop.derive.good_practice import good_practice_items
from learning_loop.derive.year import years_with_data
from learning_loop.model.framework import FrameworkDocument
from learning_loop.present.agenda import AGENDA
from learning_loop.present.calendars import calendars_link
from learning_loop.present.changed_words import WORDS
from learning_loop.present.cycle import CYCLE
from learning_loop.present.desk import Desk
from learning_loop.present.elsewhere import ELSEWHERE, elsewhere_specs
from learning_loop.present.feedback import feedback_link
from learning_loop.present.good_practice import GOOD_PRACTICE
from learning_loop.present.programme import PROGRAMME
from learning_loop.present.register_entry import MONITORING, PRIORITIES, ROLES
from learning_loop.present.review_types import REVIEW_TYPES, review_type_specs
from learning_loop.present.sharing import SHARING, sharing_specs
from learning_loop.present.site import HOW_WE_LEARN
from learning_loop.present.spec import Spec
from learning_loop.present.themes import OVER_TIME
from learning_loop.present.views import (
    CountLink,
    FactView,
    HowWeLearnPage,
    LinkView,
    NoticeView,
    RegisterList,
    StageLine,
)
from learning_loop.present.voices import VOICES
from learning_loop.present.wheel import draw_wheel
from learning_loop.present.words import count_words, sentence
from learning_loop.present.year_report import report_path


def how_we_learn_specs(desk: Desk) -> list[Spec]:
    """List the page, which every library has: every framework has a cycle."""
    return [Spec(HOW_WE_LEARN.path, present_how_we_learn)]


def present_how_we_learn(desk: Desk) -> HowWeLearnPage:
    """Make the page."""
    framework = desk.library.registers.framework
    document = framework.document
    lists = tuple(
        RegisterList(title, anchor, "", entries)
        for title, anchor, entries in (
            ("How it works", "how", tuple(_how(desk))),
            ("What we promised, and how we stand", "promises", tuple(_standing(desk))),
            ("What we hear, and what works", "hear", tuple(_heard(desk))),
        )
        if entries
    )
    intro = document.about or (
        "How the people who work with children here look at what they do, agree what it teaches, change it, and look again."
    )
    return HowWeLearnPage(
        head=desk.head(HOW_WE_LEARN.label, intro, HOW_WE_LEARN.path),
        title=HOW_WE_LEARN.label,
        notice=_notice(document, desk),
        issue_links=desk.issue_links(HOW_WE_LEARN.label),
        intro=intro,
        facts=tuple(_facts(document, desk)),
        wheel=draw_wheel(framework.stages, CYCLE.path),
        stages=tuple(
            StageLine(str(number), stage.label, f"{CYCLE.path}#stage-{stage.id}", stage.about)
            for number, stage in enumerate(framework.stages, 1)
        ),
        lists=lists,
    )


def _notice(document: FrameworkDocument, desk: Desk) -> NoticeView | None:
    due = document.review_due
    if due is None or due.last_day >= desk.library.today:
        return None
    words = f"It was to be looked at again by {due.words}. Until that is done, it is still what was agreed."
    return NoticeView("review-overdue", "This framework is past its review date", words)


def _facts(document: FrameworkDocument, desk: Desk) -> Iterable[FactView]:
    if not (document.edition or document.agreed or document.review_due):
        return
    yield FactView("The document", document.title)
    yield FactView("Agreed by", desk.site.partnership)
    if document.edition:
        yield FactView("It stands on", document.edition)
    if document.agreed is not None:
        yield FactView("Agreed", sentence(document.agreed.words))
    if document.review_due is not None:
        yield FactView("To be looked at again", sentence(document.review_due.words))


def _how(desk: Desk) -> Iterable[CountLink]:
    registers = desk.library.registers
    framework = registers.framework
    stages = count_words(len(framework.stages), "stage")
    yield _door(CYCLE, stages, "What each stage means, and what stands there now.")
    if review_type_specs(desk):
        types = count_words(len(framework.review_types), "type")
        yield _door(
            REVIEW_TYPES, types, "What each is for, who does it, who receives the report, and what readers see."
        )
    if registers.roles:
        roles = count_words(len(registers.roles), "role")
        yield _door(
            LinkView("Who does what when learning arrives", ROLES.path),
            roles,
            "Start from what you do: your part in it.",
        )
    if registers.groups:
        groups = count_words(len(registers.groups), "group")
        yield _door(MONITORING, groups, "Who asks for reviews, receives them, and watches what is done.")
    if sharing_specs(desk):
        ways = count_words(len(framework.channels), "way")
        yield _door(SHARING, ways, "How often, for whom, and what went out last.")
    if framework.words:
        yield _door(WORDS, "", "Old and new names of the same thing.")
    for scheme in framework.schemes.values():
        yield _door(
            LinkView(scheme.label, f"schemes/{scheme.id}/"), count_words(len(scheme.values), "part"), scheme.about
        )


def _standing(desk: Desk) -> Iterable[CountLink]:
    library = desk.library
    priorities = library.registers.priorities.values()
    now = [one for one in priorities if one.starts.first_day <= library.today <= one.ends.last_day]
    if library.registers.priorities:
        count = f"{len(now):,} now" if now else ""
        yield _door(PRIORITIES, count, f"What the {desk.body} has chosen to work on, until when, and what it learned.")
    targets = library.registers.framework.targets
    yield _door(
        PROGRAMME,
        count_words(len(targets), "target") if targets else "",
        "What was promised for each year, term or quarter, and what was done.",
    )
    yield _door(AGENDA, "", "Reviews, audits, meetings and dates: what is overdue, what comes, and what was done.")
    for first in years_with_data(library)[:1]:
        yield _door(LinkView("The year in figures", report_path(first)), "", "The newest year’s work, in tables.")
    for link in calendars_link(desk):
        yield _door(link, "", "Take the days that concern you into your own calendar.")


def _heard(desk: Desk) -> Iterable[CountLink]:
    yield _door(VOICES, "", "What children, families, practitioners and the public said, and where nobody was heard.")
    for link in feedback_link(desk):
        count = f"{len(desk.library.registers.feedback):,}"
        yield _door(link, count, "About what we teach and publish, and what was done about it.")
    good = len(good_practice_items(desk.library))
    yield _door(GOOD_PRACTICE, f"{good:,}" if good else "", "What worked, so that others can do it too.")
    if elsewhere_specs(desk):
        yield _door(
            ELSEWHERE,
            f"{len(desk.library.by_type.get('resource', ())):,}",
            "What others learned, what we decided about it here, and what came of it.",
        )
    yield _door(OVER_TIME, "", "What reviews and audits spoke of, year by year.")


def _door(link: LinkView, count: str, about: str) -> CountLink:
    return CountLink(link.label, link.path, count, about=about)
