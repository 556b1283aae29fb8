"""What is bargained over: issues, meetings, and what was offered and agreed in them."""

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
    observers: Mapped[LongText]
    """Who was there without speaking for a side, as the record states them."""
    ended_at: Mapped[Moment | None]

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
    arrived_at: Mapped[Moment | None]
    """None where the record only says that the representative was there."""

    session: Mapped[NegotiationSession] = relationship(back_populates="attendance")


class Offer(Recorded, Base):
    """Terms for one issue put by one side at one moment; kept for ever once tabled.

    Offers put together, for several issues at once, share their `bundle_id`; tied ones stand or
    fall together. Whether an offer was superseded or accepted follows from what came after it and
    is not stored here.
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
    is_tied: Mapped[YesNo]
    """Whether the offers of its bundle can only be accepted, and withdrawn, all together."""
    terms: Mapped[Data]
    argument: Mapped[LongText]
    tabled_at: Mapped[Moment]
    withdrawn_at: Mapped[Moment | None]
    speaker_id: Mapped[str | None] = mapped_column(
        ForeignKey("representative.id", ondelete="RESTRICT")
    )
    """The representative who put it; None where the record does not say."""


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
    speaker_id: Mapped[str | None] = mapped_column(
        ForeignKey("representative.id", ondelete="RESTRICT")
    )
    """The representative who accepted; None where the record does not say."""


class TentativeAgreement(Recorded, Base):
    """Both sides would take an offer if all the rest is settled: it binds nobody."""

    __tablename__ = "tentative_agreement"
    __table_args__ = (STRICT,)

    issue_id: Mapped[str] = mapped_column(ForeignKey("issue.id", ondelete="RESTRICT"), index=True)
    offer_id: Mapped[str] = mapped_column(ForeignKey("offer.id", ondelete="RESTRICT"))
    session_id: Mapped[str] = mapped_column(
        ForeignKey("negotiation_session.id", ondelete="RESTRICT")
    )
    agreed_at: Mapped[Moment]
    lifted_at: Mapped[Moment | None]
    """When a side took it back, or spoke again on the issue; None while it stands."""
