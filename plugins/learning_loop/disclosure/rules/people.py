"""People: whoever can be asked for by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning_loop.disclosure.english import is_ordinary
from learning_loop.disclosure.finding import Severity
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.lists.names import WEAK
from learning_loop.disclosure.lists.triggers import MONTH, NAME, NAME_WORD, RELATION, TITLE, WORKER
from learning_loop.disclosure.lists.world import NAMED
from learning_loop.disclosure.patterns import Pattern, matches_from
from learning_loop.disclosure.rule import Rule, Span
from learning_loop.disclosure.tokens import CAPITAL, Reading

_SURE_TITLES = frozenset("mr mrs ms miss mx dr pc dc wpc revd cllr".split())
_CAPITAL_TITLES = frozenset(
    "professor prof sir dame lord lady reverend rev sergeant sgt constable inspector detective sister nurse judge justice councillor imam rabbi pastor doctor father dci ds di ".split()
)
_FAMILY = frozenset(
    "mother father mum dad mummy daddy sister brother son daughter aunt auntie aunty uncle nan nana nanny gran grandmother grandfather grandma grandad cousin stepfather stepmother stepdad stepmum partner boyfriend "
    "girlfriend husband wife ex-partner friend neighbour sibling twin half-brother half-sister fiancé carer nephew niece baby toddler boy girl son".split()
)  # fmt: skip
_WORKERS = frozenset(
    "worker visitor midwife teacher headteacher head nurse gp doctor officer constable paediatrician psychiatrist psychologist counsellor therapist solicitor manager consultant practitioner assistant "
    "guardian iro supervisor childminder coordinator mentor tutor clerk receptionist".split()
)  # fmt: skip
_VERBS = Pattern(
    r"[’']s? (?=[a-z])|[ ,]{1,2}(?:was|is|were|had|has|said|says|told|asked|lived|lives|died|went|came|did|didn[’']t|felt|wanted|loved|liked|hated|thought|knew|moved|cried|rang|who|wrote|started|became|got|slept|played|ran|stayed|and (?:his|her|their|my|[A-Z]))\b"
)  # fmt: skip
_BEFORE_MONTH = Pattern(
    r"(?:\b(?:in|by|since|until|till|from|to|of|early|late|mid|last|next|this|during|after|before|between|every|each|and|or|the|for|around|through|about|on|for|end|start|began|\d{1,2}(?:st|nd|rd|th)?)|[–—/(,-]|\d)[ \u00a0]?$",
    re.IGNORECASE,
)
_AFTER_MONTH = Pattern(
    r"[ \u00a0,]{1,2}(?:\d|and \d|to [A-Z]|half|and (?:January|February|March|April|May|June|July|August|September|October|November|December)|[’'])|[–/-]"
)


def is_name(reading: Reading, index: int) -> bool:
    """Say whether a word with a capital is one that only a name would be: in the list of names, or in no dictionary."""
    token = reading.tokens[index]
    if not token.kind & CAPITAL or len(token.low) < 2 or index in reading.covered:
        return False
    if token.word.isupper() and len(token.word) <= 6 and not token.kind & NAME:
        return False
    return bool(token.kind & NAME) or (not is_ordinary(token.low) and token.low not in reading.small_words)


def may_be_name(reading: Reading, index: int) -> bool:
    """Say whether a word with a capital may be a name where a name is expected: words that are names as well, too."""
    token = reading.tokens[index]
    if is_name(reading, index):
        return True
    return bool(
        token.kind & CAPITAL and token.kind & NAME_WORD and index not in reading.covered and not token.kind & MONTH
    )


def bare_end(reading: Reading, index: int) -> int:
    """Give the end of a word without its genitive."""
    token = reading.tokens[index]
    return token.end - 2 if token.word.endswith(("’s", "'s")) else token.end


def capital_before(reading: Reading, index: int) -> bool:
    """Say whether the word before belongs to the same name: it has a capital, and not because a sentence begins with it."""
    return bool(
        index
        and reading.joined(index - 1)
        and reading.tokens[index - 1].kind & CAPITAL
        and not reading.starts_sentence(index - 1)
    )


def name_end(reading: Reading, index: int) -> int:
    """Give the end of the name that begins at a word: with the surname behind it, whatever word that is."""
    end = bare_end(reading, index)
    for following in range(index + 1, min(index + 4, len(reading.tokens))):
        if (
            not reading.tokens[following].kind & CAPITAL
            or end != reading.tokens[following - 1].end
            or following in reading.covered
            or not reading.joined(following - 1)
        ):
            break
        end = bare_end(reading, following)
    return end


def _find_titled(reading: Reading, known: Known) -> Iterator[Span]:
    for index in reading.of(TITLE):
        token = reading.tokens[index]
        if index + 1 >= len(reading.tokens) or index in reading.covered or index + 1 in reading.covered:
            continue
        following = reading.tokens[index + 1]
        if reading.gap(index) not in (" ", ". ", "\u00a0", "\n", ".\u00a0", "."):
            continue
        sure = token.low in _SURE_TITLES
        if not token.kind & CAPITAL and "." in reading.gap(index):
            continue
        if (
            sure
            and following.kind & CAPITAL
            and len(following.low) > 1
            and not (following.word.isupper() and len(following.word) < 3)
        ):
            yield token.start, name_end(reading, index + 1)
        elif sure and token.low in ("mr", "mrs", "ms", "miss", "dr") and following.kind & NAME:
            yield token.start, following.end
        elif (
            not sure and token.kind & CAPITAL and token.low in _CAPITAL_TITLES and reading.gap(index) in (" ", "\u00a0")
        ) and (may_be_name(reading, index + 1) or (following.kind & CAPITAL and following.low in _SURNAMES)):
            yield token.start, name_end(reading, index + 1)


_SURNAMES = frozenset(
    "smith brown taylor white green hall wood clark clarke baker hill king cook ward carter cooper walker wright turner parker cox mason hunt bell young marsh bishop price wells fisher shaw fox gray reed bird payne day bond lamb field brook banks steel potter waters nelson".split()
)
"""Family names that dictionaries have as words; heard beside a title they are names."""


def _find_related(reading: Reading, known: Known) -> Iterator[Span]:
    for index in reading.of(RELATION):
        if reading.tokens[index].low in _FAMILY and index + 1 < len(reading.tokens):
            gap = reading.gap(index)
            if (
                gap in (" ", ", ", "\u00a0", "\n", " (", ": ")
                and may_be_name(reading, index + 1)
                and not _a_label(reading, index)
            ):
                yield reading.tokens[index].start, name_end(reading, index + 1)


def _a_label(reading: Reading, index: int) -> bool:
    following = reading.tokens[index + 1]
    return len(following.low) < 2


def _find_worker(reading: Reading, known: Known) -> Iterator[Span]:
    for index in reading.of(WORKER):
        if reading.tokens[index].low not in _WORKERS or index + 1 >= len(reading.tokens):
            continue
        if reading.gap(index) in _BESIDE and may_be_name(reading, index + 1):
            yield reading.tokens[index].start, name_end(reading, index + 1)


_BESIDE = (" ", ", ", "\u00a0", "\n", " (", " called ", ": ")


_CALLED_OPENINGS = (
    "nickname", "known to ", "known on ", "known in ", "known by ", "known as", "answers to", "answer to", "goes by", "went by", "street name", "call him", "call her", "call them", "calls ", "called h", "called them",
)  # fmt: skip
_CALLED = Pattern(
    r"\b(?:nicknamed|nickname(?: was| is)?|known (?:(?:to|on|in|by) [a-z ]{3,30} )?as|answers? to|goes by(?: the name)?|went by(?: the name)?|street name(?: was| is)?|calls? (?:him|her|them)|called (?:him|her|them))[ ,:]{1,2}([“\"‘']?)([A-Z][\w’'-]{1,20})"
)


def _find_nickname(reading: Reading, known: Known) -> Iterator[Span]:
    covered: set[int] | None = None
    for match in matches_from(_CALLED, reading.text, _CALLED_OPENINGS, reading.openers):
        if covered is None:
            covered = {reading.tokens[index].start for index in reading.covered}
        word = match[2]
        if match.start(2) in covered or (word.isupper() and len(word) < 8) or word.lower() in NAMED:
            continue
        behind = reading.text[match.end() : match.end() + 24]
        closed = match[1] and behind[:1] in "”\"’'.,"
        named = (
            "nick" in match[0]
            or "street name" in match[0]
            or "answers" in match[0]
            or " by" in match[0]
            or "him" in match[0]
            or "her " in match[0]
            or "them" in match[0]
        )
        if _LABEL_WORDS.match(word + behind):
            continue
        if closed or named or not is_ordinary(word.lower()):
            yield match.span(2)


_LABEL_WORDS = Pattern(
    r"(?:Child|Baby|Young Person|Family|Adult|Mother|Father|Sibling|Mr|Mrs|Ms|Parent|Person|Boy|Girl|Twin|Unborn Baby|The)\b"
)


def _find_given(reading: Reading, known: Known) -> Iterator[Span]:
    until = 0
    for index in reading.of(NAME):
        token = reading.tokens[index]
        if token.start < until or not token.kind & CAPITAL or index in reading.covered:
            continue
        if token.low in NAMED and not _VERBS.match(reading.text, token.end):
            continue
        if index and reading.tokens[index - 1].kind & TITLE and reading.gap(index - 1) in (" ", ". "):
            continue
        if cited(reading, index) or _part_of_body(reading, index):
            continue
        until = name_end(reading, index)
        yield token.start, until


def _part_of_body(reading: Reading, index: int) -> bool:
    return bool(_NAMED_AFTER.match(reading.text, reading.tokens[index].end))


_NAMED_AFTER = Pattern(
    r"[’']?s? ?(?:[A-Z][\w’'-]{1,15} )?(?:Foundation|Review|Inquiry|Report|Trust|Law|Act|Scale|Model|Cycle|Framework|Protocol|Charity|Centre for|Index|Questionnaire|Inventory)\b"
)

_CITED = Pattern(
    r",? et al\b|,? and (?:colleagues|others),? \(?(?:19|20)\d\d|,? ?(?:and|&) [A-Z][\w’'-]{1,20},? \(?(?:19|20)\d\d|(?:, [A-Z]\.){0,3},? \(?(?:19|20)\d\d[a-z]?[);,:]|[’']s (?:\(?(?:19|20)\d\d|research|study|work|model|theory|cycle|stages|hierarchy|report|review|inquiry|ladder|scale)\b|,? [A-Z]\.(?:[A-Z]\.)?,? (?:\(?(?:19|20)\d\d|&|and )"
)
_CITED_BEFORE = Pattern(
    r"(?:(?:19|20)\d\d[;,] |\((?:see |as |e\.g\. )?|[Rr]esearch (?:by|of) |[Ss]tudy (?:by|of) |cited in |[Aa]dapted from |according to |quoted from |(?:by|from) )$"
)


def cited(reading: Reading, index: int) -> bool:
    """Say whether a name stands as the author of something published: beside a year, or with ‘et al’."""
    token = reading.tokens[index]
    at = token.end - 2 if token.word.endswith(("’s", "'s")) else token.end
    if _CITED.match(reading.text, at):
        return True
    end = name_end(reading, index)
    if end != token.end and _CITED.match(reading.text, end - 2 if reading.text[end - 2 : end] in ("’s", "'s") else end):
        return True
    before = reading.text[max(0, token.start - 40) : token.start]
    return bool(_YEAR.match(reading.text, token.end) and _OTHER_AUTHOR.search(before))


_YEAR = Pattern(r",? \(?(?:19|20)\d\d")
_OTHER_AUTHOR = Pattern(r"[A-Z][\w’'-]{1,20},? (?:and|&) $")


def _find_small_name(reading: Reading, known: Known) -> Iterator[Span]:
    text = reading.text
    for index in reading.of(NAME):
        token = reading.tokens[index]
        if token.kind & CAPITAL or is_ordinary(token.low) or not (token.word.isalpha() and token.word.islower()):
            continue
        if (
            text[max(0, token.start - 1) : token.start] not in _IN_ADDRESS
            and text[token.end : token.end + 1] not in _IN_ADDRESS
        ):
            yield token.start, token.end


_IN_ADDRESS = ("/", "@", "_", "-", "#")


def _find_word_name(reading: Reading, known: Known) -> Iterator[Span]:
    until = 0
    for index in reading.of(NAME_WORD):
        token = reading.tokens[index]
        if (
            token.start < until
            or not token.kind & CAPITAL
            or index in reading.covered
            or token.kind & NAME
            or (token.word.isupper() and len(token.word) > 1)
        ):
            continue
        if capital_before(reading, index) and not reading.starts_sentence(index):
            continue
        verb = _VERBS.match(reading.text, token.end)
        if token.low in _SEASONS and not verb:
            continue
        if token.kind & MONTH:
            if (
                verb
                and not _BEFORE_MONTH.search(reading.before(index, 12))
                and not _AFTER_MONTH.match(reading.text, token.end)
                and not _DAYS.search(reading.before(index, 14))
            ) and (not reading.starts_sentence(index) or _TOLD.match(reading.text, token.end)):
                yield token.start, token.end
            continue
        following = (
            index + 1 < len(reading.tokens) and reading.joined(index) and reading.tokens[index + 1].kind & CAPITAL
        )
        if reading.starts_sentence(index):
            sure = _SPOKE.match(reading.text, token.end) and token.low not in WEAK
            if not sure and not (following and is_name(reading, index + 1)):
                continue
        elif following and not is_name(reading, index + 1) and reading.tokens[index + 1].low not in _SURNAMES:
            continue
        until = name_end(reading, index)
        yield token.start, until


_SEASONS = frozenset({"spring", "summer", "autumn", "winter"})
_TOLD = Pattern(
    r"[’']s (?:mum|mother|father|dad|school|family|sister|brother|death|teacher|parents|baby)|[ ](?:said|says|told|asked|lives|died|cried|rang|wrote|slept|loved|liked)\b"
)
_DAYS = Pattern(r"\b(?:\d{1,2}(?:st|nd|rd|th)?|first|second|third|of)[ \u00a0]$")
_SPOKE = Pattern(
    r"[’']s (?:mum|mother|father|dad|school|family|sister|brother|life|voice|death|case|room|teacher|parents|baby|home|social)|[ ]{1,2}(?:was|had|has|said|says|told|asked|lived|lives|died|went|came|did|didn[’']t|felt|wanted|loved|liked|hated|thought|knew|moved|cried|rang|wrote|stayed|slept)\b"
)


def _find_beside_label(reading: Reading, known: Known) -> Iterator[Span]:
    for match in matches_from(_LABELLED, reading.text, _LABELLED_OPENINGS, reading.openers):
        word = match[1]
        if word.isupper() or _LABEL_WORDS.match(word) or (is_ordinary(word.lower()) and word.lower() not in _EITHER):
            continue
        yield match.span(1)


_EITHER = frozenset(
    "rose lily daisy ivy poppy grace hope faith joy summer amber ruby jade violet olive iris pearl hazel heather will jack mark rob bill frank dean art max ray jay robin".split()
)
_LABELLED_OPENINGS = tuple("Child |Baby |Person |Family |Adult |Mother |Father |Sibling |Boy |Girl |Twin ".split("|"))
_LABELLED = Pattern(
    r"\b(?:Child|Baby|Person|Family|Adult|Mother|Father|Sibling|Boy|Girl|Twin) [A-Z][a-z]?\d?(?:[’']s (?:real |first |given )?name (?:is|was)|,? (?:whose (?:real |first )?name (?:is|was)|real name:?|or|aka|a\.k\.a\.|formerly)|[ ]?[(\[–—=/]{1,2})[ ]?[“‘\"']?([A-Z][a-zà-ÿ’'-]{1,20})"
)


def _find_initials(reading: Reading, known: Known) -> Iterator[Span]:
    for match in _INITIALS.finditer(reading.text):
        behind = reading.text[match.end() : match.end() + 8]
        if (
            match[0].rstrip(".") in _NO_INITIALS
            or _CITED.match(reading.text, match.end())
            or _AUTHOR_BEHIND.match(behind)
        ):
            continue
        if not _author_before(reading.text, match.start()):
            yield match.span()


_NO_INITIALS = frozenset(
    "U.K U.S E.U P.E A.M P.M I.T G.P U.N N.B P.S E.G I.E N.I A.E S.E T.V R.E P.P D.A C.P D.V".split()
)
_AUTHOR_BEHIND = Pattern(r",? (?:\(?(?:19|20)\d\d|[A-Z]\.|and |&|\()")


def _author_before(text: str, start: int) -> bool:
    match = re.search(r"([A-Z][\w’'-]{1,20}), $", text[max(0, start - 24) : start])
    return match is not None and not is_ordinary(match[1].lower())


_INITIALS = Pattern(r"[A-Z](?<![\w.].)\.[ ]?[A-Z]\.(?![\w])(?! ?[A-Z]\.)")
"""What may not stand before the first letter is asked behind it: a pattern that begins with a letter is found much faster."""


RULES = (
    Rule(
        "titled-name", Severity.STOP, TITLE, "a title with a name", "It names a person", "Write the role: ‘a doctor’, ‘the mother’; who may be named stands in registers/names.yml", _find_titled,
        ("We spoke to [[Mr Pemberton]].", "Her doctor, [[Dr. Okafor]], wrote.", "[[PC Hadley]] came.", "then [[Judge Marlowe]] asked", "She rang [[Mrs Green]]."),
        ("Mr A moved.", "The Sister Act was on.", "Lord Laming wrote it.", "Ms B and Mr C agreed.", "Judge for yourself.", "Nurse Practitioners helped."),
    ),
    Rule(
        "relation-name", Severity.STOP, RELATION, "a member of a family with a name", "It names a family", "Write ‘her brother’, ‘the father’s partner’", _find_related,
        ("her [[brother Liam]] rang", "His [[mother, Agnieszka]], asked.", "The [[stepfather Dean]] left.", "my [[Nan Joyce]] said"),
        ("Her mother was ill.", "The father Child M knew.", "Her brother and Marlsea Council.", "In the mother, May was a hard month."),
    ),
    Rule(
        "named-worker", Severity.STOP, WORKER, "a worker with a name", "Workers are no part of the learning, and lead to the family", "Write the role alone", _find_worker,
        ("The social [[worker, Janet Hollis]], came.", "Our health [[visitor Priya]] said."), ("A social worker from Children’s Services came.", "The midwife, Child M said, was kind."),
    ),
    Rule(
        "nickname", Severity.STOP, 0, "a nickname or street name", "Friends know whose it is", "Leave it out", _find_nickname,
        ("He was known as “[[Bizzy]]” to friends.", "nicknamed [[Bear]]", "She goes by [[Kiki]]."), ("known as CAMHS", "She is known as Child M.", "known as ‘disguised compliance’", "known as Working Together"),
    ),
    Rule(
        "personal-name", Severity.STOP, NAME, "a personal name", "It names a person", "Use the label from ‘people’; who may be named stands in registers/names.yml", _find_given,
        ("Then [[Chloe]] went home.", "[[Mohammed Khan]] was fifteen.", "[[Sarah Smith]] rang."), ("Brandon et al (2020) found it.", "The Lucy Faithfull Foundation helps.", "Sarah’s Law was used.", "Jordan, Syria and Kent.", "(Ferguson and Martin, 2019)"),
    ),
    Rule(
        "name-in-small-letters", Severity.LOOK, NAME, "a word that is a personal name, in small letters", "Names slip in unnoticed so", "Use the label from ‘people’", _find_small_name,
        ("then [[chloe]] cried",), ("a jack and a rob", "see ../reviews/martha.md", "mark it"),
    ),
    Rule(
        "word-as-name", Severity.STOP, NAME_WORD, "a word that is written as a name", "It may name a person", "Use the label from ‘people’, or write the word in small letters", _find_word_name,
        ("When [[Rose]] came home.", "[[Lily]] said that it hurt.", "Later [[May]] told her teacher.", "He asked [[Mark Hill]] for help."),
        ("In May she moved.", "Will the plan hold?", "Mark it on the form.", "Hope was lost.", "On 3 June it rained.", "May was quiet.", "Grace period."),
    ),
    Rule(
        "name-beside-label", Severity.STOP, 0, "a name beside a label", "It gives away whom the label stands for", "Take the name out", _find_beside_label,
        ("Child M ([[Rose]]) is nine.", "Child M, whose name is [[Kofi]], is nine.", "Baby H – [[Ivy]]"), ("Child M (Appendix 2)", "Child M and Baby H", "Child M (LCSPR)", "Child M – aged nine."),
    ),
    Rule(
        "initials", Severity.LOOK, 0, "initials", "They may be a person’s", "Use the label from ‘people’", _find_initials,
        ("She, [[J.S.]], left.",), ("Munro, E. (2011)", "The U.K. and the E.U. agree.", "Smith, J. K. and Brown, A. B. (2019)"),
    ),
)  # fmt: skip
