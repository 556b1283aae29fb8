"""Labour minutes: from an hourly wage or a wage bill to a piece rate, and back."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.money import round_to_fen
from negotiator_desk.pay.assumptions import WORKING_HOURS
from negotiator_desk.pay.basis import Formula
from negotiator_desk.pay.costing import MONTHS_OF_YEAR
from negotiator_desk.pay.labour_minutes import (
    HourlyFromRate,
    MinuteValue,
    RateFromHourly,
    RateFromWageBill,
)
from negotiator_desk.pay.terms import PieceRate, RateTable
from negotiator_desk.services.costing_moves import Moving
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.ui import display
from negotiator_desk.ui.dialogs.terms_fields import NumberLine, plain_number
from negotiator_desk.ui.pages.costing_sums import SumLine
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.theme import CARD_GAP, GRID
from negotiator_desk.ui.widgets.buttons import SecondaryButton, without_mnemonic
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_MONTHLY_MINUTES = WORKING_HOURS * 60 // MONTHS_OF_YEAR
"""Statutory minutes of a worker and month: 248 days of 8 hours a year (N-2175), a twelfth of it."""

_HUNDRED = Decimal(100)
_RATIO_STEP = Decimal("0.0001")

_FOLLOWING = ("minutes", "rate", "hourly")
"""Fields that belong to the operation chosen."""


class MinutesTab(CostingTab):
    """Three small sums about one operation; a rate that comes out can be tried."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moving: Moving | None = None
        self._issue_id = ""
        self._typed: set[str] = set()
        self._wanted = ""
        self._found: dict[SecondaryButton, Decimal] = {}
        self.operation = QComboBox()
        self.operation.setAccessibleName(_("Operation"))
        self.fields = _fields()
        self.try_hourly = SecondaryButton(_("Tr&y this rate"))
        self.try_bill = SecondaryButton(_("T&ry this rate"))
        self.by_hourly = SumLine([self._captioned("hourly", beside=True)], self.try_hourly)
        room = self.try_hourly.sizeHint().width() + CARD_GAP
        self.by_rate = SumLine([self._captioned("rate", beside=True)], room)
        bill = [self._captioned(name) for name in ("bill", "workers", "each")]
        self.by_bill = SumLine(bill, self.try_bill)
        self.card = Card(_("Labour minutes"))
        self._lay_out()
        for name, field in self.fields.items():
            field.textEdited.connect(partial(self._take_typed, name))
        self.operation.activated.connect(self._choose)
        self.try_hourly.clicked.connect(self._try_hourly)
        self.try_bill.clicked.connect(self._try_bill)

    @override
    def set_sheet(self, sheet: CostingSheet) -> None:
        if self._issue_id not in {"", sheet.issue_id}:
            self._typed.clear()
        self._issue_id = sheet.issue_id

    @override
    def show_moving(self, moving: Moving) -> None:
        self._moving = moving
        terms = moving.picture.terms
        assert isinstance(terms, RateTable), "the tab stands with rate tables only"
        self._list_operations([one.operation for one in terms.rates])
        self._fill()

    @override
    def state(self) -> dict[str, Any]:
        typed = {name: self.fields[name].text() for name in self._typed}
        return {"operation": self.operation.currentText() or self._wanted, "typed": typed}

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self._wanted = state["operation"]
        self._typed = set(state["typed"])
        for name, text in state["typed"].items():
            self.fields[name].setText(text)

    def _lay_out(self) -> None:
        box = _with_caption(_("&Operation"), self.operation)
        shared = QHBoxLayout()
        shared.setSpacing(CARD_GAP)
        shared.addWidget(box, 1)
        for name in ("minutes", "allowance", "efficiency"):
            shared.addWidget(self._captioned(name))
        body = self.card.body
        body.addLayout(shared)
        for result in (self.by_hourly, self.by_rate, self.by_bill):
            body.addWidget(_rule())
            body.addWidget(result)
        body.addStretch(1)
        formulas = f"{Formula.LABOUR_MINUTE.sentence} {Formula.MINUTE_VALUE.sentence}"
        body.addWidget(TextLabel(formulas, TextRole.NOTE, wrap=True))
        self.body.addWidget(self.card, 1)

    def _captioned(self, name: str, *, beside: bool = False) -> QWidget:
        return _with_caption(_captions()[name], self.fields[name], beside=beside)

    def _list_operations(self, names: list[str]) -> None:
        """List the operations of the terms, keeping the choice."""
        if [self.operation.itemText(at) for at in range(self.operation.count())] == names:
            return
        before = self.operation.currentText() or self._wanted
        self.operation.clear()
        self.operation.addItems(names)
        self.operation.setCurrentIndex(max(0, self.operation.findText(before)))

    def _chosen(self) -> PieceRate | None:
        """The operation's line of the terms as they are tried now."""
        terms = None if self._moving is None else self._moving.picture.terms
        if not isinstance(terms, RateTable):
            return None
        name = self.operation.currentText()
        return next((one for one in terms.rates if one.operation == name), None)

    @Slot()
    def _choose(self) -> None:
        self._typed.difference_update(_FOLLOWING)
        self._fill()

    def _fill(self) -> None:
        """Put what the terms and the records say into every field that nobody typed in."""
        one, moving = self._chosen(), self._moving
        if one is None or moving is None:
            return
        costing = moving.picture.costing
        self._put("minutes", one.standard_minutes, 2)
        self._put("rate", one.rate, 4)
        self._put("allowance", Decimal(0), 0)
        self._put("efficiency", _HUNDRED, 0)
        self._put("bill", round_to_fen(costing.yearly_total / MONTHS_OF_YEAR), 2)
        self._put("workers", Decimal(costing.workers), 0)
        self._put("each", Decimal(_MONTHLY_MINUTES), 0)
        self._put("hourly", self._hourly_now(), 2)
        self._work_out()

    def _put(self, name: str, value: Decimal | None, places: int) -> None:
        if name not in self._typed:
            self.fields[name].setText(plain_number(value, least_places=places))

    def _hourly_now(self) -> Decimal | None:
        """What the rate comes to an hour, to begin with; None while something is missing."""
        try:
            return self._from_rate().hourly
        except InputError:
            return None

    def _take_typed(self, name: str, _text: str) -> None:
        self._typed.add(name)
        self._work_out()

    def _work_out(self) -> None:
        """Show all three sums."""
        self._found.clear()
        for result, work in (
            (self.by_hourly, self._show_hourly),
            (self.by_rate, self._show_rate),
            (self.by_bill, self._show_bill),
        ):
            _shown(result, work)
        one = self._chosen()
        for button in (self.try_hourly, self.try_bill):
            value = self._found.get(button)
            button.setEnabled(one is not None and value is not None and value != one.rate)

    def _show_hourly(self) -> None:
        made = RateFromHourly(
            self.fields["hourly"].required(), self._minutes(), self._allowance(), self._efficiency()
        )
        rate = self._same_rate(made.hourly) or made.rate
        self._found[self.try_hourly] = rate
        sentence = _(
            "{hourly} yuan an hour ÷ 60 × {minutes} minutes × (1 + {allowance}) ÷ {efficiency} = "
            "{rate} yuan a unit"
        ).format(hourly=display.amount(made.hourly), rate=display.rate(made.rate), **_work(made))
        if rate != made.rate:
            sentence = _(
                "{sentence}; the rate of {kept} comes to this hourly wage already, so it stays."
            ).format(sentence=sentence, kept=display.rate(rate))
        self.by_hourly.show_result(_rate_text(rate), sentence, made)

    def _show_rate(self) -> None:
        made = self._from_rate()
        sentence = _(
            "{rate} yuan a unit × 60 × {efficiency} ÷ ({minutes} minutes × (1 + {allowance})) = "
            "{hourly} yuan an hour"
        ).format(hourly=display.amount(made.hourly), rate=display.rate(made.rate), **_work(made))
        figure = _("{amount} an hour").format(amount=display.yuan(made.hourly))
        self.by_rate.show_result(figure, sentence, made)

    def _show_bill(self) -> None:
        minute = MinuteValue(
            self.fields["bill"].required(),
            int(self.fields["workers"].required()),
            int(self.fields["each"].required()),
            self._efficiency(),
        )
        made = RateFromWageBill(minute, self._minutes(), self._allowance())
        self._found[self.try_bill] = made.rate
        sentence = _(
            "{bill} yuan ÷ ({workers} workers × {each} minutes × {efficiency}) = {value} yuan a "
            "standard minute; × {minutes} minutes × (1 + {allowance}) = {rate} yuan a unit"
        ).format(
            bill=display.amount(minute.wage_bill),
            workers=display.count(minute.workers),
            each=display.count(minute.minutes),
            efficiency=_percent(minute.efficiency),
            value=display.rate(minute.value),
            minutes=display.number(made.standard_minutes),
            allowance=_percent(made.allowance),
            rate=display.rate(made.rate),
        )
        self.by_bill.show_result(_rate_text(made.rate), sentence, made)

    def _from_rate(self) -> HourlyFromRate:
        """Return what the rate comes to an hour.

        Raises:
            InputError: A number is missing or cannot be used.
        """
        rate = self.fields["rate"].required()
        return HourlyFromRate(rate, self._minutes(), self._allowance(), self._efficiency())

    def _same_rate(self, hourly: Decimal) -> Decimal | None:
        """Return the rate that was entered if it comes to this hourly wage, else None.

        The wage is rounded to the fen; the way back would make another rate of it.
        """
        try:
            made = self._from_rate()
        except InputError:
            return None
        return made.rate if made.hourly == hourly else None

    def _minutes(self) -> Decimal:
        return self.fields["minutes"].required()

    def _allowance(self) -> Decimal:
        return self.fields["allowance"].or_zero().quantize(_RATIO_STEP)

    def _efficiency(self) -> Decimal:
        return (self.fields["efficiency"].required() / _HUNDRED).quantize(_RATIO_STEP)

    @Slot()
    def _try_hourly(self) -> None:
        self._try(self.try_hourly)

    @Slot()
    def _try_bill(self) -> None:
        self._try(self.try_bill)

    def _try(self, button: SecondaryButton) -> None:
        value, one = self._found.get(button), self._chosen()
        if value is None or one is None:
            return
        # The terms follow what is tried; the hourly wage it came from stays as it was.
        self._typed.add("hourly")
        self._typed.update({"bill", "workers"})
        self.moved.emit(f"rate:{one.operation}", value)
        self.rested.emit()


def _shown(result: SumLine, work: Callable[[], None]) -> None:
    """Show a sum, or the sentence that says why there is none."""
    try:
        work()
    except InputError as error:
        result.show_problem(f"{error} {error.hint}".strip())


def _fields() -> dict[str, NumberLine]:
    """Return the fields by name; what is counted in each stands in `_captions`."""
    places = {"minutes": 2, "efficiency": 2, "hourly": 2, "rate": 4, "bill": 2}
    made = {}
    for name, caption in _captions().items():
        field = NumberLine(
            without_mnemonic(caption), places=places.get(name, 0), is_percent=name == "allowance"
        )
        field.setFixedWidth(132 if name == "bill" else 104)
        made[name] = field
    return made


def _captions() -> dict[str, str]:
    return {
        "minutes": _("Standar&d minutes"),
        "allowance": _("A&llowance (%)"),
        "efficiency": _("Effi&ciency (%)"),
        "hourly": _("Hourly &wage (yuan)"),
        "rate": _("Rate (yua&n)"),
        "bill": _("Wage &bill a month (yuan)"),
        "workers": _("Wor&kers"),
        "each": _("&Minutes of each"),
    }


def _with_caption(caption: str, field: QWidget, *, beside: bool = False) -> QWidget:
    """Return a field below its caption or beside it; the caption's mnemonic leads into it."""
    box = QWidget()
    label = TextLabel(caption, TextRole.BODY if beside else TextRole.LABEL)
    label.setBuddy(field)
    layout = QHBoxLayout(box) if beside else QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID if beside else 2)
    layout.addWidget(label)
    layout.addWidget(field)
    return box


def _rule() -> QFrame:
    line = QFrame()
    line.setProperty("frame", "rule")
    line.setFixedHeight(1)
    return line


def _work(made: RateFromHourly | HourlyFromRate) -> dict[str, str]:
    """Return the texts of what both ways have in common."""
    return {
        "minutes": display.number(made.standard_minutes),
        "allowance": _percent(made.allowance),
        "efficiency": _percent(made.efficiency),
    }


def _percent(ratio: Decimal) -> str:
    return f"{display.number(ratio * _HUNDRED)} %"


def _rate_text(rate: Decimal) -> str:
    return _("{rate} yuan a unit").format(rate=display.rate(rate))
