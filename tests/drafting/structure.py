"""Reads the structure of a tagged PDF back, with the text of each element."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader


@dataclass(frozen=True)
class ReadElement:
    """An element in the order in which it is read.

    Attributes:
        parent: Tag of what it is part of.
        name: Its own name, "" where it has none.
        language: "" where it is that of what it is part of.
        annotations: Of how many links it speaks.
        kids: Tags of its parts; "" for a stretch of its own text.
    """

    tag: str
    parent: str
    name: str
    language: str
    annotations: int
    kids: tuple[str, ...]


def elements(pdf: bytes) -> list[ReadElement]:
    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]
    found: list[ReadElement] = []
    _read(root["/K"], "", found)
    return found


def _read(node: Any, parent: str, found: list[ReadElement]) -> None:
    node = node.get_object()
    tag = node["/S"][1:]
    kids = [kid.get_object() for kid in node.get("/K", ())]
    inner = [kid for kid in kids if not isinstance(kid, int) and "/S" in kid]
    links = [kid for kid in kids if not isinstance(kid, int) and kid.get("/Type") == "/OBJR"]
    tags = tuple(
        "" if isinstance(kid, int) or "/S" not in kid else kid["/S"][1:]
        for kid in kids
        if isinstance(kid, int) or kid.get("/Type") != "/OBJR"
    )
    found.append(
        ReadElement(
            tag, parent, str(node.get("/ID", "")), str(node.get("/Lang", "")), len(links), tags
        )
    )
    for kid in inner:
        _read(kid, tag, found)
