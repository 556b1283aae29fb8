"""What a table shows, as it is exported."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, Qt


def shown_rows(model: QAbstractItemModel) -> Iterator[tuple[str, ...]]:
    """Yield the header of a model and then its rows, as shown."""
    columns = range(model.columnCount())
    yield tuple(
        str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in columns
    )
    for row in range(model.rowCount()):
        yield tuple(str(model.index(row, column).data() or "") for column in columns)
