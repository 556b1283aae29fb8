"""Drafted contracts."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from negotiator_desk.models.base import STRICT, Base, Recorded
from negotiator_desk.models.columns import Data, Line, Moment, Sha256


class ContractDraft(Recorded, Base):
    """One version of a case's draft contract: its snapshot and the PDF made from it."""

    __tablename__ = "contract_draft"
    __table_args__ = (UniqueConstraint("case_id", "version"), STRICT)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"))
    version: Mapped[int]
    look: Mapped[Line]
    snapshot: Mapped[Data]
    fingerprint: Mapped[Sha256]
    """SHA-256 of the snapshot's canonical JSON."""
    pdf_sha256: Mapped[Sha256] = mapped_column(
        ForeignKey("stored_file.sha256", ondelete="RESTRICT")
    )
    pages: Mapped[int]
    drafted_at: Mapped[Moment]
