"""What a contract is composed of: what was chosen for it, and the users' own clauses."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from negotiator_desk.drafting.snapshot import ContractKind
from negotiator_desk.drafting.wording import ContractLanguage, Tongue
from negotiator_desk.models.base import STRICT, Base, Recorded
from negotiator_desk.models.columns import Data, Day, Line, LongText, Moment, YesNo, choice


class ContractSettings(Recorded, Base):
    """What was chosen for a case's contract as a whole."""

    __tablename__ = "contract_settings"
    __table_args__ = (UniqueConstraint("case_id"), STRICT)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"))
    kind: Mapped[ContractKind | None] = choice(ContractKind)
    """None = the kind that fits what is agreed."""
    language: Mapped[ContractLanguage] = choice(ContractLanguage)
    governing: Mapped[Tongue] = choice(Tongue)
    main_title: Mapped[Line]
    """Name of the comprehensive contract it belongs to; "" = it stands by itself."""
    main_signed_on: Mapped[Day | None]
    floor_case_id: Mapped[str | None] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"))
    """The industry's or the region's case whose contract this one must not fall below."""


class ClauseDecision(Recorded, Base):
    """What was decided about one clause of a case's contract."""

    __tablename__ = "clause_decision"
    __table_args__ = (UniqueConstraint("case_id", "place"), STRICT)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"))
    place: Mapped[Line]
    """As `TextClause.place` names it, but with the id of its issue instead of the issue's place."""
    is_included: Mapped[YesNo | None]
    variant: Mapped[Line]
    position: Mapped[int | None]
    chapter: Mapped[Line]
    rewording: Mapped[Data | None]
    """Title and text in both languages, and the side that was changed alone."""
    entries: Mapped[Data]
    """What was filled into its parameters, by name."""


class OwnClauseRow(Recorded, Base):
    """A clause or a variant that users wrote themselves, for all contracts."""

    __tablename__ = "own_clause"
    __table_args__ = (CheckConstraint("length(title) > 0", name="title_given"), STRICT)

    title: Mapped[Line]
    title_english: Mapped[Line]
    text: Mapped[LongText]
    english: Mapped[LongText]
    details: Mapped[Data]
    """Parameters, basis, notes, sentences for the leaflet, topics, the side changed alone."""
    origin: Mapped[Line]
    """Key of the library's clause it is a variant of; "" = a whole clause."""
    origin_version: Mapped[int]
    version: Mapped[int]
    is_imported: Mapped[YesNo]
    written_at: Mapped[Moment]
    trashed_at: Mapped[Moment | None]


class ClauseComment(Recorded, Base):
    """A remark on a clause of a draft; it is never printed or exported."""

    __tablename__ = "clause_comment"
    __table_args__ = (CheckConstraint("length(text) > 0", name="text_given"), STRICT)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"), index=True)
    place: Mapped[Line]
    """As in `ClauseDecision`."""
    text: Mapped[LongText]
    written_at: Mapped[Moment]
    settled_at: Mapped[Moment | None]


class OldAgreement(Recorded, Base):
    """An earlier agreement taken over from a Word file: to compare with, to take clauses from."""

    __tablename__ = "old_agreement"
    __table_args__ = (CheckConstraint("length(title) > 0", name="title_given"), STRICT)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"), index=True)
    title: Mapped[Line]
    file_name: Mapped[Line]
    file_sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256", ondelete="RESTRICT"))
    """The Word file, byte for byte."""
    paragraphs: Mapped[Data]
    """What each paragraph was taken for, after correction."""
    report: Mapped[Data]
    """What was not understood."""
    imported_at: Mapped[Moment]
