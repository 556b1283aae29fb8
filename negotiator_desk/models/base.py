"""What all entities share."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped

from negotiator_desk.models.columns import RowId


class Base(DeclarativeBase):
    """Root of the entities; constraints get names, so that a migration can find them."""

    # STRICT tables know TEXT, not VARCHAR.
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text}
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


STRICT: dict[str, Any] = {"sqlite_strict": True}
"""Last member of every `__table_args__`: SQLite then refuses text in a column of numbers."""


class Recorded:
    """Marks an entity whose rows are journaled: every change of one is a revision.

    Entities without it are the journal itself and the content it names by SHA-256.
    """

    __recorded__: ClassVar[bool] = True

    id: Mapped[RowId]
