"""PDF streams as PDF/A wants them: a line end before `endstream`, no filter where none is used."""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc
from typing_extensions import override


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
            content = zlib.compress(content)
            entries["Filter"] = "/FlateDecode"
        entries["Length"] = len(content)
        head: bytes = pdfdoc.format(pdfdoc.PDFDictionary(entries), document)
        body: bytes = content
        # Two bytes end the line: one could be taken for a part of content that ends with its twin.
        return head + b"\nstream\n" + body + b"\r\nendstream\n"


def replace_page_streams(document: Any, form: str) -> None:
    """Give every page of a document, and one form, a sound stream.

    Args:
        document: A ReportLab document whose pages have all been shown.
        form: Name of the form; "" = there is none.
    """
    holders = list(document.Pages.pages)
    if form:
        holders.append(document.idToObject[pdfdoc.xObjectName(form)])
    for holder in holders:
        holder.Contents = SoundStream(holder.stream)
