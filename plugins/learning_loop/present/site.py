"""What is the same on every page of one site."""

from __future__ import annotations

import re
from collections.abc import Mapping

from learning_loop.derive.library import Library
from learning_loop.model.kinds import Audience
from learning_loop.model.registers import Worried
from learning_loop.present.views import LinkView, MenuEntry, SiteView, WorriedView
from learning_loop.present.words import day_view

MENU = (
    MenuEntry("themes", "Themes", "themes/"),
    MenuEntry("reviews", "Reviews", "reviews/"),
    MenuEntry("briefings", "Briefings", "briefings/"),
    MenuEntry("guidance", "Guidance", "guidance/"),
    MenuEntry("actions", "Actions", "actions/"),
    MenuEntry("newsletters", "Newsletters", "newsletters/"),
    MenuEntry("training", "Training", "training/"),
)

HOW_WE_LEARN = LinkView("How we learn", "how-we-learn/")
"""The door to the pages about the partnership's own work."""

SECTIONS = {entry.id: entry for entry in MENU}


def present_site(library: Library, audience: Audience, assets: Mapping[str, str]) -> SiteView:
    """Give the site's identity, menu, contacts and the paths of its assets."""
    site = library.registers.site
    pages = library.publications
    professional = audience is Audience.PROFESSIONAL
    return SiteView(
        name=site.name,
        partnership=site.partnership,
        short=site.short,
        area=site.area,
        language=site.language,
        audience=audience.value,
        is_professional=professional,
        url=site.professional_url if professional else site.public_url,
        email=site.email,
        feedback=site.feedback,
        menu=MENU,
        themes=LinkView("Themes, A to Z", "themes/"),
        site_map=LinkView("Site map", "site-map/"),
        search=LinkView("Search", "search/"),
        how_to=LinkView(pages[site.how_to].title, f"{pages[site.how_to].address}/") if site.how_to else None,
        worried=_present_worried(site.worried),
        footer=(
            HOW_WE_LEARN,
            *(LinkView(pages[page].title, f"{pages[page].address}/") for page in site.footer),
            *((LinkView("The business unit’s desk", "desk/"),) if professional else ()),
        ),
        assets=dict(assets),
        checked=day_view(library.today),
    )


def _present_worried(worried: Worried) -> WorriedView:
    return WorriedView(
        title="Worried about a child?",
        says=worried.says,
        short="This library cannot take reports.",
        line=worried.line,
        number=worried.number,
        tel=_tel(worried.number),
        hours=worried.hours,
        emergency=worried.emergency,
        emergency_tel=_tel(worried.emergency),
        advice_label=worried.advice_label,
        advice_number=worried.advice_number,
        advice_tel=_tel(worried.advice_number),
        advice_hours=worried.advice_hours,
    )


def _tel(number: str) -> str:
    return "tel:" + re.sub(r"[^0-9+]", "", number)
