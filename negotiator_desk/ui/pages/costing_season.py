"""The season of twelve months, and who comes and goes: typed, or taken from an example."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHeaderView, QSizePolicy, QVBoxLayout, QWidget

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import N_, _
from negotiator_desk.money import parse_decimal
from negotiator_desk.pay.costing import MONTHS_OF_YEAR
from negotiator_desk.pay.stress import LARGEST_FACTOR, MOST_COMING, Movement, Season
from negotiator_desk.ui.dialogs.terms_fields import named
from negotiator_desk.ui.dialogs.terms_grid import GridView
from negotiator_desk.ui.itemmodels.grid import GridColumn, GridModel
from negotiator_desk.ui.theme import GRID, TYPE_ROW, figure_font
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

WORK, JOIN, LEAVE = range(3)
"""Rows of the grid."""

_HEAD = 28
"""Height of the grid's head, in pixels."""
_TITLES = 92
"""Width of the rows' names, in pixels."""
_PRESET_LETTERS = 14
"""How many letters of an example's name show at least."""
_HUNDRED = Decimal(100)
_RATIO_STEP = Decimal("0.0001")
_ORDINARY = ("100", "0", "0")
"""What an empty cell of each row counts as."""


@dataclass(frozen=True)
class Preset:
    """A season to start from.

    Attributes:
        name: Not translated yet.
        percents: Of the month on record, for each of the twelve months.
    """

    name: str
    percents: tuple[int, ...]


PRESETS = (
    Preset(N_("Every month alike"), (100,) * 12),
    Preset(
        N_("Our example: slow season"),
        (60, 60, 60, 100, 100, 100, 100, 100, 100, 100, 100, 100),
    ),
    Preset(
        N_("Our example: busy year-end"),
        (70, 50, 80, 100, 100, 100, 90, 90, 100, 110, 130, 130),
    ),
)
"""The examples are invented; none is a figure of a firm or of a statistic."""


class SeasonGrid(QWidget):
    """Takes the season and the movement of workers as they are typed.

    Signals:
        edited: Something was typed, pasted, or taken from an example.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presets = QComboBox()
        self.presets.setAccessibleName(_("Season to start from"))
        self.presets.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.presets.setMinimumContentsLength(_PRESET_LETTERS)
        self.presets.setPlaceholderText(_("A season of your own"))
        self.presets.setToolTip(_("The examples are ours; they are no firm’s figures."))
        for preset in PRESETS:
            self.presets.addItem(_(preset.name))
        self.presets.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.model = GridModel(
            [GridColumn(str(number)) for number in range(1, MONTHS_OF_YEAR + 1)], parent=self
        )
        self.view = GridView(self.model, _("Season, joiners and leavers by month"), self)
        self.problem = TextLabel(role=TextRole.ERROR, wrap=True)
        self.problem.hide()
        self._lay_out()
        self.set_texts(_ordinary())
        self.presets.activated.connect(self._take_preset)
        self.model.edited.connect(self._take_typed)

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """What is typed: work, joiners and leavers of each month."""
        return self.model.texts()

    def set_texts(self, texts: Sequence[Sequence[str]]) -> None:
        """Put back what was typed."""
        titles = (_("Work (%)"), _("They join"), _("They leave"))
        self.model.set_texts(texts, titles=titles, start=_ordinary())
        self._show_preset()

    def read(self) -> tuple[Season, Movement]:
        """Return what was typed; an empty cell is an ordinary month with nobody coming or going.

        Raises:
            InputError: Something cannot be used; its cell is marked, and the grid says why.
        """
        problems: dict[tuple[int, int], str] = {}
        rows: list[list[Decimal]] = []
        for row, texts in enumerate(self.texts()):
            rows.append([])
            for column, text in enumerate(texts):
                try:
                    rows[-1].append(_value(row, text))
                except InputError as error:
                    problems[row, column] = str(error)
        self.model.set_problems(problems)
        if problems:
            (row, column), sentence = min(problems.items())
            place = _("{row}, month {month}").format(row=self._title(row), month=column + 1)
            problem = named(place, sentence)
            self._say(problem)
            raise InputError(problem)
        self._say("")
        factors = tuple((percent / _HUNDRED).quantize(_RATIO_STEP) for percent in rows[WORK])
        joiners, leavers = (tuple(int(count) for count in rows[row]) for row in (JOIN, LEAVE))
        return Season(factors), Movement(joiners, leavers)

    def _lay_out(self) -> None:
        view = self.view
        view.setFont(figure_font(view.font()))
        view.setShowGrid(True)
        view.horizontalHeader().setFixedHeight(_HEAD)
        view.horizontalHeader().setMinimumSectionSize(24)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        view.verticalHeader().setFixedWidth(_TITLES)
        view.setFixedHeight(_HEAD + 3 * TYPE_ROW + 2)
        view.setStyleSheet("QTableView::item { padding: 0 4px; }")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(view)
        column.addWidget(self.problem)

    def _title(self, row: int) -> str:
        return (_("Work (%)"), _("They join"), _("They leave"))[row]

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _show_preset(self) -> None:
        """Name the example that is typed now; none where it is a season of its own."""
        work = self.texts()[WORK]
        at = [place for place, preset in enumerate(PRESETS) if _percents(preset) == work]
        self.presets.setCurrentIndex(at[0] if at else -1)

    @Slot(int)
    def _take_preset(self, place: int) -> None:
        self.model.fill(WORK, 0, [_percents(PRESETS[place])])

    @Slot()
    def _take_typed(self) -> None:
        self._show_preset()
        with contextlib.suppress(InputError):  # the grid says so
            self.read()
        self.edited.emit()


def _ordinary() -> list[list[str]]:
    return [[text] * MONTHS_OF_YEAR for text in _ORDINARY]


def _percents(preset: Preset) -> tuple[str, ...]:
    return tuple(str(percent) for percent in preset.percents)


def _value(row: int, text: str) -> Decimal:
    """Read one cell: percent with two decimals, or a count.

    Raises:
        InputError: It is not a number of this kind, or outside its range.
    """
    typed = text.strip().removesuffix("%").removesuffix("％").strip()
    value = parse_decimal(typed or _ORDINARY[row], places=2 if row == WORK else 0)
    most = LARGEST_FACTOR * _HUNDRED if row == WORK else Decimal(MOST_COMING)
    if not 0 <= value <= most:
        raise InputError(
            _("{value} is not between 0 and {most}.").format(value=typed, most=f"{most:,f}")
        )
    return value
