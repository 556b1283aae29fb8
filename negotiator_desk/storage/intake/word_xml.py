"""The XML of a Word file, by names without their namespaces: there are two sets of those."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from negotiator_desk.storage.intake.word_container import damaged

Element = ElementTree.Element

DEEPEST = 200
"""Levels of elements in each other; Word itself writes about thirty."""


def parse(part: bytes) -> Element:
    """Return a part's root; DTDs were refused before.

    Raises:
        ImportRefused: It is no XML, or nests too deep.
    """
    # The container's check made every part UTF-8, whatever it declares.
    parser = ElementTree.XMLParser(encoding="utf-8")
    depth = 0
    root: Element | None = None
    try:
        for event, element in ElementTree.iterparse(BytesIO(part), ("start", "end"), parser):
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            if depth > DEEPEST:
                raise damaged()
    except (ElementTree.ParseError, ValueError, LookupError) as fault:
        raise damaged() from fault
    if root is None:
        raise damaged()
    return root


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of a name; of nothing, nothing."""
    if element is not None:
        yield from (child for child in element if local(child) == name)


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of a name."""
    return next(children(element, name), None)


def value(element: Element | None, name: str = "val") -> str | None:
    """Return an attribute by its name without a namespace."""
    if element is None:
        return None
    for key, text in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return text
    return None


def number(element: Element | None, name: str = "val") -> int | None:
    """Return an attribute that is a whole number; None = it has none."""
    text = value(element, name)
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def is_on(element: Element | None) -> bool | None:
    """Return what a switch says; None = it is not there."""
    if element is None:
        return None
    return value(element) not in {"0", "false", "off", "none"}
