"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): the same entries as in Atom and RSS."""

from __future__ import annotations

import json

from learning_loop.outputs.feed_xml import Channel
from learning_loop.present.views import EntryView

JSON_TYPE = "application/feed+json"


def render_json_item(view: EntryView, content: str) -> bytes:
    """Give an item of a JSON feed."""
    item: dict[str, object] = {
        "id": view.id,
        "url": view.address,
        "title": view.title,
        "content_html": content,
        "summary": view.summary,
        "date_published": _moment(view.published),
        "date_modified": _moment(view.updated),
    }
    if view.categories:
        item["tags"] = list(dict.fromkeys(one.label for one in view.categories))
    if view.enclosures:
        item["attachments"] = [
            {"url": file.address, "mime_type": file.media_type, "title": file.title, "size_in_bytes": file.size}
            for file in view.enclosures
        ]
    return _json(item)


def render_json_frame(channel: Channel) -> tuple[bytes, bytes]:
    """Give what stands before and after the items of a JSON feed."""
    feed = channel.feed
    opening = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": channel.address,
        "description": feed.about,
        "user_comment": channel.note,
        "icon": channel.icon,
        "favicon": channel.image,
        "authors": [{"name": channel.author, "url": f"mailto:{channel.email}"}],
        "language": channel.language,
    }
    return _json(opening)[:-1] + b', "items": [\n', b"\n]}\n"


def _moment(day: str) -> str:
    return f"{day}T00:00:00+00:00"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
