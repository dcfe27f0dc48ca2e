"""The public site is the same to the byte whether the hidden items exist or not, and no byte of it tells of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from learning_loop.attachments import sandbox
from learning_loop.attachments.looking import look_into
from learning_loop.doors.mkdocs import LearningLoopPlugin
from learning_loop.model.kinds import Audience
from tests.planted import files as planted
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, TODAY, build_tiny, tree, write_base, write_feedback, write_item

CANARY = "zqcanary"
TOMORROW = TODAY + timedelta(1)
ALWAYS = "always"
"""The id of a public page that every library has, for fields that may not be empty."""


@dataclass(frozen=True)
class Item:
    """What an item says, in parts that can be pruned one by one."""

    folder: str
    id: str
    hidden: str = ""
    """'' for a public item of the past, else 'professional', 'embargoed' or 'draft'."""
    day: date = date(2026, 1, 15)
    themes: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    """Ids that the public text links to."""
    secret_links: tuple[str, ...] = ()
    """Ids that a professional block links to; without any there is no block."""
    source: str = ""
    evidence: tuple[str, ...] = ()
    new_action: str = ""
    superseded_by: str = ""
    """The plan whose action took the place of this one's; the public may know it, since nothing is superseded by nothing."""
    detail: bool = False
    things: tuple[str, ...] = ()
    attachment: bool = False
    withdrawn: str = ""
    """'secret' for a public item that was taken back with something to hide in its text and files, 'plain' for one without; else ''."""

    @property
    def words(self) -> str:
        """What may be found in the item's words: the canary when nobody may find it."""
        return CANARY if self.hidden else "plain"

    @property
    def inner_words(self) -> str:
        """The same of its text and its files."""
        return CANARY if self.withdrawn == "secret" else self.words


@pytest.fixture(autouse=True, scope="module")
def _looked_into_here() -> Iterator[None]:
    """Look into attachments in the test's own process: a process for each of thousands takes longer than all else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            sandbox, "look_apart_all", lambda jobs: (look_into(job.data, job.suffix, job.title) for job in jobs)
        )
        yield


@dataclass(frozen=True)
class Heard:
    """Something that people told us."""

    about: tuple[str, ...]
    hidden: str = ""
    """'' or 'professional', or 'later' when it will be told tomorrow."""
    replies: int = 7
    detail: bool = False
    later: bool = False
    """Whether something will be decided tomorrow."""


@dataclass(frozen=True)
class Made:
    """A library: its items, and what its registers say of them."""

    items: tuple[Item, ...]
    sources: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """The messages of the first theme, each with its number and its sources."""
    footer: tuple[str, ...] = ()
    often: tuple[str, ...] = ()
    feedback: tuple[tuple[int, Heard], ...] = ()
    """Each with its number."""
    logs: bool = False
    """Whether there are logs, remotes and waivers, which only professionals know of."""

    def hidden(self) -> set[str]:
        """Give the ids that the public may not know; a plan is hidden with its source."""
        hidden = {item.id for item in self.items if item.hidden}
        return hidden | {item.id for item in self.items if item.source in hidden}


def pruned(made: Made) -> Made:
    """Give the library as somebody would have written it who never heard of what is hidden."""
    hidden = made.hidden()

    def keep(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(one for one in ids if one not in hidden)

    items = [
        replace(
            item, about=keep(item.about), supersedes=keep(item.supersedes), links=item.links, secret_links=(), things=keep(item.things),
            evidence=tuple("" if one in hidden else one for one in item.evidence), new_action="" if item.new_action in hidden else item.new_action, detail=False,
        )
        for item in made.items
        if item.id not in hidden
    ]  # fmt: skip
    sources = tuple((number, kept) for number, one in made.sources if (kept := keep(one)))
    items = [replace(item, withdrawn="plain") if item.withdrawn else item for item in items]
    feedback = tuple(
        (number, replace(one, about=about, detail=False, later=False))
        for number, one in made.feedback
        if not one.hidden and (about := keep(one.about))
    )
    return replace(
        made, items=tuple(items), sources=sources, footer=keep(made.footer), often=keep(made.often), feedback=feedback,
        logs=False,
    )  # fmt: skip


def write(made: Made, content: Path) -> Path:
    """Write a library."""
    write_base(content)
    folders = {item.id: item.folder for item in made.items} | {ALWAYS: "pages"}
    write_item(content, f"pages/{ALWAYS}.md", "title: A page that is always there")
    for item in made.items:
        write_item(
            content,
            f"{item.folder}/{item.id}" + ("/index.md" if item.attachment else ".md"),
            fields_of(item),
            body_of(item, folders),
        )
        if item.attachment:
            (content / item.folder / item.id / "pack.pdf").write_bytes(planted.plain_pdf(item.inner_words))
    write_registers(made, content / "registers")
    return content


def fields_of(item: Item) -> str:
    day = TOMORROW if item.hidden == "embargoed" else item.day
    lines = [
        f"title: {item.id} is {item.words}",
        f"summary: One plain sentence of {item.id} that is {item.words} and useful.",
        f"audience: {'professional' if item.hidden == 'professional' else 'public'}",
        f"published: {day}",
        f"draft: {'true' if item.hidden == 'draft' else 'false'}",
        f"themes: [{', '.join(item.themes)}]",
        f"about: [{', '.join(item.about)}]",
        f"follows_up: [{', '.join(item.about)}]",
        f"supersedes: [{', '.join(item.supersedes)}]",
        f"redirect_from: [/old/{item.id}/]",
        f"schemes: {{our-way: [{'second' if 'babies' in item.themes else 'first'}]}}",
    ]
    if item.attachment:
        lines.append(f"attachments: [{{file: pack.pdf, title: The {item.inner_words} pack}}]")
    if item.withdrawn:
        lines.append(f"withdrawn: {{on: {TODAY}, reason: It was too old.}}")
    if item.folder == "reviews":
        lines += review_of(item)
    if item.folder == "actions":
        lines += plan_of(item)
    if item.folder == "newsletters":
        lines += ["term: spring-2026", "three_things:"]
        lines += [
            f"  - {{title: Thing {thing}, text: Words of {thing}., link: {thing}, label: Read {thing}}}"
            for thing in (ALWAYS, *item.things)
        ]
    if item.folder == "events":
        lines += [f"starts: {day} 13:30", f"ends: {day} 16:00", "place: Town Hall", "event_type: forum"]
    return "\n".join(lines)


def review_of(item: Item) -> list[str]:
    return [
        f"reference: REVIEW-{item.id.upper()}",
        "review_type: lcspr", "method: systems", "commissioned_by: executive-group", "reports_to: executive-group", "lead_reviewers: [A reviewer]",
        "decided_on: 2021-01-01", "delay_reason: A trial.",
        f"findings: [{{ref: F1, title: A finding of {item.id}, text: 'It was {item.words}.'}}]",
        f"recommendations: [{{ref: R1, title: Ask about {item.id}, text: Ask., to: [police], from: [F1]}}, {{ref: R2, title: Tell of {item.id}, text: Tell., to: [schools]}}]",
        "response: {by: executive-group, on: 2026-01-15, text: We accept this.}",
        "child_voice: {text: Said.}", "family_voice: {not_obtained: Not found.}", "practitioner_voice: {text: Met.}",
    ]  # fmt: skip


def plan_of(item: Item) -> list[str]:
    lines = [
        f"source: {item.source}", "monitored_by: quality-group", "actions:", "  - ref: R1/A1", f"    title: An action of {item.id}",
        "    what: It is done.", "    owner: police", "    scope: single-agency", "    due: 2026-06-30", "    measure: It is seen.",
    ]  # fmt: skip
    if item.detail:
        lines.append(f"    detail: {CANARY} for professionals.")
    if item.superseded_by:
        lines += [
            "    delivery: superseded",
            "    updates: [{on: 2026-02-01, note: Another took its place., delivery: superseded}]",
        ]
        lines.append(f"    superseded_by: REVIEW-{item.superseded_by.removesuffix('-plan').upper()}/R1/A1")
    if item.new_action:
        lines.append(f"    new_action: REVIEW-{item.new_action.removesuffix('-plan').upper()}/R1/A1")
    if item.evidence:
        lines.append("    evidence:")
    for one in item.evidence:
        link = f", link: {one}" if one else ""
        lines.append(f"      - {{title: Audit, on: 2026-03-01, text: It was counted., does_not_show: Much{link}}}")
    return lines


def body_of(item: Item, folders: dict[str, str]) -> str:
    up = "../.." if item.attachment else ".."
    parts = [f"It is {item.inner_words} text."]
    # The words stay when the item that they led to was never there
    parts += [
        f"See [the words]({up}/{folders[link]}/{link}.md)." if link in folders else "See the words."
        for link in item.links
    ]
    if item.secret_links:
        links = " ".join(f"[{CANARY}]({up}/{folders[link]}/{link}.md)" for link in item.secret_links)
        parts.insert(1, f"::: professional\n\n## {CANARY} part\n\n{links}\n\n[words]: https://{CANARY}.example\n\n:::")
    parts.append("It ends here, with [a link][words].\n\n[words]: https://open.example")
    if item.folder == "briefings":
        parts = [*parts[:-1], BRIEFING_BODY.rstrip(), parts[-1].partition("\n\n")[2]]
        # Its headings are fixed: a professional block may have none
        parts = [part.replace(f"## {CANARY} part", CANARY) for part in parts]
    return "\n\n".join(parts)


def write_registers(made: Made, folder: Path) -> None:
    themes = yaml.safe_load((folder / "themes.yml").read_text())
    themes["themes"][0]["messages"] = [
        {
            "title": f"Message {number}",
            "text": f"Words {CANARY if not set(sources) - made.hidden() else 'plain'}.",
            "sources": list(sources),
        }
        for number, sources in made.sources
    ]
    (folder / "themes.yml").write_text(yaml.safe_dump(themes))
    framework = yaml.safe_load((folder / "framework.yml").read_text())
    values = [{"id": one, "label": f"The {one}"} for one in ("first", "second", "third")]
    framework["schemes"] = [{"id": "our-way", "label": "Our way", "values": values}]
    (folder / "framework.yml").write_text(yaml.safe_dump(framework))
    site = yaml.safe_load((folder / "site.yml").read_text())
    site["footer"] = list(made.footer)
    site["often_looked_for"] = [{"label": f"Often {one}", "item": one} for one in made.often]
    site["actions_since"] = str(site["actions_since"])
    if made.logs:
        site["private_remotes"] = [
            {"remote": f"https://{CANARY}.example/x.git", "by": "Priya Nair", "on": "2026-11-01"}
        ]
        (folder / "issues.yml").write_text(ISSUES.partition("    actions:")[0])
        (folder / "challenges.yml").write_text(CHALLENGES.partition("    actions:")[0])
    (folder / "site.yml").write_text(yaml.safe_dump(site))
    hidden = made.hidden()
    write_feedback(
        folder.parent,
        *(feedback_of(number, one, bool(one.hidden) or not set(one.about) - hidden) for number, one in made.feedback),
    )


def feedback_of(number: int, one: Heard, hidden: bool) -> str:
    lines = [
        f"ref: FB-2026-{number:02}",
        f"title: {CANARY if hidden else 'Somebody'} told us",
        f"about: [{', '.join(one.about)}]",
        f"replies: {one.replies}",
    ]
    if one.hidden == "professional":
        lines.append("audience: professional")
    if one.hidden == "later":
        lines.append(f"heard_on: {TOMORROW}")
    if one.detail:
        lines.append(f"detail: The {CANARY} was named.")
    if one.later and one.hidden != "later":
        lines += [f"decided_on: {TOMORROW}", f"done: The {CANARY} was bought."]
    return "\n".join(lines)


FOLDERS = ("reviews", "briefings", "newsletters", "bulletins", "pages", "events")


@st.composite
def libraries(draw: st.DrawFn) -> Made:
    """Make a library of up to nine items that name each other at random, some of them hidden."""
    count = draw(st.integers(3, 7))
    kinds = draw(st.lists(st.sampled_from(FOLDERS), min_size=count, max_size=count))
    hidden = draw(
        st.lists(st.sampled_from(["", "", "professional", "embargoed", "draft"]), min_size=count, max_size=count)
    )
    names = [f"{CANARY if state else 'open'}-{number}" for number, state in enumerate(hidden)]
    reviews = [name for name, folder in zip(names, kinds, strict=True) if folder == "reviews"]
    closed = dict(zip(names, hidden, strict=True))
    plans = draw(st.lists(st.sampled_from(reviews), unique=True, max_size=2)) if reviews else []
    everything = [*names, *(f"{review}-plan" for review in plans)]
    some = st.lists(st.sampled_from(everything), unique=True, max_size=3).map(tuple)
    linkable = [name for name in everything if closed.get(name.removesuffix("-plan")) not in ("professional", "draft")]
    linked = st.lists(st.sampled_from(linkable), unique=True, max_size=2).map(tuple) if linkable else st.just(())

    known = [f"{review}-plan" for review in plans if not closed[review]]

    def one(name: str, folder: str, state: str, source: str = "") -> Item:
        def others(ids: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(other for other in ids if other != name)

        return Item(
            folder, name, state,
            day=draw(st.sampled_from([date(2024, 5, 1), date(2026, 1, 15), TODAY])) if folder != "reviews" else date(2026, 1, 15),
            themes=tuple(draw(st.lists(st.sampled_from(["neglect", "babies"]), unique=True))),
            about=others(draw(some)), supersedes=others(draw(some))[:1], links=draw(linked), secret_links=draw(some),
            source=source, evidence=others(draw(some)) if source else (), detail=draw(st.booleans()),
            new_action=draw(st.sampled_from(["", *(f"{review}-plan" for review in plans if f"{review}-plan" != name)])) if source else "",
            superseded_by=draw(st.sampled_from(["", *(plan for plan in known if plan != name)])) if source else "",
            things=others(draw(some))[:2] if folder == "newsletters" else (), attachment=draw(st.booleans()),
            withdrawn="secret" if not state and folder in ("pages", "briefings", "bulletins") and draw(st.booleans()) else "",
        )  # fmt: skip

    feedback = st.builds(
        Heard, some, st.sampled_from(["", "", "professional", "later"]), st.sampled_from([2, 7]), st.booleans(), st.booleans()
    )  # fmt: skip
    items = [one(name, folder, state) for name, folder, state in zip(names, kinds, hidden, strict=True)]
    items += [one(f"{review}-plan", "actions", closed[review], review) for review in plans]
    return Made(
        tuple(items),
        tuple((number, sources) for number, sources in enumerate(draw(st.lists(some, max_size=3))) if sources),
        draw(some),
        draw(some),
        tuple(enumerate((heard for heard in draw(st.lists(feedback, max_size=3)) if heard.about), 1)),
        draw(st.booleans()),
    )


def public_tree(made: Made, folder: Path, cache: Path) -> dict[str, bytes]:
    built = build_tiny(write(made, folder / "content"), folder / "site", cache=cache, audiences=[Audience.PUBLIC])
    assert not built.failed, [problem.words("content") for problem in built.problems]
    return tree(folder / "site/public")


@settings(max_examples=15, phases=(Phase.explicit, Phase.generate))
@given(libraries())
def test_the_public_site_is_the_same_to_the_byte_without_the_hidden_items(
    tmp_path_factory: pytest.TempPathFactory, new_cache: Callable[[Path], Path], made: Made
) -> None:
    folder = tmp_path_factory.mktemp("audience")
    whole = public_tree(made, folder / "whole", new_cache(folder / "one cache"))
    without = public_tree(pruned(made), folder / "pruned", new_cache(folder / "other cache"))
    assert sorted(whole) == sorted(without)
    assert {f"data/{name}" for name in ("publications.csv", "recommendations.json", "actions.json", "tracker.json")} | {
        "feeds/all.atom",
        "feeds/all.json",
        "feeds/all.rss",
        "search/start.json",
        "sitemap.xml",
    } <= whole.keys()
    assert [path for path in whole if whole[path] != without[path]] == []
    assert [path for path, data in whole.items() if CANARY in path.lower() or CANARY.encode() in data.lower()] == []


def hidden_library(content: Path) -> Path:
    """Write one item of each hidden kind, each with a canary in every place."""
    return write(
        Made(
            (
                Item(
                    "pages",
                    "open-page",
                    about=(f"{CANARY}-closed", f"{CANARY}-later"),
                    links=(f"{CANARY}-later",),
                    secret_links=(f"{CANARY}-closed",),
                ),
                Item("pages", f"{CANARY}-closed", "professional", themes=("neglect",), attachment=True),
                Item("bulletins", f"{CANARY}-later", "embargoed", themes=("neglect",), attachment=True),
            )
        ),
        content,
    )


def test_an_embargoed_item_appears_on_its_day_and_not_before(tmp_path: Path) -> None:
    content = hidden_library(tmp_path / "content")
    there = []
    for today in (TODAY, TOMORROW, TODAY):
        build_tiny(content, tmp_path / "site", today=today)
        there.append(
            [(tmp_path / f"site/{audience}/bulletins/{CANARY}-later/index.html").exists() for audience in Audience]
        )
    assert there == [[False, False], [True, True], [False, False]]


def test_the_professional_site_has_what_the_public_site_has_not(tmp_path: Path) -> None:
    build_tiny(hidden_library(tmp_path / "content"), tmp_path / "site")
    sites = {audience: tree(tmp_path / "site" / audience) for audience in Audience}
    assert f"pages/{CANARY}-closed/pack.pdf" in sites[Audience.PROFESSIONAL]
    assert CANARY.encode() in sites[Audience.PROFESSIONAL]["pages/open-page/index.html"]
    assert [path for path, data in sites[Audience.PUBLIC].items() if CANARY in path or CANARY.encode() in data] == []


def test_building_the_professional_site_first_leaves_no_trace_in_the_public_one(tmp_path: Path) -> None:
    content = hidden_library(tmp_path / "content")
    for audience in (Audience.PROFESSIONAL, Audience.PUBLIC, Audience.PROFESSIONAL, Audience.PUBLIC):
        build_tiny(content, tmp_path / "site", audiences=[audience])
    build_tiny(content, tmp_path / "alone", cache=tmp_path / "other cache", audiences=[Audience.PUBLIC])
    assert tree(tmp_path / "site/public") == tree(tmp_path / "alone/public")


def through_mkdocs(folder: Path, options: dict[str, str]) -> dict[str, bytes]:
    """Give the files that the MkDocs door hands over."""
    config = MkDocsConfig(str(folder / "mkdocs.yml"))
    config.load_dict(
        {
            "site_name": "x",
            "docs_dir": str(folder / "content"),
            "site_dir": str(folder / "out"),
            "theme": {"name": "material"},
        }
    )
    errors, _ = config.validate()
    assert errors == []
    plugin = LearningLoopPlugin()
    assert plugin.load_config({"today": TODAY.isoformat(), **options}) == ([], [])
    config.plugins._current_plugin = "learning-loop"
    return {file.dest_uri: file.content_bytes for file in plugin.on_files(Files([]), config=config)}


def test_the_mkdocs_door_is_public_unless_somebody_says_professional(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LOOP_TODAY", raising=False)
    hidden_library(tmp_path / "content")
    files = through_mkdocs(tmp_path, {})
    build_tiny(tmp_path / "content", tmp_path / "site", audiences=[Audience.PUBLIC])
    assert files == tree(tmp_path / "site/public")
    assert f"pages/{CANARY}-closed/index.html" in through_mkdocs(tmp_path, {"audience": "professional"})


ISSUES = f"""issues:
  - ref: IR-2026-01
    kind: risk
    title: A {CANARY} risk
    what: {CANARY} may happen.
    raised_on: 2026-03-16
    raised_by: police
    owner: police
    likelihood: 4
    impact: 3
    mitigation: We look.
    status: open
    actions: [LCSPR-2026-01/R1/A1]
"""
CHALLENGES = f"""challenges:
  - ref: CH-2026-01
    title: Why does {CANARY} wait?
    what: {CANARY} is late.
    raised_on: 2026-03-16
    raised_by: executive-group
    to: [police]
    owner: quality-group
    stage: managers
    actions: [LCSPR-2026-01/R1/A1]
"""


def test_the_public_site_is_the_same_to_the_byte_with_and_without_the_logs(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "reviews/child-m.md", REVIEW)
    write_item(content, "actions/p.md", PLAN)
    build_tiny(content, tmp_path / "without", cache=tmp_path / "one", audiences=[Audience.PUBLIC])
    (content / "registers/issues.yml").write_text(ISSUES)
    (content / "registers/challenges.yml").write_text(CHALLENGES)
    build_tiny(content, tmp_path / "with", cache=tmp_path / "one")
    assert tree(tmp_path / "with/public") == tree(tmp_path / "without/public")
    shown = [path for path, data in tree(tmp_path / "with/professional").items() if CANARY.encode() in data]
    assert shown == [
        "actions/p/r1-a1/index.html",
        "desk/index.html",
        "logs/challenges/index.html",
        "logs/issues/index.html",
    ]


def test_the_public_site_is_the_same_to_the_byte_with_and_without_professional_feedback(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "training/course.md", "format: webinar\nlength: An hour\ndates: [2026-02-10]")
    write_item(content, "pages/closed.md", "audience: professional")
    public = "about: [course]\nreplies: 5\nasked: 9"
    write_feedback(content, public)
    build_tiny(content, tmp_path / "without", cache=tmp_path / "one", audiences=[Audience.PUBLIC])
    write_feedback(
        content,
        f"{public}\ndetail: The {CANARY} was named.",
        f"about: [course]\naudience: professional\ntitle: {CANARY} told us",
        f"about: [closed]\ntitle: {CANARY} wrote",
        f"about: [course]\ntitle: {CANARY} will speak\nheard_on: 2026-11-22",
    )
    build_tiny(content, tmp_path / "with", cache=tmp_path / "one")
    assert tree(tmp_path / "with/public") == tree(tmp_path / "without/public")
    shown = [path for path, data in tree(tmp_path / "with/professional").items() if CANARY.encode() in data]
    assert shown == [
        "desk/index.html",
        "feedback/index.html",
        "pages/closed/index.html",
        "training/course/index.html",
        "voices/index.html",
    ]


def test_a_small_number_of_people_is_on_no_public_page(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "pages/about.md", "")
    write_feedback(content, "about: [about]\nreplies: 3\nasked: 4")
    build_tiny(content, tmp_path / "site")
    for page in ("feedback/index.html", "pages/about/index.html", "years/2025-2026/report/index.html"):
        public, professional = ((tmp_path / "site" / one / page).read_text() for one in ("public", "professional"))
        assert "fewer than five people" in public
        assert "3 of the 4 people asked" not in public
        assert "3 of the 4 people asked" in professional
