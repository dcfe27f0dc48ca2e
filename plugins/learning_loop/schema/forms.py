"""What a value looks like, in plain words: from its JSON Schema, or from here where no schema can say it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from learning_loop.schema.json_schema import Schema
from learning_loop.schema.validate import FORMS as PATTERN_WORDS


def form_words(schema: Mapping[str, Any]) -> str:
    """Say in plain words what one value looks like, for people who see no Markdown."""
    return words_of(dict(schema)).replace("`", "")


def words_of(schema: Schema) -> str:
    """Say in plain words what one value looks like."""
    if "enum" in schema:
        return " · ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("type") == "boolean":
        return "`true` or `false`"
    if schema.get("type") == "integer":
        return f"a whole number{_range(schema)}"
    if schema.get("format") == "date":
        return "a day: `2026-05-12`"
    if "pattern" in schema:
        return _PATTERNS.get(schema["pattern"]) or PATTERN_WORDS[schema["pattern"]]
    if schema.get("maxLength", 0) > 0:
        return f"text of {schema.get('minLength', 1)} to {schema['maxLength']} characters"
    return "text"


def words_of_many(schema: Schema) -> str:
    """Say what several such values are."""
    words = words_of(schema)
    return {"text": "texts", "an id": "ids", "a day: `2026-05-12`": "days"}.get(words, words)


_PATTERNS = {
    r"^[a-z][^\\\s]*\.[A-Za-z]{2,4}$": "a file of the content folder",
    r"^[0-9a-f]{12}$": "twelve digits and letters from a to f",
    "^[a-z0-9]+(-[a-z0-9]+)*$": "an id",
    r"^(\d{4}-\d{2}(-\d{2})?|([Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter) \d{4})$": "a day, a month or a season: `2026-05-12`, `2026-05` or `autumn 2026`",
    r"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}$": "a day and time: `2026-07-02 13:30`",
}


def _range(schema: Schema) -> str:
    least = schema.get("minimum", schema.get("exclusiveMinimum", -1) + 1)
    most = schema.get("maximum")
    return f" from {least} to {most}" if most is not None else f" from {least} up"


def counted(schema: Schema) -> str:
    """Say how many a list may have: ", at least 1"; nothing where the schema says nothing."""
    least, most = schema.get("minItems"), schema.get("maxItems")
    if least and least == most:
        return f", exactly {least}"
    return (f", at least {least}" if least else "") + (f", at most {most}" if most else "")


def named(owner: type[BaseModel], field: str, table: Mapping[str, str]) -> str | None:
    """Look a field up, first by its group and name, then by its name."""
    return table.get(f"{owner.__name__.removesuffix('Fields')}.{field}", table.get(field))


def written(owner: type[BaseModel], field: str) -> str | None:
    """Give the form of a field that a value's shape cannot tell, if it is one."""
    return named(owner, field, _WRITTEN)


_GROUP_ID = "a group’s id, see `registers/groups.yml`"


_GROUP_OR_AGENCY = "a group’s or an agency’s id"


_AGENCY_ID = "an agency’s id, see `registers/agencies.yml`"


_THEME_ID = "a theme’s id, see `registers/themes.yml`"


_ITEM_ID = "an item’s id"


_ANY_ACTION = "an action’s ref: `R1/A2` of the same plan, or with the reference of another `LLR-2022-01/R1/A2`"


_WRITTEN: dict[str, str] = {
    "themes": "theme ids, see `registers/themes.yml`",
    "agencies": "agency ids, see `registers/agencies.yml`",
    "roles": "role ids, see `registers/roles.yml`",
    "priorities": "priority ids, see `registers/priorities.yml`",
    "Common.schemes": "a scheme’s id with ids of its values, see `registers/framework.yml`",
    "LeaveOut.roles": "role ids of the profile",
    "LeaveOut.priorities": "priority ids of the profile",
    "monitors": "ids of review types, see `registers/framework.yml`",
    "ReviewType.commissioned_by": "text",
    "profile": "the name of a shipped profile",
    "Common.about": "item ids",
    "Summary.about": "item ids",
    "follows_up": "item ids",
    "supersedes": "item ids",
    "redirect_from": "old addresses from the site’s top",
    "former_ids": "ids of this item",
    "source": _ITEM_ID,
    "monitored_by": _GROUP_ID,
    "commissioned_by": _GROUP_ID,
    "reports_to": _GROUP_ID,
    "review_type": "a type’s id, see `registers/framework.yml`",
    "method": "a method’s id, see `registers/framework.yml`",
    "owner": _AGENCY_ID,
    "Issue.owner": _GROUP_OR_AGENCY,
    "Challenge.owner": _GROUP_OR_AGENCY,
    "raised_by": "a group’s, an agency’s or a role’s id",
    "Challenge.to": "ids of groups and agencies",
    "Feedback.owner": _GROUP_OR_AGENCY,
    "Feedback.about": "item ids",
    "Feedback.changed": "item ids",
    "Planned.who": _GROUP_OR_AGENCY,
    "Planned.item": _ITEM_ID,
    "Recommendation.to": "agency ids, see `registers/agencies.yml`",
    "Recommendation.from": "refs of findings",
    "Response.by": _GROUP_ID,
    "Evidence.by": _GROUP_OR_AGENCY,
    "Evidence.link": _ITEM_ID,
    "KeyMessage.link": _ITEM_ID,
    "Resource.link": "a web address in full",
    "superseded_by": _ANY_ACTION,
    "new_action": _ANY_ACTION,
    "booking": "an address: `https://…` or `mailto:…`",
    "Site.feedback": "an address: `https://…` or `mailto:…`",
    "Url.public": "a web address in full, with a slash at its end",
    "Url.professional": "a web address in full, with a slash at its end",
    "Url.first": "a web address in full, with a slash at its end",
    "sources": "item ids",
    "same": "lists of texts",
    "broader": _THEME_ID,
    "Often.theme": _THEME_ID,
    "Sense.theme": _THEME_ID,
    "Sense.agency": _AGENCY_ID,
    "Sense.role": "a role’s id, see `registers/roles.yml`",
    "Sense.group": _GROUP_ID,
    "Often.item": _ITEM_ID,
    "footer": "ids of pages",
    "how_to": "a page’s id",
    "follow": "a page’s id",
    "ask": "a page’s id",
}
"""Forms that a value's shape cannot tell: by group and field where a name has several meanings, else by field."""
