"""Related items say the same things, and a list that was brought up to date is the list that a clean build gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from learning_loop.derive import related
from learning_loop.derive.related import FEWEST, MOST, STRONGEST, Traits, derive_all, limit_of, strongest, update


def traits(
    *words: str,
    themes: str = "",
    names: str = "",
    mentions: str = "",
    day: int = 100,
    offered: bool = True,
    current: bool = True,
) -> Traits:
    """Give an item with these words, all alike strong."""
    lists = (tuple(each.split()) for each in (themes, names, mentions))
    return Traits(strongest(dict.fromkeys(words, 40)), *lists, day, offered, current)


def listed(item: str, **items: Traits) -> list[str]:
    return [near.id for near in derive_all(items)[item]]


def test_items_that_say_the_same_rare_things_are_near_without_a_common_theme() -> None:
    bruise = traits("bruise", "baby", "crawl", themes="injury")
    same = traits("bruise", "baby", "crawl", themes="babies")
    other = traits("gang", "county", "line", themes="injury")
    assert listed("one", one=bruise, other=other, same=same) == ["same", "other"]


def test_what_everybody_says_makes_nothing_near() -> None:
    items = {f"item-{number}": traits("child", f"own{number}") for number in range(FEWEST + 1)}
    assert all(not near for near in derive_all(items).values())
    del items["item-0"]
    assert all(len(near) == MOST for near in derive_all(items).values())


def test_the_first_common_theme_counts_most_and_the_nearest_in_time_comes_first() -> None:
    one = traits(themes="neglect babies", day=100)
    found = listed(
        "one",
        one=one,
        babies=traits(themes="babies", day=100),
        old=traits(themes="neglect", day=10),
        near=traits(themes="neglect", day=90),
    )
    assert found == ["near", "old", "babies"]


def test_a_link_in_a_text_and_a_common_source_bring_items_nearer() -> None:
    found = listed(
        "one",
        one=traits("own", mentions="linked", names="review"),
        review=traits(),
        linked=traits("far"),
        sibling=traits("away", names="review"),
        stranger=traits("else"),
    )
    assert found == ["linked", "sibling"]


def test_what_the_page_shows_anyway_and_what_was_withdrawn_is_not_suggested_and_the_replaced_comes_last() -> None:
    found = listed(
        "one",
        one=traits("bruise", "baby", names="source"),
        source=traits("bruise", "baby"),
        briefing=traits("bruise", "baby", names="one"),
        withdrawn=traits("bruise", "baby", offered=False),
        replaced=traits("bruise", "baby", current=False),
        weak=traits("bruise"),
    )
    assert found == ["weak", "replaced"]


def test_only_words_are_kept_and_of_these_the_strongest() -> None:
    levels = {"#theme neglect": 63, "neglect home": 63, "ab": 63, "2026": 63, "=was not brought": 30, "bruise": 20}
    assert strongest(levels) == strongest({"=was not brought": 30, "bruise": 20})
    many = {f"word{number}": number % 50 for number in range(200)}
    assert len(strongest(many)) == STRONGEST * 8
    assert strongest(dict(reversed(many.items()))) == strongest(many)
    assert strongest({}) == b""


WORDS, THEMES, IDS = [f"word{n}" for n in range(7)], ["a", "b", "c"], [f"item-{n:02}" for n in range(24)]
some_traits = st.builds(
    Traits,
    st.dictionaries(st.sampled_from(WORDS), st.integers(10, 40), max_size=4).map(strongest),
    st.lists(st.sampled_from(THEMES), unique=True, max_size=2).map(tuple),
    st.lists(st.sampled_from(IDS), unique=True, max_size=2).map(tuple),
    st.lists(st.sampled_from(IDS), unique=True, max_size=2).map(tuple),
    st.integers(0, 9),
    st.booleans(),
    st.booleans(),
)
libraries = st.dictionaries(st.sampled_from(IDS), some_traits, min_size=8)


@given(libraries, st.lists(st.tuples(st.sampled_from(IDS), st.none() | some_traits), max_size=6), st.integers(2, 8))
def test_lists_brought_up_to_date_are_those_made_anew(
    library: dict[str, Traits], edits: list[tuple[str, Traits | None]], few: int
) -> None:
    """Also where terms gain and lose their worth: the limit is low."""
    monkey = related.FEWEST, related.MOST_IN_THEME
    related.FEWEST, related.MOST_IN_THEME = few, few + 3
    try:
        lists = derive_all(library)
        for item, changed in edits:
            before = dict(library)
            if changed is None:
                library.pop(item, None)
            else:
                library[item] = changed
            lists = update(before, lists, library)
            assert lists == derive_all(library)
    finally:
        related.FEWEST, related.MOST_IN_THEME = monkey


def test_one_changed_text_makes_few_lists_anew() -> None:
    library = {f"item-{n:03}": traits(f"word{n % 40}", f"other{n % 25}", f"third{n % 17}") for n in range(400)}
    lists = derive_all(library)
    changed = library | {"item-007": traits("word7", "other7", "new")}
    made: list[str] = []
    after = update(library, lists, changed, lambda work, items: [made.append(item) or work(item) for item in items])
    assert after == derive_all(changed)
    assert len(made) < 60


def test_the_limit_changes_only_when_the_library_doubles() -> None:
    limits = [limit_of(number) for number in range(20_000)]
    assert limits == sorted(limits)
    assert (limits[0], limits[-1]) == (8, 256)
    assert len(set(limits)) <= 6
