"""What is bargained over: issues, private mandates, meetings and the offers made in them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.models.base import STRICT, Base, Recorded
from negotiator_desk.models.columns import Data, Line, LongText, Moment, Sha256, YesNo, choice
from negotiator_desk.pay.terms import Subject


class Issue(Recorded, Base):
    """One thing to be settled; it is agreed when an agreement names it."""

    __tablename__ = "issue"
    __table_args__ = (
        UniqueConstraint("case_id", "position"),
        CheckConstraint("length(title) > 0", name="title_given"),
        STRICT,
    )

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"))
    position: Mapped[int]
    """Place in the agenda, from 1."""
    title: Mapped[Line]
    subject: Mapped[Subject] = choice(Subject)
    dataset_id: Mapped[str | None] = mapped_column(
        ForeignKey("dataset.id", ondelete="RESTRICT"), index=True
    )
    present_terms: Mapped[Data | None]
    note: Mapped[LongText]


class Mandate(Recorded, Base):
    """Private layer: what one side wants on an issue, and where it stops.

    No shared view, export or print has a query for this table.
    """

    __tablename__ = "mandate"
    __table_args__ = (
        UniqueConstraint("issue_id", "side"),
        CheckConstraint("weight BETWEEN 0 AND 100", name="weight_is_points"),
        STRICT,
    )

    issue_id: Mapped[str] = mapped_column(ForeignKey("issue.id", ondelete="RESTRICT"))
    side: Mapped[Side] = choice(Side)
    target: Mapped[Data | None]
    limit: Mapped[Data | None]
    weight: Mapped[int]
    """Points out of 100 over all issues of the side."""
    note: Mapped[LongText]


class NegotiationSession(Recorded, Base):
    """One meeting of the two sides."""

    __tablename__ = "negotiation_session"
    __table_args__ = (UniqueConstraint("case_id", "number"), STRICT)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"))
    number: Mapped[int]
    held_at: Mapped[Moment]
    place: Mapped[Line]
    chair: Mapped[Side] = choice(Side)
    """Whose chief presides: they take turns, the proposing side first (NB-W 16)."""
    recorder: Mapped[Line]
    agenda: Mapped[LongText]
    minutes: Mapped[LongText]

    attendance: Mapped[list[Attendance]] = relationship(back_populates="session")


class Attendance(Recorded, Base):
    """A representative who was present at a meeting."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("session_id", "representative_id"), STRICT)

    session_id: Mapped[str] = mapped_column(
        ForeignKey("negotiation_session.id", ondelete="RESTRICT")
    )
    representative_id: Mapped[str] = mapped_column(
        ForeignKey("representative.id", ondelete="RESTRICT"), index=True
    )

    session: Mapped[NegotiationSession] = relationship(back_populates="attendance")


class Offer(Recorded, Base):
    """Terms for one issue put by one side at one moment; kept for ever once tabled.

    Offers put together, for several issues at once, share their `bundle_id`. Whether an offer was
    superseded or accepted follows from what came after it and is not stored here.
    """

    __tablename__ = "offer"
    __table_args__ = (UniqueConstraint("issue_id", "side", "round"), STRICT)

    issue_id: Mapped[str] = mapped_column(ForeignKey("issue.id", ondelete="RESTRICT"))
    session_id: Mapped[str] = mapped_column(
        ForeignKey("negotiation_session.id", ondelete="RESTRICT"), index=True
    )
    bundle_id: Mapped[str]
    side: Mapped[Side] = choice(Side)
    round: Mapped[int]
    """Counts this side's offers on this issue, from 1."""
    is_binding: Mapped[YesNo]
    terms: Mapped[Data]
    argument: Mapped[LongText]
    tabled_at: Mapped[Moment]
    withdrawn_at: Mapped[Moment | None]


class Agreement(Recorded, Base):
    """Both sides accepted one offer, so its issue is settled on the facts it was costed on."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("issue_id"), UniqueConstraint("offer_id"), STRICT)

    issue_id: Mapped[str] = mapped_column(ForeignKey("issue.id", ondelete="RESTRICT"))
    offer_id: Mapped[str] = mapped_column(ForeignKey("offer.id", ondelete="RESTRICT"))
    session_id: Mapped[str] = mapped_column(
        ForeignKey("negotiation_session.id", ondelete="RESTRICT"), index=True
    )
    dataset_fingerprint: Mapped[Sha256 | None]
    """Fingerprint of the issue's dataset at that moment; None where it has no dataset."""
    agreed_at: Mapped[Moment]
