"""Evidence: files that stand behind an issue, an offer or a negotiation session.

A file is kept byte for byte under its SHA-256 and is never opened here: it leaves the store only as
a copy that somebody saves. What is attached may be shown to both sides.
"""

from __future__ import annotations

import stat
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.evidence import EvidenceFile
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import long_text
from negotiator_desk.services.lookup import find_issue, find_offer, find_open_case, find_session
from negotiator_desk.services.saving import save_whole
from negotiator_desk.storage.faults import reason_of
from negotiator_desk.storage.files import get_file, put_file
from negotiator_desk.storage.generations import has_store
from negotiator_desk.storage.ids import new_id

MOST_BYTES = 32 * 1024 * 1024
"""Bytes that one file may have: a scan of a hundred pages, and still quick to hand on."""
LONGEST_NAME = 120
"""Characters of a file's name: with a folder before it, every system can still write it."""

_FORBIDDEN = frozenset('<>:"/\\|?*')
"""Characters that separate folders, or that Windows refuses in names."""
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)
"""Names that Windows takes for devices, with any ending."""
_MEDIA_TYPES = {
    "bmp": "image/bmp",
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "mp3": "audio/mpeg",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ANYTHING = "application/octet-stream"


@dataclass(frozen=True)
class EvidencePlace:
    """What files are attached to: exactly one of the three ids is given."""

    issue_id: str | None = None
    offer_id: str | None = None
    session_id: str | None = None


@dataclass(frozen=True)
class EvidenceSource:
    """A file as it was read, not stored yet; its name is already harmless."""

    name: str
    content: bytes


@dataclass(frozen=True)
class EvidenceView:
    """A file as it is attached.

    Attributes:
        size: In bytes.
        fingerprint: SHA-256 of its bytes.
        added_at: UTC.
    """

    id: str
    place: EvidencePlace
    name: str
    media_type: str
    size: int
    fingerprint: str
    note: str
    added_at: datetime


def read_evidence(path: Path) -> EvidenceSource:
    """Read a file to be attached; nothing is stored yet.

    Raises:
        InputError: It cannot be read, is no ordinary file, is empty, has more than `MOST_BYTES`, or
            belongs to a store: opening and closing its files would drop the locks on them.
    """
    try:
        if any(has_store(folder) for folder in path.resolve().parents):
            raise _refused(path, _("it belongs to a store of this program"))
        if not stat.S_ISREG(path.stat().st_mode):
            raise _refused(path, _("it is no ordinary file"))
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _refused(path, reason_of(error)) from error
    if not content:
        raise _refused(path, _("it is empty"))
    if len(content) > MOST_BYTES:
        raise InputError(
            _("“{name}” has more than {most} MB; nothing was attached.").format(
                name=clean_name(path.name), most=MOST_BYTES // (1024 * 1024)
            ),
            hint=_("Attach the pages that matter, or scan them with fewer dots per inch."),
        )
    return EvidenceSource(clean_name(path.name), content)


def clean_name(name: str) -> str:
    """Return a file's name that no system takes for a folder, a device or another kind of file.

    Characters that turn the direction of writing are dropped: they would let a program look like a
    picture.
    """
    letters = unicodedata.normalize("NFC", name)
    kept = "".join(
        "_" if one in _FORBIDDEN else one
        for one in letters
        if one == " " or unicodedata.category(one)[0] not in "CZ"
    )
    kept = kept.strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        stem, ending = kept, ""
    if stem.partition(".")[0].strip().casefold() in _DEVICES:
        stem = f"_{stem}"
    ending = ending[: LONGEST_NAME // 4]
    stem = stem[: LONGEST_NAME - len(ending) - len(dot)].rstrip(" .")
    return f"{stem or _('file')}{dot}{ending}"


def add_evidence(
    desk: Desk,
    case_id: str,
    place: EvidencePlace,
    sources: Sequence[EvidenceSource],
    *,
    note: str = "",
) -> Outcome[tuple[str, ...]]:
    """Attach files to an issue, an offer or a session of a case; return their ids.

    Args:
        note: What they show; the same for all.

    Raises:
        InputError: No file is given, or the note is too long.
        RuleError: The place is not of this case, one of the files is attached there already, or
            the case is in the trash.
    """

    def work(session: Session) -> tuple[str, ...]:
        find_open_case(session, case_id)
        if not sources:
            raise InputError(
                _("No file was given; nothing was attached."), hint=_("Choose at least one file.")
            )
        text = long_text(note, _("Note"))
        return attach_in(session, case_id, place, sources, note=text, now=now)

    now = desk.now()
    return desk.run("add_evidence", work)


def attach_in(
    session: Session,
    case_id: str,
    place: EvidencePlace,
    sources: Sequence[EvidenceSource],
    *,
    note: str,
    now: datetime,
) -> tuple[str, ...]:
    """Attach files as part of an operation; see `add_evidence`."""
    _check_place(session, case_id, place)
    attached = {one.file_sha256 for one in _files_at(session, case_id, place)}
    ids = []
    for source in sources:
        ending = source.name.rpartition(".")[2].casefold()
        media_type = _MEDIA_TYPES.get(ending, _ANYTHING)
        sha256 = put_file(session, source.content, media_type)
        if sha256 in attached:
            raise RuleError(
                _("“{name}” is attached here already; nothing was attached.").format(
                    name=source.name
                ),
                hint=_("Leave it out and attach the others."),
            )
        attached.add(sha256)
        file = EvidenceFile(
            id=new_id(),
            case_id=case_id,
            issue_id=place.issue_id,
            offer_id=place.offer_id,
            session_id=place.session_id,
            name=source.name,
            media_type=media_type,
            size=len(source.content),
            file_sha256=sha256,
            note=note,
            added_at=now,
        )
        session.add(file)
        ids.append(file.id)
    return tuple(ids)


def note_evidence(desk: Desk, evidence_id: str, note: str) -> Outcome[None]:
    """Change what is noted about a file.

    Raises:
        InputError: The note is too long.
        RuleError: The file is not attached any more, or the case is in the trash.
    """

    def work(session: Session) -> None:
        file = _attached(session, evidence_id)
        find_open_case(session, file.case_id)
        file.note = long_text(note, _("Note"))

    return desk.run("note_evidence", work)


def remove_evidence(desk: Desk, evidence_id: str) -> Outcome[None]:
    """Take a file off the record; undo attaches it again, and its bytes stay in the store.

    Raises:
        RuleError: The file is not attached any more, or the case is in the trash.
    """

    def work(session: Session) -> None:
        file = _attached(session, evidence_id)
        find_open_case(session, file.case_id)
        session.delete(file)

    return desk.run("remove_evidence", work)


def list_evidence(desk: Desk, case_id: str) -> tuple[EvidenceView, ...]:
    """Return the files of a case in the order in which they were attached."""

    def query(session: Session) -> tuple[EvidenceView, ...]:
        files = session.scalars(
            select(EvidenceFile)
            .where(EvidenceFile.case_id == case_id)
            .order_by(EvidenceFile.added_at, EvidenceFile.id)
        )
        return tuple(_view(one) for one in files)

    return desk.read(query)


def count_by_offer(files: Sequence[EvidenceView]) -> Mapping[str, int]:
    """Return how many of the files are attached to each offer, by offer id."""
    counts: dict[str, int] = {}
    for one in files:
        if one.place.offer_id is not None:
            counts[one.place.offer_id] = counts.get(one.place.offer_id, 0) + 1
    return counts


def evidence_content(desk: Desk, evidence_id: str) -> bytes:
    """Return the bytes of a file.

    Raises:
        RuleError: The file is not attached any more.
        StorageError: The bytes are damaged.
    """

    def query(session: Session) -> bytes:
        return get_file(session, _attached(session, evidence_id).file_sha256)

    return desk.read(query)


def save_evidence(desk: Desk, evidence_id: str, path: Path) -> None:
    """Save a copy of a file; it is not opened.

    Raises:
        RuleError: The file is not attached any more.
        StorageError: The disk refuses; no part of the copy is left there.
    """
    save_whole(path, evidence_content(desk, evidence_id))


def discard_evidence(session: Session, issue_id: str) -> None:
    """Take the files of an issue off the record that leaves the agenda."""
    for file in session.scalars(select(EvidenceFile).where(EvidenceFile.issue_id == issue_id)):
        session.delete(file)
    session.flush()


def _refused(path: Path, reason: str) -> InputError:
    return InputError(
        _("“{name}” cannot be attached: {reason}; nothing was attached.").format(
            name=clean_name(path.name), reason=reason
        ),
        hint=_("Choose another file."),
    )


def _check_place(session: Session, case_id: str, place: EvidencePlace) -> None:
    found = []
    if place.issue_id is not None:
        found.append(find_issue(session, place.issue_id).case_id)
    if place.offer_id is not None:
        offer = find_offer(session, place.offer_id)
        found.append(find_issue(session, offer.issue_id).case_id)
    if place.session_id is not None:
        found.append(find_session(session, place.session_id).case_id)
    assert len(found) == 1, "files are attached to one thing"
    if found != [case_id]:
        raise RuleError(
            _("What the files belong to is of another case; nothing was attached."),
            hint=_("Choose an issue, an offer or a session of this case."),
        )


def _files_at(session: Session, case_id: str, place: EvidencePlace) -> Sequence[EvidenceFile]:
    files = session.scalars(select(EvidenceFile).where(EvidenceFile.case_id == case_id))
    return [one for one in files if _place_of(one) == place]


def _attached(session: Session, evidence_id: str) -> EvidenceFile:
    file = session.get(EvidenceFile, evidence_id)
    if file is None:
        raise RuleError(
            _("This file is not attached any more; nothing was changed."),
            hint=_("It may have been removed or undone; look at the list again."),
        )
    return file


def _place_of(file: EvidenceFile) -> EvidencePlace:
    return EvidencePlace(file.issue_id, file.offer_id, file.session_id)


def _view(file: EvidenceFile) -> EvidenceView:
    return EvidenceView(
        id=file.id,
        place=_place_of(file),
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        fingerprint=file.file_sha256,
        note=file.note,
        added_at=file.added_at,
    )
