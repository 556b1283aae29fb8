"""A year with a season: twelve months replayed under the terms, and who falls below the minimum."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.errors import InputError, UserError
from negotiator_desk.i18n import _
from negotiator_desk.pay.costing import MONTHS_OF_YEAR
from negotiator_desk.pay.stress import Movement, Season, StressReplay
from negotiator_desk.pay.terms import CommissionSchedule, RateTable, Terms
from negotiator_desk.services.costing_moves import Moving
from negotiator_desk.services.costing_pictures import stressed_year
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.ui.charts.card import ChartCard
from negotiator_desk.ui.jobs import Job
from negotiator_desk.ui.pages.costing_season import SeasonGrid
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.pages.costing_tab_spread import TABLE_KEY
from negotiator_desk.ui.pages.costing_year import YearAndWorst, replay_finding
from negotiator_desk.ui.theme import GRID, Tone
from negotiator_desk.ui.widgets.buttons import SecondaryButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

REPLAY_KEY = "Ctrl+R"


class _StoppedError(Exception):
    """Ends a replay that was asked to stop."""


@dataclass(frozen=True)
class _Shown:
    """The replay in view and the terms it is of."""

    terms: Terms
    replay: StressReplay


class StressTab(CostingTab):
    """A season is typed, the year replayed on the worker; what was typed stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: _Shown | None = None
        self._terms: Terms | None = None
        self._is_running = False
        self.season = SeasonGrid()
        self.chart = YearAndWorst()
        self.card = ChartCard(_("A year with a season"), self.chart, key=TABLE_KEY)
        self.card.set_empty(
            _("No year was replayed yet."),
            _("Type how much work each month has, or take an example, and replay the year."),
        )
        self.replay_button = SecondaryButton(_("Replay the year"), REPLAY_KEY)
        self.note = TextLabel(role=TextRole.NOTE, wrap=True)
        self.card.head.setStretch(1, 0)
        self.card.head.insertWidget(2, self.season.presets, 1)
        self.card.head.insertWidget(3, self.replay_button)
        entry = QVBoxLayout()
        entry.setSpacing(GRID // 2)
        entry.addWidget(self.season)
        entry.addWidget(self.note)
        self.card.body.insertLayout(1, entry)
        self.body.addWidget(self.card, 1)
        self.season.edited.connect(self._show_state)
        self.card.table_shown.connect(self._make_room)
        self.replay_button.clicked.connect(self.replay)
        self._show_state()

    @override
    def set_sheet(self, sheet: CostingSheet) -> None:
        self._shown = None
        self._show_replay()

    @override
    def show_moving(self, moving: Moving) -> None:
        self._terms = moving.picture.terms
        self._show_state()

    @override
    def show_job(self, terms: Terms, answer: Any) -> None:
        self._is_running = False
        if isinstance(answer, StressReplay):
            self._shown = _Shown(terms, answer)
            self._show_replay()
        self._show_state()

    @override
    def end_job(self, error: UserError | None) -> None:
        self._is_running = False
        self._show_state()
        if error is not None:
            self._say(f"{error} {error.hint}".strip(), Tone.BAD)

    @override
    def state(self) -> dict[str, Any]:
        return {"season": self.season.texts()}

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self.season.set_texts(state["season"])

    @Slot()
    def replay(self) -> None:
        """Replay the year with what is typed."""
        try:
            season, movement = self.season.read()
        except InputError:
            self.season.view.setFocus()
            return
        self._is_running = True
        self.job_wanted.emit(partial(_work, season, movement), _("Replaying twelve months …"))
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        """Say what is typed, and whether the year in view is of what is typed and tried now."""
        self.replay_button.setEnabled(not self._is_running)
        self.note.setVisible(not self.season.problem.text())
        if self._shown is not None and self._is_current():
            self._say(self._shown.replay.basis.sentence)
        elif self._shown is None:
            self._say(
                _(
                    "A hundred per cent is the month on record that is repeated. Workers join with "
                    "a month and leave after it."
                )
            )
        else:
            self._say(
                _("The year shown is of other terms or of another season: replay it again."),
                Tone.ATTENTION,
            )

    @Slot(bool)
    def _make_room(self, is_table: bool) -> None:
        """Let twelve rows take the room of what is typed."""
        self.season.setVisible(not is_table)
        self._show_state()

    def _is_current(self) -> bool:
        shown = self._shown
        assert shown is not None, "a year is in view"
        if shown.terms != self._terms:
            return False
        try:
            return self.season.read() == (shown.replay.season, shown.replay.movement)
        except InputError:
            return False

    def _say(self, text: str, tone: Tone | None = None) -> None:
        self.note.setText(text)
        self.note.set_tone(tone)

    def _show_replay(self) -> None:
        answer = None if self._shown is None else self._shown.replay
        self.chart.show_replay(answer)
        self.card.set_finding("" if answer is None else replay_finding(answer))


def _work(
    season: Season, movement: Movement, sheet: CostingSheet, terms: Terms, job: Job
) -> StressReplay | None:
    """Replay on the worker; None when it was stopped."""
    assert isinstance(terms, CommissionSchedule | RateTable), "the tab stands with these only"

    def begin(month: int) -> None:
        if job.is_cancelled():
            raise _StoppedError
        job.report((month - 1) / MONTHS_OF_YEAR)

    try:
        return stressed_year(sheet, terms, season, movement, on_month=begin)
    except _StoppedError:
        return None
