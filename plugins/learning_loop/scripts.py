"""The modules of the search as they are published: few files instead of many, without their comments.

In the theme's folder every module is small and says what it does. A reader on a slow line pays for each file and for every word in it, so the
modules that an answer needs are published as two: one that any search needs, one for the results page. The rest stay by themselves.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

JOINED = {
    "search.js": (
        "dom.js", "normalise.js", "score.js", "wordlist.js", "vocabulary.js", "plan.js", "facets.js", "files.js", "excerpts.js", "search.js",
    ),
    "page.js": ("address.js", "words.js", "notices.js", "rows.js", "page.js"),
}  # fmt: skip
"""Published file → the modules of which it is made, each after those that it imports. No two of one file may share a name."""

_IMPORT = re.compile(r"^import \{ ([^}]+) \} from '\./([a-z]+\.js)';\n", re.MULTILINE)
_COMMENTS = re.compile(r"^[ \t]*(?:/\*\*.*?\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
_SPACE = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)


def published_scripts(modules: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the files that are published of some modules, by name. Comments must stand on lines of their own, and no text go over two lines."""
    texts = {name: data.decode() for name, data in modules.items()}
    places = {part: name for name, parts in JOINED.items() for part in parts}
    made = {name: _join([texts[part] for part in parts], name, places) for name, parts in JOINED.items()}
    alone = {name: _join([text], name, places) for name, text in texts.items() if name not in places}
    return {name: text.encode() for name, text in sorted((made | alone).items())}


def _join(texts: Sequence[str], name: str, places: Mapping[str, str]) -> str:
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for text in texts:
        for names, module in _IMPORT.findall(text):
            wanted[places.get(module, module)].update(names.split(", "))
    wanted.pop(name, None)
    head = "".join(
        f"import {{ {', '.join(sorted(names))} }} from './{module}';\n" for module, names in sorted(wanted.items())
    )
    return head + "".join(_bare(_IMPORT.sub("", text)) for text in texts)


def _bare(text: str) -> str:
    return _SPACE.sub("", _COMMENTS.sub("", text)).lstrip("\n")
