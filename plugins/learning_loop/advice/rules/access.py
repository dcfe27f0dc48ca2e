"""Whether everybody can use a text: headings, tables, pictures and links, as people meet them who listen to a page or see little of it.

The rules follow WCAG 2.2 where it speaks of what an author writes: 1.1.1 text alternatives, 1.3.1 structure, 1.4.1 colour, 2.4.4 the
purpose of a link, 2.4.6 headings. A skipped level of heading, two of the same name and a picture without words are errors
(`reading/markdown.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from learning_loop.advice.lists import VAGUE_LINKS, VAGUE_PICTURES
from learning_loop.advice.reading import Reading, line_at
from learning_loop.advice.rule import Hit, Rule, Weight

LONGEST_BOLD = 12
"""Words of a bold line that may be meant as a heading."""

LONGEST_ALT = 250
"""Characters of a picture's words: a screen reader reads them in one breath, without a way back."""

_PICTURE_FILE = re.compile(
    r"^\S+\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?)$|^(?:IMG|DSC|DSCN|image|picture|screenshot)[ _-]?\d+$", re.I
)
_PICTURE_OF = re.compile(r"^(?:an? )?(?:image|picture|photo|photograph|graphic|icon) (?:of|showing)\b", re.I)
_SHOUTED = re.compile(r"(?<![\w’'-])[A-Z]{2,}(?:[’'][A-Z]+)?(?:[ ,]+[A-Z][A-Z’'-]*){2,}(?![\w])")
_COLOUR = re.compile(
    r"\b(?:(?:shown|marked|highlighted|written|printed|shaded|coloured|underlined|flagged|listed|text|words|items|rows|cells|boxes) in|(?:click|press|see|use|choose|follow|read) the)"
    r" (?:bright |dark |light |pale )?(?:red|green|amber|yellow|orange|blue|purple|grey|pink)\b(?! (?:team|cross|book|flag|light|paper))",
    re.I,
)
_PLACE = re.compile(
    r"\b(?:box|column|picture|photograph|table|chart|figure|panel|diagram|menu|button|list|link|links|text)s? (?:on|to|at) (?:the|your) (?:left|right|side)\b"
    r"|\b(?:left|right)-hand (?:column|side|box|panel|menu)\b",
    re.I,
)
_COLOURS = frozenset({"red", "green", "amber", "yellow", "orange", "blue", "purple", "grey", "pink"})
_SIDES = frozenset({"left", "right", "side"})
_BULLET = re.compile(r"^[ \t]*(?:[•·▪●◦‣➢➤■\uf0b7]|o(?=\t))[ \t]*\S", re.M)
_SHORT_WORDS = frozenset(
    "A AND ARE AT BE BY DO FOR FROM HAS HAVE IF IN IS IT MUST NEVER NO NOT OF ON OR SHOULD THAT THE THEY THIS TO WAS WE WILL WITH YOU YOUR".split()
)


def find_empty_headings(text: Reading) -> Iterator[Hit]:
    """Find headings without words."""
    for block in text.outline.blocks:
        if block.kind == "heading" and not any(sign.isalnum() for sign in block.text):
            yield Hit(block.line, "body")


def find_bold_lines(text: Reading) -> Iterator[Hit]:
    """Find paragraphs that are bold from end to end and short, with a text behind them."""
    blocks = text.outline.blocks
    for block, behind in pairwise(blocks):
        if not (block.bold and block.alone and not block.quoted) or behind.kind == "heading":
            continue
        words = block.text.strip().rstrip(":")
        if "\n" not in words and len(words.split()) <= LONGEST_BOLD and not words.endswith((".", "!", "?", ",", ";")):
            yield Hit(block.line, "body")


def find_poor_pictures(text: Reading) -> Iterator[Hit]:
    """Find pictures whose words tell nothing. Where there are none at all, that is an error."""
    for picture in text.outline.pictures:
        words = " ".join(picture.words.lower().split()).rstrip(".")
        if not words:
            continue
        if _PICTURE_FILE.match(words) or words == picture.file.rpartition(":")[2].lower():
            yield Hit(picture.line, "body", "the words for a picture are the name of a file")
        elif words in VAGUE_PICTURES:
            yield Hit(picture.line, "body", f"the words for a picture are ‘{words}’")
        elif _PICTURE_OF.match(words):
            do = "Begin with what is to be seen: the program that reads it out has said already that it is a picture"
            yield Hit(
                picture.line, "body", "the words for a picture say that it is a picture", "That is heard twice", do
            )
        elif len(words) > LONGEST_ALT:
            do = "Say in one or two sentences what the picture is there for, and the rest in the text"
            what = f"the words for a picture have {len(words)} characters"
            yield Hit(picture.line, "body", what, "Who listens to the page cannot stop in them or go back", do)


def find_vague_links(text: Reading) -> Iterator[Hit]:
    """Find links whose words say nothing of where they lead."""
    for link in text.outline.links:
        words = " ".join(re.sub(r"[^\w\s]", " ", link.words.lower()).split())
        if link.address and words in VAGUE_LINKS:
            yield Hit(link.line, "body", f"a link that says only ‘{words}’")


def find_bare_addresses(text: Reading) -> Iterator[Hit]:
    """Find addresses of pages where words should be."""
    for link in text.outline.links:
        if not link.address:
            yield Hit(link.line, "body", "an address of a page that is no link")
        elif link.words.lower().startswith(("http://", "https://", "www.")):
            yield Hit(link.line, "body", "a link whose words are the address of a page")


def find_same_words(text: Reading) -> Iterator[Hit]:
    """Find links with the same words and different ends."""
    first: dict[str, tuple[str, int]] = {}
    for link in text.outline.links:
        words = " ".join(link.words.lower().split())
        if not link.address or not words or words in VAGUE_LINKS:
            continue
        address, line = first.setdefault(words, (link.address, link.line))
        if address != link.address:
            yield Hit(link.line, "body", f"a link with the same words as the one on line {line}, which leads elsewhere")


def find_tables_without_heads(text: Reading) -> Iterator[Hit]:
    """Find tables with empty cells in their first row."""
    for line, cells in text.outline.tables:
        empty = sum(not any(sign.isalnum() for sign in cell) for cell in cells)
        if cells and empty == len(cells):
            yield Hit(line, "body", "a table whose first row is empty")
        elif empty:
            some = "an empty cell" if empty == 1 else f"{empty} empty cells"
            yield Hit(line, "body", f"a table with {some} in its first row")


def find_pasted(text: Reading) -> Iterator[Hit]:
    """Find tables and lists that were pasted from Word and have become sentences."""
    for block in text.outline.blocks:
        if block.kind not in ("paragraph", "item"):
            continue
        lines = block.text.split("\n")
        if len(lines) > 1 and sum("\t" in line.strip() for line in lines) > 1:
            what = "lines with tabs between their words: a table, pasted from Word or Excel, that is none"
            do = "Write it as a Markdown table: '| Name | Role |', below that '| --- | --- |', then a line for each row"
            yield Hit(block.line, block.field, what, "It shows as one sentence without an order", do)
        elif len(lines) > 1 and sum(line.count("|") > 1 for line in lines) > 1:
            what = "lines with '|' that are no table"
            do = "Put the line '| --- | --- |' under the first one, with as many parts, and an empty line above the table"
            yield Hit(block.line, block.field, what, "They show as one sentence with strokes in it", do)
        elif _BULLET.match(block.text):
            yield Hit(block.line, block.field)


def find_capitals(text: Reading) -> Iterator[Hit]:
    """Find words that are written in capitals although they are no acronyms."""
    for block, words, *_ in text.own:
        for found in _SHOUTED.finditer(words):
            several = [word.strip(",") for word in found[0].split()]
            if any(word in _SHORT_WORDS or len(word) > 7 for word in several):
                yield Hit(line_at(block, found.start()), block.field, f"{len(several)} words in capitals")


def find_colours(text: Reading) -> Iterator[Hit]:
    """Find what only those understand who see colours."""
    for block, words, _, seen in text.own:
        for found in () if _COLOURS.isdisjoint(seen) else _COLOUR.finditer(words):
            yield Hit(line_at(block, found.start()), block.field)


def find_places(text: Reading) -> Iterator[Hit]:
    """Find what only those understand who see the page as wide as its author did."""
    for block, words, _, seen in text.own:
        for found in () if _SIDES.isdisjoint(seen) else _PLACE.finditer(words):
            yield Hit(line_at(block, found.start()), block.field)


RULES = (
    Rule(
        "empty-heading", Weight.SHUT_OUT, ("empty heading", "empty headings"),
        "a heading without words", "Who listens to the page hears a heading and nothing in it", "Write what the part is about, or delete the line",
        find_empty_headings, ("Text.\n\n>>>##\n\nText.", "## One\n\nText.\n\n>>>### –\n\nText."), ("## One\n\nText.",),
    ),
    Rule(
        "bold-as-heading", Weight.SHUT_OUT, ("bold line for a heading", "bold lines for headings"),
        "a bold line that looks like a heading", "Screen readers, the list of contents and links know only real headings", "Write '### ' before it and take the stars away",
        find_bold_lines,
        ("## One\n\n>>>**What we found**\n\nText.", ">>>**Who to ring:**\n\n- One\n- Two"),
        ("**Ring at once.**\n\nText.", "**Warning**: text.\n\nText.", "## **One**\n\nText.", "- **One**\n\n  Text.", "**A bold last line**", "> **Said a father**\n>\n> Text."),
    ),
    Rule(
        "picture-words", Weight.SHUT_OUT, ("picture badly described", "pictures badly described"),
        "", "Who cannot see the picture learns nothing of it", "Write what it shows and why it stands here, as you would on the telephone",
        find_poor_pictures,
        (">>>![image](map.png)", ">>>![map.png](map.png)", ">>>![IMG_2041](a.jpg)", ">>>![Photo of a cot](cot.png)"),
        ("![A cot with nothing in it but a sheet](cot.png)", "![](map.png)"),
    ),
    Rule(
        "link-words", Weight.SHUT_OUT, ("link that says nothing", "links that say nothing"),
        "", "Screen readers list a page’s links without the text around them", "Let the link say where it leads: [the bruising protocol](…)",
        find_vague_links,
        ("For more >>>[click here](about.md).", "One.\n>>>[Read more…](about.md)"),
        ("Read [the protocol](about.md).", "[Here is what we found](about.md)."),
    ),
    Rule(
        "bare-address", Weight.SHUT_OUT, ("bare address", "bare addresses"),
        "", "It is read out letter by letter, and nobody can tell where it leads", "Write [words](address), with words that say what is there",
        find_bare_addresses,
        (">>>See https://www.panel.example/report.", "Text.\n>>>www.panel.example", ">>><https://www.panel.example>", ">>>[https://panel.example](https://panel.example)"),
        ("[The panel’s report](https://panel.example)", "`https://panel.example` is an example."),
    ),
    Rule(
        "same-link-words", Weight.SHUT_OUT, ("pair of links with the same words", "pairs of links with the same words"),
        "", "In a list of links the two cannot be told apart", "Give each its own words",
        find_same_words,
        ("[The plan](a.md) and\n>>>[the plan](b.md).",),
        ("[The plan](a.md) and [the plan](a.md).", "[Plan A](a.md) and [plan B](b.md)."),
    ),
    Rule(
        "table-head", Weight.SHUT_OUT, ("table without headings", "tables without headings"),
        "", "Who listens to a table hears the heading with every cell", "Name every column in the first row, the first column too",
        find_tables_without_heads,
        (">>>| | |\n| --- | --- |\n| One | Two |", "Text.\n\n>>>| | 2025 |\n| --- | --- |\n| One | 2 |"),
        ("| Year | Number |\n| --- | --- |\n| 2025 | |",),
    ),
    Rule(
        "pasted", Weight.SHUT_OUT, ("pasted list or table", "pasted lists or tables"),
        "a list that was pasted with its dots", "It shows as one sentence, and is no list for a screen reader", "Begin each line with '- ', and put an empty line above the first",
        find_pasted,
        (">>>Name\tRole\nOne\tNurse\nTwo\tTeacher", ">>>| Name | Role |\n| One | Nurse |", "Text.\n\n>>>• One\n• Two"),
        ("- One\n- Two", "| Name | Role |\n| --- | --- |\n| One | Nurse |", "One | two."),
    ),
    Rule(
        "capitals", Weight.PLAINER, ("run of capitals", "runs of capitals"),
        "", "Words in capitals have no shape: they are slow to read, and sound like shouting", "Write them in small letters; what matters most may be **bold**",
        find_capitals,
        (">>>THE CHILD MUST BE SEEN.", "Text.\n\n>>>You MUST NOT WAIT for it."),
        ("MASH, CAMHS and MARAC met.", "LCSPR and CDOP.", "NHS ICB MASH."),
    ),
    Rule(
        "colour-alone", Weight.SHUT_OUT, ("colour as the only sign", "colours as the only sign"),
        "something that is told by its colour", "Not everybody sees colours, and a print is often grey", "Say it in words too: its heading, its number, ‘overdue’",
        find_colours,
        (">>>Late actions are shown in red.", "Text.\n>>>See the green boxes."),
        ("The red book goes with the child.", "The action is red: overdue.", "See the red book."),
    ),
    Rule(
        "place-alone", Weight.SHUT_OUT, ("place as the only sign", "places as the only sign"),
        "something that is told by its place on the page", "On a telephone and for a screen reader there is no left or right", "Name it: ‘under What to do’, ‘in the table of actions’",
        find_places,
        (">>>See the box on the right.", ">>>The left-hand column says who."),
        ("The bruise was on the left arm.", "He has the right to speak."),
    ),
)  # fmt: skip
