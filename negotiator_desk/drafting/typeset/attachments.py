"""Embeds files in a PDF, as PDF/A-3 allows: each is data that belongs to the document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase import pdfdoc

from negotiator_desk.drafting.typeset.options import Attachment
from negotiator_desk.drafting.typeset.streams import SoundStream, add_object, text_string

_MADE = "(D:20000101000000Z)"
"""The moment that ReportLab writes into files which must not depend on the clock."""

_ODD = re.compile(r"[^0-9A-Za-z.+-]")


def add_attachments(document: Any, attachments: Sequence[Attachment]) -> None:
    """Embed files in a ReportLab document.

    Args:
        document: A document that is not saved yet.
        attachments: In any order.

    Raises:
        ValueError: Two have the same name: a bug, for the program chooses their names.
    """
    if not attachments:
        return
    names = [one.name for one in attachments]
    if len(set(names)) != len(names):
        raise ValueError(f"two attachments have the same name: {names}")
    # Readers look names up by halves, so they stand in the order of their bytes.
    ordered = sorted(attachments, key=lambda one: one.name.encode("utf-16-be"))
    references = [f"{_add(document, one)} 0 R" for one in ordered]
    tree = [
        part
        for one, reference in zip(ordered, references, strict=True)
        for part in (text_string(one.name), reference)
    ]
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "AF"]
    catalog.AF = pdfdoc.PDFArray(references)
    files = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray(tree)})
    catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": files})


def _add(document: Any, attachment: Attachment) -> int:
    """Add a file and what describes it, and return the number of the latter."""
    data = attachment.data
    # A check of the bytes, as PDF asks for it, and no secret.
    checksum = hashlib.md5(data, usedforsecurity=False).hexdigest()
    kind = _ODD.sub(lambda match: f"#{ord(match.group()):02X}", attachment.mime)
    stream = SoundStream(
        data,
        {
            "Type": "/EmbeddedFile",
            "Subtype": f"/{kind}",
            "Params": f"<</Size {len(data)} /CheckSum <{checksum}> /ModDate {_MADE}>>",
        },
    )
    number = add_object(document, stream)
    plain_name = re.sub(r"[^0-9A-Za-z._-]", "_", attachment.name)
    specification = (
        f"<</Type /Filespec /F ({plain_name}) /UF {text_string(attachment.name)} "
        f"/Desc {text_string(attachment.description)} /AFRelationship /Data "
        f"/EF <</F {number} 0 R /UF {number} 0 R>>>>"
    )
    return add_object(document, specification.encode("ascii"))
