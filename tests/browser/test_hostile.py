"""No text that an author can bring in becomes active in a reader's browser."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from learning_loop.disclosure.waivers import Judged
from learning_loop.model.kinds import Audience
from learning_loop.schema.items import read_item
from tests.browser.conftest import OpenTab
from tests.browser.server import serve
from tests.browser.test_network import LISTEN
from tests.hostile import XSS, hostile_texts
from tests.tiny import build_tiny, write_base, write_item

VISITED = 40
"""Pages that are opened under the policy; all are parsed by the browser and looked through."""

ACTIVE = """page => [
  ...[...page.querySelectorAll('*')].flatMap(one => [...one.attributes].filter(about =>
    /^on/i.test(about.name) || about.name === 'style' || (/^(href|src|action|formaction|data|xlink:href|srcset|poster|ping)$/i.test(about.name)
      && /^(javascript|vbscript|data:text)/i.test(about.value.replace(/[\\s\\0]/g, '')))
  ).map(about => `${one.localName} ${about.name}=${about.value}`)),
  ...[...page.querySelectorAll('script, iframe, object, embed, base, form, style, svg script, math, template')]
    .filter(one => one.closest('main') && !one.closest('[role=search]')).map(one => one.outerHTML.slice(0, 200)),
]"""


EVERY_PAGE = f"""async paths => {{
  const active = {ACTIVE};
  const found = [];
  for (const path of paths) {{
    const answer = await fetch(`/${{path}}`);
    if (!answer.ok) found.push(`/${{path}}: ${{answer.status}}`);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    found.push(...active(page).map(one => `/${{path}}: ${{one}}`));
  }}
  return found;
}}"""


def is_readable(text: str, where: str) -> bool:
    """Say whether the library takes a text at all; many are refused with a message, which is as good."""
    body = f"Text.\n\n{text}" if where == "body" else "Text."
    title = json.dumps(text) if where == "title" else "A title"
    source = f"---\ntitle: {title}\ntype: page\naudience: public\npublished: 2026-01-15\nsummary: One plain sentence that a busy person can use.\n---\n\n{body}\n"
    item = read_item(source.encode("utf-8", "surrogatepass"), path="pages/x.md")
    return (
        item.publication is not None
        and not any(problem.severity == "error" for problem in item.problems)
        and not item.publication.body.links
    )


def test_hostile_texts_are_only_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_tab: OpenTab) -> None:
    # Some of the lists have numbers that could be somebody's: here they shall get as far as a page
    monkeypatch.setattr(Judged, "stops", lambda self, audience: ())
    texts = hostile_texts()
    assert len(texts) > 1100
    if os.environ.get("HYPOTHESIS_PROFILE") != "thorough":
        texts = [*XSS, *texts[len(XSS) :: 12]]
    content = write_base(tmp_path / "content")
    bodies = [text for text in texts if is_readable(text, "body")]
    titles = [text for text in texts if is_readable(text, "title") and len(text) < 200]
    assert len(bodies) > 60
    assert len(titles) > 60
    pages = ["", "themes/neglect/", "site-map/"]
    for kind, ones in (("body", bodies), ("title", titles)):
        for number, text in enumerate(ones):
            fields = f"title: {json.dumps(text)}\nthemes: [neglect]" if kind == "title" else "title: A title"
            write_item(content, f"pages/{kind}-{number}.md", fields, f"Text.\n\n{text}" if kind == "body" else "Text.")
            pages.append(f"pages/{kind}-{number}/")
    built = build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
    assert [problem.message for problem in built.problems if problem.severity == "error"] == []
    found: list[str] = []
    with serve(tmp_path / "site/public") as origin:
        tab = open_tab()
        tab.add_init_script(LISTEN)
        tab.on("dialog", lambda dialog: (found.append(f"{tab.url}: a dialog opened"), dialog.dismiss()))
        for page in pages[:: len(pages) // VISITED]:
            tab.goto(f"{origin}/{page}", wait_until="domcontentloaded")
            found += [
                f"/{page}: {one}" for one in [*tab.evaluate("window.broken"), *tab.evaluate(f"({ACTIVE})(document)")]
            ]
        found += tab.evaluate(EVERY_PAGE, pages)
    assert found == []
