"""How learning is shared: the channels of the framework, how often each is used, for whom, and what went out by it lately."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from learning_loop.derive.programme import april_year, year_of
from learning_loop.model.framework import Channel
from learning_loop.model.kinds import EVENT, KIND_BY_NAME
from learning_loop.model.publication import Event, Publication
from learning_loop.present.calendar_entries import EVENT_TYPES
from learning_loop.present.desk import Desk
from learning_loop.present.listings import listing_path
from learning_loop.present.site import HOW_WE_LEARN
from learning_loop.present.spec import Spec
from learning_loop.present.views import ChannelView, ContentsEntry, FactView, LinkView, SharingPage
from learning_loop.present.words import day_view

SHARING = LinkView("How learning is shared", f"{HOW_WE_LEARN.path}sharing/")

LATELY = 3
"""Documents shown of each channel."""


def sharing_specs(desk: Desk) -> list[Spec]:
    """List the page of channels; there is none where the framework names none."""
    return [Spec(SHARING.path, present_sharing)] if desk.library.registers.framework.channels else []


def present_sharing(desk: Desk) -> SharingPage:
    """Make the page of channels, in the framework's order."""
    channels = tuple(_channel(one, desk) for one in desk.library.registers.framework.channels)
    intro = "How what is learned here reaches those who need it: how often, for whom, and what went out last."
    return SharingPage(
        head=desk.head(SHARING.label, intro, SHARING.path),
        crumbs=(HOW_WE_LEARN,),
        title=SHARING.label,
        issue_links=desk.issue_links(SHARING.label),
        contents=tuple(ContentsEntry(one.label, one.anchor) for one in channels),
        intro=intro,
        channels=channels,
    )


def _channel(channel: Channel, desk: Desk) -> ChannelView:
    today = desk.library.today
    sent = sorted(_sent(channel, desk), key=lambda entry: (-entry[0].toordinal(), entry[1].id))
    past = [(day, one) for day, one in sent if day <= today]
    coming = [(day, one) for day, one in sent if day > today]
    none = "Nothing has gone out by it in this library yet." if channel.sends else ""
    return ChannelView(
        channel.label,
        f"channel-{channel.id}",
        channel.about,
        tuple(_facts(channel, past, coming, desk)),
        tuple(desk.short_row(one) for _, one in past[:LATELY]),
        "" if past else none,
    )


def _sent(channel: Channel, desk: Desk) -> Iterable[tuple[date, Publication]]:
    """Give what goes out by a channel with the day: of an event its own, else that of publication."""
    library = desk.library
    for sends in channel.sends:
        if sends in EVENT_TYPES:
            for one in library.by_type.get(EVENT.name, ()):
                details = one.details
                if (
                    isinstance(details, Event)
                    and details.event_type == sends
                    and not details.cancelled
                    and not one.withdrawn
                ):
                    yield details.starts.date(), one
        else:
            yield from ((one.published, one) for one in library.by_type.get(sends, ()) if not one.withdrawn)


def _facts(
    channel: Channel,
    past: Sequence[tuple[date, Publication]],
    coming: Sequence[tuple[date, Publication]],
    desk: Desk,
) -> Iterable[FactView]:
    roles = desk.library.registers.roles
    if channel.cadence:
        yield FactView("How often", channel.cadence)
    known = [roles[role] for role in channel.roles if role in roles]
    if known:
        yield FactView("For", links=tuple(LinkView(one.label, f"roles/{one.id}/") for one in known))
    else:
        yield FactView("For", "Everybody")
    if coming:
        day, one = coming[-1]
        yield FactView("Next", links=(desk.link(one, note=day_view(day).words),))
    if channel.sends:
        year = april_year(year_of(desk.library.today))
        yield FactView(f"Since April {year.first.year}", f"{sum(day >= year.first for day, _ in past):,}")
        if links := tuple(_listings(channel)):
            yield FactView("All of it", links=links)


def _listings(channel: Channel) -> Iterable[LinkView]:
    kinds = [EVENT if sends in EVENT_TYPES else KIND_BY_NAME[sends] for sends in channel.sends]
    for kind in dict.fromkeys(kinds):
        if kind.name != "page":
            yield LinkView(kind.plural, listing_path(kind))
