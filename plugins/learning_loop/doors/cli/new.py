"""``loop new``: files that an author goes on with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from learning_loop.build import open_library
from learning_loop.derive.term import TermNews, derive_term, find_term, is_empty
from learning_loop.doors.cli.stopped import Stopped
from learning_loop.doors.cli.terminal import Progress, Tell
from learning_loop.doors.cli.writing import write_new
from learning_loop.drafting.newsletter import FOLDER, draft_newsletter, send_day, told
from learning_loop.model.dates import day_words
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Event, Publication
from learning_loop.schema.fields import ID
from learning_loop.schema.items import read_item


def write_newsletter(
    term: str, item: str, audience: Audience, content: Path, cache: Path, today: date, progress: Progress, tell: Tell
) -> str:
    """Write the draft of a term's issue, and give what to tell. Raises `UnknownTerm`, Stopped, OSError.

    It is made of what its readers may know, so that a public draft names nothing professional. No file is ever overwritten.
    """
    with progress() as report:
        read, library = open_library(content, cache=cache, audience=audience, today=today, report=report)
    if library is None:
        raise Stopped(f"{tell(read.problems, content.as_posix())}. Cure them first: loop check lists them.")
    period = find_term(term, library.registers.framework.terms, today)
    if period.first > today:
        raise Stopped(
            f"The {period.name} begins on {day_words(period.first)}, so nothing has happened in it. Write its issue then, or name a day with --today."
        )
    issue = next((one for one in read.publications if one.type == FOLDER[:-1] and _term_of(one) == period.term), None)
    if issue is not None and not item:
        raise Stopped(
            f"{content / issue.source} is the issue of the {period.name}. Go on with it there, or name a second one with --id."
        )
    item = item or f"newsletter-{period.term}"
    if not ID.fullmatch(item):
        raise Stopped(
            f"'{item}' is no id. Ids are small letters, digits and hyphens, such as newsletter-{period.term}."
        )
    if any(one.id == item for one in read.publications):
        raise Stopped(f"There is an item '{item}' already. Name another with --id.")
    if not library.newest_first:
        raise Stopped("Nothing is published yet, so there is nothing to tell.")
    news = derive_term(library, period)
    if period.last < today and is_empty(news):
        raise Stopped(
            f"Nothing was published in the {period.name} and no action was agreed or delivered in it, so there is nothing to tell. "
            f"Leave --term out for the {find_term('', library.registers.framework.terms, today).name}."
        )
    path = f"{FOLDER}/{item}.md"
    text = draft_newsletter(news, library, audience)
    problems = read_item(text.encode(), path=path).problems
    if problems:
        raise Stopped(f"{tell(problems, content.as_posix())}. Nothing was written.")
    write_new(content / path, text.encode())
    return "\n".join(_told(content / path, item, news, today))


def _term_of(one: object) -> str:
    return str(getattr(getattr(one, "details", None), "term", ""))


def _day(one: Publication) -> str:
    assert isinstance(one.details, Event)
    return day_words(one.details.starts.date())


def _told(target: Path, item: str, news: TermNews, today: date) -> list[str]:
    day = send_day(today)
    lines = [f"{target}: a draft for the {news.period.name}, hidden until {day_words(day)}", f"{told(news)}."]
    if news.left_over:
        lines.append(f"From before the term, and in no issue yet: {', '.join(sorted(news.left_over))}.")
    if news.carried:
        lines.append(f"Left out, since an issue carried them: {', '.join(one.id for one in news.carried)}.")
    if not news.worked_well:
        lines.append("It celebrates nobody yet: ask the teams what went well, and add a '::: well-done' block.")
    if news.good_practice:
        named = ", ".join(one.id for one in news.good_practice)
        lines.append(f"Also about what worked well, perhaps with somebody to thank: {named}.")
    early = [one for one in news.events if isinstance(one.details, Event) and one.details.starts.date() < day]
    if early:
        named = ", ".join(f"{one.id} ({_day(one)})" for one in early)
        lines.append(f"Already over by then: {named}. Send it earlier, or take that out of 'about'.")
    lines += [
        "What to do now:",
        "1. Write the summary, the three things and the text in your own words. Every number and link in the draft is from the library; keep those that matter.",
        "2. Put the day on which you send it in 'published'.",
        f"3. Look at it: loop serve --today {day}, and loop email {item} --open.",
        "4. loop check, then hand it in as always.",
    ]
    return lines
