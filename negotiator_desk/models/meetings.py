"""The record of a negotiation session: agenda, pauses, minutes, and the signed sheet."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.models.base import STRICT, Base, Recorded
from negotiator_desk.models.columns import Data, Line, LongText, Moment, Sha256, choice


class AgendaIssue(Recorded, Base):
    """An issue on the agenda of a negotiation session."""

    __tablename__ = "agenda_issue"
    __table_args__ = (UniqueConstraint("session_id", "issue_id"), STRICT)

    session_id: Mapped[str] = mapped_column(
        ForeignKey("negotiation_session.id", ondelete="RESTRICT")
    )
    issue_id: Mapped[str] = mapped_column(ForeignKey("issue.id", ondelete="RESTRICT"), index=True)
    position: Mapped[int]
    """Place on the agenda, from 1."""


class SessionPause(Recorded, Base):
    """A suspension of a negotiation session."""

    __tablename__ = "session_pause"
    __table_args__ = (STRICT,)

    session_id: Mapped[str] = mapped_column(
        ForeignKey("negotiation_session.id", ondelete="RESTRICT"), index=True
    )
    paused_at: Mapped[Moment]
    resumed_at: Mapped[Moment | None]
    reason: Mapped[Line]


class MinutesEntry(Recorded, Base):
    """One thing that was said or noted in a negotiation session, for both sides to read."""

    __tablename__ = "minutes_entry"
    __table_args__ = (CheckConstraint("length(text) > 0", name="text_given"), STRICT)

    session_id: Mapped[str] = mapped_column(
        ForeignKey("negotiation_session.id", ondelete="RESTRICT"), index=True
    )
    issue_id: Mapped[str | None] = mapped_column(ForeignKey("issue.id", ondelete="RESTRICT"))
    text: Mapped[LongText]
    written_at: Mapped[Moment]


class MeetingSheet(Recorded, Base):
    """The printed record of a negotiation session, sealed to its log as it stood; never changed."""

    __tablename__ = "meeting_sheet"
    __table_args__ = (UniqueConstraint("session_id", "number"), STRICT)

    session_id: Mapped[str] = mapped_column(
        ForeignKey("negotiation_session.id", ondelete="RESTRICT")
    )
    number: Mapped[int]
    """Counts the sheets of a session, from 1; each replaces the one before."""
    language: Mapped[Line]
    snapshot: Mapped[Data]
    log_fingerprint: Mapped[Sha256]
    """SHA-256 of the canonical JSON of the snapshot's log."""
    pdf_sha256: Mapped[Sha256] = mapped_column(
        ForeignKey("stored_file.sha256", ondelete="RESTRICT")
    )
    pages: Mapped[int]
    sealed_at: Mapped[Moment]


class SheetSignature(Recorded, Base):
    """That one side signed a meeting sheet on paper."""

    __tablename__ = "sheet_signature"
    __table_args__ = (UniqueConstraint("sheet_id", "side"), STRICT)

    sheet_id: Mapped[str] = mapped_column(ForeignKey("meeting_sheet.id", ondelete="RESTRICT"))
    side: Mapped[Side] = choice(Side)
    signer: Mapped[Line]
    signed_at: Mapped[Moment]
