"""Days and ages so exact that they can be looked up: in a newspaper, on a gravestone, in a class list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from learning_loop.disclosure.finding import Severity
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.lists.triggers import AGE, MONTH, NUMBER_WORD
from learning_loop.disclosure.patterns import Pattern
from learning_loop.disclosure.rule import Rule, Span
from learning_loop.disclosure.tokens import CAPITAL, NUMBER, FoundDate, Reading, Token

_MONTHS = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|"
    r"eighteenth|nineteenth|twentieth|twenty[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty[ -]first)"
)
_DAY_NUMBER = Pattern(r"(?<![\d.,:/£])(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?: of)?[ \u00a0,]{1,2}$", re.IGNORECASE)
_DAY_WORD = Pattern(rf"\b{_ORDINAL}(?: of)?[ \u00a0,]{{1,2}}$", re.IGNORECASE)
_DAY_AFTER = Pattern(
    r"\.?[ \u00a0](?:the )?(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b(?![:.]?\d|[ \u00a0](?:per|of|children|records|families|cases|am|pm)\b)"
)
_YEAR_AFTER = Pattern(r",?[ \u00a0](?:19|20)\d\d\b|,?[ \u00a0][’']?\d\d\b(?![ -]\w)")
_NUMERIC = Pattern(r"(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:(?:19|20)\d\d|\d\d)(?![\d/.-]\d|\d)")
_ISO = Pattern(r"(?:19|20)\d\d([-/.])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?!\d)")
_LIFE = Pattern(
    r"\b(?:born|birth|d\.?o\.?b|died|death|dead|kill\w*|stabbed|murder\w*|drown\w*|birthday|stillborn|deceased|suicide|hanged|collaps\w*|injur\w*|admitted|arrest\w*|charged|sentenced|convicted|incident|"
    r"remov(?:ed|al)|attack\w*|assault\w*|overdose\w*|raped|found|discharged|attended|disclosed|missing|fractur\w*|bruis\w*|ambulance|999|hospital|inquest|funeral|"
    r"last seen|moved|disappeared|strangl\w*|shot|crash|presented|taken to|visited)\b",
    re.IGNORECASE,
)  # fmt: skip
_OFFICE = Pattern(
    r"\b(?:publish\w*|review(?:ed)?|decided|agreed|accepted|commission\w*|polic(?:y|ies)|guidance|law|act|force|panel|group|meeting|board|launch\w*|deadline|due|forum|workshop|year (?:to|ending)|"
    r"statement|report\w*|version|updated|bulletin|newsletter|training|course|audit\w*|survey\w*|strategy|regulations?|closed|opens?|booking|until|withdrawn|evaluat\w*|from the partnership|"
    r"figures?|data|numbers are|inspection|inspected|delivered|signed off|replaced|procedures?|protocol|starts?|begins?|ends?|latest|book|apply|term)\b",
    re.IGNORECASE,
)  # fmt: skip
_BIRTH_OR_DEATH = Pattern(
    r"\b(?:born|birth|d\.?o\.?b|died|death|dead|killed|stabbed|murder\w*|drown\w*|birthday|stillborn|deceased|suicide|hanged|inquest|funeral)\b",
    re.IGNORECASE,
)


def _dates(reading: Reading) -> list[FoundDate]:
    """Give every full date: a day with its month. They are looked for once for both rules."""
    if reading.dates is None:
        reading.dates = []
        for start, end in _find_dates(reading):
            first, last = reading.sentence_span(start, end)
            reading.dates.append(FoundDate(start, end, first, last, reading.has(_BIRTH_OR_DEATH, first, last)))
    return reading.dates


def _find_dates(reading: Reading) -> Iterator[Span]:
    text = reading.text
    until = 0
    for index in reading.of(MONTH | NUMBER):
        token = reading.tokens[index]
        if token.start < until:
            continue
        span: Span | None = None
        if token.kind & MONTH:
            start = _day_before(text, token.start)
            if start is not None:
                year = _YEAR_AFTER.match(text, token.end)
                span = (start, year.end() if year else token.end)
            elif token.kind & CAPITAL and (after := _DAY_AFTER.match(text, token.end)):
                year = _YEAR_AFTER.match(text, after.end())
                span = (token.start, year.end() if year else after.end())
        elif (token.start == 0 or text[token.start - 1] not in "/.-=_?&") and (
            "-" in token.word or text[token.end : token.end + 1] in _BETWEEN_NUMBERS
        ):
            match = _NUMERIC.match(text, token.start) or _ISO.match(text, token.start)
            span = match.span() if match else None
        if span:
            until = span[1]
            yield span


def _day_before(text: str, month: int) -> int | None:
    """Give where the day begins that stands before a month; None when none does."""
    if text[month - 1 : month] not in _BEFORE_MONTH:
        return None
    low = max(0, month - 24)
    before = text[low:month].removesuffix("\n").rstrip(" \u00a0,").lower().removesuffix(" of").rstrip(" \u00a0,")
    pattern = _DAY_WORD
    if before[-1:].isdigit() or (before.endswith(_ENDS_OF_DAYS) and before[-3:-2].isdigit()):
        pattern, low = _DAY_NUMBER, max(0, month - 12)
    elif not before.endswith(_ENDS_OF_DAYS):
        return None
    found = pattern.search(text[low:month])
    return low + found.start() if found else None


_BETWEEN_NUMBERS = ("/", ".", "-")
_BEFORE_MONTH = frozenset(" \u00a0,\n")
_ENDS_OF_DAYS = ("st", "nd", "rd", "th")


def _find_life_date(reading: Reading, known: Known) -> Iterator[Span]:
    for one in _dates(reading):
        if one.of_life:
            yield one.start, one.end


def _find_full_date(reading: Reading, known: Known) -> Iterator[Span]:
    for start, end, first, last, of_life in _dates(reading):
        if of_life:
            continue
        if reading.of_case:
            found = not reading.has(_OFFICE, first, last) or reading.has(_LIFE, first, last)
        else:
            found = reading.has(_LIFE, first, last) and not reading.has(_OFFICE, first, last)
        if found:
            yield start, end


_NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|thirty(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|forty|a)"
_TWO_UNITS = Pattern(
    rf"{_NUMBER}[ \u00a0-]{{0,2}}(?:years?|yrs?|months?|mths?|weeks?|wks?)[ \u00a0]?(?:old[ ,])?(?:,|and|,? and|&|\+)?[ \u00a0]{{0,2}}{_NUMBER}[ \u00a0-]{{0,2}}(?:months?|mths?|weeks?|wks?|days?)\b",
    re.IGNORECASE,
)  # fmt: skip
_SHORT_AGE = Pattern(r"\d{1,2}\s?(?:y|yrs?)\s?\d{1,2}\s?(?:m|mths?)\b|\d{1,2}\+\d(?=\s?(?:weeks|/40))", re.IGNORECASE)
_YOUNG = Pattern(rf"{_NUMBER}[ \u00a0-](?:days?|weeks?|hours?)[’']?[ \u00a0-](?:old\b|of age\b)", re.IGNORECASE)
_AGED = Pattern(
    rf"(?:aged?|age of|at)[ \u00a0:]{{1,2}}(?:just |only |about )?{_NUMBER}[ \u00a0-](?:days?|weeks?|hours?)\b",
    re.IGNORECASE,
)
_HALF = Pattern(
    rf"{_NUMBER}(?: and a half|½|\.5)[ \u00a0-](?:years?|months?|weeks?)[ \u00a0-](?:old|of age)", re.IGNORECASE
)
_BIRTHDAY = Pattern(rf"(?:{_ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))[ \u00a0]birthday", re.IGNORECASE)
_OF_A_CHILD = Pattern(
    r"\b(?:old|age[ds]?|born|birth|baby|babies|infant|gestation|pregnan\w*|premature|weighed|she was|he was|they were|child)\b",
    re.IGNORECASE,
)
_OF_TIME = Pattern(
    r"\b(?:later|delay\w*|wait\w*|took|lasted|within|after(?:wards)?|before|until|for|over|plan|sentence|prison|month period|old (?:policy|plan|form|referral|record|protocol))\b",
    re.IGNORECASE,
)


def _find_at(reading: Reading, kinds: int, look: Callable[[Reading, Token], re.Match[str] | None]) -> Iterator[Span]:
    """Give what ``look`` matches at the words of some kinds, each of which begins behind the last match."""
    until = 0
    for index in reading.of(kinds):
        token = reading.tokens[index]
        if token.start >= until and (match := look(reading, token)):
            until = match.end()
            yield match.span()


def _find_exact_age(reading: Reading, known: Known) -> Iterator[Span]:
    return _find_at(reading, NUMBER | NUMBER_WORD, _exact_age)


def _exact_age(reading: Reading, token: Token) -> re.Match[str] | None:
    text, start = reading.text, token.start
    match = _TWO_UNITS.match(text, start)
    if match is None:
        return _SHORT_AGE.match(text, start) or _HALF.match(text, start)
    near = text[max(0, start - 60) : match.end() + 40]
    told = _CLOSE.search(text[max(0, start - 25) : match.end() + 25])
    return match if told or (_OF_A_CHILD.search(near) and not _OF_TIME.search(near)) else None


_CLOSE = Pattern(r"\b(?:old|age[ds]?|gestation|premature|of age)\b", re.IGNORECASE)


def _find_weeks_old(reading: Reading, known: Known) -> Iterator[Span]:
    return _find_at(reading, NUMBER | NUMBER_WORD | AGE, _weeks_old)


def _weeks_old(reading: Reading, token: Token) -> re.Match[str] | None:
    text, start = reading.text, token.start
    match = _YOUNG.match(text, start) or (_AGED.match(text, start) if token.low in ("aged", "age") else None)
    if match is None or _GENERAL.search(text[max(0, start - 36) : start]):
        return None
    return None if _THING.match(text[match.end() : match.end() + 14]) else match


_GENERAL = Pattern(
    r"\b(?:under|over|least|than|until|before|every|first|before they are|from|between|to|by|(?:before|when|until|by the time|if|while) (?:the|a|your|any) (?:baby|child) is|(?:report|form|plan|record|referral|assessment|note|entry) (?:that )?(?:was|is))[ \u00a0]$",
    re.IGNORECASE,
)
_THING = Pattern(
    r"[ -](?:policy|plan|form|referral|record|protocol|report|assessment|e-mail|email|message|entry|note|milk|photo)",
    re.IGNORECASE,
)


def _find_birthday(reading: Reading, known: Known) -> Iterator[Span]:
    text = reading.text
    for index in reading.of(AGE):
        token = reading.tokens[index]
        if token.low != "birthday":
            continue
        low = max(0, token.start - 22)
        match = _BIRTHDAY.search(text, low, token.end)
        if (
            match
            and _OF_ONE.search(text[max(0, low - 20) : token.end + 30])
            and not _OF_ANYBODY.search(text[max(0, match.start() - 24) : match.start()])
        ):
            yield match.span()


_OF_ONE = Pattern(r"\b(?:his|her|their|days?|weeks?|eve|after|before|on)\b|[’']s\b", re.IGNORECASE)
_OF_ANYBODY = Pattern(
    r"\b(?:until|up to|a|any|every|each|under|an|before their|by their|to their)\s{0,2}(?:child[’']s|person[’']s|young person[’']s)?\s{0,2}$",
    re.IGNORECASE,
)


_WEIGHT = Pattern(
    r"\d{1,2}\s?lbs?\s?\d{1,2}\s?oz\b|\d{1,2}(?:\.\d{1,3})?\s?(?:kg|kilos?|kilograms?|lbs?|pounds|stone)\b|\d{3,4}\s?(?:g|grams?)\b",
    re.IGNORECASE,
)
_WORD_WEIGHT = Pattern(
    rf"{_NUMBER}[ \u00a0](?:pounds?|kilos?|kilograms?)(?:[ \u00a0](?:and )?{_NUMBER}[ \u00a0]ounces?)?", re.IGNORECASE
)
_NEWBORN = Pattern(
    r"\b(?:born|birth\w*|newborn|baby|babies|(?:he|she|child|infant|boy|girl|twins) weigh\w*|premature|twins?|delivery)\b",
    re.IGNORECASE,
)


def _find_weight(reading: Reading, known: Known) -> Iterator[Span]:
    return _find_at(reading, NUMBER | NUMBER_WORD, _birth_weight)


def _birth_weight(reading: Reading, token: Token) -> re.Match[str] | None:
    text, start = reading.text, token.start
    match = _WEIGHT.match(text, start) or _WORD_WEIGHT.match(text, start)
    if match is None or not reading.has(_NEWBORN, *reading.sentence_span(*match.span(), 120)):
        return None
    before = text[max(0, start - 8) : start]
    return None if "under" in before or "than" in before else match


RULES = (
    Rule(
        "birth-or-death-date", Severity.BLOCK, MONTH | NUMBER, "a full date of a birth or a death", "Registers and newspapers find a child by it",
        "Write a month or a season; no waiver lets it through", _find_life_date,
        ("She was born on [[12 March 2019]].", "He died on the [[third of May]].", "DOB [[12/03/2019]]", "Death: [[2021-07-04]]", "She was stabbed on [[March 3rd, 2020]]."),
        ("He died in March.", "She was born in spring 2019.", "The Act came into force on 1 April 2015."),
    ),
    Rule(
        "full-date", Severity.STOP, MONTH | NUMBER, "a full date", "With it an incident is found in newspapers and diaries", "Write a month or a season", _find_full_date,
        ("He was arrested on [[4 June 2022]].", "On [[4th June]] she was taken to hospital.", "The ambulance was called on [[17.11.21]]."),
        ("The review was published on 4 June 2022.", "Figures are those of 31 March 2026.", "In June 2022 he moved.", "The Forum is on 26 November.", "We may 12 times ask."),
    ),
    Rule(
        "exact-age", Severity.STOP, NUMBER | NUMBER_WORD, "an age in two units, or with a half", "From it and a date of publication a birthday can be reckoned",
        "Write whole years, or months for a baby", _find_exact_age,
        ("He was [[three years and four months]] old.", "Aged [[11 weeks and 3 days]].", "A boy of [[2y 4m]].", "She was [[two and a half years old]]."),
        ("The delay lasted two years and three months.", "A four-year-old told us.", "After six weeks and two days the plan was made."),
    ),
    Rule(
        "age-in-days", Severity.LOOK, NUMBER | NUMBER_WORD | AGE, "an age in days or weeks", "A baby’s exact age leads to a birthday", "Write months, or ‘a newborn baby’", _find_weeks_old,
        ("The baby was [[nine days old]].", "[[Aged 12 weeks]], she was seen.", "An [[eleven-week-old]] baby."),
        ("Babies under six weeks old need this.", "A twelve-week-old referral was found.", "She waited twelve weeks."),
    ),
    Rule(
        "birthday", Severity.LOOK, AGE, "a numbered birthday", "It ties an event to a day", "Write the age, and a season", _find_birthday,
        ("It was her [[fifteenth birthday]].", "Two days after his [[3rd birthday]]."), ("Care ends on a young person’s eighteenth birthday.", "A birthday was missed."),
    ),
    Rule(
        "birth-weight", Severity.STOP, NUMBER | NUMBER_WORD, "a child’s weight", "Families and staff know a baby by it", "Leave it out, or say ‘small for their age’", _find_weight,
        ("The baby weighed [[2.4 kg]] at birth.", "Born at [[5lb 6oz]].", "She weighed [[six pounds and two ounces]]."), ("A bag of 2 kg was found in the flat.",),
    ),
)  # fmt: skip
