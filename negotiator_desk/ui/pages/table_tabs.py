"""The tabs of the table page, each built when it is first looked at."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from negotiator_desk.i18n import p_
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.pages.table_offers import OffersTab
from negotiator_desk.ui.pages.table_tab import TableTab
from negotiator_desk.ui.theme import GRID


class TableTabName(StrEnum):
    """One tab; the order is that of the bar and of Alt+1 … Alt+4."""

    OFFERS = "offers"
    LEDGER = "ledger"
    POSSIBLE = "possible"
    RECORD = "record"


def tab_label(name: TableTabName) -> str:
    """What a tab is called."""
    match name:
        case TableTabName.OFFERS:
            return p_("tab of the table", "Offers")
        case TableTabName.LEDGER:
            return p_("tab of the table", "Concessions")
        case TableTabName.POSSIBLE:
            return p_("tab of the table", "What is possible")
        case TableTabName.RECORD:
            return p_("tab of the table", "Session record")


def make_tab(name: TableTabName, context: Context) -> TableTab:
    """Build a tab; its module is imported only now."""
    match name:
        case TableTabName.OFFERS:
            return OffersTab(context)
        case TableTabName.LEDGER:
            from negotiator_desk.ui.pages.table_ledger import LedgerTab

            return LedgerTab(context)
        case TableTabName.POSSIBLE:
            from negotiator_desk.ui.pages.table_possible import PossibleTab

            return PossibleTab(context)
        case TableTabName.RECORD:
            from negotiator_desk.ui.pages.table_record import RecordTab

            return RecordTab(context)


class TableTabs(QWidget):
    """A bar of tabs, and the one in view, which alone reads the store.

    Signals:
        built: A tab was built (`TableTab`); it needs to be connected.
    """

    built = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._case_id: str | None = None
        self._tabs: dict[TableTabName, TableTab] = {}
        self._kept: dict[str, dict[str, Any]] = {}
        self.bar = QTabBar()
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setAccessibleName(p_("tab of the table", "Parts of the table"))
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.bar)
        layout.addWidget(self._stack, 1)
        for number, name in enumerate(TableTabName, start=1):
            action = QAction(tab_label(name), self)
            action.setShortcut(QKeySequence(f"Alt+{number}"))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setData(number - 1)
            action.triggered.connect(self._go_by_key)
            self.addAction(action)
            self.bar.addTab(tab_label(name))
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            self.bar.setTabToolTip(number - 1, f"{tab_label(name)}  {key}")
        self.bar.currentChanged.connect(self._show_current)

    @property
    def current_name(self) -> TableTabName:
        """Name of the tab in view."""
        return tuple(TableTabName)[self.bar.currentIndex()]

    @property
    def current(self) -> TableTab:
        """The tab in view."""
        return self.tab(self.current_name)

    def tab(self, name: TableTabName) -> TableTab:
        """A tab, built when it is first asked for."""
        if name not in self._tabs:
            tab = make_tab(name, self._context)
            self._tabs[name] = tab
            self._stack.addWidget(tab)
            self.built.emit(tab)
        return self._tabs[name]

    def choose(self, name: TableTabName) -> TableTab:
        """Bring a tab into view."""
        self.bar.setCurrentIndex(tuple(TableTabName).index(name))
        return self.current

    def show_case(self, case_id: str) -> None:
        """Show a case in the tab in view; the others follow when they are looked at."""
        self._case_id = case_id
        self._show_current()

    def refresh(self, changed: frozenset[str]) -> None:
        """Show the store as it is now in the tab in view."""
        self.current.refresh(changed)

    def state(self) -> dict[str, Any]:
        """The tab in view, and what is chosen or half typed in each."""
        kept = {
            name.value: tab.state() for name, tab in self._tabs.items() if tab.case_id is not None
        }
        return {"tab": self.current_name.value, "tabs": {**self._kept, **kept}}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up again what `state` returned; a tab not looked at yet does so when it is."""
        self._kept = dict(state["tabs"])
        name = TableTabName(state["tab"])
        if name is self.current_name:
            self._take_up(name)
        else:
            self.choose(name)

    def leave(self) -> bool:
        """Whether every tab that was looked at can be left."""
        return all(tab.leave() for tab in self._shown())

    def may_close(self) -> bool:
        """Whether the window can be closed now, as far as any tab knows."""
        return all(tab.may_close() for tab in self._shown())

    def _shown(self) -> tuple[TableTab, ...]:
        """The tabs that show a case, whether in view or not."""
        return tuple(tab for tab in self._tabs.values() if tab.case_id is not None)

    @Slot()
    def _show_current(self) -> None:
        if self._case_id is None:
            return
        tab = self.current
        self._stack.setCurrentWidget(tab)
        if tab.case_id != self._case_id:
            tab.show_case(self._case_id)
        else:
            tab.refresh(frozenset())
        self._take_up(self.current_name)
        if not self.bar.hasFocus():  # whoever walks along the bar goes on walking
            tab.come_into_view()

    def _take_up(self, name: TableTabName) -> None:
        kept = self._kept.pop(name.value, None)
        if kept is not None:
            self.tab(name).restore(kept)

    @Slot()
    def _go_by_key(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction), "only the keys of the tabs lead here"
        self.bar.setCurrentIndex(int(action.data()))
