"""The search of a published site for other systems: a small WSGI application that reads the site's search files and nothing else.

``application(folder)`` can be put wherever a copy of the site is, behind any WSGI server; ``docs/operators.md`` says how. It answers the queries of
``loop search`` with the same hits in the same order. It writes nothing, keeps no query and logs none: what somebody looks up can point to a child.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

from learning_loop.doors.limits import Buckets, client_of
from learning_loop.model.problem import did_you_mean
from learning_loop.model.values import dataclass
from learning_loop.search.analysis import MAX_QUERY
from learning_loop.search.documents import SCHEME, scheme_facet
from learning_loop.search.published import NoSearch, PublishedSearch
from learning_loop.search.query import Answer, Files, Hit, answer
from learning_loop.search.told import UnknownValue, answer_values, check_values, choose, notices
from learning_loop.search.understand import Understood

MOST_HITS = 100
"""Hits of one answer."""

FURTHEST = 10_000
"""The last place from which hits are given."""

MOST_BYTES = 4_096
"""Of a query string."""

MOST_PARAMETERS = 64

MAX_AGE = 60
"""Seconds for which a public answer may be kept."""

FACETS = ("type", "theme", "review-type", "agency", "year", "age", "role", "status")
"""What hits can always be chosen by; a framework's own schemes stand before the status."""
PARAMETERS = ("q", *FACETS, "audience", "limit", "offset", "sort", "facets", "explain")
ORDERS = ("relevance", "date")

Environ = Mapping[str, Any]
Start = Callable[[str, list[tuple[str, str]]], object]


class Refused(Exception):
    """A request that gets no answer; the text is for whoever wrote it."""

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        message: str,
        *,
        parameter: str = "",
        headers: Iterable[tuple[str, str]] = (),
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.parameter, self.headers = status, code, parameter, tuple(headers)


class Wish(NamedTuple):
    """What a request asks for."""

    query: str | None
    """None where there is none, and everything that the facets leave is wanted."""
    chosen: dict[str, list[str]]
    limit: int
    offset: int
    by_date: bool
    facets: bool
    explain: bool
    audience: str


@dataclass(frozen=True, slots=True)
class Settings:
    """How an application was set up."""

    address: str
    rate: float
    burst: int
    proxies: int


def application(
    folder: str | Path, address: str = "", *, rate: float = 5.0, burst: int = 40, proxies: int = 0
) -> Callable[[Environ, Start], Iterable[bytes]]:
    """Give the WSGI application for the site in a folder, such as ``site/public``.

    ``address`` is the site's own, for the addresses of hits; without it they are relative to the site's top. Each client may ask ``rate`` questions a
    second and ``burst`` at once, in each process. ``proxies`` is the number of reverse proxies in front whose ``X-Forwarded-For`` can be believed.
    """
    return Api(PublishedSearch(Path(folder)), Settings(address.rstrip("/"), rate, burst, proxies))


class Api:
    """The application."""

    def __init__(
        self, search: PublishedSearch, settings: Settings, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._search = search
        self._settings = settings
        self._clock = clock
        self._buckets = Buckets(settings.rate, settings.burst)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer one request."""
        audience = ""
        headers: list[tuple[str, str]] = []
        try:
            audience = self._search.ask(_audience)
            self._allow(environ)
            value = self._answer(environ)
            status = HTTPStatus.OK
        except Refused as refused:
            status, value = refused.status, _error(refused)
            headers += refused.headers
        except NoSearch as gone:
            status = HTTPStatus.SERVICE_UNAVAILABLE
            value = _error(
                Refused(status, "no-search", "The search of this site cannot be asked now. Try again later.")
            )
            headers.append(("Retry-After", "10"))
            _log(environ, str(gone))
        except Exception as error:  # noqa: BLE001 - whatever it is, a caller gets JSON, and the log no query
            status = HTTPStatus.INTERNAL_SERVER_ERROR
            value = _error(Refused(status, "failed", "This is a defect of the library's software, not of your query."))
            place = traceback.extract_tb(error.__traceback__)[-1]
            _log(environ, f"{type(error).__name__} at {place.filename}:{place.lineno}")
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        headers += _headers(audience, status)
        if status is HTTPStatus.OK:
            tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
            headers.append(("ETag", tag))
            if _matches(environ.get("HTTP_IF_NONE_MATCH", ""), tag):
                start("304 Not Modified", headers)
                return [b""]
        headers += [("Content-Type", "application/json; charset=utf-8"), ("Content-Length", str(len(body)))]
        start(f"{status.value} {status.phrase}", headers)
        return [b"" if environ.get("REQUEST_METHOD") == "HEAD" else body]

    def _allow(self, environ: Environ) -> None:
        if environ.get("REQUEST_METHOD") not in ("GET", "HEAD"):
            raise Refused(
                HTTPStatus.METHOD_NOT_ALLOWED,
                "method",
                "Only GET and HEAD are answered.",
                headers=[("Allow", "GET, HEAD")],
            )
        forwarded = environ.get("HTTP_X_FORWARDED_FOR", "")
        client = client_of(environ.get("REMOTE_ADDR", ""), forwarded, self._settings.proxies)
        wait = self._buckets.take(client, self._clock())
        if wait:
            seconds = max(1, math.ceil(wait))
            raise Refused(
                HTTPStatus.TOO_MANY_REQUESTS,
                "too-many",
                f"Too many questions from this address. Ask again in {seconds} s.",
                headers=[("Retry-After", str(seconds))],
            )

    def _answer(self, environ: Environ) -> dict[str, Any]:
        path = environ.get("PATH_INFO", "").strip("/")
        given = _parameters(environ.get("QUERY_STRING", ""))
        question: Callable[[Files], dict[str, Any]]
        if path == "":
            _only(given, ())
            question = partial(_describe, settings=self._settings)
        elif path == "search":
            question = partial(_find_asked, given=given, address=self._settings.address)
        elif path == "facets":
            _only(given, ())
            question = _all_values
        else:
            raise Refused(HTTPStatus.NOT_FOUND, "no-such-page", "There are /search and /facets, and / says how to ask.")
        try:
            return self._search.ask(question)
        except UnknownValue as unknown:
            raise Refused(
                HTTPStatus.BAD_REQUEST, "unknown-value", _sentence(str(unknown)), parameter=unknown.facet
            ) from None


# What is asked


def _parameters(query: str) -> list[tuple[str, str]]:
    if len(query) > MOST_BYTES:
        raise Refused(
            HTTPStatus.REQUEST_URI_TOO_LONG, "too-long", f"The query string has more than {MOST_BYTES:,} bytes."
        )
    if not query.isascii():
        raise Refused(HTTPStatus.BAD_REQUEST, "encoding", "The query string must be percent-encoded UTF-8.")
    try:
        return parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)
    except UnicodeDecodeError:
        raise Refused(HTTPStatus.BAD_REQUEST, "encoding", "The query string is not UTF-8.") from None
    except ValueError:
        raise Refused(
            HTTPStatus.BAD_REQUEST, "too-many-parameters", f"More than {MOST_PARAMETERS} parameters."
        ) from None


def _only(given: Iterable[tuple[str, str]], known: tuple[str, ...]) -> None:
    for name, _ in given:
        if name not in known:
            says = did_you_mean(name, known) if known else ""
            listed = f" There are {', '.join(known)}." if known else " None is taken here."
            raise Refused(
                HTTPStatus.BAD_REQUEST,
                "unknown-parameter",
                f"There is no parameter '{name[:40]}'.{says}{listed}",
                parameter=name[:40],
            )


def _wish(given: list[tuple[str, str]], own: tuple[str, ...] = ()) -> Wish:
    facets = (*FACETS, *own)
    _only(given, (*PARAMETERS, *own))
    once: dict[str, str] = {}
    chosen: dict[str, list[str]] = {}
    for name, value in given:
        if name in facets:
            if value not in chosen.setdefault(name, []):
                chosen[name].append(value)
        elif name in once:
            raise Refused(HTTPStatus.BAD_REQUEST, "twice", f"'{name}' is given twice.", parameter=name)
        else:
            once[name] = value
    query = once.get("q")
    if query is None and not chosen:
        raise Refused(HTTPStatus.BAD_REQUEST, "no-query", "Say what to look for: /search?q=neglect", parameter="q")
    if query is not None and len(query) > MAX_QUERY:
        message = f"The query has {len(query):,} signs; {MAX_QUERY} is the most."
        raise Refused(HTTPStatus.BAD_REQUEST, "query-too-long", message, parameter="q")
    return Wish(
        query,
        chosen,
        _number(once, "limit", 10, 1, MOST_HITS),
        _number(once, "offset", 0, 0, FURTHEST),
        _one_of(once, "sort", ORDERS) == "date",
        _one_of(once, "facets", ("1", "0")) == "1",
        _one_of(once, "explain", ("0", "1")) == "1",
        once.get("audience", ""),
    )


def _number(given: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = given.get(name, str(default))
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
        message = f"'{name}' is a whole number from {least} to {most:,}."
        raise Refused(HTTPStatus.BAD_REQUEST, "bad-number", message, parameter=name)
    return int(text)


def _one_of(given: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    value = given.get(name, known[0])
    if value not in known:
        message = f"'{name}' is one of {', '.join(known)}."
        raise Refused(HTTPStatus.BAD_REQUEST, "unknown-value", message, parameter=name)
    return value


# What is answered


def _audience(source: Files) -> str:
    return str(source.start["audience"])


def _describe(source: Files, settings: Settings) -> dict[str, Any]:
    return {
        "about": "The search of a safeguarding partnership's learning library, read only.",
        "audience": source.start["audience"],
        "documents": source.start["documents"],
        "address": settings.address,
        "paths": {"/search": "hits for a query", "/facets": "what hits can be chosen by"},
        "parameters": {
            "q": f"what to look for, as a reader would type it, up to {MAX_QUERY} signs",
            **dict.fromkeys(
                (*FACETS, *_schemes(source)), "only hits with this value; given several times, with any of them"
            ),
            "audience": "whose library is meant; refused when it is not this one",
            "limit": f"hits of one answer, 1 to {MOST_HITS}; 10 if left out",
            "offset": f"how many hits to pass over, up to {FURTHEST:,}",
            "sort": "relevance, or date for the newest first",
            "facets": "0 to leave out what the hits can be chosen by",
            "explain": "1 for why each hit is one",
        },
        "limits": {"questions_a_second": settings.rate, "at_once": settings.burst},
    }


def _all_values(source: Files) -> dict[str, Any]:
    everything = frozenset(number for values in source.facet("type").values() for number in values)
    hits = [_unasked(number) for number in everything]
    return {"audience": source.start["audience"], "total": len(hits), "facets": _counts(hits, {}, source)}


def _find_asked(source: Files, given: list[tuple[str, str]], address: str) -> dict[str, Any]:
    return _find(source, _wish(given, _schemes(source)), address)


def _schemes(source: Files) -> tuple[str, ...]:
    """Give the facets of the framework's own schemes by which something can be chosen."""
    return tuple(scheme_facet(label[0]) for label in source.labels.get(SCHEME, ()))


def _find(source: Files, wish: Wish, address: str) -> dict[str, Any]:
    audience = source.start["audience"]
    if wish.audience not in ("", audience):
        message = f"This is the {audience} library; no other is here."
        raise Refused(HTTPStatus.BAD_REQUEST, "unknown-value", message, parameter="audience")
    check_values(wish.chosen, source)
    found = answer(wish.query or "", source)
    if wish.query is None:
        everything = {number for values in source.facet("type").values() for number in values}
        found = Answer(found.understood, tuple(_unasked(number) for number in sorted(everything, reverse=True)))
    hits = choose(found.hits, wish.chosen, source)
    if wish.by_date:
        hits.sort(key=lambda hit: hit.number, reverse=True)
    shown = hits[wish.offset : wish.offset + wish.limit]
    understood: Understood = found.understood
    value = answer_values(
        wish.query or "", understood, hits, shown, source, address=address, reasons=wish.explain, words=True
    )
    value |= {"offset": wish.offset, "limit": wish.limit}
    value["next"] = _page(wish, wish.offset + wish.limit) if wish.offset + wish.limit < len(hits) else None
    value["previous"] = _page(wish, max(0, wish.offset - wish.limit)) if wish.offset else None
    value["notices"] = list(notices(understood, "{label}"))
    if wish.facets:
        value["facets"] = _counts(found.hits, wish.chosen, source)
    return value


def _unasked(number: int) -> Hit:
    return Hit(number, 0, False, False, 0)


def _counts(
    hits: Iterable[Hit], chosen: Mapping[str, list[str]], source: Files
) -> dict[str, list[dict[str, str | int | bool]]]:
    """Give for each facet the values that the hits have, with how many of the hits that all other facets leave have them."""
    hits = list(hits)
    numbers = {hit.number for hit in hits}
    out: dict[str, list[dict[str, str | int | bool]]] = {}
    for facet in (*FACETS[:-1], *_schemes(source), *FACETS[-1:]):
        others = {name: values for name, values in chosen.items() if name != facet}
        left = {hit.number for hit in choose(hits, others, source)} if others else numbers
        picked = chosen.get(facet, ())
        known = source.facet(facet)
        out[facet] = [
            {
                "id": label[0],
                "label": label[1],
                "count": len(left & known.get(label[0], frozenset())),
                "chosen": label[0] in picked,
            }
            for label in source.labels.get(facet, ())
            if label[0] in picked or not numbers.isdisjoint(known.get(label[0], frozenset()))
        ]
    return out


def _page(wish: Wish, offset: int) -> str:
    """Give the address of another part of the same hits, relative to this one."""
    pairs = [("q", wish.query)] if wish.query is not None else []
    pairs += [(facet, value) for facet, values in wish.chosen.items() for value in values]
    pairs += [("limit", str(wish.limit)), ("offset", str(offset))]
    pairs += [("sort", "date")] if wish.by_date else []
    pairs += [("facets", "0")] if not wish.facets else []
    pairs += [("explain", "1")] if wish.explain else []
    return f"?{urlencode(pairs, quote_via=quote)}"


# How it is sent


def _error(refused: Refused) -> dict[str, Any]:
    out = {"status": refused.status.value, "code": refused.code, "message": str(refused)}
    return {"error": out | ({"parameter": refused.parameter} if refused.parameter else {})}


def _headers(audience: str, status: HTTPStatus) -> list[tuple[str, str]]:
    """Give what goes with every answer.

    Pages of other origins may read what is public. A professional answer is for whoever signed in: no page elsewhere may fetch it with their sign-in,
    and no cache may keep it. Where it is not known whose answer it is, it is treated as a professional one.
    """
    headers = [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Robots-Tag", "noindex, nofollow"),
        ("Referrer-Policy", "no-referrer"),
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ]
    if audience == "public":
        headers.append(("Access-Control-Allow-Origin", "*"))
        headers.append(("Access-Control-Expose-Headers", "ETag, Retry-After"))
    kept = audience == "public" and status is HTTPStatus.OK
    headers.append(("Cache-Control", f"public, max-age={MAX_AGE}" if kept else "private, no-store"))
    return headers


def _matches(wanted: str, tag: str) -> bool:
    """Say whether a client has an answer already (RFC 9110, 13.1.2)."""
    return wanted.strip() == "*" or tag in [each.strip().removeprefix("W/") for each in wanted.split(",")]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def _log(environ: Environ, line: str) -> None:
    """Tell the server's log what went wrong, without anything that was asked."""
    print(f"learning-loop: {line}", file=environ.get("wsgi.errors", sys.stderr))
