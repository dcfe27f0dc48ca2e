"""One file of the content folder → a publication, or problems."""

from __future__ import annotations

from learning_loop.model.kinds import KIND_BY_FOLDER, KIND_BY_NAME, TAKEN
from learning_loop.model.problem import Problem, did_you_mean
from learning_loop.model.publication import ONE_SIDE, WORDS_A_MINUTE, Body, Publication
from learning_loop.model.values import dataclass, replace
from learning_loop.reading.digest import digest_of
from learning_loop.reading.front_matter import FrontMatter, SplitText, read_front, split_front_matter, why_not_split
from learning_loop.reading.markdown import (
    RenderedBody,
    address_of,
    cut_professional_blocks,
    has_professional_block,
    render_body,
    slug,
)
from learning_loop.reading.outline import Outline
from learning_loop.reading.text import read_text


@dataclass(frozen=True, slots=True)
class Before:
    """What a file gave the last time, when there was nothing wrong with it."""

    fields: str
    """Digest of its front matter."""
    publication: Publication


@dataclass(frozen=True, slots=True)
class ReadItem:
    """What one file gave: a publication or problems, and the html of its texts by digest."""

    publication: Publication | None
    problems: tuple[Problem, ...]
    html: tuple[tuple[str, str], ...]
    """Pairs of digest and html: one, or two where professional blocks make a second text."""
    front: FrontMatter | None = None
    outline: Outline | None = None
    """Of the whole text, where it was asked for."""
    fields: str = ""
    """Digest of its front matter, where it has one."""


def read_item(data: bytes, *, path: str, outlined: bool = False, before: Before | None = None) -> ReadItem:
    """Read one Markdown file of the content folder. A pure function of its bytes and its path.

    Where the fields are those of ``before``, they are not checked once more: most changes are of a text.
    """
    text, problems = read_text(data, path=path)
    if problems:
        return ReadItem(None, tuple(problems), ())
    address = address_of(path)
    if address is None:
        return ReadItem(None, (_misplaced(path),), ())
    split = split_front_matter(text)
    if split is None:
        return ReadItem(None, (Problem(path, 1, "", why_not_split(text)),), ())
    front = read_front(split.front, path, split.front_line)
    problems += front.problems
    bodies = _render_bodies(split, path, outlined)
    problems += _body_problems(bodies)
    publication = None
    fields = digest_of(split.front)
    if before is not None and before.fields == fields:
        publication = _with_bodies(before.publication, bodies)
    elif not front.problems:
        publication, found = _publication(front, path, address, bodies)
        problems += found
    html = tuple({digest_of(body.html): body.html for body in bodies}.items())
    return ReadItem(
        publication if not problems else None, tuple(sorted(problems)), html, front, bodies[0].outline, fields
    )


def _misplaced(path: str) -> Problem:
    folder = path.partition("/")[0]
    if not path.endswith(".md"):
        return Problem(path, 0, "", "the name of a text ends in '.md', in small letters. Rename it")
    if "/" not in path or folder not in KIND_BY_FOLDER:
        hint = did_you_mean(folder, KIND_BY_FOLDER)
        return Problem(
            path, 0, "", f"lies in no folder of the library.{hint} Items lie in {', '.join(sorted(KIND_BY_FOLDER))}"
        )
    if path == f"{folder}/index.md":
        return Problem(path, 0, "", f"gives no id: the list of {folder} makes itself. Rename it to {folder}/<id>.md")
    return Problem(
        path, 0, "", f"lies too deep. An item is {folder}/<id>.md, or {folder}/<id>/index.md with its files beside it"
    )


def _render_bodies(split: SplitText, path: str, outlined: bool) -> tuple[RenderedBody, ...]:
    """Render the text for everyone, or first for professionals and then for the public where the two differ."""
    whole = render_body(split.body, path=path, line_offset=split.body_line, outlined=outlined)
    if not has_professional_block(split.body):
        return (whole,)
    cut = cut_professional_blocks(split.body)
    if cut == split.body:
        return (whole,)
    return whole, render_body(cut, path=path, line_offset=split.body_line)


def _body_problems(bodies: tuple[RenderedBody, ...]) -> list[Problem]:
    """Give the problems of the whole text, and those that only the public meets because the professional blocks are gone."""
    whole, public = bodies[0].problems, bodies[-1].problems
    note = ". The public site shows it so, without the professional blocks"
    return whole + [replace(problem, message=problem.message + note) for problem in public if problem not in whole]


def _publication(
    front: FrontMatter, path: str, address: str, bodies: tuple[RenderedBody, ...]
) -> tuple[Publication | None, list[Problem]]:
    # pydantic takes a tenth of a second to import, and most changes are of a text
    from learning_loop.schema.fields import ID  # noqa: PLC0415
    from learning_loop.schema.kinds import FIELDS_BY_TYPE  # noqa: PLC0415
    from learning_loop.schema.validate import validate  # noqa: PLC0415

    folder, _, item_id = address.partition("/")
    kind = KIND_BY_FOLDER[folder]
    problems = []
    if not ID.fullmatch(item_id):
        problems.append(
            Problem(
                path,
                0,
                "",
                f"the file name gives the id '{item_id}'. Ids are small letters, digits and hyphens, such as '{slug(item_id)}'",
            )
        )
    elif item_id.isdigit() or item_id in TAKEN.get(folder, ()):
        problems.append(
            Problem(
                path,
                0,
                "",
                f"the address {address}/ is that of a list. Give the file a name of more words, such as '{item_id}-{kind.name}'",
            )
        )
    typed = front.values.get("type")
    if isinstance(typed, str) and typed != kind.name:
        problems.append(_wrong_type(typed, front, path, kind.name))
    fields, found = validate(FIELDS_BY_TYPE[kind.name], front, path=path)
    problems += found
    if fields is None or problems:
        return None, problems
    public, whole = _bodies_of(bodies)
    return fields.to_model(item_id=item_id, source=path, body=public, professional_body=whole), problems


def _with_bodies(one: Publication, bodies: tuple[RenderedBody, ...]) -> Publication:
    public, whole = _bodies_of(bodies)
    return one._replace(body=public, professional_body=whole)


def _bodies_of(bodies: tuple[RenderedBody, ...]) -> tuple[Body, Body | None]:
    """Give what is known of the text for everyone, and of that for professionals where the two differ."""
    return body_of(bodies[-1]), body_of(bodies[0]) if len(bodies) > 1 else None


def _wrong_type(typed: str, front: FrontMatter, path: str, expected: str) -> Problem:
    if typed in KIND_BY_NAME:
        message = f"'{typed}' does not belong in this folder. Move the file to {KIND_BY_NAME[typed].folder}/, or write 'type: {expected}'"
    else:
        message = (
            f"unknown type '{typed}'.{did_you_mean(typed, KIND_BY_NAME)} Files in this folder have 'type: {expected}'"
        )
    return Problem(path, front.line_of(("type",)), "type", message)


def body_of(rendered: RenderedBody) -> Body:
    """Give what is known of a rendered text, without its html."""
    digest = digest_of(rendered.html)
    minutes = max(1, round(rendered.words / WORDS_A_MINUTE))
    return Body(
        digest,
        rendered.headings,
        rendered.links,
        rendered.words,
        rendered.questions,
        rendered.directives,
        minutes,
        rendered.words <= ONE_SIDE,
        rendered.asks,
    )
