"""Rows as the store holds them: whole numbers and texts, read and written unconverted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Table, UniqueConstraint

from negotiator_desk.models import (
    bargaining,
    case,
    contract,
    costing,
    evidence,
    exchange,
    meetings,
    private,
    wording,
)
from negotiator_desk.models.base import Base, Recorded
from negotiator_desk.models.columns import canonical_json

MODULES = (bargaining, case, contract, costing, evidence, exchange, meetings, private, wording)
"""Where the recorded entities are; naming the modules makes sure that they are known."""

Image = dict[str, int | str | None]
"""Column → stored value."""


@dataclass(frozen=True)
class RowChange:
    """One row before and after; None means it did not exist."""

    entity: str
    row_id: str
    before: Image | None
    after: Image | None

    @property
    def inverse(self) -> RowChange:
        """The change that takes this one back."""
        return RowChange(self.entity, self.row_id, before=self.after, after=self.before)


def recorded_tables() -> dict[str, Table]:
    """Return the tables whose rows are journaled, by name."""
    found: dict[str, Table] = {}
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Recorded):
            table = mapper.local_table
            assert isinstance(table, Table)
            found[table.name] = table
    return dict(sorted(found.items()))


def image_to_text(image: Image | None) -> str | None:
    """Return an image as the journal keeps it: canonical JSON, or None of a row that is gone."""
    return None if image is None else canonical_json(image)


def image_from_text(text: str | None) -> Image | None:
    """Return the image that the journal keeps as `text`."""
    if text is None:
        return None
    image: Image = json.loads(text)
    return image


def read_image(connection: Connection, entity: str, row_id: str) -> Image | None:
    """Return a row's stored values, or None if there is no such row."""
    row = (
        connection.exec_driver_sql(f'SELECT * FROM "{entity}" WHERE id = ?', (row_id,))
        .mappings()
        .first()
    )
    return None if row is None else dict(row)


def write_images(connection: Connection, changes: Iterable[RowChange]) -> None:
    """Put every row into its `after` state.

    Foreign keys are checked when the transaction ends. Unique constraints cannot wait, so rows
    that go are deleted first and rows that come are inserted last; between the two, a row whose
    unique values change is parked on values that no row has, because two rows may have swapped
    theirs.
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    kept: list[tuple[RowChange, Image]] = []
    come: list[tuple[RowChange, Image]] = []
    for change in changes:
        if change.after is None:
            connection.exec_driver_sql(
                f'DELETE FROM "{change.entity}" WHERE id = ?', (change.row_id,)
            )
        elif change.before is None:
            come.append((change, change.after))
        else:
            kept.append((change, _difference(change.before, change.after)))
    tables = recorded_tables()
    for place, (change, values) in enumerate(kept, start=1):
        parked = _parking(tables[change.entity], values, place)
        if parked:
            _update(connection, change, parked)
    for change, values in kept:
        _update(connection, change, values)
    for change, values in come:
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" for _ in values)
        connection.exec_driver_sql(
            f'INSERT INTO "{change.entity}" ({names}) VALUES ({marks})', tuple(values.values())
        )


def _difference(before: Image, after: Image) -> Image:
    """Return what an UPDATE has to set: frozen columns are then not even named."""
    return {name: value for name, value in after.items() if before[name] != value}


def _parking(table: Table, values: Image, place: int) -> Image:
    """Return one unused value for each unique constraint that `values` touches."""
    parked: Image = {}
    for constraint in table.constraints:
        if not isinstance(constraint, UniqueConstraint):
            continue
        touched = [column.name for column in constraint.columns if column.name in values]
        if touched and not any(name in parked for name in touched):
            numbers = [name for name in touched if isinstance(values[name], int)]
            name = numbers[0] if numbers else touched[0]
            parked[name] = -(2**62) - place if numbers else f"parked {place}"
    return parked


def _update(connection: Connection, change: RowChange, values: Image) -> None:
    names = ", ".join(f'"{name}" = ?' for name in values)
    connection.exec_driver_sql(
        f'UPDATE "{change.entity}" SET {names} WHERE id = ?', (*values.values(), change.row_id)
    )
