"""The editor of a wage grid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _, p_
from negotiator_desk.pay.checks import plain_text
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.terms import (
    Allowance,
    AllowanceGroup,
    Terms,
    WageGrid,
    YearlyItem,
    YearlyKind,
)
from negotiator_desk.ui import display_terms
from negotiator_desk.ui.dialogs.terms_editor import TermsEditor
from negotiator_desk.ui.dialogs.terms_fields import GridReader, named, plain_number
from negotiator_desk.ui.dialogs.terms_grid import GridBox
from negotiator_desk.ui.dialogs.terms_posts import PostsBox
from negotiator_desk.ui.itemmodels.grid import GridColumn, GridModel
from negotiator_desk.ui.widgets.buttons import without_mnemonic

_SEPARATORS = re.compile(r"[、,，;；\t]+")
_EIGHT_GRADES = ("学徒工", "初级工", "中级工", "高级工", "技师", "高级技师", "特级技师", "首席技师")
"""The eight skill grades of the new system (domain reference 6), in rising order."""


class WageGridEditor(TermsEditor):
    """Bands by skill grades; posts and their bands; performance; allowances; yearly items."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grades = QLineEdit(self)
        self.grades.setAccessibleName(_("Skill grades in rising order"))
        self.grid = GridModel(self._grid_columns(_EIGHT_GRADES), can_grow=True, parent=self)
        self.posts = PostsBox(self._band_names, self)
        self.marks = GridModel(
            (GridColumn(_("Performance mark"), is_figure=False), GridColumn(_("Coefficient"))),
            can_grow=True,
            parent=self,
        )
        self._groups = {display_terms.allowance_group(group): group for group in AllowanceGroup}
        self.allowances = GridModel(
            (
                GridColumn(_("Group"), is_figure=False, choices=tuple(self._groups)),
                GridColumn(_("For whoever has"), is_figure=False),
                GridColumn(_("Allowance (yuan a month)")),
            ),
            can_grow=True,
            parent=self,
        )
        self._kinds = {display_terms.yearly_kind(one): one for one in YearlyKind}
        self.yearly = GridModel(
            (
                GridColumn(_("Kind"), is_figure=False, choices=tuple(self._kinds)),
                GridColumn(p_("yearly item", "Name"), is_figure=False),
                GridColumn(_("Yuan each time")),
                GridColumn(
                    _("Times a year"), tip=_("How often it is expected to be paid; empty: once.")
                ),
            ),
            can_grow=True,
            parent=self,
        )
        self._grids = (self.grid, self.marks, self.allowances, self.yearly)
        self._lay_out()
        self.show_terms(None)
        self.grades.textEdited.connect(self._report_text)
        self.grades.editingFinished.connect(self._take_grades)
        self.posts.bands_rated.connect(self._take_bands)
        for part in (*self._grids, self.posts):
            part.edited.connect(self.edited)

    def _lay_out(self) -> None:
        first = QWidget(self)
        column = QVBoxLayout(first)
        form = QFormLayout()
        form.addRow(_("S&kill grades, rising"), self.grades)
        column.addLayout(form)
        column.addWidget(GridBox(self.grid, _("&Yuan a month, band by skill grade"), parent=first))
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(_("Parts of the wage grid"))
        self.tabs.addTab(first, _("&Grid"))
        self.tabs.addTab(self.posts, _("P&osts"))
        for model, title, name, stretch in (
            (self.marks, _("Per&formance"), _("Performance &marks"), 0),
            (self.allowances, _("&Allowances"), _("&Monthly allowances"), 1),
            (self.yearly, _("Yea&rly items"), _("Pai&d by the year, beside wages"), 1),
        ):
            page = QWidget(self.tabs)
            QVBoxLayout(page).addWidget(GridBox(model, name, stretch=stretch, parent=page))
            self.tabs.addTab(page, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    @Slot(str)
    def _report_text(self, _text: str) -> None:
        self.edited.emit()

    @Slot()
    def _take_grades(self) -> None:
        """Give the grid a column for each grade typed, keeping what stood below a kept one."""
        wanted = self._typed_grades()
        shown = [column.title for column in self.grid.columns[1:]]
        if wanted == shown or not wanted:
            return
        rows = [
            (
                row[0],
                *(row[1 + shown.index(grade)] if grade in shown else "" for grade in wanted),
            )
            for row in self.grid.texts()
        ]
        self.grid.set_columns(self._grid_columns(wanted))
        self.grid.set_texts(rows)
        self.edited.emit()

    @Slot(object)
    def _take_bands(self, bands: tuple[str, ...]) -> None:
        """Give the grid the bands of an evaluation; amounts typed for another band stay below."""
        rows = {row[0].strip(): row for row in self.grid.texts()}
        blank = ("",) * (len(self.grid.columns) - 1)
        others = [row for name, row in rows.items() if name not in bands and any(row[1:])]
        self.grid.set_texts([*(rows.get(band, (band, *blank)) for band in bands), *others])

    def _band_names(self) -> list[str]:
        return [name for row in self.grid.texts() if (name := row[0].strip())]

    def _typed_grades(self) -> list[str]:
        parts = _SEPARATORS.split(plain_text(self.grades.text()))
        return [part.strip() for part in parts if part.strip()]

    @staticmethod
    def _grid_columns(grades: Sequence[str]) -> tuple[GridColumn, ...]:
        return (
            GridColumn(_("Band"), is_figure=False),
            *(GridColumn(grade) for grade in grades),
        )

    @override
    def show_terms(self, terms: Terms | None) -> None:
        table = terms if isinstance(terms, WageGrid) else None
        grades = table.grades if table else _EIGHT_GRADES
        self.grades.setText("、".join(grades))
        self.grid.set_columns(self._grid_columns(grades))
        self.grid.set_texts(
            [
                (band, *(plain_number(amount) for amount in row))
                for band, row in zip(table.bands, table.cells, strict=True)
            ]
            if table
            else []
        )
        self.posts.show_grid(table)
        self.marks.set_texts(
            [(mark, plain_number(factor)) for mark, factor in table.coefficients] if table else []
        )
        self.allowances.set_texts(
            [
                (display_terms.allowance_group(item.group), item.key, plain_number(item.amount))
                for item in table.allowances
            ]
            if table
            else []
        )
        self.yearly.set_texts(
            [
                (
                    display_terms.yearly_kind(item.kind),
                    item.name,
                    plain_number(item.amount),
                    str(item.times),
                )
                for item in (table.yearly_items if table else ())
            ]
        )

    @override
    def suggest(self, dataset: Dataset) -> None:
        self.posts.suggest(dataset.columns["post"].texts)
        marks = {row[0].strip() for row in self.marks.texts()}
        found = dataset.columns.get("performance")
        known = found.texts if found else ()
        new_marks = [(mark, "1") for mark in known if mark not in marks]
        if new_marks:
            self.marks.set_texts([*self.marks.texts(), *new_marks])

    @override
    def is_blank(self) -> bool:
        has_own_grades = self._typed_grades() not in ([], list(_EIGHT_GRADES))
        typed = has_own_grades or not self.posts.is_blank()
        return not typed and not any(grid.texts() for grid in self._grids)

    @override
    def read(self) -> Terms:
        grades = tuple(column.title for column in self.grid.columns[1:])
        reader = GridReader(self.grid)
        if not reader.texts:
            raise InputError(
                named(without_mnemonic(_("&Grid")), _("a band with its amounts is missing."))
            )
        bands, cells = [], []
        for row in range(len(reader.texts)):
            bands.append(plain_text(reader.text(row, 0)).strip())
            cells.append(
                tuple(reader.number(row, 1 + at) or Decimal("0.00") for at in range(len(grades)))
            )
        reader.finish()
        posts = self.posts.read()
        return WageGrid(
            bands=tuple(bands),
            grades=grades,
            cells=tuple(cells),
            post_bands=posts.bands,
            coefficients=self._read_marks(),
            allowances=self._read_allowances(),
            yearly_items=self._read_yearly(),
            post_classes=posts.classes,
            evaluation=posts.evaluation,
        )

    def _read_marks(self) -> tuple[tuple[str, Decimal], ...]:
        reader = GridReader(self.marks)
        pairs = [
            (plain_text(reader.text(row, 0)).strip(), reader.number(row, 1, places=4))
            for row in range(len(reader.texts))
        ]
        reader.finish()
        return tuple((mark, factor) for mark, factor in pairs if factor is not None)

    def _read_allowances(self) -> tuple[Allowance, ...]:
        reader = GridReader(self.allowances)
        rows = [
            (
                reader.choice(row, 0, self._groups),
                plain_text(reader.text(row, 1)).strip(),
                reader.number(row, 2),
            )
            for row in range(len(reader.texts))
        ]
        reader.finish()
        return tuple(
            Allowance(self._groups[group], key, amount)
            for group, key, amount in rows
            if amount is not None
        )

    def _read_yearly(self) -> tuple[YearlyItem, ...]:
        reader = GridReader(self.yearly)
        rows = [
            (
                reader.choice(row, 0, self._kinds),
                plain_text(reader.text(row, 1)).strip(),
                reader.number(row, 2),
                reader.whole(row, 3),
            )
            for row in range(len(reader.texts))
        ]
        reader.finish()
        return tuple(
            YearlyItem(self._kinds[kind], name, amount, 1 if times is None else times)
            for kind, name, amount, times in rows
            if amount is not None
        )

    @override
    def texts(self) -> dict[str, Any]:
        return {
            "grades": self.grades.text(),
            "columns": [column.title for column in self.grid.columns[1:]],
            "grid": self.grid.texts(),
            "posts": self.posts.texts(),
            "yearly": self.yearly.texts(),
            "marks": self.marks.texts(),
            "allowances": self.allowances.texts(),
        }

    @override
    def put_texts(self, texts: dict[str, Any]) -> None:
        self.grades.setText(texts["grades"])
        self.grid.set_columns(self._grid_columns(texts["columns"]))
        self.grid.set_texts(texts["grid"])
        self.posts.put_texts(texts["posts"])
        self.yearly.set_texts(texts["yearly"])
        self.marks.set_texts(texts["marks"])
        self.allowances.set_texts(texts["allowances"])
