"""How fast a picture follows the hand: dragging a handle of the costing page on 1,000,000 orders.

    python -m benchmarks.window

Measured is the whole way: a handle says that it moved, the worker costs the new terms and counts
the distribution, and the window has painted them.
"""

import os
import statistics
import sys
import time
from decimal import Decimal

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from benchmarks.facts import orders
from benchmarks.measure import heading, peak_mb
from negotiator_desk.pay.assumptions import Assumptions
from negotiator_desk.pay.terms import CommissionSchedule, TakeMethod, Tier
from negotiator_desk.procedure.ladder_figures import ladder_rules
from negotiator_desk.procedure.legal_figures import legal_figures
from negotiator_desk.procedure.rules import load_pack
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.settings import ThemeChoice
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.pages.costing_board import CostingBoard
from negotiator_desk.ui.pages.costing_tab_handles import HandlesTab
from negotiator_desk.ui.pages.costing_tabs import TabName
from negotiator_desk.ui.pages.costing_trials import Trials, sources_of
from negotiator_desk.ui.theme import Theme

ORDERS = 1_000_000
RIDERS = 10_000
CHANGES = 200
MOUSE = 8
"""Milliseconds between two moves of a mouse that is asked 125 times a second."""
NEEDED = 20
"""Pictures a second that the issue asks for."""


def schedule() -> CommissionSchedule:
    """Return four marginal tiers by monthly turnover with every cap and guarantee."""
    rates = ("0.2400", "0.2300", "0.2200", "0.2000")
    ends = ("2000.00", "4000.00", "6000.00", None)
    return CommissionSchedule(
        TakeMethod.TURNOVER_TIERS,
        tuple(
            Tier(None if end is None else Decimal(end), Decimal(rate))
            for end, rate in zip(ends, rates, strict=True)
        ),
        order_cap=Decimal("0.2700"),
        monthly_cap=Decimal("0.2500"),
        monthly_cap_orders=50,
        hourly_guarantee=Decimal("25.00"),
        monthly_guarantee=Decimal("2000.00"),
        deduction_limit=Decimal("0.2000"),
    )


def sheet() -> CostingSheet:
    """Return a sheet that no store knows."""
    return CostingSheet(
        issue_id="benchmark",
        case_id="benchmark",
        title="Take rates",
        dataset_name="invented orders",
        facts=orders(ORDERS, RIDERS),
        present=schedule(),
        law=legal_figures(load_pack("ningbo")),
        ladder=ladder_rules(load_pack("ningbo")),
        assumptions=Assumptions(),
        year=2026,
        offers=(),
        agreed=None,
    )


class Hand(QObject):
    """Drags a handle with a mouse, and watches what is painted."""

    def __init__(self, board: CostingBoard, tab: HandlesTab, *, every: int | None) -> None:
        """Prepare to move.

        Args:
            every: Milliseconds between two moves; None = the next one once the last is painted.
        """
        super().__init__(board)
        assert tab.chart is not None
        assert tab.histogram is not None
        self._board, self._chart, self._every = board, tab.chart, every
        self._at = self._chart.target_point(0)
        self._moves = 0
        self._is_new = False
        self._shown = tab.histogram.surface.view.viewport()
        self._shown.installEventFilter(self)
        self._timer = QTimer(self, interval=every or 0)
        self._timer.timeout.connect(self._move)
        board.answered.connect(self._note_answer)
        self._loop = QEventLoop()
        self.painted: list[float] = []

    def run(self) -> None:
        """Move as often as asked, and return once the last picture is painted."""
        self._send(QEvent.Type.MouseButtonPress, self._at)
        self.painted.append(time.perf_counter())
        if self._every is not None:
            self._timer.start()
        self._move()
        self._loop.exec()
        self._shown.removeEventFilter(self)
        self._board.answered.disconnect(self._note_answer)
        self._send(QEvent.Type.MouseButtonRelease, self._at)

    def _move(self) -> None:
        if self._moves == CHANGES:
            self._timer.stop()
            return
        self._moves += 1
        # To and fro, a little further each time, so that no two terms in a row are the same.
        swing = 4 + self._moves % 20
        self._send(
            QEvent.Type.MouseMove, self._at + QPointF(0, swing if self._moves % 2 else -swing)
        )

    def _send(self, kind: QEvent.Type, at: QPointF) -> None:
        left = Qt.MouseButton.LeftButton
        held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else left
        which = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else left
        place = self._chart.mapToGlobal(at)
        nothing = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self._chart, QMouseEvent(kind, at, place, which, held, nothing))

    def _note_answer(self) -> None:
        self._is_new = True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._shown and event.type() is QEvent.Type.Paint and self._is_new:
            self._is_new = False
            QTimer.singleShot(0, self._note_painted)
        return False

    def _note_painted(self) -> None:
        self.painted.append(time.perf_counter())
        if self._moves == CHANGES and not self._board.is_behind:
            self._loop.quit()
        elif self._every is None:
            self._move()


def settle(board: CostingBoard) -> None:
    """Wait until everything that was asked for is there."""
    loop, watch = QEventLoop(), QTimer(board, interval=5)
    watch.timeout.connect(lambda: None if board.is_busy else loop.quit())
    watch.start()
    loop.exec()
    watch.stop()


def measure(board: CostingBoard, tab: HandlesTab, what: str, *, every: int | None) -> float:
    """Print one line; return the pictures a second."""
    hand = Hand(board, tab, every=every)
    hand.run()
    gaps = [later - earlier for earlier, later in zip(hand.painted, hand.painted[1:], strict=False)]
    pictures = len(gaps) / (hand.painted[-1] - hand.painted[0])
    print(
        f"{what:44} {pictures:6.1f} pictures a second, "
        f"median gap {statistics.median(gaps) * 1000:5.1f} ms, "
        f"longest {max(gaps) * 1000:5.1f} ms, {len(gaps)} pictures of {CHANGES} changes"
    )
    settle(board)
    return pictures


def main() -> None:
    application = QApplication(sys.argv[:1])
    theme = Theme(application, ThemeChoice.LIGHT)
    heading(f"Dragging a handle: {ORDERS:,} orders of {RIDERS:,} riders, all rules on")
    runner = JobRunner()
    board = CostingBoard(runner, _fail)
    board.resize(1150, 620)
    board.show()
    made = sheet()
    trials = Trials()
    trials.set_sources(sources_of(made, ()))
    start = time.perf_counter()
    board.tabs.set_ready()
    board.set_sheet(made, trials)
    tab = board.tabs.choose(TabName.HANDLES)
    assert isinstance(tab, HandlesTab)
    settle(board)
    print(
        f"{'first picture and everything else':44} {(time.perf_counter() - start) * 1000:8.0f} ms"
    )
    slowest = min(
        measure(board, tab, "a mouse that moves 125 times a second", every=MOUSE),
        measure(board, tab, "each change once the last one is painted", every=None),
    )
    print(f"peak memory {peak_mb():,} MB")
    runner.close()
    board.close()
    del theme
    if slowest < NEEDED:
        print(f"MISSED: {NEEDED} pictures a second were asked for")


def _fail(error: BaseException) -> None:
    raise error


if __name__ == "__main__":
    main()
