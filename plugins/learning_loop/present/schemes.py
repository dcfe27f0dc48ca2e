"""Pages of the framework's own ways of sorting: all schemes, each scheme with its values, and what each value holds."""

from __future__ import annotations

from functools import partial

from learning_loop.model.framework import Scheme, SchemeValue
from learning_loop.present.desk import Desk
from learning_loop.present.listings import kind_bunches
from learning_loop.present.register_entry import Entry
from learning_loop.present.register_pages import entry_specs
from learning_loop.present.spec import Spec
from learning_loop.present.views import CountLink, LinkView, RegisterIndexPage, RegisterList
from learning_loop.present.words import count_words

SCHEMES = LinkView("How we sort what we learn", "schemes/")


def scheme_pages(desk: Desk) -> list[Spec]:
    """List the pages of all schemes, their values and their full lists; none where the framework has no scheme."""
    schemes = desk.library.registers.framework.schemes
    if not schemes:
        return []
    specs = [Spec(SCHEMES.path, present_schemes)]
    for scheme in schemes.values():
        entries = [_entry(desk, scheme, value) for value in scheme.values.values()]
        specs.append(Spec(scheme_link(scheme).path, partial(present_scheme, scheme=scheme)))
        for entry in entries:
            specs += entry_specs(entry, entries)
    return specs


def scheme_link(scheme: Scheme) -> LinkView:
    """Give the way to a scheme's index."""
    return LinkView(scheme.label, f"{SCHEMES.path}{scheme.id}/")


def value_link(scheme: Scheme, value: SchemeValue) -> LinkView:
    """Give the way to what a value of a scheme holds, by the name that it has outside its scheme."""
    return LinkView(f"{scheme.label}: {value.label}", f"{SCHEMES.path}{scheme.id}/{value.id}/")


def _entry(desk: Desk, scheme: Scheme, value: SchemeValue) -> Entry:
    return Entry(
        index=scheme_link(scheme),
        id=value.id,
        title=value.label,
        type_words=scheme.label,
        opening=value.about or f"What the library holds under ‘{value.label}’.",
        bunches=kind_bunches(desk.library.by_scheme.get((scheme.id, value.id), ())),
        none="Nothing in this library has been sorted here yet.",
    )


def present_schemes(desk: Desk) -> RegisterIndexPage:
    """Make the index of all schemes with their values."""
    schemes = desk.library.registers.framework.schemes.values()
    intro = "Ways of sorting that our framework has beside the themes."
    return RegisterIndexPage(
        head=desk.head(SCHEMES.label, intro, SCHEMES.path),
        title=SCHEMES.label,
        issue_links=desk.issue_links(SCHEMES.label),
        intro=intro,
        lists=tuple(
            RegisterList(scheme.label, scheme.id, scheme.about, scheme_values(desk, scheme)) for scheme in schemes
        ),
    )


def present_scheme(desk: Desk, scheme: Scheme) -> RegisterIndexPage:
    """Make the index of one scheme: its values, in the framework's order."""
    index = scheme_link(scheme)
    intro = scheme.about or f"What the library holds, sorted by {scheme.label}."
    values = scheme_values(desk, scheme)
    return RegisterIndexPage(
        head=desk.head(index.label, intro, index.path),
        crumbs=(SCHEMES,),
        title=index.label,
        issue_links=desk.issue_links(index.label),
        intro=intro,
        lists=(RegisterList(f"All {len(values)}", "all", "", values),),
    )


def scheme_values(desk: Desk, scheme: Scheme) -> tuple[CountLink, ...]:
    """Give the values of a scheme with how many documents each has."""
    return tuple(_count(desk, scheme, value) for value in scheme.values.values())


def _count(desk: Desk, scheme: Scheme, value: SchemeValue) -> CountLink:
    count = len(desk.library.by_scheme.get((scheme.id, value.id), ()))
    words = count_words(count, "document") if count else "no documents yet"
    return CountLink(value.label, value_link(scheme, value).path, words, about=value.about)
