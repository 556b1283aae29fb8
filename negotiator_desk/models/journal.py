"""The journal: one revision for each row changed, chained by hash, never altered."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from negotiator_desk.models.base import STRICT, Base
from negotiator_desk.models.columns import Line, Moment, Sha256, choice


class Intent(StrEnum):
    """What a transaction was: a fresh change, or earlier images written again."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


class Revision(Base):
    """One row after one change."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("hash"),
        CheckConstraint("device_sequence > 0", name="sequence_from_one"),
        STRICT,
    )

    device_id: Mapped[str] = mapped_column(Text, primary_key=True)
    device_sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Dense, from 1: a missing one shows."""
    transaction_id: Mapped[str] = mapped_column(Text, index=True)
    operation: Mapped[Line]
    """Key of the operation, such as "table_offer"."""
    intent: Mapped[Intent] = choice(Intent)
    reverts: Mapped[str | None] = mapped_column(Text)
    """Transaction that an undo takes back, or a redo repeats."""
    entity: Mapped[Line]
    """Table name."""
    row_id: Mapped[str] = mapped_column(Text, index=True)
    image: Mapped[str | None] = mapped_column(Text)
    """Canonical JSON of the row after the change; None when it was deleted."""
    parent_hash: Mapped[Sha256 | None] = mapped_column(Text, index=True)
    """Hash of the row's revision before this one."""
    author: Mapped[Line]
    at: Mapped[Moment]
    schema: Mapped[Line]
    """Revision of the store's schema that `image` follows."""
    previous_hash: Mapped[Sha256 | None]
    """Hash of the device's revision before this one."""
    hash: Mapped[Sha256]
    """SHA-256 of the canonical JSON of everything above."""


class Device(Base):
    """This laptop, as the journal names it."""

    __tablename__ = "device"
    __table_args__ = (STRICT,)

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    created_at: Mapped[Moment]
