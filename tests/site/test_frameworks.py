"""Each shipped profile makes a site on which everything that its framework names can be clicked to, and nothing that another names."""

from __future__ import annotations

import html
import json
import posixpath
import re
import shutil
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest

from learning_loop.build import read_library
from learning_loop.doors.api import application
from learning_loop.model.framework import Framework
from learning_loop.model.kinds import KINDS, Audience
from learning_loop.model.publication import Event, Publication, Review
from learning_loop.model.registers import Registers
from learning_loop.profiles import shipped_profiles
from tests.example import ROOT, Example
from tests.profiles import FRAMEWORKS, registers_of_profile
from tests.search.asking import ask
from tests.tiny import build_tiny

NAMES = tuple(shipped_profiles())

_LINK = re.compile(r'<a\b[^>]*? href="([^"#?]*)')
_UNSEEN = re.compile(r"<(script|style|template)\b.*?</\1>|<[^>]+>", re.DOTALL)


class Site:
    """The public site of one profile's small library, as a reader finds it from the home page."""

    def __init__(self, name: str, folder: Path) -> None:
        built = build_tiny(FRAMEWORKS / name, folder / "site", audiences=(Audience.PUBLIC,))
        read = read_library(FRAMEWORKS / name, cache=folder / "cache")
        assert not built.failed, built.problems
        assert read.registers is not None
        self.folder = folder / "site/public"
        self.registers: Registers = read.registers
        self.publications: tuple[Publication, ...] = read.publications

    @property
    def framework(self) -> Framework:
        return self.registers.framework

    @cached_property
    def pages(self) -> dict[str, str]:
        """Every page that can be clicked to from the home page, by its address."""
        return pages_from_home(self.folder)

    @cached_property
    def words(self) -> dict[str, str]:
        """What a reader sees of each page, on one line."""
        return {path: " ".join(html.unescape(_UNSEEN.sub(" ", page)).split()) for path, page in self.pages.items()}


def pages_from_home(folder: Path) -> dict[str, str]:
    """Give every page that can be clicked to from the home page, by its address. A link that leads nowhere is an error here."""
    found: dict[str, str] = {}
    waiting = [("", "a reader")]
    while waiting:
        path, where = waiting.pop()
        if path in found:
            continue
        file = folder / path / "index.html" if path.endswith("/") or not path else folder / path
        assert file.is_file(), f"{where} links to {path}, which is not there"
        if file.suffix != ".html":
            continue
        found[path] = file.read_text(encoding="utf-8")
        waiting += ((_target(path, link), path) for link in _LINK.findall(found[path]) if ":" not in link and link)
    return found


def _target(path: str, link: str) -> str:
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
    return "" if target == "." else target + ("/" if link.endswith(("/", "..", ".")) else "")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    folder = tmp_path_factory.mktemp("frameworks")
    return {name: Site(name, folder / name) for name in NAMES}


@pytest.fixture(params=NAMES)
def site(sites: dict[str, Site], request: pytest.FixtureRequest) -> Site:
    return sites[request.param]


def _addresses(site: Site) -> Iterator[str]:
    """Give the page of everything that the framework names and that has one of its own."""
    framework, registers = site.framework, site.registers
    yield from (f"reviews/type/{one}/" for one in framework.review_types)
    yield from (f"reviews/method/{one}/" for one in framework.methods)
    yield from (f"groups/{one}/" for one in registers.groups)
    yield from (f"roles/{one}/" for one in registers.roles)
    yield from (f"priorities/{one}/" for one in registers.priorities)
    for scheme in framework.schemes.values():
        yield from (f"schemes/{scheme.id}/{value}/" for value in ("", *scheme.values))
    yield from (f"{one.address}/" for one in site.publications)


def test_everything_that_the_framework_names_can_be_clicked_to(site: Site) -> None:
    missing = [path.replace("//", "/") for path in _addresses(site) if path.replace("//", "/") not in site.pages]
    assert missing == []


def test_stages_targets_and_groups_are_called_as_the_framework_calls_them(site: Site) -> None:
    shown = {
        "cycle/": [stage.label for stage in site.framework.stages],
        "programme/": [target.label for target in site.framework.targets],
        "groups/": [group.name for group in site.registers.groups.values()],
        "roles/": [role.label for role in site.registers.roles.values()],
        "types/": [kind.label for kind in site.framework.review_types.values()],
        "schemes/": [value.label for scheme in site.framework.schemes.values() for value in scheme.values.values()],
        "how-we-learn/": [stage.label for stage in site.framework.stages],
        "how-we-learn/reviews/": [kind.label for kind in site.framework.review_types.values()],
        "how-we-learn/sharing/": [channel.label for channel in site.framework.channels],
        "priorities/": [priority.label for priority in site.registers.priorities.values()],
        "words/": [word.label for word in site.framework.words],
    }
    missing = [(path, label) for path, labels in shown.items() for label in labels if label not in site.words[path]]
    assert missing == []


def test_the_small_library_has_one_of_every_kind_that_the_framework_names(site: Site) -> None:
    reviews = [one.details for one in site.publications if isinstance(one.details, Review)]
    assert {review.review_type for review in reviews} >= set(site.framework.review_types)
    assert {review.method for review in reviews} >= set(site.framework.methods)
    sent = {part for channel in site.framework.channels for part in channel.sends}
    events = {one.details.event_type for one in site.publications if isinstance(one.details, Event)}
    kinds = {kind.name for kind in KINDS}
    assert sent & kinds <= {one.type for one in site.publications}
    assert sent - kinds <= events
    used = {(scheme, value) for one in site.publications for scheme, values in one.schemes for value in values}
    assert used == {(scheme.id, value) for scheme in site.framework.schemes.values() for value in scheme.values}
    priorities = {priority for one in site.publications for priority in one.priorities}
    assert priorities == set(site.registers.priorities)


DISTINCTIVE = {
    "bromley": ("Performance Monitoring Committee", "Multi-Agency Audit Group", "Safeguarding Network", "Early years audit", "Early years settings"),
    "isle-of-wight": ("Sub Group", "child’s journey", "Learning-lessons workshop", "Hampshire", "Part 8"),
    "sunderland": ("Index of Excellence", "Deep Dive", "After action review", "Learning lessons review", "Looked After Partnership", "Sexually Exploited and Trafficked", "staff meeting every quarter", "Toolkit"),
    "portsmouth": ("Building blocks", "Future initiatives", "Monitoring, Evaluation and Scrutiny", "Professional Practice Committee", "Compact", "Walkabout", "scrutiny calendar", "thematic audits a year", "Welsh", "Significant incident learning process"),
    "croydon": ("stabilised", "Quality Improvement Group", "Safeguarding Practice Review Group", "Vulnerable adolescents", "Relevant agency", "safeguarding partners"),
}  # fmt: skip
"""Words that only one of the five frameworks uses."""


@pytest.mark.parametrize("name", NAMES)
def test_no_words_of_one_framework_stand_on_the_site_of_another(sites: dict[str, Site], name: str) -> None:
    own = {word.casefold() for word in DISTINCTIVE[name]}
    own |= {group.name.casefold() for group in sites[name].registers.groups.values() if " " in group.name}
    own |= {target.label.casefold() for target in sites[name].framework.targets}
    own |= {promise.label.casefold() for promise in sites[name].framework.promises}
    for other in NAMES:
        if other != name:
            known = _words_of(sites[other])
            found = [
                (path, word)
                for path, page in sites[other].words.items()
                for word in own
                if word not in known and word in page.casefold()
            ]
            assert found == [], other


def _words_of(site: Site) -> str:
    """Give all that a framework may share with others: what it calls its groups, targets and promises, and the words of the field."""
    framework = site.framework
    named = [text for group in site.registers.groups.values() for text in (group.name, *group.aliases)]
    named += [one.label for one in (*framework.targets, *framework.promises)]
    named += [text for word in framework.words for text in (word.label, *word.aliases, word.about)]
    return "\n".join(named).casefold()


def test_a_board_is_no_partnership(site: Site) -> None:
    body = site.framework.document.body
    assert f"The work of the {body}" in site.words["site-map/"]
    assert f"the groups of the {body}" in site.words["groups/"].casefold()


def test_a_scheme_is_what_hits_can_be_chosen_by(site: Site) -> None:
    labels = json.loads((site.folder / "search/labels.json").read_text())
    assert [one[0] for one in labels.get("scheme", ())] == list(site.framework.schemes)
    api = application(site.folder)
    for scheme in site.framework.schemes.values():
        for value in scheme.values:
            expected = sum(value in dict(one.schemes).get(scheme.id, ()) for one in site.publications)
            assert ask(api, query=f"scheme-{scheme.id}={value}").json["total"] == expected > 0
    assert ask(api, query="scheme-zq=leadership").json["error"]["code"] == "unknown-parameter"


def test_old_words_of_the_field_find_what_is_new_and_stand_in_the_a_to_z(site: Site) -> None:
    page = site.words["themes/"]
    for old in ("LSCB", "CCG", "DHR"):
        assert f"{old} : see" in page
    assert "Integrated care boards took over" in site.words["words/"]


def test_earlier_and_later_looks_at_one_thing_lead_to_each_other(sites: dict[str, Site]) -> None:
    pages = sites["croydon"].pages
    for path, other, words in (
        ("reviews/inspection-2026/", "audit-of-neglect", "Looks again at"),
        ("reviews/audit-of-neglect/", "inspection-2026", "Looked at again by"),
    ):
        assert f'href="../../reviews/{other}/"' in pages[path].partition(words)[2].partition("</ul>")[0]


def test_how_a_case_is_referred_can_stand_on_every_page(sites: dict[str, Site]) -> None:
    pages = [page for path, page in sites["sunderland"].pages.items() if path != "404.html"]
    assert len(pages) > 100
    assert all("pages/refer-a-case/" in page.partition("<footer")[2] for page in pages)
    assert "pages/refer-a-case/" in (sites["sunderland"].folder / "404.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def switched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the example's content in a folder of its own, with a cache beside it."""
    folder = tmp_path_factory.mktemp("switched")
    shutil.copytree(ROOT / "content", folder / "content")
    return folder


@pytest.fixture(scope="module")
def addresses(example: Example) -> frozenset[str]:
    """Give what can be clicked to in the example as it is."""
    return frozenset(pages_from_home(example.site("public").folder))


@pytest.mark.parametrize("name", NAMES)
def test_the_example_may_switch_its_profile_and_no_link_breaks(
    addresses: frozenset[str], switched: Path, name: str
) -> None:
    text = (ROOT / "content/registers/framework.yml").read_text(encoding="utf-8")
    named_by_documents = text[text.index("review_types:") : text.index("briefing_headings:")]
    (switched / "content/registers/framework.yml").write_text(
        f"profile: {name}\n{named_by_documents}", encoding="utf-8"
    )
    built = build_tiny(switched / "content", switched / "site", audiences=(Audience.PUBLIC,))
    assert not built.failed, built.problems
    pages = pages_from_home(switched / "site/public")
    assert set(addresses) - set(pages) == set()
    stages = registers_of_profile(name).framework.stages
    assert all(stage.label in html.unescape(pages["cycle/"]) for stage in stages)
