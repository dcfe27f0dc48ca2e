"""Word documents: what was tracked, commented, hidden or left behind."""

from __future__ import annotations

import re

from learning_loop.attachments.drawings import comments_in, look_at_drawing, number, read_charts
from learning_loop.attachments.findings import Notes
from learning_loop.attachments.package import Package
from learning_loop.attachments.word_looks import Looks
from learning_loop.attachments.xml import Element, attribute, local, remove

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_STORIES = {"header": "header", "footer": "footer", "footnotes": "footnotes", "endnotes": "endnotes"}
_QUOTED = re.compile(r'"([^"]*)"')
"""What a field says; its name and switches are no words of anybody's."""
_TRACKED = frozenset("ins del moveFrom moveTo cellIns cellDel cellMerge numberingChange".split())
_REMARKS = frozenset("commentRangeStart commentRangeEnd commentReference annotationRef".split())
_SETTINGS = frozenset(
    "zoom embedSystemFonts mirrorMargins gutterAtTop borderSurroundHeader bordersDoNotSurroundHeader bordersDoNotSurroundFooter "
    "autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps defaultTabStop evenAndOddHeaders "
    "characterSpacingControl footnotePr endnotePr compat themeFontLang clrSchemeMapping decimalSymbol listSeparator "
    "defaultTableStyle displayBackgroundShape doNotTrackMoves bookFoldPrinting trackRevisions".split()
)
"""What a document's settings may keep; the rest tells of people, templates, data sources and sessions."""


def clean_word(package: Package) -> None:
    """Take out of a Word document what readers do not see, note what somebody must decide, and read its texts."""
    notes = package.notes
    notes.add("comments", count=comments_in(package, "comments", "comment"))
    styles = package.targets(package.main, "styles")
    looks = Looks([package.trees[name] for name in styles if name in package.trees])
    package.each_tree(lambda name, root: _clean_part(root, notes))
    for name in package.targets(package.main, "settings"):
        if name in package.trees:
            _clean_settings(package.trees[name], notes)
    stories = [(package.main, "")]
    stories += [(name, words) for kind, words in _STORIES.items() for name in package.targets(package.main, kind)]
    for name, place in stories:
        if name in package.trees:
            _read_story(package.trees[name], place, looks, notes)
    read_charts(package)


def _clean_part(root: Element, notes: Notes) -> None:
    personal = 0
    for element in list(root.iter()):
        name = local(element)
        for key in list(element.attrib):
            if key.startswith(W + "rsid"):
                del element.attrib[key]
                personal += 1
        if element.tag.startswith(W):
            if name in _TRACKED or name.endswith("PrChange"):
                notes.add("tracked-changes")
                for key, plain in (("author", "Author"), ("date", None), ("initials", None)):
                    if element.get(W + key) is not None:
                        if plain is None:
                            del element.attrib[W + key]
                        else:
                            element.set(W + key, plain)
            elif name in _REMARKS or name in ("dataBinding", "fldData", "docPart"):
                remove(element)
            elif name in ("permStart", "proofErr", "rsids"):
                remove(element)
                personal += 1
    if personal:
        notes.add("personal")


def _clean_settings(root: Element, notes: Notes) -> None:
    for element in list(root):
        name = local(element)
        if name == "docVars":
            notes.add("custom-data")
        elif name in ("rsids", "attachedTemplate", "writeProtection", "mailMerge"):
            notes.add("personal")
        if name not in _SETTINGS or not element.tag.startswith(W):
            root.remove(element)


def _read_story(root: Element, place: str, looks: Looks, notes: Notes) -> None:
    """Note the texts of a body, header, footer or notes, paragraph by paragraph, and what of them cannot be seen."""
    look_at_drawing(root, place, notes)
    position = 0
    for element in root.iter():
        name = local(element)
        if element.tag == W + "p":
            position += 1
            where = place or f"paragraph {position}"
            _read_paragraph(element, where, looks, notes)
        elif element.tag == W + "instrText":
            notes.read("field codes", " ".join(_QUOTED.findall(element.text or "")))
        elif name in ("bookmarkStart", "tag", "alias") and element.tag.startswith(W):
            label = element.get(W + "name") or element.get(W + "val")
            if label and not label.startswith("_"):
                notes.read("bookmarks and labels", label)
        elif name == "textpath" and element.get("string"):
            notes.read(place or "drawn words", element.get("string"))
        elif name in ("shape", "rect", "imagedata") and (attribute(element, "alt") or attribute(element, "title")):
            notes.read("alternative text", attribute(element, "alt") or attribute(element, "title"))
        elif name == "crop" or any(
            number(element.get(f"crop{side}").rstrip("f"))
            for side in ("left", "right", "top", "bottom")
            if element.get(f"crop{side}")
        ):
            notes.add("cropped", place)


def _read_paragraph(paragraph: Element, place: str, looks: Looks, notes: Notes) -> None:
    words = []
    for element in paragraph.iter():
        if _paragraph_of(element) is not paragraph:
            continue
        name = element.tag
        if name in (W + "t", W + "delText"):
            words.append(element.text or "")
        elif name in (W + "tab", W + "br", W + "cr"):
            words.append(" ")
        elif name == W + "noBreakHyphen":
            words.append("-")
        elif name == W + "r":
            text = "".join(one.text or "" for one in element if one.tag in (W + "t", W + "delText"))
            count = sum(sign.isalnum() for sign in text)
            if count and looks.hides(element, paragraph):
                notes.add("hidden-text", place, count)
        elif local(element) == "t" and name.startswith("{http://schemas.openxmlformats.org/drawingml"):
            words.append(element.text or "")
    notes.read(place, "".join(words))


def _paragraph_of(element: Element) -> Element:
    """Give the innermost paragraph that an element is in; a text box has paragraphs of its own."""
    while element is not None and element.tag != W + "p":
        element = element.getparent()
    return element
