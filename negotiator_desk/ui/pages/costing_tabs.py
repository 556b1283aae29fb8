"""The tabs of the costing page, each built when it is first looked at."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from negotiator_desk.i18n import p_
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.theme import GRID
from negotiator_desk.ui.widgets.empty import EmptyState


class TabName(StrEnum):
    """One tab; the order is that of the bar and of Alt+1 … Alt+9."""

    SPREAD = "spread"
    PEOPLE = "people"
    GAINS = "gains"
    HEADS = "heads"
    HANDLES = "handles"
    QUOTA = "quota"
    SHARES = "shares"
    PROMOTIONS = "promotions"
    YEARS = "years"
    MONEY = "money"
    STRESS = "stress"


_ONLY = {
    TabName.QUOTA: {DatasetKind.OUTPUT},
    TabName.SHARES: {DatasetKind.ORDERS},
    TabName.PROMOTIONS: {DatasetKind.ROSTER},
    TabName.STRESS: {DatasetKind.OUTPUT, DatasetKind.ORDERS},
}
"""The facts that a tab can be shown on, where not all kinds will do."""


_TIGHT = "QTabBar::tab { padding: 8px 8px; }"


def tabs_of(kind: DatasetKind) -> tuple[TabName, ...]:
    """Return the tabs of an issue that is costed on facts of a kind."""
    return tuple(name for name in TabName if kind in _ONLY.get(name, {kind}))


def tab_label(name: TabName, kind: DatasetKind) -> str:
    """What a tab is called on facts of a kind."""
    match name:
        case TabName.SPREAD:
            return p_("tab of costing", "Spread")
        case TabName.PEOPLE:
            return p_("tab of costing", "People")
        case TabName.GAINS:
            return p_("tab of costing", "Gains")
        case TabName.HEADS:
            return p_("tab of costing", "Heads")
        case TabName.HANDLES if kind is DatasetKind.ROSTER:
            return p_("tab of costing", "Ladder")
        case TabName.HANDLES:
            return p_("tab of costing", "Rates")
        case TabName.QUOTA:
            return p_("tab of costing", "Quotas")
        case TabName.SHARES:
            return p_("tab of costing", "Shares")
        case TabName.PROMOTIONS:
            return p_("tab of costing", "Promotions")
        case TabName.YEARS:
            return p_("tab of costing", "Years")
        case TabName.MONEY if kind is DatasetKind.OUTPUT:
            return p_("tab of costing", "Convert")
        case TabName.MONEY:
            return p_("tab of costing", "Forms")
        case TabName.STRESS:
            return p_("tab of costing", "Season")


def make_tab(name: TabName, kind: DatasetKind) -> CostingTab:
    """Build a tab; its module is imported only now."""
    match name:
        case TabName.SPREAD:
            from negotiator_desk.ui.pages.costing_tab_spread import SpreadTab

            return SpreadTab()
        case TabName.PEOPLE:
            from negotiator_desk.ui.pages.costing_tab_people import PeopleTab

            return PeopleTab()
        case TabName.GAINS:
            from negotiator_desk.ui.pages.costing_tab_gains import GainsTab

            return GainsTab()
        case TabName.HEADS:
            from negotiator_desk.ui.pages.costing_tab_heads import HeadsTab

            return HeadsTab()
        case TabName.HANDLES:
            from negotiator_desk.ui.pages.costing_tab_handles import HandlesTab

            return HandlesTab()
        case TabName.QUOTA:
            from negotiator_desk.ui.pages.costing_tab_quota import QuotaTab

            return QuotaTab()
        case TabName.SHARES:
            from negotiator_desk.ui.pages.costing_tab_shares import SharesTab

            return SharesTab()
        case TabName.PROMOTIONS:
            from negotiator_desk.ui.pages.costing_tab_promotions import PromotionsTab

            return PromotionsTab()
        case TabName.YEARS:
            from negotiator_desk.ui.pages.costing_tab_years import YearsTab

            return YearsTab()
        case TabName.STRESS:
            from negotiator_desk.ui.pages.costing_tab_stress import StressTab

            return StressTab()
        case TabName.MONEY if kind is DatasetKind.OUTPUT:
            from negotiator_desk.ui.pages.costing_tab_convert import ConvertTab

            return ConvertTab()
        case TabName.MONEY:
            from negotiator_desk.ui.pages.costing_tab_money import MoneyTab

            return MoneyTab()


class CostingTabs(QWidget):
    """A bar of tabs, and the one in view.

    Signals:
        chosen: Another tab is in view (`CostingTab`).
        built: A tab was built; it needs to be told what is shown.
    """

    chosen = Signal(object)
    built = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[TabName, ...] = ()
        self._kind: DatasetKind | None = None
        self._tabs: dict[TabName, CostingTab] = {}
        self._rooms: dict[TabName, QScrollArea] = {}
        self._kept: dict[str, dict[str, Any]] = {}
        self._wanted: TabName | None = None
        self._is_ready = False
        self.bar = QTabBar()
        # Nine tabs with English names have room beside the terms only so.
        self.bar.setStyleSheet(_TIGHT)
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setAccessibleName(p_("tab of costing", "Looks at the costing"))
        self._stack = QStackedWidget()
        self._nothing = EmptyState()
        self._stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.bar)
        layout.addWidget(self._stack, 1)
        self.bar.currentChanged.connect(self._show_current)
        for number in range(1, 10):
            action = QAction(self)
            action.setShortcut(QKeySequence(f"Alt+{number}"))
            action.setData(number - 1)
            action.triggered.connect(self._go_by_key)
            self.addAction(action)

    @property
    def current_name(self) -> TabName | None:
        """Name of the tab in view."""
        at = self.bar.currentIndex()
        return self._names[at] if 0 <= at < len(self._names) else None

    @property
    def current(self) -> CostingTab | None:
        """The tab in view; None until it can be built."""
        name = self.current_name
        return None if name is None else self._tabs.get(name)

    @property
    def all_built(self) -> tuple[CostingTab, ...]:
        """Every tab that was looked at."""
        return tuple(self._tabs.values())

    def set_kind(self, kind: DatasetKind) -> None:
        """Offer the tabs of facts of a kind; what is in view stays in view where it can."""
        if kind is self._kind:
            self._build_current()
            return
        before = self.current_name or self._wanted
        self._kind = kind
        for room in self._rooms.values():
            self._stack.removeWidget(room)
            room.deleteLater()
        self._tabs, self._rooms = {}, {}
        self._names = tabs_of(kind)
        self.bar.blockSignals(True)
        while self.bar.count():
            self.bar.removeTab(0)
        for number, name in enumerate(self._names, start=1):
            self.bar.addTab(tab_label(name, kind))
            key = QKeySequence(f"Alt+{number}").toString(QKeySequence.SequenceFormat.NativeText)
            self.bar.setTabToolTip(number - 1, f"{tab_label(name, kind)}  {key}")
        self.bar.setCurrentIndex(self._names.index(before) if before in self._names else 0)
        self.bar.blockSignals(False)
        for action in self.actions():
            at = int(action.data())
            action.setEnabled(at < len(self._names))
            action.setText(tab_label(self._names[at], kind) if at < len(self._names) else "")
        self._build_current()

    def set_ready(self) -> None:
        """Build tabs from now on: what charts are drawn with is there."""
        self._is_ready = True
        self._build_current()

    def choose(self, name: TabName) -> CostingTab | None:
        """Bring a tab into view."""
        if name in self._names:
            self.bar.setCurrentIndex(self._names.index(name))
        return self.current

    def state(self) -> dict[str, Any]:
        """The tab in view, and what is chosen in each."""
        kept = {name.value: tab.state() for name, tab in self._tabs.items()}
        return {"tab": self.current_name, "tabs": {**self._kept, **kept}}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up again what `state` returned; tabs do so when they are built."""
        self._kept = dict(state["tabs"])
        for name, tab in self._tabs.items():
            if (kept := self._kept.pop(name.value, None)) is not None:
                tab.restore(kept)
        if state["tab"] is not None:
            # Before facts are there, no tab is; it comes into view with them.
            self._wanted = TabName(state["tab"])
            self.choose(self._wanted)

    def _build_current(self) -> None:
        name = self.current_name
        if not self._is_ready or name is None or self._kind is None:
            return
        tab = self._tabs.get(name)
        if tab is None:
            tab = make_tab(name, self._kind)
            self._tabs[name] = tab
            self._rooms[name] = _room(tab)
            self._stack.addWidget(self._rooms[name])
            if (kept := self._kept.pop(name.value, None)) is not None:
                tab.restore(kept)
            self.built.emit(tab)
        self._stack.setCurrentWidget(self._rooms[name])

    @Slot()
    def _show_current(self) -> None:
        self._build_current()
        self.chosen.emit(self.current)

    @Slot()
    def _go_by_key(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction), "only the keys of the tabs lead here"
        self.bar.setCurrentIndex(int(action.data()))


def _room(tab: CostingTab) -> QScrollArea:
    """Give a tab the room there is; in the smallest window it can be scrolled."""
    room = QScrollArea()
    room.setFrameShape(QFrame.Shape.NoFrame)
    room.setWidgetResizable(True)
    room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    room.setWidget(tab)
    return room
