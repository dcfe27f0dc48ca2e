"""``loop email``: an e-mail as files in a temporary place, and in the browser."""

from __future__ import annotations

import tempfile
import webbrowser
from datetime import date
from pathlib import Path

from learning_loop.build import Email, make_email
from learning_loop.doors.cli.stopped import Stopped
from learning_loop.doors.cli.terminal import Progress, Tell
from learning_loop.mail import NoEmail
from learning_loop.model.dates import day_words
from learning_loop.model.kinds import Audience
from learning_loop.outputs.emails.mailer import CLIPPED_AT
from learning_loop.present.emails import WHO, form_words, saved_name


def show_email(
    item: str,
    audience: Audience | None,
    open_it: bool,
    content: Path,
    cache: Path,
    today: date,
    progress: Progress,
    tell: Tell,
) -> str:
    """Write the forms of an e-mail, and give what to tell. Raises Stopped, OSError.

    The folder is the user's alone: an e-mail to professionals is not for everybody who works on the machine.
    """
    try:
        with progress() as report:
            read, made = make_email(content, cache=cache, item=item, audience=audience, today=today, report=report)
    except NoEmail as error:
        raise Stopped(str(error)) from None
    if made is None:
        raise Stopped(f"{tell(read.problems, content.as_posix())}. Cure them first: loop check lists them.")
    folder = Path(tempfile.mkdtemp(prefix="loop-email-"))
    names = {form: folder / saved_name(made.item, made.audience, form) for form in made.forms}
    for form, path in names.items():
        path.write_bytes(made.forms[form])
    if open_it and not webbrowser.open(names["html"].as_uri()):
        raise Stopped(f"No browser could be opened. The e-mail is in {names['html']}.")
    return "\n".join(_told(made, names))


def _told(made: Email, names: dict[str, Path]) -> list[str]:
    lines = [f"{made.item.title}: to {WHO[made.audience]}, as on {day_words(made.today)}"]
    for form, path in names.items():
        label, note = form_words(form)
        lines.append(f"{path}: {label}, {len(made.forms[form]) / 1000:.1f} KB, {note}")
    size = len(made.forms["html"])
    if size > CLIPPED_AT:
        lines.append(f"Gmail hides what comes after {CLIPPED_AT // 1000} KB of HTML: shorten the text.")
    lines.append("Nothing was sent.")
    return lines
