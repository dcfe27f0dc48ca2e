"""The commands ``loop new KIND``: one for each document type, made when it is asked for, since every type has options of its own."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import Parameter, Signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from learning_loop.model.kinds import KIND_BY_NAME, KINDS, Kind

if TYPE_CHECKING:
    from learning_loop.drafting.questions import Question


_WHAT: Mapping[str, str] = {
    "review": "a review or an audit",
    "executive-summary": "the short form of one review",
    "practice-guidance": "guidance on how to work well",
    "briefing": "a 7-minute briefing",
    "newsletter": "a term's newsletter",
    "bulletin": "a bulletin with one message",
    "action-plan": "the plan that answers one source",
    "policy": "a policy or procedure",
    "training": "a course",
    "event": "a forum, workshop or conference",
    "annual-report": "a yearly report",
    "resource": "learning from elsewhere",
    "page": "a page about the library itself",
}


class NewGroup(TyperGroup):
    """The group ``loop new``, which knows every document type."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Give the names of all types, in the order of the library."""
        return [kind.name for kind in KINDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Give the command of a type."""
        found = super().get_command(ctx, cmd_name)
        if found is None and cmd_name in KIND_BY_NAME:
            found = _command_of(KIND_BY_NAME[cmd_name])
        if found is None:
            # the group says which of its commands a mistyped one is near to
            self.commands = {kind.name: _command_of(kind) for kind in KINDS} | {**self.commands}
        return found


def _command_of(kind: Kind) -> Any:
    from learning_loop.drafting.questions import questions_of  # noqa: PLC0415 - no other command needs it

    questions = questions_of(kind)

    def begin(**given: Any) -> None:
        from learning_loop.doors.cli.commands.drafts import begin_item  # noqa: PLC0415 - that module makes the group of this one

        answers = {one.name: given.pop(one.name) for one in questions}
        begin_item(kind, answers, **given)

    parameters = [_option(one) for one in questions]
    parameters += [
        _parameter("item", "--id", "The new item's id, which is its address for ever; made of the title if left out.", metavar="ID"),
        _parameter("begin_from", "--from", "Begin from this item: its findings, recommendations, themes and agencies.", metavar="ID"),
        _parameter("yes", "--yes", "Ask nothing: take what is suggested.", of=bool, default=False),
        _parameter("content", "--content", "The folder of Markdown and registers.", of=Path, default=Path("content")),
        _parameter("today", "--today", "Begin as on this day; today if left out.", metavar="YYYY-MM-DD"),
        _parameter("cache", "--cache", "The cache; it may be deleted at any time.", of=Path, default=Path(".cache")),
    ]  # fmt: skip
    begin.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    begin.__annotations__ = {one.name: one.annotation for one in parameters}
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(
        kind.name,
        help=f"Begin {_WHAT[kind.name]}: a draft with every part that a good one has.",
        short_help=f"{_WHAT[kind.name][0].upper()}{_WHAT[kind.name][1:]}.",
    )(begin)
    return typer.main.get_command(app)


def _option(question: Question) -> Parameter:
    words = question.words
    return _parameter(question.name, question.option, words + (" Needed." if question.needed else ""), metavar="")


def _parameter(
    name: str, option: str, help_words: str, *, of: type = str, default: object = "", metavar: str = ""
) -> Parameter:
    about = typer.Option(option, help=help_words, metavar=metavar or None)
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[of, about])
