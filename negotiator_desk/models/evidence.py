"""Facts from outside: datasets, the files they came from, and how their columns were read."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from negotiator_desk.models.base import STRICT, Base, Recorded
from negotiator_desk.models.columns import Blob, Data, Line, LongText, Moment, Sha256, choice
from negotiator_desk.pay.dataset import DatasetKind


class StoredFile(Base):
    """Bytes named by their SHA-256: originals, dataset columns, PDFs. Never changed."""

    __tablename__ = "stored_file"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256_is_whole"),
        CheckConstraint("length(content) = size", name="size_is_true"),
        STRICT,
    )

    sha256: Mapped[Sha256] = mapped_column(Text, primary_key=True)
    media_type: Mapped[Line]
    size: Mapped[int]
    content: Mapped[Blob]


class Dataset(Recorded, Base):
    """Imported facts of a case; immutable, known by their fingerprint."""

    __tablename__ = "dataset"
    __table_args__ = (STRICT,)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"), index=True)
    kind: Mapped[DatasetKind] = choice(DatasetKind)
    name: Mapped[Line]
    fingerprint: Mapped[Sha256] = mapped_column(
        ForeignKey("stored_file.sha256", ondelete="RESTRICT")
    )
    """SHA-256 of the canonical columns, which `stored_file` holds."""
    source_name: Mapped[Line]
    source_sha256: Mapped[Sha256] = mapped_column(
        ForeignKey("stored_file.sha256", ondelete="RESTRICT")
    )
    rows: Mapped[int]
    workers: Mapped[int]
    months: Mapped[int]
    dropped_rows: Mapped[int]
    """Bad rows the user chose to leave out."""
    column_mapping: Mapped[Data]
    """Field → header of the source column."""
    imported_at: Mapped[Moment]


class ColumnMapping(Recorded, Base):
    """A confirmed reading of a workbook's header, offered again for the same header."""

    __tablename__ = "column_mapping"
    __table_args__ = (UniqueConstraint("kind", "header_sha256"), STRICT)

    kind: Mapped[DatasetKind] = choice(DatasetKind)
    header_sha256: Mapped[Sha256]
    mapping: Mapped[Data]
    confirmed_at: Mapped[Moment]


class EvidenceFile(Recorded, Base):
    """A file that stands behind an issue, an offer or a negotiation session."""

    __tablename__ = "evidence_file"
    __table_args__ = (
        CheckConstraint("length(name) > 0", name="name_given"),
        CheckConstraint(
            "(issue_id IS NOT NULL) + (offer_id IS NOT NULL) + (session_id IS NOT NULL) = 1",
            name="one_place",
        ),
        STRICT,
    )

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"), index=True)
    issue_id: Mapped[str | None] = mapped_column(ForeignKey("issue.id", ondelete="RESTRICT"))
    offer_id: Mapped[str | None] = mapped_column(ForeignKey("offer.id", ondelete="RESTRICT"))
    session_id: Mapped[str | None] = mapped_column(
        ForeignKey("negotiation_session.id", ondelete="RESTRICT")
    )
    name: Mapped[Line]
    media_type: Mapped[Line]
    size: Mapped[int]
    """Bytes."""
    file_sha256: Mapped[Sha256] = mapped_column(
        ForeignKey("stored_file.sha256", ondelete="RESTRICT")
    )
    note: Mapped[LongText]
    added_at: Mapped[Moment]
