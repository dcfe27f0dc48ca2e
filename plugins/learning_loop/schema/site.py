"""The schema of ``site.yml``: who publishes the library, and where."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from learning_loop.model import registers as model
from learning_loop.model.colour import DARK, LEAST_CONTRAST, LIGHT, TOO_NEAR, contrast_of, hues_apart
from learning_loop.schema.fields import Address, Booking, Day, Id, Ids, ListOf, Partial, Strict, Text, Title, refuse

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


Email = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]


class UrlFields(Strict):
    """Where the two sites are."""

    public: Address
    """The public site."""
    professional: Address
    """The professional site."""
    first: Address | None = None
    """The public address that the library began with, once `public` is another one: by it feeds keep their entries’ ids, and readers’ programs do not take everything for new."""


class WorriedFields(Strict):
    """Whom to call about a child."""

    line: Text
    """Who answers."""
    number: Text
    """Their number."""
    hours: Text
    """When."""
    emergency: Text
    """The emergency number."""
    advice_label: Text
    """What the practitioners' line is for."""
    advice_number: Text
    """Its number."""
    advice_hours: Text
    """When."""
    says: Text
    """That reports are not taken here."""

    def to_model(self) -> model.Worried:
        """Give the frozen value."""
        return model.Worried(**self.model_dump())


class MailingFields(Strict):
    """The foot of every e-mail."""

    why: Text | None = None
    """Why somebody has this e-mail, in a sentence. Left out: that they asked for news from the partnership."""
    stop: Text | None = None
    """How to stop it, in a sentence. Left out: by writing to the officer's e-mail."""

    def to_model(self) -> model.Mailing:
        """Give the frozen value."""
        return model.Mailing(self.why or "", self.stop or "")


class OftenFields(Strict):
    """A shortcut of the home page."""

    label: Text
    """What people type."""
    theme: Id | None = None
    """The theme it leads to."""
    item: Id | None = None
    """Or the item."""


class AccentFields(Strict):
    """The one colour that a partnership may change: links, buttons, the current place."""

    light: Colour
    """The colour on white: a contrast of at least 7 with `#ffffff`, and no hue that means something (overdue, due soon, complete, embedded, visited)."""
    dark: Colour
    """The colour on the dark scheme's `#10191d`, by the same rule."""

    @model_validator(mode="after")
    def _can_be_read_and_means_nothing(self) -> Self:
        for name, colour, scheme in (("light", self.light, LIGHT), ("dark", self.dark, DARK)):
            contrast = contrast_of(colour, scheme.paper)
            if contrast < LEAST_CONTRAST:
                deeper = "darker" if scheme is LIGHT else "lighter"
                raise refuse(
                    f"'{colour}' has a contrast of {contrast:.1f} with {scheme.paper}; links need {LEAST_CONTRAST}. Choose a {deeper} one",
                    name,
                )
            for meaning, taken in scheme.meanings.items():
                if hues_apart(colour, taken) < TOO_NEAR:
                    raise refuse(
                        f"'{colour}' has the hue that means '{meaning}' ({taken}). Choose one at least {TOO_NEAR} degrees of hue away",
                        name,
                    )
        return self


class PrivateRemoteFields(Strict):
    """A git remote that somebody has found private."""

    remote: Text
    """The address, as `loop doctor` shows it."""
    by: Text
    """Who looked."""
    on: Day
    """When."""


class SiteFields(Strict):
    """Who publishes the library, and where."""

    name: Title
    """The library's name."""
    partnership: Title
    """The partnership's full name."""
    short: Text
    """Its short name."""
    area: Text
    """The area."""
    tagline: Title
    """The home page's title."""
    intro: Text
    """The sentence under it."""
    url: UrlFields
    """The addresses."""
    language: Text
    """The language, en-GB."""
    email: Email
    """The officer's e-mail."""
    feedback: Booking
    """Where feedback goes: mailto: or https:."""
    worried: WorriedFields
    """Whom to call about a child."""
    often_looked_for: Annotated[tuple[OftenFields, ...], ListOf] = ()
    """Shortcuts on the home page."""
    actions_since: Partial
    """The home page counts actions from then."""
    data_licence: Literal["partnership", "ogl-3.0"] = "partnership"
    """Who may use the public data files: `partnership` asks readers to ask before they publish them elsewhere, `ogl-3.0` lets everybody use them and name you."""
    accent: AccentFields
    """The accent colour."""
    footer: Ids = ()
    """Pages in the foot."""
    how_to: Id | None = None
    """The page at the right of the menu."""
    follow: Id | None = None
    """The page that says how to follow the library; the home page leads to it."""
    ask: Id | None = None
    """The page that says how to ask for a withdrawn item; what is left of the item leads to it."""
    mailing: MailingFields | None = None
    """What the foot of every newsletter's and bulletin's e-mail says."""
    true_names: Literal["required"] | None = None
    """`required`: the public site is published only after the register of true names was asked. Without its key nothing goes out."""
    sign_off: Literal["required"] | None = None
    """`required`: every public item needs a sign-off of its present text, by somebody who did not write it (`loop sign-off FILE`)."""
    private_remotes: Annotated[tuple[PrivateRemoteFields, ...], ListOf] = ()
    """Git remotes that somebody has found private, written by `loop doctor --remote-is-private origin --by NAME`."""

    def to_model(self) -> model.SiteIdentity:
        """Give the frozen value."""
        return model.SiteIdentity(
            name=self.name,
            partnership=self.partnership,
            short=self.short,
            area=self.area,
            tagline=self.tagline,
            intro=self.intro,
            public_url=self.url.public,
            professional_url=self.url.professional,
            first_url=self.url.first or self.url.public,
            language=self.language,
            email=self.email,
            feedback=self.feedback,
            worried=self.worried.to_model(),
            often_looked_for=tuple(
                model.OftenLookedFor(o.label, o.theme or "", o.item or "") for o in self.often_looked_for
            ),
            actions_since=self.actions_since,
            data_licence=self.data_licence,
            accent_light=self.accent.light,
            accent_dark=self.accent.dark,
            footer=self.footer,
            how_to=self.how_to or "",
            follow=self.follow or "",
            ask=self.ask or "",
            mailing=self.mailing.to_model() if self.mailing else model.Mailing("", ""),
            true_names=self.true_names == "required",
            sign_off=self.sign_off == "required",
            private_remotes=tuple(model.PrivateRemote(one.remote, one.by, one.on) for one in self.private_remotes),
        )
