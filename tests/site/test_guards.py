"""Every guard of the narrowing has a canary: with any one line of it deleted, nothing is published."""

from __future__ import annotations

import gzip
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from learning_loop.build import read_library
from learning_loop.catalogue import catalogue
from learning_loop.catalogue.catalogue import Catalogue
from learning_loop.guard.hidden import Source, find_hidden_ids, part_item, part_registers
from learning_loop.guard.mark import PROFESSIONAL_MARK
from learning_loop.guard.needles import lay_out
from learning_loop.guard.proof import MADE, Claim, Claims, Whole, prove
from learning_loop.guard.words import Numbers
from learning_loop.model.kinds import Audience
from learning_loop.schema import items
from tests.site.test_proof import SECRET, library, messages
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, TODAY, write_feedback, write_item, write_programme

BURSTING = gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"Plain."))))))
"""Wrapped deeper than anybody looks."""

HIDDEN = (
    "Ostrander", "grey-heron", "blue-heron", "child-z", "LCSPR-2026-02", "Juniper", "Pomegranate", "Pelican", "Hollyhock", "Rhubarb", "Tambourine", "Turnstiles", "wibbleford",
    "zither", "xylophone", "Cinnamon", "Saffron", "Cardamom", "replies=3", "asked=4", "wheelwright", "gondolier", "Kingfisher", "unready", "Weathercock", "snowgoose", "Peppercorns",
    "Tarragon", "Marjoram", "Nutmeg", "date(2026, 12, 9)",
)  # fmt: skip
"""What `hiding` hides, by words and ids that stand nowhere else in it."""


SAID_BY_NONE = (
    "lantern",
    "Ostrander",
    "Quillfeather",
    "Marmalade was",
    "Pomegranate",
    "Turnstiles creak",
    "wibbleford",
    "Rhubarb",
    "Tambourine",
    "Juniper",
    "Cardamom",
)
"""Hidden words that no message may repeat."""


def hiding(content: Path) -> Path:
    """Write a library in which each guard has something to hide that no other guard hides too."""
    library(content)
    write_item(
        content,
        "reviews/child-z.md",
        REVIEW.replace("LCSPR-2026-01", "LCSPR-2026-02")
        .replace("Child M", "Child Z")
        .replace("2026-01-15", "2026-12-01")
        .replace("2025-10-01", "2026-10-01")
        + "\npublished: 2026-12-01",
    )
    write_item(
        content, "actions/z.md", PLAN.replace("child-m", "child-z").replace("Supervision", "Juniper supervision")
    )
    write_item(
        content,
        "actions/p.md",
        PLAN
        + """
    detail: Ostrander keeps the green ledger for all of the six teams.
    new_action: LCSPR-2026-02/R1/A1
    evidence:
      - {title: Audit, on: 2026-03-01, text: It was counted., does_not_show: Much, link: grey-heron}""",
    )
    write_item(
        content,
        "reviews/child-w.md",
        REVIEW.replace("LCSPR-2026-01", "LCSPR-2026-03").replace("Child M", "Child W"),
    )
    write_item(
        content,
        "actions/w.md",
        PLAN.replace("child-m", "child-w").replace("Supervision", "Hollyhock supervision")
        + "\nwithdrawn: {on: 2026-10-01, reason: It was replaced.}",
    )
    write_item(content, "pages/unready.md", "title: A bagpipe page\ndraft: true", "Bagpipes were played all night.")
    (content / "pages/gone.md").unlink()
    write_item(
        content,
        "pages/gone/index.md",
        "title: A page that went\nwithdrawn: {on: 2026-10-01, reason: It was too old to be of use.}\nattachments: [{file: old.txt, title: A Pelican list}]",
        "Pomegranates were counted by the clerk beside the canal on Fridays.\n\n## The Pomegranate count",
    )
    (content / "pages/gone/old.txt").write_text("A nightjar.")
    write_item(
        content,
        "pages/going.md",
        "title: A page that will go\nwithdrawn: {on: 2026-12-20, reason: Rhubarb takes its place.}",
        "See [the words](../bulletins/blue-heron/index.md).",
    )
    page = content / "pages/open-page.md"
    page.write_text(page.read_text().replace(SECRET, f"## The Kingfisher part\n\n{SECRET}"))
    write_item(
        content,
        "events/forum.md",
        "starts: 2026-12-15 13:30\nends: 2026-12-15 16:00\nplace: Town Hall\nevent_type: forum\ncancelled: {on: 2026-12-05, reason: Tambourine players are ill.}",
    )
    write_item(
        content,
        "newsletters/spring.md",
        """term: spring-2026
three_things:
  - {title: Thing one, text: Words of one., link: going, label: Read one}
  - {title: Thing two, text: Words of two., link: grey-heron, label: Read two}""",
    )
    write_feedback(
        content,
        "about: [open-page, grey-heron]\nreplies: 3\nasked: 4\ndetail: The zither was named.",
        "about: [open-page]\ntitle: A xylophone will be asked for\nheard_on: 2026-12-11",
        "about: [open-page]\ntitle: Cinnamon is for professionals\naudience: professional",
        "about: [grey-heron]\ntitle: Saffron is about a hidden item",
        "about: [open-page]\ndecided_on: 2026-12-11\ndone: Cardamom will be bought.",
        "about: [open-page]\ndecided_on: 2026-05-11\ndone: It was done.\nchanged: [grey-heron]\nactions: [LCSPR-2026-02/R1/A1]",
    )
    write_item(content, "briefings/snowgoose.md", "audience: professional\npublished: 2026-12-05", BRIEFING_BODY)
    write_programme(
        content,
        "title: Peppercorns are for professionals\naudience: professional",
        "title: Tarragon became a hidden item\ntype: briefing\nitem: snowgoose",
        "title: Marjoram became a plan of a hidden review\ntype: report\nitem: z",
        "title: A bulletin to come\ntype: bulletin\nitem: blue-heron",
        "title: An audit that will not be\ndropped: {on: 2026-12-05, reason: Nutmeg ran out.}",
        "title: An audit that will be done\ndone_on: 2026-12-09",
    )
    themes = content / "registers/themes.yml"
    assert themes.read_text().count("sources: [grey-heron]}") == 1
    themes.write_text(
        themes.read_text().replace(
            "sources: [grey-heron]}",
            "sources: [grey-heron]}, {title: An open message, text: Words., sources: [open-page, grey-heron]}",
        )
    )
    closed = content / "briefings/grey-heron.md"
    closed.write_text(closed.read_text().replace("attachments: []", "redirect_from: [/older/heron/]"))
    (content / "registers/advice.yml").write_text(
        "off:\n  - {rule: bold-as-heading, reason: A Weathercock told us so.}\n"
    )
    site = content / "registers/site.yml"
    site.write_text(
        site.read_text()
        .replace("often_looked_for: []", "often_looked_for: [{label: Often asked, item: grey-heron}]")
        .replace("footer: []", "footer: [grey-heron]")
        + "how_to: grey-heron\nfollow: grey-heron\nask: grey-heron\n"
        'private_remotes:\n  - {remote: "https://wheelwright.example/x.git", by: Priya Nair, on: 2026-11-01}\n'
    )
    return content


GUARDS = {
    "professional items": ("(audience is Audience.PROFESSIONAL or one.audience is Audience.PUBLIC)", "True"),
    "embargo": ("and one.published <= today\n", "\n"),
    "drafts": ("if not one.draft\n            and", "if"),
    "plans of hidden reviews": ("if not isinstance(one.details, Plan) or one.details.source in visible", ""),
    "professional blocks": ("        if audience is Audience.PROFESSIONAL:\n            changes", "        if True:\n            changes"),
    "withdrawals to come": ("if one.withdrawn.on > today:\n            changes", "if False:\n            changes"),
    "texts of withdrawn items": ('            changes["body"] = NO_BODY\n', ""),
    "files of withdrawn items": ('            changes["attachments"] = ()\n', ""),
    "actions of withdrawn plans": ("one._replace(**changes, details=one.details._replace(actions=()))", "one._replace(**changes)"),
    "cancellations to come": ("one.details.cancelled.on > today:", "False:"),
    "details of actions": ("if action.detail and audience is Audience.PUBLIC:", "if False:"),
    "actions in place of others": ("if other and full_reference(other, reference) not in references:", "if False:"),
    "links of evidence": ("return evidence if evidence.link in visible else", "return evidence if True else"),
    "things of newsletters": ("if thing.link in visible)\n        return one.details._replace(three", "if True)\n        return one.details._replace(three"),
    "items that others name": ("tuple(other for other in ids if other in visible)", "ids"),
    "links of texts": ('if link.scheme != "item" or link.target in addresses)', ")"),
    "logs": ("    if audience is Audience.PUBLIC:\n        return replace(registers, issues=(), challenges=())\n", ""),
    "professional feedback": ("if hidden or entry.heard_on > today or (", "if entry.heard_on > today or ("),
    "feedback to come": ("if hidden or entry.heard_on > today or (", "if hidden or ("),
    "feedback about hidden items": ("entry.heard_on > today or (entry.about and not about):", "entry.heard_on > today:"),
    "decisions to come": ("one = entry.as_of(today)", "one = entry"),
    "details of feedback": ('one._replace(detail="", few', "one._replace(few"),
    "small numbers": ("few=few, replies=0 if few else one.replies, asked=0 if few else one.asked", "few=one.few"),
    "what feedback is about": ("            about=about,\n", ""),
    "what feedback changed": ("changed=tuple(item for item in one.changed if item in visible)", "changed=one.changed"),
    "actions of feedback": ("actions=tuple(action for action in one.actions if action in references)", "actions=one.actions"),
    "plans for professionals": ("if closed or gone or (public and entry.audience is not Audience.PUBLIC)", "if closed or gone"),
    "plans that became professional items": ("if closed or gone or", "if gone or"),
    "plans that became hidden items": ("if closed or gone or", "if closed or"),
    "items that plans await": ('            entry = entry._replace(item="")', "            pass"),
    "plans done later": ("            entry = entry._replace(done_on=None)", "            pass"),
    "plans dropped later": ('            entry = entry._replace(dropped_on=None, dropped_because="")', "            pass"),
    "messages of themes": ("        if sources:\n            messages", "        if True:\n            messages"),
    "sources of messages": ("tuple(source for source in message.sources if source in visible)", "message.sources"),
    "remotes": ("        private_remotes=(),\n", ""),
    "footer": ("tuple(page for page in site.footer if page in visible)", "site.footer"),
    "how to": ('site.how_to if site.how_to in visible else ""', "site.how_to"),
    "follow": ('site.follow if site.follow in visible else ""', "site.follow"),
    "ask": ('site.ask if site.ask in visible else ""', "site.ask"),
    "often looked for": ("if not one.item or one.item in visible", ""),
    "waivers": (", waivers=()", ""),
    "advice": (", advice=Advising()", ""),
}  # fmt: skip
"""Each guard by the words of the code that it is, with what stands there when it was deleted."""


WITHOUT = ("professional items", "embargo", "drafts", "professional blocks", "withdrawals to come", "files of withdrawn items", "actions of withdrawn plans", "cancellations to come",
           "actions in place of others", "links of texts", "logs", "decisions to come", "small numbers", "plans for professionals", "messages of themes")  # fmt: skip
"""Guards without which a site can be made, and must be refused: one of each kind. Without most of the others the making breaks before there is one."""


def delete(guard: tuple[str, str], patch: pytest.MonkeyPatch) -> None:
    """Let the narrowing run without one guard."""
    file = Path(str(catalogue.__file__))
    source = file.read_text(encoding="utf-8")
    assert source.count(guard[0]) == 1
    module = types.ModuleType("learning_loop.catalogue.without_a_guard")
    patch.setitem(sys.modules, module.__name__, module)
    exec(compile(source.replace(*guard), str(file), "exec"), module.__dict__)  # noqa: S102 - our own code, less one line
    patch.setattr(Catalogue, "for_audience", module.Catalogue.for_audience)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hiding(tmp_path_factory.mktemp("guards") / "content")


@pytest.fixture(scope="module")
def whole(content: Path, new_cache: Callable[[Path], Path]) -> Catalogue:
    """Give all that the library holds."""
    read = read_library(content, cache=new_cache(content.parent / "cache"))
    assert [problem for problem in read.problems if problem.severity == "error"] == []
    assert read.registers is not None
    return Catalogue({one.id: one for one in read.publications}, read.registers)


def told_of(whole: Catalogue) -> list[str]:
    """Give what the public could learn of what is hidden, from all that its site is made of."""
    return [word for word in HIDDEN if word in repr(whole.for_audience(Audience.PUBLIC, TODAY))]


def test_the_narrowed_library_tells_of_nothing_hidden(whole: Catalogue) -> None:
    assert [word for word in HIDDEN if word not in repr(whole)] == []
    assert told_of(whole) == []


@pytest.mark.parametrize("name", GUARDS)
def test_a_guard_that_is_deleted_is_missed(name: str, whole: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    delete(GUARDS[name], monkeypatch)
    assert told_of(whole)


@pytest.mark.parametrize("name", WITHOUT)
def test_nothing_is_published_without_the_guard_of(
    name: str, content: Path, tmp_path: Path, new_cache: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    new_cache(tmp_path / "cache")
    delete(GUARDS[name], monkeypatch)
    told = messages(content, tmp_path)
    assert [line for line in told if ": would be told of on the public site: " in line]
    assert [word for word in SAID_BY_NONE if word in "\n".join(told)] == []


def test_nothing_is_published_without_the_cut_of_professional_blocks(
    content: Path, tmp_path: Path, new_cache: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    new_cache(tmp_path / "cache")
    monkeypatch.setattr(items, "cut_professional_blocks", lambda text: text)
    assert [
        line for line in messages(content, tmp_path) if line.startswith("content/pages/open-page.md: would be told")
    ]


CANARIES = {
    "actions/p.md": ("Ostrander",),
    "actions/w.md": ("Hollyhock",),
    "actions/z.md": ("Juniper", "actions/z"),
    "briefings/grey-heron.md": ("lantern", "Quillfeather", "briefings/grey-heron", "older/heron"),
    "bulletins/blue-heron/index.md": ("marmalade", "A zinc bucket", "bulletins/blue-heron", "pack.txt"),
    "events/forum.md": ("Tambourine",),
    "pages/going.md": ("Rhubarb",),
    "pages/gone/index.md": ("Pomegranates", "The Pomegranate count", "A Pelican list", "old.txt"),
    "pages/open-page.md": ("Thornquay", "The Kingfisher part"),
    "registers/advice.yml": ("Weathercock",),
    "registers/challenges.yml": ("wibbleford",),
    "registers/disclosure-waivers.yml": ("gondolier",),
    "registers/feedback.yml": ("zither", "xylophone", "Cinnamon", "Saffron", "Cardamom", "3 of the 4"),
    "registers/issues.yml": ("wibbleford",),
    "registers/programme.yml": ("Peppercorns", "Nutmeg"),
    "registers/site.yml": ("wheelwright",),
    "registers/themes.yml": ("Turnstiles",),
    "pages/unready.md": ("Bagpipes", "A bagpipe page", "pages/unready"),
    "reviews/child-z.md": ("reviews/child-z",),
}
"""What the proof must know to be hidden by its own reading, and of which file: words, headings, titles, addresses and files."""


@pytest.fixture(scope="module")
def parted(whole: Catalogue, content: Path) -> list[Source]:
    """Give the files as the proof parts them, without the catalogue."""
    hidden = find_hidden_ids(whole.publications.values(), TODAY)
    of_items = [
        part_item(one, (content / one.source).read_text(), hidden=one.id in hidden, today=TODAY)
        for one in whole.publications.values()
    ]
    return [*of_items, *part_registers(whole.registers, hidden, TODAY)]


@pytest.mark.parametrize("path", CANARIES)
def test_the_proof_knows_by_itself_what_is_hidden(path: str, parted: list[Source]) -> None:
    secret = [
        text for one in parted if one.path == path for text in (*one.hidden, *one.names, *one.addresses, *one.files)
    ]
    assert [word for word in CANARIES[path] if not any(word.lower() in text.lower() for text in secret)] == []


def test_the_proof_knows_the_old_addresses_of_a_hidden_item(parted: list[Source]) -> None:
    of = {one.path: one.addresses for one in parted}
    assert of["briefings/grey-heron.md"] == ("briefings/grey-heron", "older/heron")
    assert of["pages/open-page.md"] == ()


def test_no_canary_stands_in_what_the_proof_takes_for_public(parted: list[Source]) -> None:
    public = [(one.path, text.lower()) for one in parted for text in (*one.public, *one.public_files)]
    words = {word.lower() for path in CANARIES.values() for word in path}
    assert [(path, word) for path, text in public for word in words if word in text] == []


def tried(whole: Catalogue, path: str, data: bytes, claim: Claim) -> list[str]:
    """Give what the proof says of a tree of one file."""
    texts = {one.source: "---\n---\n" for one in whole.publications.values()}
    about = Whole(
        whole.publications, whole.registers, "", dict.fromkeys(texts, ""), texts.__getitem__, lambda file: (f"key of {file}",), lambda file: (), lambda key: (), lambda: lay_out([], Numbers()), "",
    )  # fmt: skip
    claims = Claims()
    claims.add([path], claim)
    problems, _ = prove(about, {path: "key"}, claims, today=TODAY, read=lambda key: data, before=None)
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("path", "data", "claim", "said"),
    [
        ("x.html", b"Plain.", Claim("item", "grey-heron"), "it comes from an item that is not public"),
        ("x.html", b"Plain.", Claim("item", "never-heard-of"), "it comes from an item that is not public"),
        ("pages/gone/old.txt", b"Plain.", Claim("attached", "gone"), "no public item names this file"),
        ("pages/open-page/x.txt", b"Plain.", Claim("attached", "open-page"), "no public item names this file"),
        ("x.html", PROFESSIONAL_MARK, MADE, "it has the mark of the professional site"),
        ("briefings/grey-heron/x.html", b"Plain.", MADE, "it names an item that is not public"),
        ("search/words/x.json", b'{"words": ["gondolier"]}', MADE, "it has a word that stands in no public text"),
        ("search/start.json", b'["briefings/grey-heron/"]', MADE, "it names an item that is not public"),
        ("x.bin", BURSTING, MADE, "it unfolds to more than can be looked at"),
        ("x.html", b"Plain.", MADE, ""),
    ],
)  # fmt: skip
def test_each_look_at_a_file_finds_what_it_is_for(
    path: str, data: bytes, claim: Claim, said: str, whole: Catalogue
) -> None:
    told = tried(whole, path, data, claim)
    assert any(said in line for line in told) if said else told == []
