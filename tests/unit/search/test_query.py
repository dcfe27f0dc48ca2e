"""Hits come in the order in which a reader would want them."""

from __future__ import annotations

from learning_loop.search.query import answer, explain
from tests.unit.search.making import Made, document

FILLER = [
    document(f"filler-{number}", f"Other matters {number}", f"Words about something else {number}.")
    for number in range(20)
]


def test_all_words_stand_before_some() -> None:
    made = Made(
        [
            *FILLER,
            document("some", "Bruising bruising", "bruising " * 9),
            document("all", "A note", "bruising seen by a nurse " + "and other things " * 30),
        ]
    )
    assert made.find("bruising nurse") == ["all", "some"]


def test_the_exact_title_is_first_and_the_title_before_the_colon_next() -> None:
    made = Made(
        [
            document("exact", "Escalation policy"),
            document("short", "Escalation policy: what changed", "Escalation policy. " * 5),
            document("about", "How we disagree", "The escalation policy. " * 30),
            *FILLER,
        ]
    )
    assert made.find("Escalation policy!") == ["exact", "short", "about"]


def test_a_theme_is_first_for_its_label_however_often_others_say_it() -> None:
    made = Made([document("theme:neglect", "Neglect"), document("report", "Neglect", "neglect " * 50), *FILLER])
    assert made.find("neglected") == ["theme:neglect", "report"]
    assert made.find("neglet") == ["theme:neglect", "report"]


def test_a_title_says_more_than_a_body() -> None:
    made = Made(
        [
            document("title", "Bruising in babies", "Text."),
            document("body", "Babies", "Some bruising was seen."),
            *FILLER,
        ]
    )
    assert made.find("bruising") == ["title", "body"]


def test_spellings_of_one_thing_give_the_same_answer() -> None:
    made = Made(
        [
            document("long", "Policy", "A child was not brought."),
            document("short", "Form", "Use the WNB form."),
            document("neither", "Brought up", "Brought up in town."),
            *FILLER,
        ]
    )
    assert made.find("WNB") == made.find("was not brought")
    assert set(made.find("WNB")[:2]) == {"long", "short"}


def test_a_theme_is_found_by_what_people_type_for_it() -> None:
    made = Made([document("tagged", "A short guide", "Nothing of the words.", concepts=["#theme neglect"]), *FILLER])
    assert made.find("home conditions") == ["tagged"]


def test_child_q_is_not_any_child() -> None:
    made = Made(
        [
            document("other", "Child S: a review", "Child S. " * 9),
            document("q", "A short note", "As with Child Q, it was late."),
            *FILLER,
        ]
    )
    assert made.find("Child Q")[0] == "q"
    assert made.find("q") == ["q"]


def test_a_title_of_light_words_is_found() -> None:
    made = Made([document("if", "What if", "Text."), *FILLER])
    assert made.find("what if") == ["if"]


def test_the_summary_stands_above_its_report_except_where_the_report_is_named() -> None:
    report = document("report", "Child M: visited often", "neglect of a child " * 9, people=["Child M"])
    report = report._replace(names=(*report.names, ("LCSPR-2023-01", 3)), head=(*report.head, "LCSPR-2023-01"))
    summary = document("summary", "Child M: in short", "neglect LCSPR-2023-01")
    made = Made([summary, report, *FILLER], pairs=[("summary", "report")])
    assert made.find("neglect child") == ["summary", "report"]
    assert made.find("LCSPR-2023-01") == ["report", "summary"]


def test_of_equal_hits_the_newer_stands_first() -> None:
    made = Made([document("old", "Bruising"), document("new", "Bruising"), *FILLER])
    assert made.find("bruising") == ["new", "old"]


def test_what_was_replaced_stands_lower() -> None:
    made = Made(
        [
            document("now", "Escalation for all", "Escalation."),
            document("then", "Escalation for all", "Escalation.", boost=0.5),
            *FILLER,
        ]
    )
    assert made.find("escalation") == ["now", "then"]


def test_a_word_that_nothing_has_does_not_hide_the_rest() -> None:
    made = Made([document("one", "Bruising"), *FILLER])
    assert made.find("xqzvwkj bruising") == ["one"]
    assert answer("xqzvwkj bruising", made.source()).understood.unknown == ("xqzvwkj",)


def test_reasons_add_up_to_the_score() -> None:
    made = Made([document("one", "Neglect and home conditions", "bruising", concepts=["#theme neglect"]), *FILLER])
    source = made.source()
    for query in ("neglect bruising", "home conditions", "neglect and home", "bruising other"):
        found = answer(query, source)
        for hit in found.hits:
            points = sum(reason.points for reason in explain(hit, found.understood, source))
            assert hit.score == points + (points // 2 if hit.all_words else 0)


def test_facets_choose_and_keep_the_order() -> None:
    documents = [document("one", "Bruising"), document("two", "Bruising babies"), document("three", "Bruising")]
    made = Made(
        documents,
        facets={"one": (("year", ("2025",)),), "two": (("year", ("2026",)),), "three": (("year", ("2025",)),)},
    )
    source = made.source()
    found = answer("bruising", source)
    chosen = found.chosen({"year": source.facet("year")}, {"year": "2025"})
    assert [hit.number for hit in chosen] == [
        number for number in (hit.number for hit in found.hits) if number != made.numbers["two"]
    ]
    assert found.chosen({"year": source.facet("year")}, {"year": "1999"}) == ()
