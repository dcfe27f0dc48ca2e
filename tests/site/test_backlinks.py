"""Every link between two pages of a library can be followed from both ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from learning_loop.catalogue.catalogue import Catalogue
from learning_loop.derive.library import Library, derive_library
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Publication
from learning_loop.model.registers import ThemeMessage
from tests.site.test_audience import ALWAYS, Made, body_of, fields_of, libraries, write
from tests.tiny import BRIEFING_BODY, REVIEW, TODAY, build_tiny, tree, write_base, write_item
from tests.unit.catalogue.test_for_audience import registers
from tests.unit.making import item

HREF = re.compile(r'<a[^>]* href="([^"#]*)(?:#[^"]*)?"')
UNSHOWN = frozenset({"briefing", "newsletter"})
"""Types whose pages show a text's sections only: a link above the first heading of theirs is in the text and not on the page."""


def catalogue_of(made: Made) -> Catalogue:
    """Give a library as values."""
    folders = {one.id: one.folder for one in made.items} | {ALWAYS: "pages"}
    items = [item(f"pages/{ALWAYS}.md", "title: A page that is always there")]
    for one in made.items:
        name = f"{one.folder}/{one.id}/index.md" if one.attachment else f"{one.folder}/{one.id}.md"
        items.append(item(name, fields_of(one), body_of(one, folders)))
    known = registers()
    first = next(iter(known.themes.values()))
    messages = tuple(ThemeMessage(f"Message {number}", "Words.", sources) for number, sources in made.sources)
    themes = {**known.themes, first.id: replace(first, messages=messages)}
    return Catalogue({one.id: one for one in items}, replace(known, themes=themes))


def ends(library: Library) -> Iterator[tuple[str, str, str]]:
    """Give the kind of every link, the page that makes it and the page that it leads to."""
    pages = {one.id: one.address for one in library.publications.values()}
    pages |= {theme: f"themes/{theme}" for theme in library.registers.themes}
    actions = {record.reference: record.address for record in library.actions}
    for links in library.links_to.values():
        for link in links:
            yield (
                link.kind,
                actions.get(link.action) or pages[link.origin],
                actions.get(link.other) or pages[link.target],
            )


def hrefs(files: dict[str, bytes], page: str) -> set[str]:
    """Give the pages that a page links to."""
    html = files[f"{page}/index.html"].decode()
    main = html[html.index("<main") : html.index("</main>")]
    return {urljoin(f"/{page}/", href).strip("/") for href in HREF.findall(main)}


@settings(max_examples=12, phases=(Phase.explicit, Phase.generate))
@given(libraries(), st.sampled_from(list(Audience)))
def test_every_link_of_the_built_site_has_its_other_end(
    tmp_path_factory: pytest.TempPathFactory, new_cache: Callable[[Path], Path], made: Made, audience: Audience
) -> None:
    folder = tmp_path_factory.mktemp("links")
    built = build_tiny(
        write(made, folder / "content"), folder / "site", cache=new_cache(folder / "cache"), audiences=[audience]
    )
    assert not built.failed, [problem.words("content") for problem in built.problems]
    files = tree(folder / "site" / audience.value)
    library = derive_library(catalogue_of(made).for_audience(audience, TODAY), TODAY)
    types = {one.address: one.type for one in library.publications.values()}
    for kind, page, other in ends(library):
        assert page in hrefs(files, other), f"{other} does not lead back to {page} ({kind})"
        if not (kind == "text" and types[page] in UNSHOWN):
            assert other in hrefs(files, page), f"{page} does not lead to {other} ({kind})"


def own(one: Publication) -> list[str]:
    """Give the paths of the lists that an item belongs to by its fields."""
    return [
        *(f"themes/{theme}" for theme in one.themes),
        *(f"agencies/{agency}" for agency in one.agencies),
        *(f"roles/{role}" for role in one.roles),
        *(f"priorities/{priority}" for priority in one.priorities),
    ]


@pytest.mark.parametrize("path", ["reviews/a.md", "policies/a.md", "newsletters/a.md", "briefings/a.md"])
def test_an_item_and_the_pages_of_its_themes_agencies_roles_and_priorities_link_to_each_other(
    path: str, tmp_path: Path
) -> None:
    known = registers()
    mine = f"agencies: [police]\nroles: [{next(iter(known.roles))}]\npriorities: [{next(iter(known.priorities))}]\n" + {
        "reviews": REVIEW,
        "policies": "review_due: 2029-01\nthemes: [neglect]",
    }.get(path.partition("/")[0], "themes: [neglect]")
    if path.startswith("newsletters"):
        mine += f"\nterm: spring-2026\nthree_things: [{{title: One, text: Words., link: {ALWAYS}, label: Read it}}]"
    content = write_base(tmp_path / "content")
    write_item(content, f"pages/{ALWAYS}.md", "title: A page that is always there")
    body = BRIEFING_BODY if path.startswith("briefings") else "## A part\n\nText."
    write_item(content, path, mine, body)
    build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
    files = tree(tmp_path / "site/public")
    address = path.removesuffix(".md")
    lists = own(item(path, mine, body))
    assert len(lists) == 4
    for one in lists:
        assert one in hrefs(files, address)
        assert address in hrefs(files, one)
