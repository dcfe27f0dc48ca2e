"""Numbers and addresses that belong to one person or one case."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning_loop.disclosure.finding import Severity
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.lists.triggers import CASE
from learning_loop.disclosure.patterns import Pattern
from learning_loop.disclosure.rule import Rule, Span
from learning_loop.disclosure.tokens import NUMBER, Reading

# Every pattern is tried where a number stands, is bounded in length, and knows at each sign which way to go.
_SPACED = Pattern(r"\+?\(?\d(?:[ \u00a0\u202f().‑–/-]{0,3}\d){8,24}")
_NHS = Pattern(r"\d{3}[ \u00a0.-]{0,2}\d{3}[ \u00a0.-]{0,2}\d{4}(?![\d])")
_NI = Pattern(
    r"[A-CEGHJ-PR-TW-Za-ceghj-pr-tw-z]{2}[ \u00a0-]?\d{2}[ \u00a0-]?\d{2}[ \u00a0-]?\d{2}[ \u00a0-]?[A-Da-d](?![^\W_])"
)
_UPN = Pattern(r"[A-HJ-NP-RT-Za-z]\d{11}[\dA-Za-z](?![^\W_])")
_POSTCODE = Pattern(
    r"(?:GIR|[A-PR-UWYZ][A-HK-Y]?\d[A-HJKPSTUW\d]?)[ \u00a0]{0,2}\d[ABD-HJLNP-UW-Z]{2}(?![^\W_])", re.IGNORECASE
)
_PLATE = Pattern(r"[A-Z]{2}\d{2}[ \u00a0-]?[A-Z]{3}(?![^\W_])")
_OLD_PLATE = Pattern(
    r"(?:[A-Z]\d{1,3}[ \u00a0-]?[A-Z]{3}|[A-Z]{3}[ \u00a0-]?\d{1,3}[A-Z]|[A-Z]{2}\d{2}[ -]?[A-Z]{3})(?![^\W_])",
    re.IGNORECASE,
)
_OLD_PLATE_BEHIND = Pattern(r"[A-Z]{3}[ \u00a0-]$", re.IGNORECASE)
_VEHICLE_WORDS = Pattern(
    r"\b(?:car|van|vehicle|registration|reg|plate|index|driving|taxi|lorry|motorbike|fiesta|corsa|astra|golf)\b",
    re.IGNORECASE,
)
_COURT = Pattern(r"[A-Z]{2}\d{2}[A-Z]\d{5}(?![^\W_])", re.IGNORECASE)
_DEGREES = Pattern(
    r"-?\d{1,2}\.\d{3,8}\d{0,8}°?[ ]?[NS]?[ ]?[,;/][ ]?-?\d{1,3}\.\d{3,8}\d{0,8}°?[ ]?[EW]?|\d{1,2}°[ ]?\d{1,2}['′’]"
)
_GRID = Pattern(r"[HJNOST][A-HJ-Z][ ]?\d{3,5}[ ]?\d{3,5}(?!\d)")
_SORT_CODE = Pattern(r"\d{2}[ ‑–-]\d{2}[ ‑–-]\d{2}(?![\d-])")
_OWN_REFERENCE = Pattern(
    r"[A-Za-z][A-Za-z0-9]{1,9}-(?:19|20)\d\d-\w{1,3}(?:/|$)|(?:19|20)\d\d(?:-\d\d)?$|(?:19|20)\d\d[-/–]\d{2,4}$"
)
_NUMBERED = Pattern(
    r"(?:\s{1,2}(?:case|crime|court|incident|claim|log|ref|reference)){0,2}(?:\s{1,2}(?:number|numbers|no|ref|reference|log|id))?[.:#]?\s{0,2}(?:is|was)?[:#]?\s{0,2}([A-Za-z]{0,6}[-/]?\d[A-Za-z\d/-]{3,20})", re.IGNORECASE
)  # fmt: skip


def _numbers(reading: Reading) -> list[int]:
    return reading.of(NUMBER)


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _nhs_valid(digits: str) -> bool:
    """The NHS number's check digit (modulus 11, NHS Data Dictionary)."""
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return check != 10 and check % 11 == int(digits[9]) and len(set(digits)) > 2


def _find_nhs(reading: Reading, known: Known) -> Iterator[Span]:
    for index in _numbers(reading):
        start = reading.tokens[index].start
        match = _NHS.match(reading.text, start)
        if (
            match
            and (start == 0 or reading.text[start - 1] not in "+0123456789")
            and match[0][0] not in "0"
            and _nhs_valid(_digits(match[0]))
        ):
            yield match.span()


def _find_nhs_unchecked(reading: Reading, known: Known) -> Iterator[Span]:
    for index in _numbers(reading):
        match = _NHS.match(reading.text, reading.tokens[index].start)
        if match and "nhs" in reading.before(index, 30).lower() and not _nhs_valid(_digits(match[0])):
            yield match.span()


def _find_by(pattern: Pattern, reading: Reading) -> Iterator[Span]:
    for index in _numbers(reading):
        match = pattern.match(reading.text, reading.tokens[index].start)
        if match:
            yield match.span()


def _find_ni(reading: Reading, known: Known) -> Iterator[Span]:
    yield from _find_by(_NI, reading)
    for index in _numbers(reading):
        start = reading.tokens[index].start
        if (
            start < 3
            or reading.text[start - 1] not in " -\u00a0"
            or (reading.text[max(0, start - 4)].isalnum() and start > 3)
        ):
            continue
        if match := _NI.match(reading.text, start - 3):
            yield match.span()


def _find_upn(reading: Reading, known: Known) -> Iterator[Span]:
    yield from _find_by(_UPN, reading)


def _find_telephone(reading: Reading, known: Known) -> Iterator[Span]:
    until = 0
    for index in _numbers(reading):
        start = reading.tokens[index].start
        while start and reading.text[start - 1] in "+(":
            start -= 1
        if start < until:
            continue
        match = _SPACED.match(reading.text, start)
        if not match:
            continue
        until = match.end()
        digits = _digits(match[0])
        digits = digits.removeprefix("00")
        if digits.startswith("44"):
            digits = "0" + digits[2:].removeprefix("0")
        if (
            digits[:2] in ("01", "02", "03", "05", "07", "08")
            and len(digits) in (10, 11)
            and not known.may_print(digits)
        ):
            yield match.span()


def _find_email(reading: Reading, known: Known) -> Iterator[Span]:
    text = reading.text
    at = text.find("@")
    while at >= 0:
        start, end = at, at + 1
        while start > max(0, at - 64) and (text[start - 1].isalnum() or text[start - 1] in "._%+'-"):
            start -= 1
        while end < min(len(text), at + 100) and (text[end].isalnum() or text[end] in ".-"):
            end += 1
        end = start + len(text[start:end].rstrip(".-"))
        if start < at and "." in text[at:end] and not known.may_print(text[start:end]):
            yield start, end
        at = text.find("@", at + 1)


def _find_postcode(reading: Reading, known: Known) -> Iterator[Span]:
    for index in _numbers(reading):
        match = _POSTCODE.match(reading.text, reading.tokens[index].start)
        if not match:
            continue
        if match[0][-3:].isupper() or match[0][-2:].lower() not in ("nd", "st", "rd", "th"):
            yield match.span()


def _find_vehicle(reading: Reading, known: Known) -> Iterator[Span]:
    for index in _numbers(reading):
        start = reading.tokens[index].start
        match = _PLATE.match(reading.text, start)
        if match:
            yield match.span()
            continue
        behind = _OLD_PLATE_BEHIND.search(reading.text, max(0, start - 4), start)
        match = _OLD_PLATE.match(reading.text, behind.start() if behind else start) or _OLD_PLATE.match(
            reading.text, start
        )
        if match and _VEHICLE_WORDS.search(reading.before(index, 60) + " " + reading.after(index, 30)):
            yield match.span()


def _find_case(reading: Reading, known: Known) -> Iterator[Span]:
    until = 0
    for index in reading.of(CASE | NUMBER):
        token = reading.tokens[index]
        if token.start < until:
            continue
        if token.kind & NUMBER:
            if match := _COURT.match(reading.text, token.start):
                until = match.end()
                yield match.span()
            continue
        if token.low in ("number", "no", "account", "sort", "card", "ni", "nhs", "upn", "lasting"):
            continue
        match = _NUMBERED.match(reading.text, token.end)
        if match and sum(sign.isdigit() for sign in match[1]) >= 4 and not _OWN_REFERENCE.match(match[1]):
            until = match.end()
            yield match.span(1)


def _find_card(reading: Reading, known: Known) -> Iterator[Span]:
    until = 0
    for index in _numbers(reading):
        start = reading.tokens[index].start
        match = _SPACED.match(reading.text, start)
        if match and start >= until:
            until = match.end()
            digits = _digits(match[0])
            if 13 <= len(digits) <= 19 and digits[0] in "3456" and _luhn(digits):
                yield match.span()


def _luhn(digits: str) -> bool:
    """The check digit of payment cards (ISO/IEC 7812-1)."""
    odd, even = digits[-1::-2], digits[-2::-2]
    return (sum(map(int, odd)) + sum(sum(divmod(int(digit) * 2, 10)) for digit in even)) % 10 == 0 and len(
        set(digits)
    ) > 1


def _find_bank(reading: Reading, known: Known) -> Iterator[Span]:
    for index in _numbers(reading):
        token = reading.tokens[index]
        match = _SORT_CODE.match(reading.text, token.start)
        if match and re.search(r"sort|bank|account", reading.before(index, 40), re.IGNORECASE):
            yield match.span()
        elif (
            token.word.isdigit()
            and len(token.word) == 8
            and re.search(r"account", reading.before(index, 30), re.IGNORECASE)
        ):
            yield token.start, token.end


def _find_coordinates(reading: Reading, known: Known) -> Iterator[Span]:
    for index in _numbers(reading):
        token = reading.tokens[index]
        match = _DEGREES.match(reading.text, token.start)
        if match is None and token.start >= 3:
            match = _GRID.match(reading.text, token.start - 3) or _GRID.match(reading.text, token.start)
        elif match is None:
            match = _GRID.match(reading.text, token.start)
        if match and (("." in match[0] or "°" in match[0]) or len(_digits(match[0])) in (6, 8, 10)):
            yield match.span()
    place = reading.text.find("///")
    while place >= 0:
        match = _THREE_WORDS.match(reading.text, place)
        if match:
            yield match.span()
        place = reading.text.find("///", place + 3)


_THREE_WORDS = Pattern(r"///[a-z]{3,20}\.[a-z]{3,20}\.[a-z]{3,20}")

TAKE_OUT = "Take it out"

RULES = (
    Rule(
        "nhs-number", Severity.BLOCK, NUMBER, "an NHS number", "It names one patient and nobody else", "Take it out; no waiver lets it through", _find_nhs,
        ("The number on the card was [[943 476 5919]].", "See [[9434765919]] in the notes.", "NHS No: [[401-023-2137]]"),
        ("Calls to 0300 123 4567 are free.", "The trust saw 943 476 5918 records in ten years.", "Between 2019 and 2024 there were 1,200 referrals."),
    ),
    Rule(
        "nhs-number-unchecked", Severity.STOP, NUMBER, "ten digits called an NHS number", "Even with a slip of the pen it may lead to one patient", TAKE_OUT, _find_nhs_unchecked,
        ("Her NHS number is [[943 476 5911]].",), ("NHS 111 can help at any hour.",),
    ),
    Rule(
        "national-insurance", Severity.BLOCK, NUMBER, "a National Insurance number", "It names one person for life", "Take it out; no waiver lets it through", _find_ni,
        ("The father’s NI was [[AB 12 34 56 C]].", "[[ab123456d]] was written on the form."), ("Form AB12 was used.", "In CP 12 34 plans were made."),
    ),
    Rule(
        "upn", Severity.BLOCK, NUMBER, "a unique pupil number", "It names one pupil", "Take it out; no waiver lets it through", _find_upn,
        ("The pupil, [[A123456789012]], had moved.",), ("The report has 123456789012 bytes.",),
    ),
    Rule(
        "telephone", Severity.STOP, NUMBER, "a telephone number that is not one of the library’s own", "It leads to a person or a home",
        "Take it out; a service’s number goes into registers/names.yml with kind: contact", _find_telephone,
        ("Ring her on [[07700 900 123]].", "He used [[+44 7700 900123]].", "Home: [[(020) 7946 0018]]", "text [[0 7 7 0 0 9 0 0 1 2 3]] at night"),
        ("Ring Childline on 0800 1111.", "The budget was 01 to 12 of 2024.", "Ring the NSPCC on 0808 800 5000."),
    ),
    Rule(
        "email", Severity.STOP, 0, "an e-mail address that is not one of the library’s own", "It often holds a name",
        "Take it out; a service’s address goes into registers/names.yml with kind: contact", _find_email,
        ("Write to [[j.harrow@school.test]] about it.",), ("Tag @partnership in the post.", "They met @ 4pm."),
    ),
    Rule(
        "postcode", Severity.STOP, NUMBER, "a postcode", "It stands for about fifteen homes", TAKE_OUT, _find_postcode,
        ("The flat was in [[AB12 3DE]].", "They moved to [[se1 7eh]] in spring.", "[[M1 1AE]]"), ("See R1 2nd line.", "Section S47 2nd edition.", "KS2 3rd year."),
    ),
    Rule(
        "vehicle", Severity.STOP, NUMBER, "a vehicle registration", "It leads to its keeper", TAKE_OUT, _find_vehicle,
        ("A car, [[AB12 CDE]], was seen.", "The van [[K123 ABC]] stood outside."), ("The plan LLR12 was kept.", "Answer R1 AND R2 first."),
    ),
    Rule(
        "case-number", Severity.STOP, CASE | NUMBER, "a number of a court case, a crime or a record", "Whoever has access looks the family up with it", TAKE_OUT, _find_case,
        ("Case number [[ZC21C00417]] was heard in May.", "Crime ref [[42/19023/23]] was closed.", "Incident log [[4471-12]] says so.", "Court case no. [[FD19P00311]]."),
        ("See reference LCSPR-2026-01/R3.", "In case 2024 is too late, ask.", "The case was heard in 2021.", "The reference number is not printed."),
    ),
    Rule(
        "card-number", Severity.BLOCK, NUMBER, "a payment card’s number", "Money can be taken with it", "Take it out; no waiver lets it through", _find_card,
        ("She paid with [[4111 1111 1111 1111]].",), ("Numbers 4111 1111 1111 1112 do not add up.",),
    ),
    Rule(
        "bank-account", Severity.STOP, NUMBER, "a sort code or an account number", "It belongs to one household", TAKE_OUT, _find_bank,
        ("Sort code [[12-34-56]] was shared.", "Into account [[12345678]] each week."), ("From 12-34-56 choose one.", "On account of 12 visits."),
    ),
    Rule(
        "coordinates", Severity.STOP, 0, "a position on the map", "It is an address in another form", TAKE_OUT, _find_coordinates,
        ("The phone was at [[51.50735, -0.12776]].", "Found at [[TQ 302 801]].", "At [[///cup.tree.moon]] the call ended."), ("A rise from 12.5 to 14.5 per cent.",),
    ),
)  # fmt: skip
