"""What costings rest on beside facts and terms, and what was tried out."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from negotiator_desk.models.base import STRICT, Base, Recorded
from negotiator_desk.models.columns import Data, Line, Moment


class CostingAssumptions(Recorded, Base):
    """What is assumed about the contract's term when an issue is costed over it."""

    __tablename__ = "costing_assumptions"
    __table_args__ = (UniqueConstraint("issue_id"), STRICT)

    issue_id: Mapped[str] = mapped_column(ForeignKey("issue.id", ondelete="RESTRICT"))
    assumptions: Mapped[Data]


class WhatIf(Recorded, Base):
    """Private layer: terms that were tried out on an issue and never offered.

    No shared view, export or print has a query for this table.
    """

    __tablename__ = "what_if"
    __table_args__ = (
        UniqueConstraint("issue_id", "name"),
        CheckConstraint("length(name) > 0", name="name_given"),
        STRICT,
    )

    issue_id: Mapped[str] = mapped_column(ForeignKey("issue.id", ondelete="RESTRICT"))
    name: Mapped[Line]
    terms: Mapped[Data]
    saved_at: Mapped[Moment]
