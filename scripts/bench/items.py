"""Which items the corpus has: ids, dates, readers, sizes and what each is about, before a word of text is written."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import islice
from random import Random
from statistics import NormalDist

from registers import Registers, ReviewType, Theme
from words import Prose

TODAY = date(2026, 11, 21)
"""The day of the corpus: what is published after it is embargoed, and no update of an action is later."""
FIRST_DAY = date(2014, 1, 6)
PROFESSIONAL_ONE_IN = 10
EMBARGOED_ONE_IN = 50
FEWEST_DOCUMENTS = 40
"""Below that, the pages that the site register names leave no room for the other types."""

FOLDERS = {
    "review": "reviews",
    "executive-summary": "summaries",
    "practice-guidance": "guidance",
    "briefing": "briefings",
    "newsletter": "newsletters",
    "bulletin": "bulletins",
    "action-plan": "actions",
    "policy": "policies",
    "training": "training",
    "event": "events",
    "annual-report": "annual-reports",
    "resource": "resources",
    "page": "pages",
}
SHARES = {
    "review": 24,
    "action-plan": 16,
    "executive-summary": 8,
    "briefing": 18,
    "practice-guidance": 8,
    "policy": 6,
    "training": 4,
    "event": 4,
    "resource": 4,
    "bulletin": 4,
    "newsletter": 2,
    "annual-report": 1,
    "page": 1,
}
"""How many of a hundred documents are of each type; two of three reviews have an action plan."""
SIZES = {
    "review": (31_000, 0.55),
    "practice-guidance": (22_000, 0.6),
    "policy": (22_000, 0.6),
    "annual-report": (52_000, 0.4),
    "page": (7_000, 0.5),
}
"""Bytes of a file, as median and spread of a log-normal; other types have the contract's word counts."""
LARGEST = 120_000
TERMS = tuple(
    (f"{season}-{year}", min(date(year, *day), TODAY - timedelta(days=9)))
    for year in range(TODAY.year, FIRST_DAY.year - 1, -1)
    for season, day in (("autumn", (12, 11)), ("summer", (7, 17)), ("spring", (4, 24)))
)
"""Each term and the day of its newsletter, newest first; there is one newsletter a term."""
TERM_MONTHS = {"spring": (1, 4), "summer": (5, 8), "autumn": (9, 12)}
YEARS = tuple(range(TODAY.year - 1, FIRST_DAY.year - 2, -1))
"""The April in which a reported year began, newest first; there is one report a year."""

_CASE_LABELS = ("Child", "Child", "Baby", "Young Person", "Family")
_WITHOUT_CASE = {"inspection", "thematic-inspection", "national-research", "evaluation", "survey"}
_FREQUENT_TYPES = ["lcspr"] * 5 + ["thematic-audit"] * 4 + ["llr"] * 3 + ["aar", "case-file-audit", "rapid-review"] * 2
_LAST_SERIOUS_CASE_REVIEW = date(2019, 9, 29)
_TITLES = {
    "review": ("the {} nobody joined up with {}", "what {} and {} missed", "{} after {} after {}", "a {} with no {}"),
    "audit": ("how we hear about {} and {}", "what {} records say of {}", "{}, {} and the {} in between"),
    "briefing": ("{} and {}: what to notice", "The {} that hides {}", "When {} is not {}", "Asking about {} and {}"),
    "practice-guidance": ("Working with {} and {}", "{} in {} work, step by step", "Good {} for {}"),
    "policy": ("{} and {} protocol", "{} procedure for {}", "{} {} standards"),
    "training": ("{} and {} in practice", "Talking about {} and {}", "{} for every {}"),
    "event": ("{} and {} forum", "Workshop on {} and {}", "Staff meeting: {} and {}"),
    "resource": ("National learning on {} and {}", "Research on {} and {}", "Another area’s {} and {}"),
    "bulletin": ("{} and {} have changed", "A new {} for {}", "Before the {}: {}"),
    "page": ("How we use {} and {}", "About {} and {}"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """What a review, its action plan and its summary share."""

    label: str
    """The label used for the child or the family; empty for an audit."""
    reference: str
    review_type: ReviewType
    decided_on: date
    findings: int
    recommendations: int
    answered: int
    """Actions answer the recommendations from R1 up to this one; 0 where there is no plan."""


@dataclass(frozen=True, slots=True)
class Item:
    """One document of the corpus before its text."""

    id: str
    type: str
    title: str
    audience: str
    published: date
    themes: tuple[Theme, ...]
    size: int = 0
    """Bytes that the file should have; 0 where the contract's word count rules."""
    about: tuple[str, ...] = ()
    case: Case | None = None
    variant: str = ""
    """A briefing's minutes, a newsletter's term, a yearly report's year."""
    withdrawn: date | None = None
    supersedes: str = ""

    @property
    def path(self) -> str:
        """Its file in the content folder."""
        return f"{FOLDERS[self.type]}/{self.id}.md"

    @property
    def is_open(self) -> bool:
        """Whether everybody may read it today, so that any body may link to it."""
        return self.audience == "public" and self.published <= TODAY and self.withdrawn is None


def count_items(documents: int, pages: int) -> dict[str, int]:
    """Give the number of items of each type; there are at least ``pages`` pages, and one newsletter a term at most."""
    exact = {kind: documents * share / 100 for kind, share in SHARES.items()}
    counts = {kind: math.floor(number) for kind, number in exact.items()}
    by_rest = sorted(SHARES, key=lambda kind: counts[kind] - exact[kind])
    for kind in by_rest[: documents - sum(counts.values())]:
        counts[kind] += 1
    limited = counts | {
        "newsletter": min(counts["newsletter"], len(TERMS)),
        "annual-report": min(counts["annual-report"], len(YEARS)),
        "page": max(counts["page"], pages),
    }
    spare = documents - sum(limited.values())
    limited["practice-guidance" if spare > 0 else "briefing"] += spare
    return limited


def invent_items(documents: int, registers: Registers, vocabulary: Sequence[str], seed: int) -> list[Item]:
    """Give the items of a corpus; the same arguments give the same items."""
    prose = Prose(Random(f"{seed}/items"), vocabulary, ())
    counts = count_items(documents, len(registers.pages))
    sizes = {kind: _draw_sizes(kind, number, prose) for kind, number in counts.items()}
    professional, embargoed = _deal(PROFESSIONAL_ONE_IN, prose), _deal(EMBARGOED_ONE_IN, prose)
    return _Inventor(prose, registers, counts, sizes, professional, embargoed).items()


def _deal(one_in: int, prose: Prose) -> Iterator[bool]:
    """Deal True once in so many, at a place that varies, so that small corpora have their share too."""
    while True:
        cards = [True] + [False] * (one_in - 1)
        prose.random.shuffle(cards)
        yield from cards


def _draw_sizes(kind: str, number: int, prose: Prose) -> list[int]:
    """Give sizes spread evenly over the log-normal, so that the average does not depend on luck."""
    if kind not in SIZES:
        return [0] * number
    median, spread = SIZES[kind]
    steps = (NormalDist().inv_cdf((step + 0.5) / number) for step in range(number))
    sizes = [min(LARGEST, round(median * math.exp(spread * step))) for step in steps]
    prose.random.shuffle(sizes)
    return sizes


def _reference_letters(review_type: str) -> str:
    """Give the letters of a reference: LCSPR, S11, CFA."""
    parts = review_type.split("-")
    return (parts[0][:5] if len(parts) == 1 else "".join(p if p.isdigit() else p[0] for p in parts)).upper()


@dataclass
class _Inventor:
    """Draws the items in one order from one source of chance."""

    prose: Prose
    registers: Registers
    counts: dict[str, int]
    sizes: dict[str, list[int]]
    professional: Iterator[bool]
    embargoed: Iterator[bool]
    references: Counter[tuple[str, int]] = field(default_factory=Counter)
    serial: int = 0

    def items(self) -> list[Item]:
        """Give all items: the reviews first, then what was made of them."""
        reviews = [self._review(number < self.counts["action-plan"]) for number in range(self.counts["review"])]
        plans = [self._companion(review, "action-plan") for review in reviews[: self.counts["action-plan"]]]
        first = self.counts["action-plan"] // 2
        told = reviews[first : first + self.counts["executive-summary"]]
        summaries = [self._companion(review, "executive-summary") for review in told]
        sources = [review for review in reviews if review.withdrawn is None]
        others = [self._other(kind, sources) for kind in self._other_kinds()]
        policies = list(self._policies(sources))
        reports = [self._annual_report(year) for year in YEARS[: self.counts["annual-report"]]]
        pages = [self._page(number) for number in range(self.counts["page"])]
        items = [*reviews, *plans, *summaries, *others, *policies, *reports, *pages]
        return items + list(self._newsletters(items))

    def _other_kinds(self) -> Iterator[str]:
        for kind in ("briefing", "practice-guidance", "training", "event", "resource", "bulletin"):
            yield from [kind] * self.counts[kind]

    def _next_id(self, stem: str) -> str:
        self.serial += 1
        words = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in stem.lower()).split()[:5])
        return f"{words}-{self.serial}"

    def _themes(self) -> tuple[Theme, ...]:
        """Give one to five themes; the first of the register are the commonest."""
        themes, draw = self.registers.themes, self.prose.random.random
        drawn = (themes[int(len(themes) * draw() ** 1.5)] for _ in range(self.prose.number(1, 5)))
        return tuple(dict.fromkeys(drawn))

    def _audience(self) -> str:
        return "professional" if next(self.professional) else "public"

    def _published(self) -> date:
        """Give a day since 2014, more often a late one, and in a few cases a day to come."""
        if next(self.embargoed):
            return TODAY + timedelta(days=self.prose.number(12, 210))
        span = (TODAY - FIRST_DAY).days
        return FIRST_DAY + timedelta(days=int(span * self.prose.random.random() ** 0.75))

    def _title(self, kind: str) -> str:
        return self.prose.phrase(self.prose.pick(_TITLES[kind]))

    def _review_type(self, published: date) -> ReviewType:
        by_id = {review_type.id: review_type for review_type in self.registers.review_types}
        name = self.prose.pick([*by_id, *_FREQUENT_TYPES])
        return by_id["scr" if name == "lcspr" and published < _LAST_SERIOUS_CASE_REVIEW else name]

    def _case(self, published: date, *, has_plan: bool) -> Case:
        review_type = self._review_type(published)
        letters = _reference_letters(review_type.id)
        self.references[letters, published.year] += 1
        has_label = not review_type.audit and review_type.id not in _WITHOUT_CASE
        label = f"{self.prose.pick(_CASE_LABELS)} {chr(self.prose.number(ord('A'), ord('Z')))}" if has_label else ""
        recommendations = self.prose.number(3, 12)
        return Case(
            label=label,
            reference=f"{letters}-{published.year}-{self.references[letters, published.year]:02}",
            review_type=review_type,
            decided_on=published - timedelta(days=self.prose.number(70, 230)),
            findings=self.prose.number(3, 9),
            recommendations=recommendations,
            answered=max(1, recommendations - self.prose.number(0, 3)) if has_plan else 0,
        )

    def _review(self, has_plan: bool) -> Item:
        published = self._published()
        case = self._case(published, has_plan=has_plan)
        title = self._title("review" if case.label else "audit")
        if case.label:
            title = f"{case.label}: {title[0].lower()}{title[1:]}"
        # A review must stay public for a year; here only old ones without a plan leave, and nothing points to them.
        may_leave = not has_plan and published < TODAY - timedelta(days=900)
        leaves = may_leave and self.prose.chance(0.06)
        return Item(
            id=self._next_id(case.label or title),
            type="review",
            title=title,
            audience=self._audience(),
            published=published,
            themes=self._themes(),
            size=self.sizes["review"].pop(),
            case=case,
            withdrawn=published + timedelta(days=self.prose.number(400, 890)) if leaves else None,
        )

    def _companion(self, review: Item, kind: str) -> Item:
        """Give a review's action plan or summary: the same readers from the same day."""
        suffix = {"action-plan": "action plan", "executive-summary": "executive summary"}[kind]
        return Item(
            id=f"{review.id}-{suffix.split()[1]}",
            type=kind,
            title=f"{review.title}, {suffix}",
            audience=review.audience,
            published=review.published,
            themes=review.themes,
            about=(review.id,),
            case=review.case,
        )

    def _other(self, kind: str, sources: Sequence[Item]) -> Item:
        """Give an item that disseminates one or two reviews, most often some weeks after the first."""
        about = tuple(dict.fromkeys(self.prose.pick(sources) for _ in range(self.prose.number(1, 2))))
        published = self._published()
        if about[0].published <= TODAY and published <= TODAY:
            published = min(TODAY, about[0].published + timedelta(days=self.prose.number(0, 150)))
        title = self._title(kind)
        return Item(
            id=self._next_id(title),
            type=kind,
            title=title,
            audience=self._audience(),
            published=published,
            themes=about[0].themes if self.prose.chance(0.6) else self._themes(),
            size=self.sizes[kind].pop(),
            about=() if kind == "resource" else tuple(source.id for source in about),
            variant=self.prose.pick(("7",) * 8 + ("5", "1")) if kind == "briefing" else "",
        )

    def _policies(self, sources: Sequence[Item]) -> Iterator[Item]:
        """Give the policies; some replace an older one for the same readers, each at most once."""
        replaceable: dict[str, Item] = {}
        for _ in range(self.counts["policy"]):
            policy = self._other("policy", sources)
            older = replaceable.get(policy.audience)
            if older and older.published < policy.published <= TODAY and self.prose.chance(0.5):
                del replaceable[policy.audience]
                policy = replace(policy, supersedes=older.id, title=f"{older.title}, revised")
            elif policy.published <= TODAY:
                replaceable[policy.audience] = policy
            yield policy

    def _annual_report(self, year: int) -> Item:
        return Item(
            id=f"annual-report-{year}-{year + 1}",
            type="annual-report",
            title=f"Yearly report {year} to {year + 1}",
            audience="public",
            published=date(year + 1, 9, 17),
            themes=self._themes(),
            size=self.sizes["annual-report"].pop(),
            variant=f"{year}-{year + 1}",
        )

    def _page(self, number: int) -> Item:
        named = self.registers.pages[number] if number < len(self.registers.pages) else ""
        title = named.replace("-", " ").capitalize() or self._title("page")
        return Item(
            id=named or self._next_id(title),
            type="page",
            title=title,
            audience="public",
            published=FIRST_DAY,
            themes=(),
            size=self.sizes["page"].pop(),
        )

    def _newsletters(self, items: Sequence[Item]) -> Iterator[Item]:
        by_term = index_items(items, lambda item: _term(item.published))
        for term, published in TERMS[: self.counts["newsletter"]]:
            new = [
                item for item in by_term[term] if item.type not in ("page", "action-plan") and item.withdrawn is None
            ]
            yield Item(
                id=f"newsletter-{term}",
                type="newsletter",
                title=f"{term.replace('-', ' ').capitalize()}: {self.prose.phrase('{}, {} and {}')}",
                audience="public",
                published=published,
                themes=self._themes(),
                about=tuple(item.id for item in islice(new, 24)),
                variant=term,
            )


def _term(day: date) -> str:
    return next(f"{season}-{day.year}" for season, (_, last) in TERM_MONTHS.items() if day.month <= last)


def index_items(items: Sequence[Item], key: Callable[[Item], str]) -> defaultdict[str, list[Item]]:
    """Group items by a key, in their order."""
    groups: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups
