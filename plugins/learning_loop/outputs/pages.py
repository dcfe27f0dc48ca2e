"""Pages as files: every page has a key made of all that it will show, and is rendered only when no file has that key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from learning_loop.outputs.bodies import fill_bodies
from learning_loop.outputs.fingerprint import Fingerprints
from learning_loop.outputs.templates import Templates
from learning_loop.present.agenda import agenda_specs
from learning_loop.present.attention_pages import attention_specs
from learning_loop.present.calendars import calendar_specs
from learning_loop.present.changed_words import changed_word_pages
from learning_loop.present.changes import changes_pages
from learning_loop.present.cycle import cycle_pages
from learning_loop.present.data_page import DATA, present_data
from learning_loop.present.desk import Desk
from learning_loop.present.elsewhere import elsewhere_specs
from learning_loop.present.feedback import feedback_specs
from learning_loop.present.follow import follow_pages
from learning_loop.present.good_practice import good_practice_specs
from learning_loop.present.home import present_home, present_not_found, present_patterns, present_site_map
from learning_loop.present.how_we_learn import how_we_learn_specs
from learning_loop.present.items import item_specs
from learning_loop.present.listings import listing_pages
from learning_loop.present.logs import log_specs
from learning_loop.present.over_time import over_time_pages
from learning_loop.present.programme import programme_specs
from learning_loop.present.records import record_pages
from learning_loop.present.register_pages import register_pages
from learning_loop.present.review_types import review_type_specs
from learning_loop.present.schemes import scheme_pages
from learning_loop.present.searching import present_search
from learning_loop.present.sharing import sharing_specs
from learning_loop.present.spec import Spec
from learning_loop.present.themes import theme_pages
from learning_loop.present.tracker import tracker_pages
from learning_loop.present.voices import voices_specs
from learning_loop.present.year_report import report_specs
from learning_loop.reading.digest import digest_of

NOT_FOUND = "404.html"

PAGES: tuple[Callable[[Desk], list[Spec]], ...] = (
    lambda desk: [Spec("", present_home), Spec("site-map/", present_site_map), Spec(NOT_FOUND, present_not_found)],
    lambda desk: [Spec("search/", present_search), Spec("patterns/", present_patterns), Spec(DATA.path, present_data)],
    item_specs,
    listing_pages,
    theme_pages,
    register_pages,
    scheme_pages,
    changed_word_pages,
    tracker_pages,
    programme_specs,
    report_specs,
    attention_specs,
    log_specs,
    feedback_specs,
    calendar_specs,
    record_pages,
    cycle_pages,
    how_we_learn_specs,
    review_type_specs,
    sharing_specs,
    agenda_specs,
    voices_specs,
    good_practice_specs,
    elsewhere_specs,
    over_time_pages,
    follow_pages,
    changes_pages,
)
"""Everything that becomes a page, in order; an address that comes twice is an error."""


class Objects(Protocol):
    """What the pages need of the cache."""

    def has(self, key: str) -> bool:
        """Say whether an object is there."""

    def read(self, key: str) -> bytes:
        """Give an object."""

    def write(self, key: str, data: bytes) -> None:
        """Keep an object."""


class AddressClash(Exception):
    """Two pages want one address: a fault of the program, since ids and folders keep them apart."""


def list_pages(desk: Desk) -> list[Spec]:
    """List all pages of a site."""
    specs = [spec for pages in PAGES for spec in pages(desk)]
    seen: set[str] = set()
    for spec in specs:
        if spec.path in seen:
            raise AddressClash(spec.path)
        seen.add(spec.path)
    return specs


class PageRenderer:
    """Makes pages for one site. ``version`` names the engine and the theme: whatever they are, it is part of every key."""

    def __init__(self, desk: Desk, templates: Templates, objects: Objects, version: str) -> None:
        self.desk = desk
        self.templates = templates
        self.objects = objects
        self._fingerprints = Fingerprints()
        self.version = digest_of(version, self._fingerprints.of(desk.site))
        worried = desk.site.worried
        self._numbers = {worried.number: worried.tel, worried.advice_number: worried.advice_tel}
        self._frames: dict[tuple[str, str], tuple[str, str]] = {}

    def page(self, spec: Spec) -> tuple[str, str]:
        """Give a page's file and its key; the object of that key is there afterwards."""
        view = spec.make(self.desk)
        root = root_of(spec.path, self.desk)
        frame_key, _ = self._frame(root, view.section)
        key = digest_of(self.version, frame_key, root, self._fingerprints.of(view))
        if not self.objects.has(key):
            frame = self._frame(root, view.section, wanted=True)[1]
            html = self.templates.render_page(view, self.desk.site, root=root, frame=frame)
            html = fill_bodies(html, self.desk.library, root=root, html_of=self.html_of, numbers=self._numbers)
            self.objects.write(key, html.encode())
        return file_of(spec.path), key

    def html_of(self, digest: str) -> str:
        """Give the rendered text with a digest."""
        return self.objects.read(digest).decode()

    def fingerprint(self, view: object) -> bytes:
        """Give a view's fingerprint."""
        return self._fingerprints.of(view)

    def _frame(self, root: str, section: str, *, wanted: bool = False) -> tuple[str, str]:
        """Give the key of a frame, and its text once it is wanted."""
        made = self._frames.get((root, section))
        if made is None or (wanted and not made[1]):
            key = made[0] if made else digest_of(self.version, "frame", root, section)
            text = ""
            if wanted:
                if not self.objects.has(key):
                    self.objects.write(
                        key, self.templates.render_frame(self.desk.site, root=root, section=section).encode()
                    )
                text = self.objects.read(key).decode()
            made = self._frames[root, section] = (key, text)
        return made


def root_of(path: str, desk: Desk) -> str:
    """Give the way from a page to the site's top; the page for missing addresses is shown anywhere, so its way is absolute."""
    if path == NOT_FOUND:
        return "/" + desk.site.url.partition("://")[2].partition("/")[2]
    return "../" * path.count("/") or "./"


def file_of(path: str) -> str:
    """Give the file of a page."""
    return path if path.endswith(".html") else f"{path}index.html"
