"""The proof of the public tree: every file is explained, and no file tells of what is not public.

A proof is kept with what it was about. The next one looks at files that are new since and, where something was hidden since, at what was
taken out of files: what is hidden now and stood in the last tree is looked for in the whole tree. Whatever a proof by halves finds is tried once more,
against all public texts of the day, before anybody is told.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple
from zlib import crc32

from learning_loop.guard.decode import texts_in
from learning_loop.guard.hidden import Source, files_of, find_hidden_ids, is_gone, later_days, part_item, part_registers
from learning_loop.guard.needles import Found, LaidOut, Needles, Public, lay_out
from learning_loop.guard.scan import Hit, Scanner, pieces_of
from learning_loop.guard.words import LONGEST_PHRASE, Numbers, cores_of, plain, runs_of, sums_of, words_of
from learning_loop.model.problem import Problem
from learning_loop.model.publication import Publication
from learning_loop.model.registers import Registers
from learning_loop.model.values import dataclass, field
from learning_loop.reading.digest import digest_of

MANY = 150
"""New files from which it is quicker to lay out all needles than to look each one up."""

SHARES = 8
"""Parts into which all public texts are dealt out to several processes."""

FEW_SOURCES = 60
"""Changed sources up to which a proof goes on from the last one."""


@dataclass(frozen=True, slots=True)
class Whole:
    """All that the content folder holds, hidden or not, and how to read it."""

    publications: Mapping[str, Publication]
    registers: Registers
    registers_digest: str
    """Changes with every register that readers see something of."""
    digests: Mapping[str, str]
    """Content path of every item → digest of its file."""
    text_of: Callable[[str], str]
    """Content path → text."""
    file_digests: Callable[[str], Sequence[str]]
    """Content path of an attachment → the keys that its bytes have in the store: as it lies there, and as it is published."""
    texts_inside: Callable[[str], Iterable[str]]
    """Content path of an attachment → the texts in it."""
    texts_of_file: Callable[[str], Iterable[str]]
    """Key of a published attachment → the texts that those libraries find in it that show such files to people."""
    own_words: Callable[[], LaidOut]
    """The words that the program and its theme bring along."""
    version: str


class Claim(NamedTuple):
    """Why a file is in the public tree."""

    reason: str
    """``theme``, ``item`` (the page of an item), ``attached`` (a file that an item names) or ``made`` (lists, data, search)."""
    item: str = ""


@dataclass(slots=True)
class Claims:
    """The reason for every path; a path that is claimed twice is remembered."""

    of: dict[str, Claim] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)

    def add(self, paths: Iterable[str], claim: Claim) -> None:
        """Note why some files are there."""
        for path in paths:
            if path in self.of:
                self.twice.append(path)
            self.of[path] = claim


MADE = Claim("made")
"""The reason for lists, data and the search: made of the narrowed library, of no single item."""

Spread = Callable[[Callable[[str], object], Sequence[str]], Iterable[object]]
"""Does work on many things, in order; `workers.run` does it in several processes."""


class Proven(NamedTuple):
    """What the last proof was about."""

    version: str
    registers: str
    """Digest of what the registers hide."""
    states: Mapping[str, str]
    """Content path of every item → its file, and whether the item is hidden, withdrawn or open."""
    needles: Needles
    vocabulary: array[int]
    """Numbers of all public words, in order."""
    outputs: Mapping[str, str]


FAULT = "This is a fault of the program, not of your text: nothing was published; please report it with this line"

EVERYDAY = "Nothing was published. Where this file's title or a heading in it has everyday words that the site says of itself, give it others; else it is a fault of the program: please report it with this line"
"""What is said of a hidden title that stands on the public site: the site has lists of its own, such as "Briefings about neglect"."""


@dataclass(slots=True)
class _Work:
    """One proof in the making."""

    whole: Whole
    outputs: Mapping[str, str]
    claims: Claims
    today: date
    read: Callable[[str], bytes]
    read_old: Callable[[str], bytes | None]
    spread: Spread
    hidden: set[str]
    registers: list[Source]
    numbers: Numbers = field(default_factory=Numbers)

    def part(self, one: Publication) -> Source:
        """Part an item's file, and say what its attachments say where they are hidden: what a public file says makes no hidden text public."""
        source = part_item(one, self.whole.text_of(one.source), hidden=one.id in self.hidden, today=self.today)
        inside = tuple(text for path in source.files for text in self.whole.texts_inside(path))
        return source._replace(hidden=source.hidden + inside) if inside else source

    def look(self, scanner: Scanner, path: str, key: str) -> set[Hit]:
        """Look at one file of the tree."""
        claim = self.claims.of.get(path, MADE)
        inside = self.whole.texts_of_file(key) if claim.reason == "attached" else ()
        return _scan_one(scanner, self.read(key), path, claim, inside)

    def state(self, one: Publication) -> str:
        """Say what decides how an item is parted."""
        kind = "hidden" if one.id in self.hidden else "gone" if is_gone(one, self.today) else "open"
        attached = [digest for file in files_of(one) for digest in self.whole.file_digests(file)]
        return digest_of(self.whole.digests[one.source], kind, *attached, *later_days(one, self.today))


def prove(
    whole: Whole,
    outputs: Mapping[str, str],
    claims: Claims,
    *,
    today: date,
    read: Callable[[str], bytes],
    before: Proven | None,
    read_old: Callable[[str], bytes | None] = lambda key: None,
    spread: Spread = map,
) -> tuple[list[Problem], Proven | None]:
    """Prove a public tree (path → key): give what is wrong with it, and the proof when nothing is.

    Linear in all texts at first, then in what is new since ``before``. ``read_old`` gives a file of the last tree, or None when it is lost.
    """
    hidden = find_hidden_ids(whole.publications.values(), today)
    registers = part_registers(whole.registers, hidden, today)
    work = _Work(whole, outputs, claims, today, read, read_old, spread, hidden, registers)
    kept = digest_of(*(part for source in registers for part in (*source.hidden, *source.names)))
    states = {one.source: work.state(one) for one in whole.publications.values()}
    problems = _unexplained(whole, outputs, claims, hidden, today)
    going_on = before is not None and before.version == whole.version and before.registers == kept
    done = _go_on(work, states, before) if going_on and before is not None else None
    if done is None:
        needles, vocabulary, known = find_needles(work)
        done = _scan(work, outputs, needles, known=known), needles, vocabulary
    hits, needles, vocabulary = done
    problems += _same_files(outputs, needles)
    problems += _tell(hits, work)
    if problems:
        return sorted(set(problems)), None
    return [], Proven(whole.version, kept, states, needles, vocabulary, outputs)


def find_needles(work: _Work) -> tuple[Needles, array[int], set[int]]:
    """Give what must not be found in the public tree on this day, the words that are public, and the public paragraphs by their hashes."""
    whole, numbers = work.whole, work.numbers
    sources = [work.part(one) for one in whole.publications.values()]
    sources += work.registers
    found = Found()
    for source in sources:
        found.add(source, numbers)
    texts: list[Sequence[bytes]] = [[plain(text) for text in source.public] for source in sources]
    shares = [[text for kept in texts[share::SHARES] for text in kept] for share in range(SHARES)]

    def laid_out(share: int) -> LaidOut:
        return whole.own_words() if share == SHARES else lay_out(shares[share], numbers)

    shared = work.spread if len(texts) > MANY else map
    for public in shared(
        # the program's own words take longest
        lambda share: found.shared_with(laid_out(int(share))),
        [str(share) for share in range(SHARES, -1, -1)],
    ):
        assert isinstance(public, Public)
        found.take(public)
        numbers.update(public.vocabulary)
    vocabulary = array("q", sorted(map(numbers.__getitem__, found.vocabulary)))
    known = {piece for kept in texts for text in kept for piece in pieces_of(text)}
    return found.needles(_hidden_files(work, sources), numbers), vocabulary, known


def _hidden_files(work: _Work, sources: Iterable[Source]) -> set[str]:
    def digests(paths: Iterable[str]) -> set[str]:
        return {digest for path in paths for digest in work.whole.file_digests(path)}

    kept = list(sources)
    public = digests(path for source in kept for path in source.public_files)
    return digests(path for source in kept for path in source.files) - public


def _go_on(
    work: _Work, states: Mapping[str, str], before: Proven
) -> tuple[dict[str, set[Hit]], Needles, array[int]] | None:
    """Prove what is new since the last proof; None when all must be looked at."""
    changed = [one for one in work.whole.publications.values() if before.states.get(one.source) != states[one.source]]
    if len(changed) > FEW_SOURCES:
        return None
    sources = [work.part(one) for one in changed]
    added = _added(work, sources, before)
    needles = before.needles.joined(added) if added else before.needles
    new = dict(work.outputs.items() - before.outputs.items())
    if added and _was_public(work, changed, added, before):
        return None
    hits = _scan(work, new, needles, before.outputs)
    if not hits:
        return {}, needles, before.vocabulary
    public = list(_public_numbers(work, sources))
    found = {hit for of_path in hits.values() for hit in of_path}
    if not all(_is_public(hit, public) for hit in found):
        return None
    cleared = {number for hit in found for number in (hit.number, *hit.cores)}
    return {}, needles.without(cleared, {hit.word for hit in found}), before.vocabulary


def _added(work: _Work, sources: Iterable[Source], before: Proven) -> Needles:
    """Give what changed files hide that was not hidden at the last proof, less the words that were public then."""
    found = Found()
    kept = list(sources)
    for source in kept:
        found.add(source, work.numbers)
    needles = found.needles(_hidden_files(work, kept), work.numbers)
    known = before.needles
    public = set(before.vocabulary) if needles.words - known.words else set()
    words = needles.words - known.words - public
    phrases = needles.phrases - known.phrases
    cores = array("q", (one for one in needles.cores if not known.has_core(one)))
    unformed = {word for word in needles.unformed if work.numbers[word] in words}
    return Needles(
        words, unformed, phrases, needles.heads if phrases else {}, cores,
        needles.addresses - known.addresses, needles.files - known.files,
    )  # fmt: skip


def _was_public(work: _Work, changed: Iterable[Publication], added: Needles, before: Proven) -> bool:
    """Say whether what is hidden now stood in the last tree: in what was taken out of it since, or in what stands on its items' pages yet.

    True also where that cannot be told.
    """
    items = {one.id for one in changed}
    gone = [(path, key) for path, key in before.outputs.items() if work.outputs.get(path) != key]
    still = [path for path, claim in work.claims.of.items() if claim.item in items]
    scanner = Scanner(added, work.numbers, many=False)
    for path, key in gone:
        data = work.read_old(key)
        if data is None:
            return True
        now = work.outputs.get(path)
        if now is not None:
            scanner.know(work.read(now))
        if _scan_one(scanner, data, path, work.claims.of.get(path, MADE), ()):
            return True
    fresh = Scanner(added, work.numbers, many=False)
    return any(
        work.look(fresh, path, work.outputs[path])
        for path in still
        if path in work.outputs and before.outputs.get(path) == work.outputs[path]
    )


class _PublicNumbers(NamedTuple):
    words: set[int]
    runs: set[int]


def _public_numbers(work: _Work, sources: Iterable[Source]) -> Iterator[_PublicNumbers]:
    """Give every word and every run of two to seven words that changed files make public."""
    for source in sources:
        for text in source.public:
            row = work.numbers.of(words_of(plain(text)))
            runs = {run for length in range(2, LONGEST_PHRASE + 1) for run in runs_of(row, length)}
            yield _PublicNumbers(set(row), runs.union(cores_of(sums_of(row)[1])))


def _is_public(hit: Hit, public: Iterable[_PublicNumbers]) -> bool:
    """Say whether what was found is no secret any more."""
    if hit.what == "words":
        return any(hit.number in text.words for text in public)
    return hit.what in ("title or heading", "text") and any(
        not text.runs.isdisjoint(hit.cores or (hit.number,)) for text in public
    )


def _unexplained(
    whole: Whole, outputs: Mapping[str, str], claims: Claims, hidden: set[str], today: date
) -> list[Problem]:
    """Find files that nothing explains, or that something hidden explains."""
    problems = [_fault(path, "two things explain it") for path in claims.twice]
    if outputs.keys() - claims.of.keys():
        problems += [_fault(path, "nothing public explains it") for path in sorted(outputs.keys() - claims.of.keys())]
    for path in outputs:
        claim = claims.of.get(path)
        if claim is None or not claim.item:
            continue
        one = whole.publications.get(claim.item)
        if one is None or one.id in hidden:
            problems.append(_fault(path, "it comes from an item that is not public", one.source if one else ""))
        elif claim.reason == "attached" and not _is_named(path, one, today):
            problems.append(_fault(path, "no public item names this file", one.source))
    return problems


def _is_named(path: str, one: Publication, today: date) -> bool:
    if is_gone(one, today):
        return False
    places = (one.address, *one.former_addresses)
    return path in {f"{place}/{attachment.file}" for place in places for attachment in one.attachments}


def _scan(
    work: _Work,
    paths: Mapping[str, str],
    needles: Needles,
    before: Mapping[str, str] | None = None,
    known: Iterable[int] = (),
) -> dict[str, set[Hit]]:
    """Look at files; of those that the last tree had too, at the lines that are new."""
    looked = [path for path in paths if work.claims.of.get(path, MADE).reason != "theme"]
    scanner = Scanner(needles, work.numbers, many=len(looked) > MANY, known=known)

    def look(path: str) -> set[Hit]:
        old = work.read_old(before[path]) if before is not None and path in before else None
        if old is not None:
            scanner.know(old)
        return work.look(scanner, path, paths[path]) | scanner.scan_path(path)

    def look_at_all(place: str) -> dict[str, set[Hit]]:
        return {path: hits for path in groups[int(place)] if (hits := look(path))}

    groups = _alike(looked)
    found: dict[str, set[Hit]] = {}
    spread = work.spread if len(looked) > MANY else map
    for hits in spread(look_at_all, [str(place) for place in range(len(groups))]):
        assert isinstance(hits, dict)
        found |= hits
    return found


def _alike(paths: Iterable[str]) -> list[list[str]]:
    """Group files that share most of their texts, so that one process looks at those once; the largest groups first."""
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        kind = path.rpartition(".")[2]
        part = str(crc32(path.encode()) % 3) if kind == "html" else path.partition("/")[0] if kind == "json" else ""
        kinds[f"{kind} {part}"].append(path)
    return sorted(kinds.values(), key=len, reverse=True)


def _scan_one(scanner: Scanner, data: bytes, path: str, claim: Claim, inside: Iterable[str]) -> set[Hit]:
    if claim.reason == "attached":
        return scanner.scan_attached(chain(map(plain, inside), texts_in(data)))
    return scanner.scan_made(
        data, search=path.startswith("search/") and path.endswith(".json") and "/items/" not in path
    )


def _same_files(outputs: Mapping[str, str], needles: Needles) -> list[Problem]:
    if needles.files.isdisjoint(outputs.values()):
        return []
    said = "it is a file that only hidden items name"
    return [_fault(path, said) for path, key in outputs.items() if key in needles.files]


def _tell(hits: Mapping[str, set[Hit]], work: _Work) -> list[Problem]:
    """Say which file tells of which source; never what it tells."""
    if not hits:
        return []
    sources = [work.part(one) for one in work.whole.publications.values()]
    sources += work.registers
    origins: dict[object, str] = {}
    for source in sources:
        found = Found()
        found.add(source, work.numbers)
        for number in (*work.numbers.of(found.words), *found.phrases, *found.cores, *found.addresses):
            origins.setdefault(number, source.path)
    return [
        _told(path, hit, origins.get(hit.number or hit.word, ""), work.claims.of.get(path, MADE))
        for path, of_path in hits.items()
        for hit in of_path
    ]


def _told(path: str, hit: Hit, source: str, claim: Claim) -> Problem:
    if claim.reason != "attached" or hit.what not in ("text", "unreadable"):
        cure = EVERYDAY if hit.what == "title or heading" and source else FAULT
        return _fault(path, _WORDS[hit.what], source, cure)
    if hit.what == "unreadable":
        return Problem(
            "",
            0,
            "",
            f"public site: {path}: the attached file {_WORDS['unreadable'].removeprefix('it ')}. Attach a plainer one",
        )
    message = (
        f"stands word for word in the public attachment {path}. Take the file from the public item, or make this public"
    )
    return Problem(source, 0, "", message)


_WORDS = {
    "words": "it has a word that stands in no public text",
    "title or heading": "it has a title or heading that is not public",
    "address": "it names an item that is not public",
    "text": "it repeats text that is not public",
    "mark": "it has the mark of the professional site",
    "unreadable": "it unfolds to more than can be looked at",
}


def _fault(path: str, what: str, source: str = "", cure: str = FAULT) -> Problem:
    if source:
        return Problem(source, 0, "", f"would be told of on the public site: {path}: {what}. {cure}")
    return Problem("", 0, "", f"public site: {path}: {what}. {FAULT}")
