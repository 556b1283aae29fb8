"""A case, its two parties and who speaks for them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from negotiator_desk.bargaining.parties import CaseKind, Origin, Sex, Side
from negotiator_desk.models.base import STRICT, Base, Recorded
from negotiator_desk.models.columns import Day, Line, LongText, Moment, YesNo, choice


class Case(Recorded, Base):
    """One consultation from request to expiry."""

    __tablename__ = "case"
    __table_args__ = (
        CheckConstraint("length(title) > 0", name="title_given"),
        UniqueConstraint("number"),
        STRICT,
    )

    number: Mapped[Line]
    title: Mapped[Line]
    kind: Mapped[CaseKind] = choice(CaseKind)
    jurisdiction: Mapped[Line]
    """Key of a rule pack, such as "ningbo"."""
    contract_from: Mapped[Day | None]
    contract_until: Mapped[Day | None]
    created_at: Mapped[Moment]
    trashed_at: Mapped[Moment | None]

    parties: Mapped[list[Party]] = relationship(back_populates="case")


class Party(Recorded, Base):
    """One side of a case."""

    __tablename__ = "party"
    __table_args__ = (UniqueConstraint("case_id", "side"), STRICT)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"))
    side: Mapped[Side] = choice(Side)
    name: Mapped[Line]
    credit_code: Mapped[Line]
    address: Mapped[Line]
    head: Mapped[Line]
    """Legal representative of the employer side, union chair of the employee side."""

    case: Mapped[Case] = relationship(back_populates="parties")
    representatives: Mapped[list[Representative]] = relationship(
        back_populates="party", order_by="Representative.position"
    )


class Representative(Recorded, Base):
    """Someone who speaks for a party; one of each side is its chief."""

    __tablename__ = "representative"
    __table_args__ = (CheckConstraint("length(name) > 0", name="name_given"), STRICT)

    party_id: Mapped[str] = mapped_column(ForeignKey("party.id", ondelete="RESTRICT"), index=True)
    position: Mapped[int]
    """Place in the printed list, from 1."""
    name: Mapped[Line]
    sex: Mapped[Sex | None] = choice(Sex)
    post: Mapped[Line]
    origin: Mapped[Origin] = choice(Origin)
    is_chief: Mapped[YesNo]
    note: Mapped[LongText]
    left_at: Mapped[Moment | None]
    """When someone else took the place; the one who left stays on the record without authority."""

    party: Mapped[Party] = relationship(back_populates="representatives")
