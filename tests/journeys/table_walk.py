"""A talk at the table from opening its session to the signed sheet, by the keyboard alone.

`test_table_window.py` asserts what it leaves behind; `tools/film.py` takes its pictures and times.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox

from negotiator_desk.bargaining.offers import IssueState, OfferState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.terms import Subject
from negotiator_desk.services.badges import badge_code
from negotiator_desk.services.cases import get_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueView, get_issue, list_issues
from negotiator_desk.services.meeting_sheets import SheetView, list_sheets
from negotiator_desk.services.offer_views import list_offers
from negotiator_desk.services.session_records import get_record
from negotiator_desk.services.session_states import SessionState
from negotiator_desk.services.sessions import list_sessions
from negotiator_desk.ui.dialogs.issue_form import IssueDialog
from negotiator_desk.ui.dialogs.offer_form import OfferDialog
from negotiator_desk.ui.dialogs.record_forms import SuspensionDialog
from negotiator_desk.ui.dialogs.session_form import SessionDialog
from negotiator_desk.ui.dialogs.sheet_form import SheetDialog
from negotiator_desk.ui.dialogs.terms_plain import NumberEditor
from negotiator_desk.ui.dialogs.terms_rates import RateTableEditor
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.table import TablePage
from negotiator_desk.ui.pages.table_actions import OfferActions
from negotiator_desk.ui.pages.table_ledger import LedgerTab
from negotiator_desk.ui.pages.table_possible import PossibleTab
from negotiator_desk.ui.pages.table_record import RecordTab
from negotiator_desk.ui.pages.table_tabs import TableTabName
from negotiator_desk.ui.places import PageName
from negotiator_desk.ui.projector.window import ProjectorWindow
from tests.journeys.hands import ALT, CTRL, SHIFT, Hands

_RETURN = Qt.Key.Key_Return


@dataclass(frozen=True)
class NumberIssue:
    """An issue that is one number, and what is offered on it in the package."""

    title: str
    present: str
    unit: str
    offered: str


@dataclass(frozen=True)
class Talk:
    """What is typed in the course of the talk.

    Attributes:
        rates_title: Of an issue of piece rates to add; "" = the case's first issue is it.
        rates: Its present rates, one for each operation of the data.
        employee_rate: What the employee side offers for the first operation.
        employer_rate: What the employer side answers, and is accepted.
        package: Two issues, which are added too and tied.
    """

    rates_title: str
    rates: tuple[str, ...]
    employee_rate: str
    employer_rate: str
    package: tuple[NumberIssue, NumberIssue]
    place: str
    recorder: str
    words: str
    argument: str
    reason: str


class TableWalk:
    """Walks the talk in a window that has just been opened on the store of one talk."""

    def __init__(
        self, window: MainWindow, desk: Desk, case_id: str, talk: Talk, hands: Hands
    ) -> None:
        self._window = window
        self._desk = desk
        self._case_id = case_id
        self._talk = talk
        self.hands = hands

    def walk(self) -> None:
        """Do all of it."""
        self.open_case()
        self.add_issues()
        self.open_session()
        self.scan_badges()
        self.write_minutes()
        self.offer_rates()
        self.accept_rates()
        self.tie_package()
        self.look_around()
        self.suspend_and_end()
        self.seal_and_sign()

    def open_case(self) -> None:
        """From the first page to the case, which is the first of the list."""
        hands = self.hands
        hands.press(Qt.Key.Key_2, CTRL)
        hands.wait(lambda: self._page() is PageName.CASES)
        hands.done("list of cases")
        hands.press(_RETURN)
        hands.wait(lambda: self._page() is PageName.OVERVIEW)
        hands.done("case opened")

    def add_issues(self) -> None:
        """Put on the agenda what is to be bargained for."""
        hands, talk = self.hands, self._talk
        hands.press(Qt.Key.Key_5, CTRL)
        hands.wait(lambda: self._page() is PageName.ISSUES)
        hands.done("issues")
        if talk.rates_title:
            self._add_rates()
        for issue in talk.package:
            self._add_number(issue)

    def open_session(self) -> None:
        """Open the next session from its form."""
        hands = self.hands
        before = len(list_sessions(self._desk, self._case_id))
        hands.press(Qt.Key.Key_6, CTRL)
        hands.wait(lambda: self._page() is PageName.TABLE)
        hands.done("table")
        hands.press(Qt.Key.Key_M, CTRL)
        form = hands.form(SessionDialog)
        hands.done("form of the session")
        hands.go_to(form.place)
        hands.press(Qt.Key.Key_A, CTRL)
        hands.type(self._talk.place)
        hands.go_to(form.recorder)
        hands.press(Qt.Key.Key_A, CTRL)
        hands.type(self._talk.recorder)
        hands.save(form)
        assert len(list_sessions(self._desk, self._case_id)) == before + 1
        hands.done("session opened")

    def scan_badges(self) -> None:
        """Scan everybody's badge; a scanner types the code and Enter."""
        hands = self.hands
        hands.press(Qt.Key.Key_4, ALT)
        tab = self._tab(TableTabName.RECORD)
        assert isinstance(tab, RecordTab)
        hands.done("record of the session")
        people = [
            one.id
            for party in get_case(self._desk, self._case_id).parties.values()
            for one in party.representatives
        ]
        hands.press(Qt.Key.Key_F6)
        for person in people:
            hands.type(badge_code(person))
            hands.press(_RETURN)
        assert tab.record is not None
        assert len(tab.record.present) == len(people)
        hands.done("badges scanned")

    def write_minutes(self) -> None:
        """Write down what was said."""
        hands = self.hands
        hands.press(Qt.Key.Key_F7)
        hands.type(self._talk.words)
        hands.press(_RETURN)
        assert self._talk.words in [
            one.text for one in get_record(self._desk, self.session_id).entries
        ]
        hands.done("minutes written")

    def offer_rates(self) -> None:
        """One changed figure of the employee side, and the employer's answer."""
        hands, talk = self.hands, self._talk
        hands.press(Qt.Key.Key_1, ALT)
        self._tab(TableTabName.OFFERS)
        hands.done("offers")
        self._show_issue(self.rates.id)
        for side, rate, argument in (
            (Side.EMPLOYEE, talk.employee_rate, ""),
            (Side.EMPLOYER, talk.employer_rate, talk.argument),
        ):
            hands.press(Qt.Key.Key_T, CTRL)
            form = hands.form(OfferDialog)
            hands.done(f"form of the {side.value} offer")
            if form.side is not side:
                hands.choose(form.side_box, side.value)
                hands.go_to(form.panel(self.rates.id).box.view)
            hands.type(rate)
            if argument:
                hands.go_to(form.argument)
                hands.type(argument)
            hands.save(form)
            assert self._standing(self.rates.id, side), "the offer is on the table"
            hands.done(f"{side.value} offer tabled")

    def accept_rates(self) -> None:
        """The employee side accepts what the employer answered, which is in view."""
        hands = self.hands
        hands.press_key_of(self._actions.accept)
        hands.wait(lambda: get_issue(self._desk, self.rates.id).state is IssueState.AGREED)
        hands.done("employer offer accepted")

    def tie_package(self) -> None:
        """Two issues that stand or fall together: put, held, and accepted."""
        hands = self.hands
        self._show_issue(self.package[0].id)
        hands.press(Qt.Key.Key_T, CTRL)
        form = hands.form(OfferDialog)
        hands.done("form of the package")
        hands.type(self._talk.package[0].offered)
        hands.press(Qt.Key.Key_PageDown, CTRL)
        hands.type(self._talk.package[1].offered)
        hands.press_letter_of(form.picker.tied)
        hands.wait(lambda: form.picker.is_tied)
        hands.done("package typed")
        hands.save(form)
        offers = [self._standing(one.id, Side.EMPLOYEE) for one in self.package]
        assert all(offers)
        hands.done("package tabled")
        hands.press_key_of(self._actions.hold)
        hands.wait(lambda: self._states() == {OfferState.TENTATIVE})
        hands.done("package held")
        hands.press_key_of(self._actions.accept)
        hands.wait(lambda: self._states() == {OfferState.SETTLED})
        hands.done("package accepted")

    def look_around(self) -> None:
        """Concessions and what is possible, the curtain, the projector."""
        hands = self.hands
        hands.press(Qt.Key.Key_2, ALT)
        ledger = self._tab(TableTabName.LEDGER)
        assert isinstance(ledger, LedgerTab)
        hands.wait(lambda: bool(ledger.table.model.rows) and not ledger.is_busy)
        hands.done("concessions")
        hands.press(Qt.Key.Key_3, ALT)
        assert isinstance(self._tab(TableTabName.POSSIBLE), PossibleTab)
        hands.done("what is possible")
        curtain = self._window.context.curtain
        hands.press(Qt.Key.Key_F9)
        assert curtain.is_drawn
        hands.done("curtain drawn")
        hands.press(Qt.Key.Key_F9)
        assert not curtain.is_drawn
        hands.done("curtain lifted")
        hands.press(Qt.Key.Key_F11)
        hands.wait(lambda: self._window.projector.is_shown)
        view = self._window.projector.view
        assert isinstance(view, ProjectorWindow)
        hands.wait(lambda: QApplication.activeWindow() is view and not view.is_costing)
        hands.done("projector")
        hands.press(Qt.Key.Key_F11)
        hands.wait(lambda: QApplication.activeWindow() is self._window)
        assert curtain.is_drawn, "nobody comes back to something private"
        hands.done("back from the projector")
        hands.press(Qt.Key.Key_F9)
        assert not curtain.is_drawn
        hands.done("curtain lifted again")

    def suspend_and_end(self) -> None:
        """Break off for a reason, go on, and end."""
        hands = self.hands
        hands.press(Qt.Key.Key_4, ALT)
        self._tab(TableTabName.RECORD)
        hands.press(Qt.Key.Key_F5)
        form = hands.form(SuspensionDialog)
        hands.type(self._talk.reason)
        hands.save(form)
        assert self._state() is SessionState.SUSPENDED
        hands.done("suspended")
        hands.press(Qt.Key.Key_F5)
        hands.wait(lambda: self._state() is SessionState.UNDER_WAY)
        hands.done("resumed")
        hands.press(Qt.Key.Key_F5, SHIFT)
        hands.wait(lambda: self._state() is SessionState.ENDED)
        hands.done("ended")

    def seal_and_sign(self) -> None:
        """Seal the meeting sheet and record who signed it."""
        hands = self.hands
        hands.press(Qt.Key.Key_P, CTRL)
        form = hands.form(SheetDialog)
        hands.done("sheet looked at")
        hands.press(_RETURN, CTRL)
        hands.wait(lambda: bool(self.sheets))
        hands.done("sheet sealed")
        for side in Side:
            if not form.signatures.names[side].hasFocus():
                hands.go_to(form.signatures.names[side])
            hands.press(_RETURN)
            hands.wait(lambda one=side: one in self.sheets[0].signatures)
            hands.done(f"{side.value} signature recorded")
        hands.press(Qt.Key.Key_Escape)
        hands.wait(lambda: QApplication.activeModalWidget() is None)
        hands.done("back at the record")

    @property
    def rates(self) -> IssueView:
        """The issue of piece rates."""
        return next(
            one
            for one in list_issues(self._desk, self._case_id)
            if one.subject is Subject.PIECE_RATES
        )

    @property
    def package(self) -> tuple[IssueView, IssueView]:
        """The two issues that are tied."""
        by_title = {one.title: one for one in list_issues(self._desk, self._case_id)}
        first, second = (by_title[one.title] for one in self._talk.package)
        return first, second

    @property
    def session_id(self) -> str:
        """The session that was opened."""
        return list_sessions(self._desk, self._case_id)[-1].id

    @property
    def sheets(self) -> tuple[SheetView, ...]:
        """What was sealed."""
        return list_sheets(self._desk, self.session_id)

    @property
    def _table(self) -> TablePage:
        page = self._window.page(PageName.TABLE)
        assert isinstance(page, TablePage)
        return page

    @property
    def _actions(self) -> OfferActions:
        return self._table.offers.log.buttons

    def _page(self) -> PageName | None:
        return None if self._window.place is None else self._window.place.page

    def _tab(self, name: TableTabName) -> object:
        tabs = self._table.tabs
        self.hands.wait(lambda: tabs.current_name is name)
        return tabs.current

    def _add_rates(self) -> None:
        hands, talk = self.hands, self._talk
        hands.press(Qt.Key.Key_I, CTRL)
        form = hands.form(IssueDialog)
        hands.type(talk.rates_title)
        hands.press_letter_of(form.fill)
        editor = form.terms.editor
        assert isinstance(editor, RateTableEditor)
        hands.wait(lambda: len(editor.grid.texts()) == len(talk.rates))
        hands.go_to(editor.box.view)
        hands.press(Qt.Key.Key_Right)
        for rate in talk.rates:
            hands.type(rate)
            hands.press(_RETURN)
        hands.save(form)
        hands.done("issue of rates added")

    def _add_number(self, issue: NumberIssue) -> None:
        hands = self.hands
        before = len(list_issues(self._desk, self._case_id))
        hands.press(Qt.Key.Key_I, CTRL)
        form = hands.form(IssueDialog)
        hands.type(issue.title)
        hands.choose(form.subject, Subject.NUMBER.value)
        editor = form.terms.editor
        assert isinstance(editor, NumberEditor)
        hands.go_to(editor.value)
        hands.type(issue.present)
        hands.press(Qt.Key.Key_Tab)
        hands.type(issue.unit)
        hands.save(form)
        assert len(list_issues(self._desk, self._case_id)) == before + 1
        hands.done("issue of a number added")

    def _show_issue(self, issue_id: str) -> None:
        box: QComboBox = self._table.offers.terms.issues
        if box.currentData() != issue_id:
            self.hands.choose(box, issue_id)
            self.hands.done("another issue")

    def _standing(self, issue_id: str, side: Side) -> list[str]:
        offers = list_offers(self._desk, issue_id)
        return [one.id for one in offers if one.side is side and one.state is OfferState.TABLED]

    def _states(self) -> set[OfferState]:
        return {list_offers(self._desk, one.id)[-1].state for one in self.package}

    def _state(self) -> SessionState:
        return get_record(self._desk, self.session_id).state
