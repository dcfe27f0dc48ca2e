"""E-mails as files: four forms of each, made only when no file has their key."""

from __future__ import annotations

from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Publication
from learning_loop.outputs.bodies import fill_bodies
from learning_loop.outputs.pages import PageRenderer
from learning_loop.present.emails import FORMS, EmailSpec, email_path, site_forms
from learning_loop.present.views import EmailPart, EmailView
from learning_loop.reading.digest import digest_of

CLIPPED_AT = 102_000
"""Bytes of HTML after which Gmail hides the rest behind a link."""


def form_key(key: str, form: str) -> str:
    """Give where one form of an e-mail lies in the store, by the key of the e-mail."""
    return digest_of(key, form)


def email_outputs(one: Publication, key: str, *, site: Audience, audience: Audience) -> dict[str, str]:
    """Give the files of an e-mail that lie on a site: path → key in the store."""
    return {email_path(one, audience, form): form_key(key, form) for form in site_forms(site, audience)}


class Mailer:
    """Makes the e-mails to one audience, with the templates and objects of its pages."""

    def __init__(self, renderer: PageRenderer) -> None:
        self._renderer = renderer
        self._desk = renderer.desk

    def email(self, spec: EmailSpec) -> str:
        """Give an e-mail's key; its forms are in the store afterwards."""
        view = spec.make(self._desk)
        key = digest_of(self._renderer.version, "email", self._renderer.fingerprint(view))
        objects = self._renderer.objects
        if not all(objects.has(form_key(key, form)) for form in FORMS):
            for form, data in self._forms(view).items():
                objects.write(form_key(key, form), data)
        return key

    def _forms(self, view: EmailView) -> dict[str, bytes]:
        # what only a made e-mail needs is imported when one is made
        from learning_loop.outputs.emails.blocks import list_blocks  # noqa: PLC0415
        from learning_loop.outputs.emails.message import write_message  # noqa: PLC0415
        from learning_loop.outputs.emails.notify import write_notify  # noqa: PLC0415
        from learning_loop.outputs.emails.page import render_email  # noqa: PLC0415
        from learning_loop.outputs.emails.plain import write_plain  # noqa: PLC0415

        texts = {part: self._read(part) for part in view.parts}
        html = render_email(view, texts, self._renderer.templates)
        blocks = list(list_blocks(view, texts.__getitem__))
        plain = write_plain(blocks)
        return {
            "html": html.encode(),
            # without the mark, browsers that are not told the encoding read ’ as three wrong letters
            "txt": f"\ufeff{plain}".encode(),
            "md": write_notify(blocks).encode(),
            "eml": write_message(view, plain=plain, html=html),
        }

    def _read(self, part: EmailPart) -> str:
        """Give a part's text with whole addresses."""
        site = self._desk.site.url.rstrip("/") + "/"
        return fill_bodies(str(part.html), self._desk.library, root=site, html_of=self._renderer.html_of)
