"""What went from one laptop to another, and what each of several employers says."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from negotiator_desk.bargaining.exchange import ConsentAnswer, MessageKind
from negotiator_desk.models.base import STRICT, Base, Recorded
from negotiator_desk.models.columns import Data, Line, LongText, Moment, Sha256, YesNo, choice


class ExchangeMessage(Recorded, Base):
    """A sealed message as it left this laptop or came to it; never changed."""

    __tablename__ = "exchange_message"
    __table_args__ = (UniqueConstraint("case_id", "message_id", "is_incoming"), STRICT)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"))
    kind: Mapped[MessageKind] = choice(MessageKind)
    is_incoming: Mapped[YesNo]
    message_id: Mapped[str]
    """Given by the laptop that sealed it."""
    fingerprint: Mapped[Sha256]
    """SHA-256 of the canonical content."""
    reply_to: Mapped[str]
    """Fingerprint of the message that it answers, or ""."""
    peer_case_id: Mapped[str]
    """Id of the case on the other laptop; "" where it is not known yet."""
    content: Mapped[Data]
    links: Mapped[Data]
    """Id on the other laptop → id here, of issues and offers."""
    moved_at: Mapped[Moment]


class MemberEmployer(Recorded, Base):
    """One of the employers that an industry or regional case is bargained for."""

    __tablename__ = "member_employer"
    __table_args__ = (CheckConstraint("length(name) > 0", name="name_given"), STRICT)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"), index=True)
    position: Mapped[int]
    """Place in the list, from 1."""
    name: Mapped[Line]
    credit_code: Mapped[Line]
    contact: Mapped[Line]
    workers: Mapped[int | None]


class EmployerConsent(Recorded, Base):
    """What one employer says to an offer."""

    __tablename__ = "employer_consent"
    __table_args__ = (UniqueConstraint("employer_id", "offer_id"), STRICT)

    employer_id: Mapped[str] = mapped_column(ForeignKey("member_employer.id", ondelete="RESTRICT"))
    offer_id: Mapped[str] = mapped_column(ForeignKey("offer.id", ondelete="RESTRICT"), index=True)
    answer: Mapped[ConsentAnswer] = choice(ConsentAnswer)
    given_by: Mapped[Line]
    note: Mapped[LongText]
    given_at: Mapped[Moment]
