"""The API answers from a published site what the command answers, and tells nothing to anybody who should not know."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from learning_loop.doors import api as door
from learning_loop.doors.api import FACETS, MOST_BYTES, Api, Settings, application
from learning_loop.model.kinds import Audience
from learning_loop.search.analysis import MAX_QUERY
from learning_loop.search.published import NoSearch, PublishedSearch
from learning_loop.search.query import Files, answer
from learning_loop.store import Store
from tests.search.asking import ask
from tests.search.judged import read_judged
from tests.tiny import build_tiny, write_base, write_item

JUDGED = read_judged()
Application = Callable[..., Iterable[bytes]]


@pytest.fixture(scope="module")
def site(paths: dict[str, str], store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the professional site, with nothing in it but what was published for the search."""
    folder = tmp_path_factory.mktemp("copy")
    for path, key in paths.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(store.file_of(key), folder / path)
    return folder


@pytest.fixture
def api(site: Path) -> Application:
    """Give the application of that copy, without a limit that tests would run into."""
    return application(site, "https://practice.example", rate=1e6, burst=10**6)


def test_judged_queries_get_the_hits_of_the_command_in_their_order(api: Application, whoosh: Files) -> None:
    differing = []
    for judged in JUDGED:
        expected = [whoosh.item(hit.number)["id"] for hit in answer(judged.query, whoosh).hits]
        reply = ask(api, q=judged.query, limit=100, facets=0)
        if reply.json["total"] != len(expected) or reply.ids != expected[:100]:
            differing.append(judged.query)
    assert differing == []


def test_an_answer_has_what_the_command_prints_and_more(api: Application) -> None:
    found = ask(api, q="WNB", theme="was-not-brought", limit=2, explain=1).json
    assert {"query", "audience", "total", "hits", "corrections", "unknown", "themes", "ambiguous", "words"} <= set(
        found
    )
    assert {"offset", "limit", "next", "previous", "notices", "facets"} <= set(found)
    first = found["hits"][0]
    assert first["url"] == "https://practice.example/themes/was-not-brought/"
    assert {
        "id",
        "title",
        "score",
        "rank",
        "all_words",
        "type",
        "date",
        "status",
        "themes",
        "summary",
        "reasons",
    } <= set(first)
    assert found["notices"] == ["Also searched for the theme Was not brought."]
    corrected = ask(api, q="neglet").json
    assert corrected["corrections"] == [{"typed": "neglet", "searched": "neglect"}]
    assert corrected["notices"][0] == "Searched for “neglect” instead of “neglet”."


def test_parts_of_the_hits_follow_each_other_and_make_the_whole(api: Application) -> None:
    whole = ask(api, q="neglect", limit=100).ids
    query, found = "q=neglect&limit=7", []
    while query:
        part = ask(api, query=query)
        found += part.ids
        query = (part.json["next"] or "").removeprefix("?")
    assert found[: len(whole)] == whole
    second = ask(api, q="neglect", limit=7, offset=7).json
    assert ask(api, query=second["previous"].removeprefix("?")).ids == whole[:7]


def test_facets_narrow_and_count_what_all_others_leave(api: Application) -> None:
    everything = ask(api, q="neglect", limit=100)
    counts = {value["id"]: value["count"] for value in everything.json["facets"]["type"]}
    narrowed = ask(api, q="neglect", type="briefing", limit=100)
    assert narrowed.json["total"] == counts["briefing"] > 0
    assert narrowed.ids == [one for one in everything.ids if one in narrowed.ids]
    again = {value["id"]: value for value in narrowed.json["facets"]["type"]}
    assert {one: value["count"] for one, value in again.items()} == counts
    assert [one for one, value in again.items() if value["chosen"]] == ["briefing"]
    both = ask(api, q="neglect", type=["briefing", "policy"])
    assert both.json["total"] == counts["briefing"] + counts["policy"]


def test_by_date_and_without_words_the_newest_come_first(api: Application) -> None:
    dates = [hit["date"] for hit in ask(api, q="neglect", sort="date", limit=100).json["hits"]]
    assert dates == sorted(dates, reverse=True)
    listed = ask(api, type="briefing", limit=100)
    assert {hit["type"] for hit in listed.json["hits"]} == {"briefing"}
    assert [hit["date"] for hit in listed.json["hits"]] == sorted(
        (h["date"] for h in listed.json["hits"]), reverse=True
    )


def test_it_describes_itself_and_lists_what_hits_can_be_chosen_by(api: Application) -> None:
    about = ask(api, "/").json
    assert (about["audience"], about["address"]) == ("professional", "https://practice.example")
    listed = ask(api, "/facets").json
    assert list(listed["facets"]) == list(FACETS)
    for facet, values in listed["facets"].items():
        for value in values[:3]:
            assert ask(api, query=f"{facet}={value['id']}").json["total"] == value["count"] > 0


@pytest.mark.parametrize(
    ("path", "query", "status", "code", "says"),
    [
        ("/search", "", 400, "no-query", "Say what to look for"),
        ("/search", "q=a&tehme=neglect", 400, "unknown-parameter", "Did you mean 'theme'?"),
        ("/search", "q=a&theme=neglct", 400, "unknown-value", "Did you mean 'neglect'?"),
        ("/search", "q=a&audience=public", 400, "unknown-value", "professional library"),
        ("/search", "q=a&limit=0", 400, "bad-number", "from 1 to 100"),
        ("/search", "q=a&limit=１", 400, "encoding", "percent-encoded"),
        ("/search", "q=a&limit=%EF%BC%91", 400, "bad-number", "whole number"),
        ("/search", "q=a&offset=-1", 400, "bad-number", "whole number"),
        ("/search", "q=a&sort=random", 400, "unknown-value", "relevance, date"),
        ("/search", "q=a&q=b", 400, "twice", "given twice"),
        ("/search", "q=%ff", 400, "encoding", "not UTF-8"),
        ("/search", "q=" + "a" * (MAX_QUERY + 1), 400, "query-too-long", "600 is the most"),
        ("/search", "q=" + "a" * MOST_BYTES, 414, "too-long", "4,096 bytes"),
        ("/search", "&".join(["type=briefing"] * 65), 400, "too-many-parameters", "64"),
        ("/facets", "q=a", 400, "unknown-parameter", "None is taken here"),
        ("/items", "", 404, "no-such-page", "/search"),
        ("/../professional", "", 404, "no-such-page", "/search"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(
    api: Application, path: str, query: str, status: int, code: str, says: str
) -> None:
    reply = ask(api, path, query=query or "&")
    assert (reply.status, reply.error["code"], reply.error["status"]) == (status, code, status)
    assert says in reply.error["message"]
    assert reply.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in reply.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_only_reading_is_allowed(api: Application, method: str) -> None:
    reply = ask(api, method=method, q="neglect")
    assert (reply.status, reply.headers["Allow"], reply.error["code"]) == (405, "GET, HEAD", "method")


def test_head_gives_the_headers_of_get(api: Application) -> None:
    whole, head = ask(api, q="neglect"), ask(api, method="HEAD", q="neglect")
    assert (head.status, head.body, head.headers) == (200, b"", whole.headers)


def test_what_a_client_has_already_is_not_sent_again(api: Application) -> None:
    tag = ask(api, q="neglect").headers["ETag"]
    for sent in (tag, f'"other", W/{tag}', "*"):
        reply = ask(api, q="neglect", headers={"If-None-Match": sent})
        assert (reply.status, reply.body, reply.headers["ETag"]) == (304, b"", tag)
    assert ask(api, q="bruising", headers={"If-None-Match": tag}).status == 200


def test_pages_of_other_origins_read_the_public_library_alone(api: Application, tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "bulletins/open.md", "", "Thresholds.")
    write_item(content, "bulletins/closed.md", "audience: professional", "Zqcanary thresholds.")
    build_tiny(content, tmp_path / "site")
    public = application(tmp_path / "site/public")
    found = ask(public, q="thresholds")
    assert found.headers["Access-Control-Allow-Origin"] == "*"
    assert found.headers["Cache-Control"] == "public, max-age=60"
    assert (found.ids, found.json["hits"][0]["url"]) == (["open"], "bulletins/open/")
    assert ask(public, q="x", limit="y").headers["Access-Control-Allow-Origin"] == "*"
    assert ask(public, q="zqcanary").json["unknown"] == ["zqcanary"]
    assert b"closed" not in ask(public, query="type=bulletin").body
    professional = ask(application(tmp_path / "site/professional"), q="thresholds")
    assert sorted(professional.ids) == ["closed", "open"]
    assert professional.headers["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in professional.headers


def test_who_asks_too_often_is_told_when_to_come_back(site: Path) -> None:
    now = [0.0]
    api = Api(PublishedSearch(site), Settings("", rate=0.5, burst=2, proxies=0), clock=lambda: now[0])
    assert [ask(api, q="neglect").status for _ in range(3)] == [200, 200, 429]
    refused = ask(api, q="neglect", headers={"X-Forwarded-For": "203.0.113.9"})
    assert (refused.status, refused.headers["Retry-After"], refused.error["code"]) == (429, "2", "too-many")
    assert ask(api, q="neglect", client="192.0.2.2").status == 200
    now[0] = 2.0
    assert ask(api, q="neglect").status == 200


def test_no_query_is_in_the_log_whatever_goes_wrong(
    api: Application, site: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(query: str, source: Files) -> None:
        raise KeyError(query)

    monkeypatch.setattr(door, "answer", fail)
    reply = ask(api, q="zqsecret")
    assert (reply.status, reply.error["code"]) == (500, "failed")
    assert reply.log.startswith("learning-loop: KeyError at ")
    said = capfd.readouterr()
    assert not any("zqsecret" in text for text in (reply.log, said.out, said.err, reply.body.decode()))


def test_a_folder_without_a_search_or_of_another_version_says_so(tmp_path: Path, site: Path) -> None:
    missing = ask(application(tmp_path / "none"), q="neglect")
    assert (missing.status, missing.error["code"], missing.headers["Retry-After"]) == (503, "no-search", "10")
    assert "holds no search files" in missing.log
    assert str(tmp_path) not in missing.body.decode()
    other = shutil.copytree(site, tmp_path / "other")
    start = json.loads((other / "search/start.json").read_bytes())
    (other / "search/start.json").write_text(json.dumps(start | {"format": 99}))
    assert "another version" in ask(application(other), q="neglect").log
    (other / "search/start.json").write_text("{")
    assert ask(application(other), q="neglect").status == 503


# A site that is exchanged while it is asked


def write_library(content: Path, version: int) -> None:
    """Write a library in which every item says what version it is of."""
    for number in range(6):
        write_item(
            content, f"bulletins/item-{number}.md", f"title: Thresholds {number}", f"Thresholds of version{version}."
        )


def test_an_answer_is_that_of_the_old_site_or_the_new_one_and_never_of_both(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_library(content, 0)
    build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
    api = application(tmp_path / "site/public", rate=1e6, burst=10**6)
    wrong: list[object] = []
    asked, stop = [0], threading.Event()

    def keep_asking() -> None:
        while not stop.is_set():
            versions = [ask(api, q=f"version{version}", facets=0).json for version in range(5)]
            wrong.extend(found for found in versions if len(found["hits"]) not in (0, 6))
            asked[0] += len(versions)

    threads = [threading.Thread(target=keep_asking) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for version in range(1, 5):
            write_library(content, version)
            build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
            assert len(ask(api, q=f"version{version}").ids) == 6
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert wrong == []
    assert asked[0] > 20


def test_a_question_that_meets_an_exchange_is_asked_again(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_library(content, 1)
    build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
    search, seen = PublishedSearch(tmp_path / "site/public"), []

    def question(source: Files) -> int:
        found = len(answer("version1", source).hits)
        if not seen:
            write_library(content, 2)
            build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
        seen.append(found)
        return found

    assert (search.ask(question), seen) == (0, [6, 0])


def test_a_site_that_never_rests_is_given_up(site: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(site, tmp_path / "copy")
    search = PublishedSearch(copy)

    def question(source: Files) -> None:
        (copy / "search/words/new.json").write_text("{}")
        (copy / "search/words/new.json").unlink()

    with pytest.raises(NoSearch, match="again and again"):
        search.ask(question)


def test_little_memory_gives_the_same_answers(site: Path, files: Files) -> None:
    small = PublishedSearch(site, memory=1000)
    for judged in JUDGED[:20]:
        assert small.ask(lambda source, query=judged.query: answer(query, source)) == answer(judged.query, files)  # type: ignore[misc]
