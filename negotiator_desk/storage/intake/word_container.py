"""Whether a file is a Word document that is safe to open, whatever its name says."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from negotiator_desk.i18n import _
from negotiator_desk.storage.intake.container import (
    ARCHIVES,
    ENTITY,
    HTML,
    IMAGES,
    LARGEST_RATIO,
    LARGEST_UNPACKED,
    MOST_MEMBERS,
    OLE,
    RATIO_FROM,
    UNSAFE_NAME,
    XML_HEAD,
    ZIP_FAULTS,
    is_utf16,
)
from negotiator_desk.storage.intake.refusals import ImportRefused

LARGEST_DOCUMENT = 50_000_000
"""Bytes of a Word file; pictures are most of a large one."""

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_SUFFIXES = frozenset(
    {".docx", ".doc", ".docm", ".dotx", ".dot", ".wps", ".rtf", ".odt", ".pdf", ".txt"}
    | {".htm", ".html", ".mht", ".xml", ".xlsx", ".xls", ".et", ".zip"}
)
"""Names that may be looked into; what the file really is decides later.

Anything else stays closed: opening and closing a store's own files would drop its locks.
"""

_MAIN = b"wordprocessingml.document.main+xml"
_TEMPLATE = b"wordprocessingml.template.main+xml"


def read_word_file(path: Path) -> bytes:
    """Return the bytes of a file that somebody chose to import.

    Raises:
        ImportRefused: It is missing, not a file, too large, or cannot be read.
    """
    if path.suffix.lower() not in _SUFFIXES:
        raise ImportRefused(
            _("“{name}” is not a Word document; nothing was imported.").format(name=path.name),
            hint=_("Choose a .docx file."),
        )
    try:
        if not path.is_file():
            raise ImportRefused(
                _("There is no file “{name}”; nothing was imported.").format(name=path.name),
                hint=_("Look whether it was moved or its disk was taken out."),
            )
        if path.stat().st_size > LARGEST_DOCUMENT:
            raise _too_large()
        with path.open("rb") as file:
            return file.read(LARGEST_DOCUMENT + 1)
    except OSError as fault:
        raise ImportRefused(
            _("“{name}” cannot be read; nothing was imported.").format(name=path.name),
            hint=_("Close it in other programs, or copy it to this computer, and try again."),
        ) from fault


def open_document(content: bytes) -> dict[str, bytes]:
    """Unpack a Word document's XML parts, with everything about its container checked.

    Returns:
        Name → content of every XML part, none with a DTD.

    Raises:
        ImportRefused: It is no .docx file, is damaged, encrypted, has macros, or would unpack into
            more than the caps allow.
    """
    _recognise(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            _check_directory(members)
            _check_kind(archive, {member.filename for member in members})
            return _unpack(archive, members)
    except ZIP_FAULTS as fault:
        raise damaged() from fault


def damaged() -> ImportRefused:
    """Return the refusal of a document that cannot be unpacked or read."""
    return ImportRefused(
        _("The document is damaged or was cut short; nothing was imported."),
        hint=_("Copy it again from where it came, or open it in Word and save it anew as .docx."),
    )


def save_as_docx() -> str:
    """Return what to do with a file of another kind."""
    return _("Open it in Word or WPS, choose “Save as” and the type .docx, then import that file.")


def _recognise(content: bytes) -> None:
    if not content.strip(b"\x00 \t\r\n"):
        raise ImportRefused(
            _("The file is empty; nothing was imported."), hint=_("Choose another file.")
        )
    if len(content) > LARGEST_DOCUMENT:
        raise _too_large()
    if content.startswith(b"PK"):
        return
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise _encrypted()
        raise ImportRefused(
            _("This is an old .doc or .wps document; nothing was imported."), hint=save_as_docx()
        )
    if content.startswith(b"{\\rtf"):
        raise ImportRefused(
            _("This is an .rtf document; nothing was imported."), hint=save_as_docx()
        )
    if content.startswith(b"%PDF"):
        raise ImportRefused(
            _("This is a PDF and not a Word document; nothing was imported."),
            hint=_("Ask for the Word document that the PDF was printed from."),
        )
    if content.startswith(IMAGES) or content[8:12] == b"WEBP":
        raise ImportRefused(
            _("This is a picture and not a Word document; nothing was imported."),
            hint=_("Ask for the Word document that was scanned."),
        )
    if content.startswith(ARCHIVES):
        raise ImportRefused(
            _("This is a compressed archive and not a Word document; nothing was imported."),
            hint=_("Unpack it and import the document inside."),
        )
    if HTML.match(content) or XML_HEAD.match(content) or content[:200].startswith(b"MIME-Version"):
        raise ImportRefused(
            _("This is a web page with the name of a document; nothing was imported."),
            hint=save_as_docx(),
        )
    raise ImportRefused(
        _("This is not a Word document; nothing was imported."), hint=_("Choose a .docx file.")
    )


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    dense = any(
        member.file_size > RATIO_FROM
        and member.file_size > LARGEST_RATIO * max(member.compress_size, 1)
        for member in members
    )
    unpacked = sum(member.file_size for member in members)
    if dense or unpacked > LARGEST_UNPACKED or len(members) > MOST_MEMBERS:
        raise ImportRefused(
            _("The document unpacks into far more than its size; nothing was imported."),
            hint=_("Copy its text into a new document and import that."),
        )
    if len(set(names)) < len(names) or any(UNSAFE_NAME.search(name) for name in names):
        raise ImportRefused(
            _("The document has parts with forbidden names; nothing was imported."),
            hint=_("It was not made by Word or WPS; ask where it came from."),
        )
    if any(member.flag_bits & 1 for member in members):
        raise _encrypted()


def _check_kind(archive: zipfile.ZipFile, names: set[str]) -> None:
    lower = {name.lower() for name in names}
    if "content.xml" in lower and "mimetype" in lower:
        raise ImportRefused(
            _("This is an OpenDocument file; nothing was imported."), hint=save_as_docx()
        )
    if "xl/workbook.xml" in lower or "ppt/presentation.xml" in lower:
        raise ImportRefused(
            _("This is a workbook or presentation and not a Word document; nothing was imported."),
            hint=_("Choose the .docx file of the agreement."),
        )
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if any(name.endswith("vbaproject.bin") for name in lower) or b"macroEnabled" in types:
        raise ImportRefused(
            _("The document has macros, which are never opened here; nothing was imported."),
            hint=_("Save it as .docx without macros, then import that file."),
        )
    if _MAIN not in types and _TEMPLATE not in types:
        raise ImportRefused(
            _("This is packed like a .docx document but is none; nothing was imported."),
            hint=save_as_docx(),
        )


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
                _("The document defines XML entities, which can be harmful; nothing was imported."),
                hint=_("It was not made by Word or WPS; ask where it came from."),
            )
        parts[member.filename] = plain
    return parts


def _encrypted() -> ImportRefused:
    return ImportRefused(
        _("The document is protected by a password; nothing was imported."),
        hint=_("Open it with its password, save it without one, then import that file."),
    )


def _too_large() -> ImportRefused:
    return ImportRefused(
        _("The file is larger than {most} MB; nothing was imported.").format(
            most=LARGEST_DOCUMENT // 1_000_000
        ),
        hint=_("Remove pictures from a copy of it, and import that."),
    )
