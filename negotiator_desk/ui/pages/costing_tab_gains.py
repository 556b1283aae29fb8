"""Who gains: by team, grade, sex, age or post, with what must be seen before agreeing on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.money import round_to_fen
from negotiator_desk.pay import gain_findings
from negotiator_desk.pay.gains import DimensionGains, FlagKind, GainBoard, GroupRow, Spread
from negotiator_desk.pay.groups import Dimension
from negotiator_desk.services.costing_moves import Moving
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.card import ChartCard
from negotiator_desk.ui.charts.gains import GainBars, GainRow
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.pages.costing_tab_spread import TABLE_KEY
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.messages import InlineMessage

_HEAD_PLACE = 2
"""Where in the head of a card its choice stands: before the switch to the table."""


class GainsTab(CostingTab):
    """The board of who gains, one dimension at a time."""

    with_board = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board: GainBoard | None = None
        self.dimension = QComboBox()
        self.dimension.setAccessibleName(_("Group the workers by"))
        self.dimension.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.chart = GainBars(Quantity(_("Mean gain a month"), Measure.YUAN), _("Group"))
        self.card = ChartCard(_("Who gains"), self.chart, key=TABLE_KEY)
        self.card.set_empty(
            _("There is nothing to compare with."),
            _("Enter the present terms with the issue, or import records that say what was paid."),
        )
        self.card.head.insertWidget(_HEAD_PLACE, self.dimension)
        self.flags = InlineMessage()
        self.card.body.insertWidget(1, self.flags)
        self.spread = TextLabel(role=TextRole.NOTE, wrap=True)
        self.group = TextLabel(role=TextRole.NOTE, wrap=True)
        self.card.body.addWidget(self.spread)
        self.card.body.addWidget(self.group)
        self.body.addWidget(self.card, 1)
        self.dimension.activated.connect(self._show_dimension)
        self.chart.group_chosen.connect(self._show_group)

    @override
    def set_sheet(self, sheet: CostingSheet) -> None:
        self._board = None

    @override
    def show_moving(self, moving: Moving) -> None:
        if moving.board is None:
            return
        self._board = moving.board
        self._list_dimensions(moving.board)
        show_flags(self.flags, moving.board)
        self.spread.setText(spread_text(moving.board))
        self.spread.setToolTip(self.spread.text())
        self._show_dimension()

    @override
    def state(self) -> dict[str, Any]:
        return {"dimension": self.dimension.currentData()}

    @override
    def restore(self, state: dict[str, Any]) -> None:
        if state["dimension"] is not None:
            self.dimension.addItem("", state["dimension"])

    def _list_dimensions(self, board: GainBoard) -> None:
        """List what the records know, keeping the choice."""
        wanted = [item.dimension.value for item in board.dimensions]
        shown = [self.dimension.itemData(at) for at in range(self.dimension.count())]
        if shown == wanted:
            return
        before = self.dimension.currentData()
        self.dimension.clear()
        for item in board.dimensions:
            self.dimension.addItem(
                gain_findings.dimension_name(item.dimension), item.dimension.value
            )
        self.dimension.setCurrentIndex(max(0, self.dimension.findData(before)))

    def _chosen(self) -> DimensionGains | None:
        value = self.dimension.currentData()
        if self._board is None or value is None:
            return None
        return self._board.by(Dimension(value))

    @Slot()
    def _show_dimension(self) -> None:
        item = self._chosen()
        self.group.setVisible(False)
        self.dimension.setVisible(item is not None)
        self.chart.set_gains(gain_rows(item))
        if self._board is not None:
            if item is None:
                self.chart.set_gains(everybody(self._board))
            whole = gain_findings.finding(self._board)
            self.card.set_finding(whole if item is None else gain_findings.dimension_finding(item))

    @Slot(object)
    def _show_group(self, key: str) -> None:
        item = self._chosen()
        row = None if item is None else next((one for one in item.groups if _key(one) == key), None)
        if item is None or row is None or row.mean_before is None:
            return
        self.group.setText(
            _(
                "{name}: {workers} people, on average {before} → {after} a month; least gain "
                "{least}, losing: {losing}."
            ).format(
                name=gain_findings.group_label(item.dimension, row),
                workers=display.count(row.workers),
                before=display.yuan(row.mean_before),
                after=display.yuan(row.mean_after),
                least=display.yuan_change(row.least_gain),
                losing=display.count(row.losing),
            )
        )
        self.group.setVisible(True)


def gain_rows(item: DimensionGains | None) -> Sequence[GainRow]:
    """Return the groups of a dimension as bars; none where nothing is compared with."""
    if item is None:
        return ()
    return [
        GainRow(_key(row), gain_findings.group_label(item.dimension, row), gain, row.workers)
        for row in item.groups
        if (gain := row.mean_gain) is not None
    ]


def everybody(board: GainBoard) -> Sequence[GainRow]:
    """Return one bar, where the records know nothing to group the workers by."""
    if board.gains is None or not board.workers:
        return ()
    mean = round_to_fen(board.gains.total / board.workers)
    return (GainRow("", _("All workers"), mean, board.workers),)


def show_flags(message: InlineMessage, board: GainBoard) -> None:
    """Show what must be seen before agreeing, the worst first."""
    order = list(FlagKind)
    flags = sorted(board.flags, key=lambda flag: order.index(flag.kind))
    sentences = [gain_findings.flag_sentence(flag) for flag in flags]
    if not sentences:
        message.clear()
        return
    is_bad = flags[0].kind is FlagKind.NEGATIVE_FOR_A_GROUP
    tone = Tone.BAD if is_bad else Tone.ATTENTION
    if message.text() != sentences[0] or message.property("more") != " ".join(sentences[1:]):
        message.setProperty("more", " ".join(sentences[1:]))
        message.show_message(sentences[0], " ".join(sentences[1:]), tone=tone)


def spread_text(board: GainBoard) -> str:
    """Say how gains and pay are spread, and how far grades are apart."""
    parts = []
    if board.gains is not None:
        parts.append(
            _("Gains a month: {quantiles}").format(quantiles=_quantiles(board.gains.spread))
        )
    ratios = [None if board.pay_before is None else board.pay_before.p90_to_p10]
    ratios.append(board.pay_after.p90_to_p10)
    parts.append(_("pay P90/P10: {ratios}").format(ratios=_before_after(ratios)))
    for step in board.compression:
        parts.append(
            _("{higher} ÷ {lower}: {ratios}").format(
                higher=step.higher.name,
                lower=step.lower.name,
                ratios=_before_after([step.before, step.after]),
            )
        )
    return " · ".join(parts)


def _before_after(ratios: Sequence[Any]) -> str:
    return " → ".join(display.amount(ratio) for ratio in ratios if ratio is not None)


def _quantiles(spread: Spread) -> str:
    return _("least {least}, 10 % {p10}, median {median}, 90 % {p90}, greatest {greatest}").format(
        least=display.amount(spread.least),
        p10=display.amount(spread.p10),
        median=display.amount(spread.median),
        p90=display.amount(spread.p90),
        greatest=display.amount(spread.greatest),
    )


def _key(row: GroupRow) -> str:
    return f"{row.kind.value}:{row.name}"
