"""What a file really is, whatever its name says, and whether it is safe to open."""

from __future__ import annotations

import re
import zipfile
import zlib
from enum import StrEnum
from io import BytesIO

from negotiator_desk.i18n import _
from negotiator_desk.storage.intake.refusals import ImportRefused

LARGEST_TEXT = 200_000_000
"""Bytes of a text file: two million orders of ordinary length.

The window waits while the store copies them, which must be less than a tenth of a second.
"""

LARGEST_WORKBOOK = 50_000_000
"""Bytes of any other file.

This and the next three: a workbook of 1.1 MB was seen to hold 14 million rows.
"""

LARGEST_UNPACKED = 200_000_000
"""Bytes of everything in a workbook, unpacked."""

LARGEST_RATIO = 100
"""How many times larger than its packed form one part of a workbook may be."""

MOST_MEMBERS = 2_000
"""Parts of a workbook."""

RATIO_FROM = 1_000_000
"""Unpacked bytes from which the ratio is looked at: small parts compress well and do no harm."""

_SOMETHING = re.compile(rb"[^\x00 \t\r\n]")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
HTML = re.compile(rb"\s*(<!doctype html|<html|<head|<meta|<table|<style|<body)", re.IGNORECASE)
XML_HEAD = re.compile(rb"\s*<\?xml")
ENTITY = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
UNSAFE_NAME = re.compile(r"^/|^[A-Za-z]:|\\|(^|/)\.\.(/|$)|\x00")
ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    UnicodeDecodeError,
    ValueError,
)


class SourceFormat(StrEnum):
    """What can be imported."""

    WORKBOOK = "workbook"
    TEXT = "text"

    @property
    def media_type(self) -> str:
        """Media type of the original, as the store keeps it."""
        if self is SourceFormat.WORKBOOK:
            return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return "text/csv"


def recognise(content: bytes) -> SourceFormat:
    """Tell by its first bytes whether a file is a workbook or a text; nothing is unpacked.

    Raises:
        ImportRefused: It is neither; the sentence says what it is and the hint what to do.
    """
    save_as = _("Open it in a spreadsheet program and save it as .xlsx, then import that file.")
    if not _SOMETHING.search(content):
        raise ImportRefused(
            _("The file is empty; nothing was imported."), hint=_("Choose another file.")
        )
    if len(content) > LARGEST_TEXT:
        raise too_large(LARGEST_TEXT)
    if len(content) > LARGEST_WORKBOOK and content.startswith((OLE, b"PK")):
        raise too_large(LARGEST_WORKBOOK)
    if content.startswith(OLE):
        raise _ole_refusal(content, save_as)
    if content.startswith(b"PK"):
        return SourceFormat.WORKBOOK
    if content.startswith(b"%PDF"):
        raise ImportRefused(
            _("This is a PDF and not a workbook; nothing was imported."),
            hint=_("Ask for the workbook or CSV file that the PDF was printed from."),
        )
    if content.startswith(IMAGES) or content[8:12] == b"WEBP":
        raise ImportRefused(
            _("This is a picture and not a workbook; nothing was imported."),
            hint=_("Ask for the workbook or CSV file that the picture was taken of."),
        )
    if content.startswith(ARCHIVES):
        raise ImportRefused(
            _("This is a compressed archive and not a workbook; nothing was imported."),
            hint=_("Unpack it and import the workbook inside."),
        )
    if HTML.match(content) or XML_HEAD.match(content):
        raise ImportRefused(
            _("This is a web page or XML file with the name of a workbook; nothing was imported."),
            hint=save_as,
        )
    if content.startswith((b"SQLite format 3", b"MZ", b"\x7fELF")):
        raise ImportRefused(
            _("This is a program or database and not a workbook; nothing was imported."),
            hint=_("Choose an .xlsx or .csv file."),
        )
    return SourceFormat.TEXT


def too_large(most: int) -> ImportRefused:
    """Return the refusal of a file with more than `most` bytes."""
    return ImportRefused(
        _("The file is larger than {most} MB; nothing was imported.").format(
            most=most // 1_000_000
        ),
        hint=_("Remove pictures and other sheets, or split it by month, and import the parts."),
    )


def open_workbook(content: bytes) -> dict[str, bytes]:
    """Unpack a workbook's XML parts, with everything about its container checked.

    Returns:
        Name → content of every XML part, none with a DTD.

    Raises:
        ImportRefused: It is damaged, not an .xlsx workbook, has macros, or would unpack into more
            than the caps allow.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            _check_directory(members)
            _check_kind(archive, {member.filename for member in members})
            return _unpack(archive, members)
    except ZIP_FAULTS as fault:
        raise damaged() from fault


def damaged() -> ImportRefused:
    """Return the refusal of a workbook that cannot be unpacked or read."""
    return ImportRefused(
        _("The workbook is damaged or was cut short; nothing was imported."),
        hint=_("Copy it again from where it came, or open it and save it anew as .xlsx."),
    )


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise ImportRefused(
            _("The workbook has {count} parts, more than {most}; nothing was imported.").format(
                count=len(members), most=MOST_MEMBERS
            ),
            hint=_("Copy the sheet into a new workbook and import that."),
        )
    unpacked = sum(member.file_size for member in members)
    dense = any(
        member.file_size > RATIO_FROM
        and member.file_size > LARGEST_RATIO * max(member.compress_size, 1)
        for member in members
    )
    if unpacked > LARGEST_UNPACKED or dense:
        raise ImportRefused(
            _("The workbook unpacks into far more than its size; nothing was imported."),
            hint=_("Copy only the cells with data into a new workbook and import that."),
        )
    names = [member.filename for member in members]
    if len(set(names)) < len(names) or any(UNSAFE_NAME.search(name) for name in names):
        raise ImportRefused(
            _("The workbook has parts with forbidden names; nothing was imported."),
            hint=_("It was not made by a spreadsheet program; ask where it came from."),
        )
    if any(member.flag_bits & 1 for member in members):
        raise _encrypted()


def _check_kind(archive: zipfile.ZipFile, names: set[str]) -> None:
    lower = {name.lower() for name in names}
    if any(name.endswith("vbaproject.bin") for name in lower):
        raise _macros()
    save_as = _("Open it in a spreadsheet program and save it as .xlsx, then import that file.")
    if "xl/workbook.bin" in lower:
        raise ImportRefused(
            _("This is a binary .xlsb workbook; nothing was imported."), hint=save_as
        )
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise ImportRefused(
            _("This is packed like an .xlsx workbook but is none; nothing was imported."),
            hint=save_as,
        )
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise _macros()


def _unpack(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    for member in members:
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        # zipfile stops at the declared size and checks the sum, so a lying directory is found.
        part = archive.read(member)
        plain = part.decode("utf-16", "ignore").encode() if is_utf16(part) else part
        if ENTITY.search(plain):
            raise ImportRefused(
                _("The workbook defines XML entities, which can be harmful; nothing was imported."),
                hint=_("It was not made by a spreadsheet program; ask where it came from."),
            )
        parts[member.filename] = plain
    return parts


def is_utf16(part: bytes) -> bool:
    """Whether the bytes of an XML part are UTF-16."""
    return part.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in part[:4]


def _ole_refusal(content: bytes, save_as: str) -> ImportRefused:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _encrypted()
    return ImportRefused(
        _("This is an old .xls workbook or another old Office file; nothing was imported."),
        hint=save_as,
    )


def _encrypted() -> ImportRefused:
    return ImportRefused(
        _("The workbook is protected by a password; nothing was imported."),
        hint=_("Open it with its password, save it without one, then import that file."),
    )


def _macros() -> ImportRefused:
    return ImportRefused(
        _("The workbook has macros, which are never opened here; nothing was imported."),
        hint=_("Save it as .xlsx without macros, then import that file."),
    )
