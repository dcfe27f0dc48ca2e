"""Office files as packages: a zip of parts that point to each other. Opened with care, written anew with only the parts that are shown."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from learning_loop.attachments.findings import Notes, Refused
from learning_loop.attachments.pictures import clean_picture
from learning_loop.attachments.svg import clean_svg
from learning_loop.attachments.xml import Element, local, parse_xml, remove, write_xml

MOST_PARTS = 6_000
MOST_UNPACKED = 300_000_000
"""Bytes of all parts together."""
LARGEST_PART = 120_000_000
STEEPEST = 400
"""Times that a large part may grow when it is unpacked; sheets of equal cells reach 100."""

RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_STRICT = "http://purl.oclc.org/ooxml/"
_OFFICE_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_PICTURES = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif"}
_WEB = ("https://", "http://", "mailto:", "tel:", "#")

_DROPPED = {
    "comments": "", "commentsExtended": "", "commentsIds": "", "commentsExtensible": "", "commentAuthors": "personal", "authors": "personal",
    "people": "personal", "person": "personal", "threadedComment": "", "customXml": "custom-data", "customXmlProps": "custom-data",
    "customProperty": "custom-data", "tags": "custom-data", "customData": "custom-data", "printerSettings": "printer",
    "attachedTemplate": "printer", "glossaryDocument": "leftovers", "stylesWithEffects": "leftovers", "webSettings": "leftovers",
    "calcChain": "leftovers", "viewProps": "leftovers", "handoutMaster": "leftovers", "notesMaster": "leftovers", "notesSlide": "",
    "font": "fonts", "vmlDrawing": "leftovers", "legacyDiagramText": "leftovers", "pivotTable": "", "pivotCacheDefinition": "",
    "pivotCacheRecords": "", "externalLink": "", "connections": "", "queryTable": "", "revisionHeaders": "", "revisionLog": "",
    "usernames": "personal", "changesInfo": "personal", "revisionInfo": "personal", "slicer": "leftovers", "slicerCache": "leftovers",
    "timeline": "leftovers", "timelineCache": "leftovers", "sheetMetadata": "leftovers", "keyMapCustomizations": "printer", "recipientData": "outside-data",
}  # fmt: skip
"""Parts that are not published, by the last word of their relation, with the rule that this falls under; none where a format looks itself."""

_KEPT = frozenset(
    "styles settings fontTable numbering theme themeOverride footnotes endnotes header footer image chart chartEx chartStyle "
    "chartColorStyle chartUserShapes diagramData diagramLayout diagramQuickStyle diagramColors diagramDrawing worksheet chartsheet "
    "sharedStrings drawing table slide slideLayout slideMaster tableStyles presProps".split()
)
_OBJECTS = frozenset("oleObject package aFChunk subDocument frame".split())
_PROGRAMS = frozenset(
    "vbaProject control activeXControlBinary wordVbaData ctrlProp xlMacrosheet xlIntlMacrosheet dialogsheet attachedToolbars ui".split()
)
_MEDIA = frozenset("video audio media".split())


class Relation(NamedTuple):
    """One part's pointer to another part or to an address."""

    id: str
    kind: str
    """The last word of its type, such as ``image``."""
    type: str
    target: str
    """The name of a part, or an address when it is external."""
    external: bool


class Package:
    """The parts that are kept, while they are cleaned."""

    def __init__(self, data: bytes, notes: Notes) -> None:
        self.notes = notes
        self._raw = unpack(data, notes)
        self._types = content_types(self._raw)
        self.relations: dict[str, list[Relation]] = {}
        self.dropped: dict[str, list[Relation]] = {}
        """What a part pointed to and does no more, by part."""
        self.trees: dict[str, Element] = {}
        self.blobs: dict[str, bytes] = {}
        if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in self._types.values()):
            raise Refused("macros")
        if any(
            name.lower().endswith(("vbaproject.bin", "vbadata.xml")) or "/activex/" in name.lower()
            for name in self._raw
        ):
            raise Refused("macros")
        self.main = self._find_main()
        self._follow()
        self._note_rest()

    @property
    def main_type(self) -> str:
        """The content type of the main part."""
        return self._types.get(self.main, "")

    def raw_tree(self, name: str) -> Element:
        """Give a part that is not kept, to look at it; None when there is none."""
        return parse_xml(self._raw[name]) if name in self._raw else None

    def targets(self, part: str, kind: str) -> list[str]:
        """Give the parts of one kind that a part points to, kept or not, in the order of the file."""
        every = [*self.relations.get(part, ()), *self.dropped.get(part, ())]
        return [one.target for one in every if one.kind == kind and not one.external]

    def parts(self, *kinds: str) -> list[str]:
        """Give the kept parts of some kinds, sorted by name."""
        found = {
            one.target for every in self.relations.values() for one in every if one.kind in kinds and not one.external
        }
        return sorted(found)

    def all_dropped(self, *kinds: str) -> list[str]:
        """Give the parts of some kinds that are not kept, sorted by name; external ones by their relation alone."""
        return sorted(one.target for every in self.dropped.values() for one in every if one.kind in kinds)

    def _find_main(self) -> str:
        roots = relations_of(self._raw, "", self._types)
        for one in roots:
            if one.kind in ("core-properties", "extended-properties"):
                self.notes.add("about")
            elif one.kind == "custom-properties":
                self.notes.add("custom-data")
            elif one.kind == "thumbnail":
                self.notes.add("thumbnail")
        mains = [one.target for one in roots if one.kind == "officeDocument" and not one.external]
        if len(mains) != 1 or mains[0] not in self._raw:
            raise Refused("broken")
        return mains[0]

    def _follow(self) -> None:
        """Keep what the document's parts point to, as far as the kind of pointer is one that is shown."""
        waiting = [self.main]
        while waiting:
            name = waiting.pop()
            if name in self.trees or name in self.blobs:
                continue
            if name not in self._raw:
                raise Refused("broken")
            if self._is_xml(name):
                if b"<!--" in self._raw[name]:
                    self.notes.add("source-notes")
                self.trees[name] = parse_xml(self._raw[name])
                if _STRICT.encode() in self._raw[name][:4096]:
                    raise Refused("kind-strict")
            else:
                self.blobs[name] = self._picture(name)
            self.relations[name], self.dropped[name] = [], []
            for one in relations_of(self._raw, name, self._types):
                if self._keeps(name, one):
                    self.relations[name].append(one)
                    if not one.external:
                        waiting.append(one.target)
                else:
                    self.dropped[name].append(one)

    def _keeps(self, part: str, one: Relation) -> bool:
        notes = self.notes
        if one.kind in _PROGRAMS:
            raise Refused("macros")
        if one.kind == "hyperlink":
            if one.external and one.target.strip().lower().startswith(_WEB):
                notes.read("links", one.target)
                return True
            if not one.external:
                return one.target in self._raw
            notes.add("outside-files")
            return False
        if one.external:
            if one.kind in ("attachedTemplate", "recipientData"):
                notes.add(_DROPPED[one.kind])
            elif one.kind not in ("externalLinkPath", "externalLink"):
                notes.add("media" if one.kind in _MEDIA else "outside-files")
            return False
        if one.kind in _MEDIA:
            notes.add("media")
            raise Refused("media")
        if one.kind == "package" and "/charts/" in f"/{part}":
            notes.add("chart-workbook")
            return False
        if one.kind in _OBJECTS:
            raise Refused("objects")
        if one.kind in _KEPT:
            return True
        if rule := _DROPPED.get(one.kind, "leftovers"):
            notes.add(rule)
        return False

    def _note_rest(self) -> None:
        """Note parts that no pointer leads to: nobody sees them, and they are not kept."""
        reached = {*self.trees, *self.blobs, *(one.target for every in self.dropped.values() for one in every)}
        known = ("_rels/", "docProps/", "[Content_Types].xml", "customXml/")
        rest = [
            name for name in self._raw if name not in reached and not name.startswith(known) and "/_rels/" not in name
        ]
        self.notes.add("leftovers", count=len(rest))

    def _is_xml(self, name: str) -> bool:
        kind = self._types.get(name, "")
        return kind.endswith(("+xml", "/xml")) and not kind.startswith("image/")

    def _picture(self, name: str) -> bytes:
        suffix = name.rpartition(".")[2].lower()
        data = self._raw[name]
        if suffix == "svg":
            return clean_svg(data, self.notes, "picture")
        if suffix not in _PICTURES:
            raise Refused("metafile")
        try:
            kind = (
                "jpeg" if data.startswith(b"\xff\xd8") else "png" if data.startswith(b"\x89PNG") else _PICTURES[suffix]
            )
            return clean_picture(data, kind, self.notes)
        except Refused as refused:
            raise Refused("metafile" if refused.rule == "broken" else refused.rule, refused.detail) from None

    def each_tree(self, work: Callable[[str, Element], None]) -> None:
        """Do something with every kept XML part, in the order of their names."""
        for name in sorted(self.trees):
            work(name, self.trees[name])

    def forget_pointers(self) -> None:
        """Take out the elements whose target is not kept: an Office program refuses a file with a pointer to nothing."""
        for name, root in self.trees.items():
            ids = {one.id for one in self.dropped.get(name, ())}
            if ids:
                for element in list(root.iter()):
                    _forget_pointer(element, ids)

    def write(self, title: str) -> bytes:
        """Give the package as a zip: the same parts give the same bytes."""
        files = {name: write_xml(root) for name, root in self.trees.items()} | self.blobs
        for name in list(files):
            if self.relations.get(name):
                folder, _, file = name.rpartition("/")
                files[f"{folder}/_rels/{file}.rels"] = _write_relations(self.relations[name], folder)
        files["docProps/core.xml"] = _core(title)
        roots = [
            Relation("rId1", "officeDocument", _OFFICE_DOCUMENT, self.main, external=False),
            Relation("rId2", "core-properties", _CORE, "docProps/core.xml", external=False),
        ]
        files["_rels/.rels"] = _write_relations(roots, "")
        types = {name: self._types[name] for name in (*self.trees, *self.blobs)} | {"docProps/core.xml": _CORE_TYPE}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name, data in (("[Content_Types].xml", _write_types(types)), *sorted(files.items())):
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o600 << 16
                info.create_system = 3
                archive.writestr(info, data)
        return out.getvalue()


def unpack(data: bytes, notes: Notes) -> dict[str, bytes]:
    """Give all parts by their names. Raises `Refused` for bombs, passwords and names that lead elsewhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _measure(infos)
            if archive.comment or min((info.header_offset for info in infos), default=0) > 0:
                notes.add("trailing")
            parts: dict[str, bytes] = {}
            for info in infos:
                with archive.open(info) as file:
                    part = file.read(LARGEST_PART + 1)
                if len(part) > min(LARGEST_PART, info.file_size):
                    raise Refused("unpacks-too-large")
                parts[info.filename] = part
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        UnicodeError,
    ):
        raise Refused("broken") from None
    if len({name.lower() for name in parts}) != len(infos):
        raise Refused("broken")
    return parts


def _measure(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise Refused("unpacks-too-large")
    for info in infos:
        if info.flag_bits & 0x1:
            raise Refused("password")
        name = info.filename
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name:
            raise Refused("broken")
        if info.file_size > 5_000_000 and info.file_size > STEEPEST * max(1, info.compress_size):
            raise Refused("unpacks-too-large")


def content_types(parts: dict[str, bytes]) -> dict[str, str]:
    """Give the content type of each part. Raises `Refused`."""
    if "[Content_Types].xml" not in parts:
        raise Refused("broken")
    by_ending: dict[str, str] = {}
    named: dict[str, str] = {}
    for element in parse_xml(parts["[Content_Types].xml"]):
        kind = element.get("ContentType", "")
        if local(element) == "Default":
            by_ending[element.get("Extension", "").lower()] = kind
        elif local(element) == "Override":
            named[element.get("PartName", "").lstrip("/").lower()] = kind
    return {name: named.get(name.lower()) or by_ending.get(name.rpartition(".")[2].lower(), "") for name in parts}


def relations_of(parts: dict[str, bytes], part: str, known: dict[str, str]) -> list[Relation]:
    """Give what a part points to; an empty name stands for the package itself. Raises `Refused`."""
    folder, _, file = part.rpartition("/")
    name = f"{folder}/_rels/{file}.rels".lstrip("/")
    if name not in parts:
        return []
    by_lower = {one.lower(): one for one in known}
    found = []
    for element in parse_xml(parts[name]):
        if local(element) != "Relationship":
            continue
        kind, target = element.get("Type", ""), element.get("Target", "")
        external = element.get("TargetMode") == "External"
        if not external:
            target = target.partition("#")[0] or part
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            target = by_lower.get(unquote(path).lower(), unquote(path))
        found.append(Relation(element.get("Id", ""), kind.rpartition("/")[2], kind, target, external))
    return found


def _forget_pointer(element: Element, ids: set[str]) -> None:
    for key, value in list(element.attrib.items()):
        if key.startswith(RELATIONS) and value in ids:
            if local(element) in ("pageSetup", "blip", "hyperlink") and element.getparent() is not None:
                del element.attrib[key]
                if local(element) == "hyperlink" and not element.tag.startswith(
                    "{http://schemas.openxmlformats.org/wordprocessingml"
                ):
                    remove(element)
            else:
                remove(element)
            return


def _write_relations(relations: list[Relation], folder: str) -> bytes:
    root = etree.Element(f"{{{_PACKAGE_RELATIONS}}}Relationships", nsmap={None: _PACKAGE_RELATIONS})
    for one in relations:
        target = one.target if one.external else "/" + one.target
        element = etree.SubElement(
            root, f"{{{_PACKAGE_RELATIONS}}}Relationship", Id=one.id, Type=one.type, Target=target
        )
        if one.external:
            element.set("TargetMode", "External")
    return write_xml(root)


def _write_types(types: dict[str, str]) -> bytes:
    root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
    for ending, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=ending, ContentType=kind)
    for name in sorted(types):
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName="/" + name, ContentType=types[name])
    return write_xml(root)


def _core(title: str) -> bytes:
    space, dc = (
        "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "http://purl.org/dc/elements/1.1/",
    )
    root = etree.Element(f"{{{space}}}coreProperties", nsmap={"cp": space, "dc": dc})
    etree.SubElement(root, f"{{{dc}}}title").text = title
    return write_xml(root)
