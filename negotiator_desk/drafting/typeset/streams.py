"""PDF streams as PDF/A wants them: a line end before `endstream`, no filter where none is used."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from reportlab.pdfbase import pdfdoc
from typing_extensions import override

_LEVEL = "stream_level"
"""Entry of a document that says how well its streams are packed.

The usual level 6 makes contracts 2 % smaller than 4 and takes half as long again.
"""

_MANY = "many_objects"
"""Entry of a document that has its many small objects: number of the first, and their contents."""

_THOROUGH = 4
_QUICK = 1


_WORTH_KEEPING = 16_384
"""Bytes of a stream that is likely a font; the same one is asked for at every change of a draft."""

_pack_again = lru_cache(maxsize=12)(zlib.compress)


class SoundStream(pdfdoc.PDFStream):  # type: ignore[misc]  # ReportLab has no types
    """A stream in place of ReportLab's own, which leaves the line end out.

    Args:
        content: What it holds; text is written as Latin-1, which operators are.
        entries: Its dictionary's entries but for the length and the filter.
        is_packed: Whether it is compressed; metadata must not be.
    """

    def __init__(
        self,
        content: bytes | str,
        entries: dict[str, Any] | None = None,
        *,
        is_packed: bool = True,
    ) -> None:
        super().__init__(pdfdoc.PDFDictionary(dict(entries or {})), content)
        self.is_packed = is_packed

    @override
    def format(self, document: Any) -> bytes:
        content = self.content
        if isinstance(content, str):
            content = content.encode("latin1")
        entries = dict(self.dictionary.dict)
        if self.is_packed:
            level = getattr(document, _LEVEL, _THOROUGH)
            pack = _pack_again if len(content) >= _WORTH_KEEPING else zlib.compress
            content = pack(content, level)
            entries["Filter"] = "/FlateDecode"
        entries["Length"] = len(content)
        head: bytes = pdfdoc.format(pdfdoc.PDFDictionary(entries), document)
        body: bytes = content
        # Two bytes end the line: one could be taken for a part of content that ends with its twin.
        return head + b"\nstream\n" + body + b"\r\nendstream\n"


def pack_quickly(document: Any) -> None:
    """Let a ReportLab document's streams be packed fast and less well, for the screen."""
    setattr(document, _LEVEL, _QUICK)


def add_object(document: Any, content: Any) -> int:
    """Add an object to a ReportLab document and return its number.

    Args:
        content: ASCII as it stands in the file, or one of ReportLab's objects.
    """
    number: int = document.objectcounter + 1
    document.Reference(content, f"own.{number}")
    return number


def add_objects(document: Any, contents: Sequence[bytes]) -> None:
    """Add many objects, numbered in order, without the half kilobyte ReportLab keeps of each."""
    many = [*getattr(document, _MANY, ()), (document.objectcounter + 1, contents)]
    setattr(document, _MANY, many)
    document.objectcounter += len(contents)


def object_of(document: Any, number: int) -> Any:
    """Return the object of a number, from 1 to the document's last one."""
    for first, contents in getattr(document, _MANY, ()):
        if first <= number < first + len(contents):
            return contents[number - first]
    return document.idToObject[document.numberToId[number]]


def text_string(text: str) -> str:
    """Return text as PDF writes it outside of pages, whatever characters it has."""
    return f"<feff{text.encode('utf-16-be').hex()}>"


def replace_page_streams(document: Any, forms: Iterable[str]) -> None:
    """Give every page of a document, and its forms, a sound stream.

    Args:
        document: A ReportLab document whose pages have all been shown.
        forms: Their names.
    """
    holders = list(document.Pages.pages)
    holders += [document.idToObject[pdfdoc.xObjectName(form)] for form in forms]
    for holder in holders:
        holder.Contents = SoundStream(holder.stream)
