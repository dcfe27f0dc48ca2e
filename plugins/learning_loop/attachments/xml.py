"""XML read and written without its traps: no entities, no outer files, no comments."""

from __future__ import annotations

from typing import Any

from lxml import etree

from learning_loop.attachments.findings import Refused

Element = Any
"""An element of lxml, which has no types of its own."""

DEEPEST = 256
"""Elements within elements."""


def parse_xml(data: bytes, *, document_type: bool = False) -> Element:
    """Give the root of an XML text. Raises `Refused` when it is broken or has entities of its own (bombs).

    A document type is refused as well, unless the caller allows for one; it may never define entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True, strip_cdata=True, recover=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise Refused("broken") from None
    kind = root.getroottree().docinfo.internalDTD
    if kind is not None and (not document_type or list(kind.iterentities())):
        raise Refused("broken")
    return root


def write_xml(root: Element) -> bytes:
    """Give an XML text; equal trees give equal bytes."""
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return written


def local(element: Element) -> str:
    """Give an element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def remove(element: Element) -> None:
    """Take an element out of its tree; the text that follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail and element.tail.strip():
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def attribute(element: Element, name: str) -> str | None:
    """Give an attribute by its name without a namespace; None when there is none."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None
