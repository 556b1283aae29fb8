"""Meeting sheets: the record of a session on paper, sealed to its log and signed by both sides.

A sheet is a stored row with its PDF under its SHA-256; it is never changed, and printing it again
gives the same bytes. When the session's log differs from a sheet's, that sheet is not current any
more, and the next one says that it replaces it. A signed sheet stays whatever happens later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.meeting_log import (
    EarlierSheet,
    NextSession,
    SessionLog,
    SheetSnapshot,
)
from negotiator_desk.drafting.meeting_sheet import PAGES, sheets
from negotiator_desk.drafting.paper_words import paper_words
from negotiator_desk.drafting.sheet_changes import changes
from negotiator_desk.drafting.typeset.fit import first_fitting
from negotiator_desk.drafting.typeset.look import SHEET_LOOK, SMALL_SHEET_LOOK, load_look
from negotiator_desk.drafting.typeset.options import Attachment, Rendered, RenderOptions
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.errors import RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import NegotiationSession
from negotiator_desk.models.columns import canonical_json
from negotiator_desk.models.meetings import MeetingSheet, SheetSignature
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import required_line
from negotiator_desk.services.lookup import find_open_case, find_session
from negotiator_desk.services.saving import save_whole
from negotiator_desk.services.session_logs import present_log
from negotiator_desk.storage.files import get_file, put_file
from negotiator_desk.storage.ids import new_id

_PDF = "application/pdf"


@dataclass(frozen=True)
class SignatureView:
    """That a side signed a sheet on paper."""

    signer: str
    signed_at: datetime


@dataclass(frozen=True)
class SheetView:
    """A sealed meeting sheet.

    Attributes:
        number: Counts the sheets of the session, from 1.
        language: What it is written in.
        log_fingerprint: SHA-256 of the log it is sealed to.
        is_current: Whether the session's log is still the one it is sealed to. Once the session is
            over, later names are no part of it; see `session_logs`.
        replaced_by: Number of the sheet that says it replaces this one; None where none does.
        signatures: By side; a side that has not signed is left out.
    """

    id: str
    session_id: str
    number: int
    language: str
    log_fingerprint: str
    pages: int
    sealed_at: datetime
    is_current: bool
    replaced_by: int | None
    signatures: Mapping[Side, SignatureView]

    @property
    def is_signed(self) -> bool:
        """Whether both sides signed it."""
        return len(self.signatures) == len(Side)


def preview_sheet(desk: Desk, session_id: str, language: str) -> bytes:
    """Return the sheet that sealing would make now, as PDF for the screen; nothing is stored.

    Where the record is as it was sealed last, these are the stored pages.

    Raises:
        RuleError: There is no such negotiation session.
        MissingGlyphError: No font has a character.
    """
    now = desk.now()

    def query(session: Session) -> tuple[SheetSnapshot, bytes | None]:
        snapshot, kept = _snapshot(session, session_id, language, now)
        return snapshot, None if kept is None else get_file(session, kept.pdf_sha256)

    snapshot, stored = desk.read(query)
    return _rendered(snapshot, tagged=False).pdf if stored is None else stored


def seal_sheet(desk: Desk, session_id: str, language: str) -> Outcome[SheetView]:
    """Make the session's sheet and keep it; the outcome's value is the sheet.

    Where the record is as it was sealed last, and in this language, that sheet is the outcome's
    value and the outcome names no changed table.

    Args:
        language: What it is written in, one of `i18n.LANGUAGES`.

    Raises:
        RuleError: The session is gone, its case is in the trash, or it was changed while the sheet
            was being made; nothing was kept.
        MissingGlyphError: No font has a character.
    """
    now = desk.now()

    def query(session: Session) -> tuple[SheetSnapshot, SheetView | None]:
        find_open_case(session, find_session(session, session_id).case_id)
        snapshot, kept = _snapshot(session, session_id, language, now)
        return snapshot, None if kept is None else _view(session, kept)

    snapshot, kept = desk.read(query)
    if kept is not None:
        return Outcome(kept, frozenset())
    rendered = _rendered(snapshot)

    def work(session: Session) -> SheetView:
        find_open_case(session, find_session(session, session_id).case_id)
        if _snapshot(session, session_id, language, now)[0] != snapshot:
            raise RuleError(
                _("The session was changed while its sheet was being made; nothing was kept."),
                hint=_("Seal the sheet again."),
            )
        sheet = MeetingSheet(
            id=new_id(),
            session_id=session_id,
            number=snapshot.number,
            language=language,
            snapshot=snapshot.to_data(),
            log_fingerprint=snapshot.log.fingerprint,
            pdf_sha256=put_file(session, rendered.pdf, _PDF),
            pages=rendered.pages,
            sealed_at=now,
        )
        session.add(sheet)
        session.flush()
        return _view(session, sheet)

    return desk.run("seal_sheet", work)


def list_sheets(desk: Desk, session_id: str) -> tuple[SheetView, ...]:
    """Return the sealed sheets of a session, the latest first.

    Raises:
        RuleError: There is no such negotiation session.
    """

    def query(session: Session) -> tuple[SheetView, ...]:
        find_session(session, session_id)
        return tuple(reversed(_views(session, session_id)))

    return desk.read(query)


def sheet_pdf(desk: Desk, sheet_id: str) -> bytes:
    """Return a sheet's PDF, byte for byte as it was sealed.

    Raises:
        RuleError: There is no such sheet.
        StorageError: Its bytes in the store are damaged.
    """
    return desk.read(lambda session: get_file(session, _find(session, sheet_id).pdf_sha256))


def save_sheet(desk: Desk, sheet_id: str, path: Path) -> None:
    """Save a sheet's PDF as a file; a file of that name is always whole.

    Raises:
        RuleError: There is no such sheet.
        StorageError: The disk refuses; an earlier file is kept.
    """
    save_whole(path, sheet_pdf(desk, sheet_id))


def sign_sheet(desk: Desk, sheet_id: str, side: Side, signer: str) -> Outcome[None]:
    """Record that a side signed a sheet on paper, now.

    Args:
        signer: Name of who signed.

    Raises:
        InputError: The name is empty or too long.
        RuleError: The sheet is gone, its case is in the trash, the side signed it already, or the
            record was changed after it was sealed.
    """

    def work(session: Session) -> None:
        sheet = _find(session, sheet_id)
        find_open_case(session, find_session(session, sheet.session_id).case_id)
        name = required_line(signer, _("Signed by"))
        view = _view(session, sheet)
        if side in view.signatures:
            raise RuleError(
                _("{name} has signed sheet {number} for this side already.").format(
                    name=view.signatures[side].signer, number=sheet.number
                ),
                hint=_("Undo that signature first, if it was entered by mistake."),
            )
        if not view.is_current:
            raise RuleError(
                _(
                    "The session’s record was changed after sheet {number} was sealed; "
                    "the signature was not recorded."
                ).format(number=sheet.number),
                hint=_("Seal a new sheet, print it and have that one signed."),
            )
        session.add(
            SheetSignature(
                id=new_id(), sheet_id=sheet.id, side=side, signer=name, signed_at=desk.now()
            )
        )

    return desk.run("sign_sheet", work)


def _snapshot(
    session: Session, session_id: str, language: str, now: datetime
) -> tuple[SheetSnapshot, MeetingSheet | None]:
    """Return what a sheet made now would print, and the sheet that says just that already."""
    meeting = find_session(session, session_id)
    log = present_log(session, meeting)
    kept: MeetingSheet | None = None
    replaced: MeetingSheet | None = None
    earlier = _sheets(session, session_id)
    for one in reversed(earlier):
        if one.log_fingerprint != log.fingerprint:
            replaced = one
            break
        if one.language == language:
            kept = kept or one
    snapshot = SheetSnapshot(
        language=language,
        number=len(earlier) + 1,
        sealed_at=now,
        log=log,
        next_session=_next(session, meeting),
        replaces=_earlier(replaced),
        changes=() if replaced is None else _changes(language, replaced, log),
    )
    return snapshot, kept


def _earlier(sheet: MeetingSheet | None) -> EarlierSheet | None:
    if sheet is None:
        return None
    return EarlierSheet(sheet.number, sheet.sealed_at, sheet.log_fingerprint)


def _changes(language: str, replaced: MeetingSheet, log: SessionLog) -> tuple[str, ...]:
    old = SheetSnapshot.from_data(replaced.snapshot).log
    return changes(paper_words("meeting_sheet", language), old, log)


def _next(session: Session, meeting: NegotiationSession) -> NextSession | None:
    later = session.scalar(
        select(NegotiationSession).where(
            NegotiationSession.case_id == meeting.case_id,
            NegotiationSession.number == meeting.number + 1,
        )
    )
    return None if later is None else NextSession(later.number, later.held_at, later.place)


def _rendered(snapshot: SheetSnapshot, *, tagged: bool = True) -> Rendered:
    looks = {False: load_look(SHEET_LOOK), True: load_look(SMALL_SHEET_LOOK)}
    document, look = first_fitting(
        ((document, looks[is_small]) for document, is_small in sheets(snapshot)), pages=PAGES
    )
    data = Attachment(
        name="meeting_sheet.json",
        mime="application/json",
        data=canonical_json(snapshot.to_data()).encode(),
        description=paper_words("meeting_sheet", snapshot.language)("attachment"),
    )
    return render(document, look, RenderOptions(watermark="", tagged=tagged, attachments=(data,)))


def _sheets(session: Session, session_id: str) -> list[MeetingSheet]:
    """Return a session's sheets, the first one first."""
    return list(
        session.scalars(
            select(MeetingSheet)
            .where(MeetingSheet.session_id == session_id)
            .order_by(MeetingSheet.number)
        )
    )


def _find(session: Session, sheet_id: str) -> MeetingSheet:
    sheet = session.get(MeetingSheet, sheet_id)
    if sheet is None:
        raise RuleError(
            _("This meeting sheet is not in the store; nothing was changed."),
            hint=_("It may have been undone; go back to the list."),
        )
    return sheet


def _view(session: Session, sheet: MeetingSheet) -> SheetView:
    return next(one for one in _views(session, sheet.session_id) if one.id == sheet.id)


def _views(session: Session, session_id: str) -> list[SheetView]:
    """Return a session's sheets as the rest of the program may see them, the first one first."""
    meeting = find_session(session, session_id)
    present = present_log(session, meeting).fingerprint
    every = _sheets(session, session_id)
    signatures: dict[str, dict[Side, SignatureView]] = {one.id: {} for one in every}
    for signature in session.scalars(
        select(SheetSignature).where(SheetSignature.sheet_id.in_(signatures))
    ):
        own = SignatureView(signature.signer, signature.signed_at)
        signatures[signature.sheet_id][signature.side] = own
    found = []
    for place, sheet in enumerate(every):
        replaced_by = next(
            (
                one.number
                for one in every[place + 1 :]
                if one.log_fingerprint != sheet.log_fingerprint
            ),
            None,
        )
        signed = signatures[sheet.id]
        found.append(
            SheetView(
                id=sheet.id,
                session_id=sheet.session_id,
                number=sheet.number,
                language=sheet.language,
                log_fingerprint=sheet.log_fingerprint,
                pages=sheet.pages,
                sealed_at=sheet.sealed_at,
                is_current=replaced_by is None and sheet.log_fingerprint == present,
                replaced_by=replaced_by,
                signatures={side: signed[side] for side in Side if side in signed},
            )
        )
    return found
