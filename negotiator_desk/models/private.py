"""Private layer: what one side wants, thinks and prepares.

Each table is read and written by one module of `services`; no shared view, export, print or
projector has a query for any of them.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from negotiator_desk.bargaining.notes import NoteKind
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.models.base import STRICT, Base, Recorded
from negotiator_desk.models.columns import Data, Line, LongText, Moment, YesNo, choice


class Mandate(Recorded, Base):
    """What one side wants on an issue, where it stops, and what it thinks the other wants."""

    __tablename__ = "mandate"
    __table_args__ = (
        UniqueConstraint("issue_id", "side"),
        CheckConstraint("weight BETWEEN 0 AND 100", name="weight_is_points"),
        CheckConstraint("other_weight BETWEEN 0 AND 100", name="other_weight_is_points"),
        STRICT,
    )

    issue_id: Mapped[str] = mapped_column(ForeignKey("issue.id", ondelete="RESTRICT"))
    side: Mapped[Side] = choice(Side)
    opening: Mapped[Data | None]
    target: Mapped[Data | None]
    limit: Mapped[Data | None]
    weight: Mapped[int]
    """Points out of 100 over all issues of the side."""
    note: Mapped[LongText]
    other_target: Mapped[Data | None]
    other_limit: Mapped[Data | None]
    other_weight: Mapped[int]
    """Points that the other side is thought to give the issue."""


class SideBrief(Recorded, Base):
    """What one side brings to the table of a case: its alternative, and who holds the mandate."""

    __tablename__ = "side_brief"
    __table_args__ = (UniqueConstraint("case_id", "side"), STRICT)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"))
    side: Mapped[Side] = choice(Side)
    is_own: Mapped[YesNo]
    """Whether this computer works for the side."""
    alternative: Mapped[LongText]
    """What the side does if nothing is agreed (BATNA)."""
    walk_away: Mapped[int | None]
    """Value of that alternative, in hundredths of a point; None where it was not weighed."""
    other_walk_away: Mapped[int | None]
    """What the other side's alternative is thought to be worth to it, in hundredths of a point."""
    holder_id: Mapped[str | None] = mapped_column(Text)
    """Representative who holds the mandate. No reference: the mandate lapses when that one goes."""
    holder_name: Mapped[Line]
    granted_at: Mapped[Moment | None]


class IssueOption(Recorded, Base):
    """Terms that one side thinks an issue could be settled on, and how good they would be."""

    __tablename__ = "issue_option"
    __table_args__ = (
        UniqueConstraint("issue_id", "side", "name"),
        CheckConstraint("length(name) > 0", name="name_given"),
        STRICT,
    )

    issue_id: Mapped[str] = mapped_column(ForeignKey("issue.id", ondelete="RESTRICT"))
    side: Mapped[Side] = choice(Side)
    position: Mapped[int]
    name: Mapped[Line]
    terms: Mapped[Data]
    own_score: Mapped[int | None]
    """0–10,000, hundredths of a per cent of the issue's weight; None = from target and limit."""
    other_score: Mapped[int | None]
    """The same for the other side, as it is thought to be."""


class OptionBonus(Recorded, Base):
    """What options of several issues are worth together beyond their sum."""

    __tablename__ = "option_bonus"
    __table_args__ = (STRICT,)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"), index=True)
    side: Mapped[Side] = choice(Side)
    options: Mapped[Data]
    """Ids of the options that have to come together."""
    own_points: Mapped[int]
    """Hundredths of a point; below zero where they hinder each other."""
    other_points: Mapped[int]


class PackageRating(Recorded, Base):
    """How good a side finds a whole package, as a check of its weights."""

    __tablename__ = "package_rating"
    __table_args__ = (
        CheckConstraint("rating BETWEEN 0 AND 100", name="rating_is_points"),
        STRICT,
    )

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"), index=True)
    side: Mapped[Side] = choice(Side)
    position: Mapped[int]
    package: Mapped[Data]
    """Issue id → id of its option."""
    rating: Mapped[int]


class OfferSketch(Recorded, Base):
    """An offer in preparation: nobody has said it yet."""

    __tablename__ = "offer_sketch"
    __table_args__ = (STRICT,)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"), index=True)
    side: Mapped[Side] = choice(Side)
    content: Mapped[Data]
    """List of issue id and terms."""
    argument: Mapped[LongText]
    is_binding: Mapped[YesNo]
    is_tied: Mapped[YesNo]
    speaker_id: Mapped[str | None] = mapped_column(Text)
    saved_at: Mapped[Moment]


class PrivateNote(Recorded, Base):
    """A note of a caucus, of legal advice or of strategy."""

    __tablename__ = "private_note"
    __table_args__ = (CheckConstraint("length(text) > 0", name="text_given"), STRICT)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"), index=True)
    session_id: Mapped[str | None] = mapped_column(
        ForeignKey("negotiation_session.id", ondelete="RESTRICT")
    )
    side: Mapped[Side] = choice(Side)
    kind: Mapped[NoteKind] = choice(NoteKind)
    text: Mapped[LongText]
    written_at: Mapped[Moment]
