"""Offers at the table: by keyboard alone, tied, held, drafted, compared, with what is private."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.offers import IssueState, OfferState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.cells import cell, with_cell
from negotiator_desk.pay.terms import NumberTerm, Subject
from negotiator_desk.services.cases import get_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.evidence import list_evidence
from negotiator_desk.services.issues import IssueDetails, add_issue, get_issue
from negotiator_desk.services.mandates import MandateDetails, save_mandate
from negotiator_desk.services.offer_sketches import SketchDetails, list_sketches, save_sketch
from negotiator_desk.services.offer_views import list_offers
from negotiator_desk.services.offers import table_offer
from negotiator_desk.services.session_states import end_session, suspend_session
from negotiator_desk.services.sessions import list_sessions
from negotiator_desk.ui.dialogs.offer_compare import OfferCompareDialog
from negotiator_desk.ui.dialogs.offer_form import OfferDialog
from negotiator_desk.ui.itemmodels.offer import NEW
from negotiator_desk.ui.itemmodels.offers import WORTH_COLUMN
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.table import TablePage
from negotiator_desk.ui.pages.table_offers import OffersTab
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.theme import TYPE_ROW, Tone, tokens_of
from tests.ui.case_fixtures import PRESENT, add_meeting, add_output, add_rates
from tests.ui.typing_keys import activate, save_by_key

SECONDS_A_KEY = 0.5
"""What one key takes somebody who looks for it: 20 s are then 40 keys."""


def heat(value: str) -> NumberTerm:
    return NumberTerm(Decimal(value), "yuan/month")


@pytest.fixture
def rates_id(desk: Desk, case_id: str, tmp_path: Path) -> str:
    """Piece rates on a small dataset."""
    return add_rates(desk, case_id, add_output(desk, case_id, tmp_path))


@pytest.fixture
def heat_id(desk: Desk, case_id: str, rates_id: str) -> str:
    """A number, second on the agenda."""
    return add_issue(
        desk, case_id, IssueDetails("Heat allowance", Subject.NUMBER, None, heat("300"))
    ).value


@pytest.fixture
def session_id(desk: Desk, case_id: str) -> str:
    """The first session of the case."""
    return add_meeting(desk, case_id)


@pytest.fixture
def tab(qtbot: QtBot, window: MainWindow, case_id: str, heat_id: str, session_id: str) -> OffersTab:
    """The tab of offers on the first issue."""
    window.go(Place(PageName.TABLE, case_id))
    page = window.page(PageName.TABLE)
    assert isinstance(page, TablePage)
    qtbot.waitUntil(lambda: not page.context.runner.is_busy)
    return page.offers


def settle(qtbot: QtBot, tab: OffersTab) -> None:
    qtbot.waitUntil(lambda: not tab.context.runner.is_busy)


def form() -> OfferDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, OfferDialog)
    return dialog


class Hands:
    """Press keys where the cursor is, and count them."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot = qtbot
        self.presses = 0
        if QApplication.activeModalWidget() is None:
            activate(qtbot, window)

    def press(self, keys: str) -> None:
        """Press one combination, such as "Ctrl+T"."""
        combination = QKeySequence(keys)[0]
        target = QApplication.focusWidget()
        assert target is not None, "somewhere the cursor stands"
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
        self.presses += 1

    def type(self, text: str) -> None:
        """Type letter by letter; each goes where the cursor is by then."""
        for letter in text:
            target = QApplication.focusWidget()
            assert target is not None, "somewhere the cursor stands"
            self._qtbot.keyClicks(target, letter)
            self.presses += 1


def test_a_changed_figure_is_logged_by_six_keys_from_ctrl_t_on(
    qtbot: QtBot, window: MainWindow, desk: Desk, tab: OffersTab, rates_id: str
) -> None:
    tab.terms.table.choose(lambda row: row.key == "rate:省内")
    hands = Hands(qtbot, window)
    tab.terms.table.view.setFocus()
    hands.press("Ctrl+T")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), OfferDialog))
    activate(qtbot, form())
    hands.type("0.95")
    hands.press("Ctrl+Return")
    qtbot.waitUntil(lambda: len(list_offers(desk, rates_id)) == 1)
    (offer,) = list_offers(desk, rates_id)
    assert offer.terms == with_cell(PRESENT, "rate:省内", Decimal("0.9500"))
    assert hands.presses == 6
    assert hands.presses * SECONDS_A_KEY < 20
    settle(qtbot, tab)


def test_a_figure_typed_on_the_terms_table_opens_the_form_right_there(
    qtbot: QtBot, window: MainWindow, desk: Desk, tab: OffersTab, rates_id: str
) -> None:
    tab.terms.table.choose(lambda row: row.key == "rate:省内")
    hands = Hands(qtbot, window)
    tab.terms.table.view.setFocus()
    hands.type("0")
    activate(qtbot, form())
    hands.type(".97")
    hands.press("Ctrl+Return")
    qtbot.waitUntil(lambda: len(list_offers(desk, rates_id)) == 1)
    (offer,) = list_offers(desk, rates_id)
    assert cell(offer.terms, "rate:省内").value == Decimal("0.9700")
    assert hands.presses == 5
    settle(qtbot, tab)


def test_the_window_below_an_active_form_takes_no_keys(
    qtbot: QtBot, window: MainWindow, tab: OffersTab, rates_id: str
) -> None:
    hands = Hands(qtbot, window)
    tab.terms.table.view.setFocus()
    hands.type("1")
    dialog = form()
    activate(qtbot, dialog)
    QTest.keyClick(window.windowHandle(), "7")
    assert dialog.panel(rates_id).grid.texts()[0][NEW] == "1"
    assert QApplication.activeModalWidget() is dialog
    dialog.done(0)
    settle(qtbot, tab)


def test_escape_in_the_cell_puts_back_what_was_there_before_the_figure(
    qtbot: QtBot, window: MainWindow, tab: OffersTab, rates_id: str
) -> None:
    hands = Hands(qtbot, window)
    tab.terms.table.view.setFocus()
    hands.type("7")
    dialog = form()
    activate(qtbot, dialog)
    assert dialog.panel(rates_id).changes() == 1
    hands.press("Esc")
    assert dialog.panel(rates_id).changes() == 0
    dialog.done(0)
    settle(qtbot, tab)


def test_the_form_begins_anew_from_the_other_side_s_offer_by_one_key(
    qtbot: QtBot,
    window: MainWindow,
    desk: Desk,
    tab: OffersTab,
    rates_id: str,
    session_id: str,
) -> None:
    dearer = with_cell(PRESENT, "rate:同城", Decimal("1.2500"))
    table_offer(desk, session_id, Side.EMPLOYER, [(rates_id, dearer)], binding=True)
    tab.refresh(frozenset())
    tab.new_offer()
    dialog = form()
    activate(qtbot, dialog)
    panel = dialog.panel(rates_id)
    assert panel.read() == PRESENT
    hands = Hands(qtbot, window)
    hands.press("Alt+2")
    assert panel.read() == dearer
    assert dialog.head.start_box.currentText().startswith("Other side's last offer")
    hands.press("Alt+3")
    assert panel.read() == PRESENT
    hands.press("Alt+1")
    assert panel.read() == PRESENT, "this side has said nothing yet: nothing happens"
    texts = [label.text() for label in panel.findChildren(QLabel)]
    assert any("Against Employer ①: 同城: 1.2500 → 1.1500" in text for text in texts)
    dialog.done(0)
    settle(qtbot, tab)


def test_those_present_may_speak_the_chief_first_and_the_next_offer_remembers_who(
    qtbot: QtBot, desk: Desk, tab: OffersTab, case_id: str, heat_id: str
) -> None:
    tab.show_issue(heat_id)
    tab.new_offer()
    dialog = form()
    box = dialog.head.speaker_box
    assert [box.itemText(at) for at in range(box.count())] == [
        "not stated",
        "沈若川 (chief)",
        "林佩瑶",
    ]
    assert dialog.offer().speaker_id is None
    box.setCurrentIndex(1)
    dialog.panel(heat_id).type_cell("value", "350")
    dialog.save()
    (offer,) = list_offers(desk, heat_id)
    assert offer.speaker_name == "沈若川"
    tab.new_offer()
    form().head.set_side(Side.EMPLOYEE)
    chief = get_case(desk, case_id).parties[Side.EMPLOYEE].chief
    assert chief is not None
    assert form().head.speaker_id == chief.id
    form().head.set_side(Side.EMPLOYER)
    assert form().head.speaker_id is None
    form().done(0)
    settle(qtbot, tab)


def _tie(tab: OffersTab, desk: Desk, rates_id: str, heat_id: str, session_id: str) -> None:
    offered = [(rates_id, PRESENT), (heat_id, heat("400"))]
    table_offer(desk, session_id, Side.EMPLOYEE, offered, binding=True, tied=True)
    tab.refresh(frozenset())


def test_issues_are_tied_in_the_form_only_where_there_are_two(
    qtbot: QtBot, desk: Desk, tab: OffersTab, rates_id: str, heat_id: str
) -> None:
    tab.new_offer()
    dialog = form()
    assert not dialog.picker.tied.isEnabled()
    dialog.picker.include({rates_id, heat_id})
    dialog.picker.tied.setChecked(True)
    dialog.save()
    (first,), (second,) = list_offers(desk, rates_id), list_offers(desk, heat_id)
    assert (first.is_tied, first.tied_with) == (True, (second.id,))
    settle(qtbot, tab)


def test_accepting_one_of_a_tied_package_accepts_all_and_names_the_issues(
    qtbot: QtBot,
    window: MainWindow,
    desk: Desk,
    tab: OffersTab,
    rates_id: str,
    heat_id: str,
    session_id: str,
) -> None:
    _tie(tab, desk, rates_id, heat_id, session_id)
    tab.log.choose(None)
    accept = tab.log.accept_button
    assert accept.text().startswith("Employer accepts all 2")
    named = "Employer side accepts all of the package: Delivery rates, Heat allowance"
    assert accept.toolTip() == named
    qtbot.mouseClick(accept, Qt.MouseButton.LeftButton)
    states = [get_issue(desk, one).state for one in (rates_id, heat_id)]
    assert states == [IssueState.AGREED, IssueState.AGREED]
    said = " ".join(label.text() for label in window.statusBar().findChildren(QLabel))
    assert "agreed: Delivery rates, Heat allowance" in said
    settle(qtbot, tab)


def test_an_offer_is_held_tentatively_and_released_by_the_same_key(
    qtbot: QtBot,
    window: MainWindow,
    desk: Desk,
    tab: OffersTab,
    rates_id: str,
    heat_id: str,
    session_id: str,
) -> None:
    _tie(tab, desk, rates_id, heat_id, session_id)
    tab.log.choose(None)
    hands = Hands(qtbot, window)
    tab.terms.table.view.setFocus()

    def states() -> list[OfferState]:
        return [one.state for one in list_offers(desk, heat_id)]

    hands.press("Ctrl+H")
    qtbot.waitUntil(lambda: states() == [OfferState.TENTATIVE])
    assert tab.log.buttons.release.isVisible()
    settle(qtbot, tab)
    hands.press("Ctrl+H")
    qtbot.waitUntil(lambda: states() == [OfferState.TABLED])
    settle(qtbot, tab)


def test_the_board_has_one_row_a_package_and_filters_by_side_state_and_session(
    qtbot: QtBot, desk: Desk, tab: OffersTab, rates_id: str, heat_id: str, session_id: str
) -> None:
    _tie(tab, desk, rates_id, heat_id, session_id)
    table_offer(desk, session_id, Side.EMPLOYER, [(heat_id, heat("320"))], binding=True)
    table_offer(desk, session_id, Side.EMPLOYER, [(heat_id, heat("340"))], binding=False)
    tab.refresh(frozenset())
    tab.show_board()
    settle(qtbot, tab)
    board = tab.board
    shown = {row.titles: (row.offer.side, row.offer.is_binding) for row in board.table.model.rows}
    assert len(board.table.model.rows) == 3
    assert shown["Delivery rates", "Heat allowance"] == (Side.EMPLOYEE, True)
    package = next(row for row in board.shared_rows() if row[1] == "Employee")
    assert package[2] == "2 issues, tied: Delivery rates, Heat allowance"
    board.side_box.setCurrentIndex(board.side_box.findData(Side.EMPLOYER.value))
    assert board.table.proxy.rowCount() == 2
    board.state_box.setCurrentIndex(board.state_box.findData("exploratory"))
    assert board.table.proxy.rowCount() == 1
    assert board.state_box.currentText() == "Exploratory (1)"
    assert [row[0] for row in board.shared_rows()] == ["State", "Exploratory"]
    board.choose(list_offers(desk, heat_id)[-1].id)
    tab.show_issue_of_board()
    assert tab.log.current() == list_offers(desk, heat_id)[-1]


def test_values_and_drafts_are_gone_while_the_curtain_is_drawn_and_never_exported(
    qtbot: QtBot, desk: Desk, tab: OffersTab, case_id: str, heat_id: str, session_id: str
) -> None:
    aims = MandateDetails(target=heat("500"), limit=heat("300"), weight=40)
    save_mandate(desk, heat_id, Side.EMPLOYEE, aims)
    table_offer(desk, session_id, Side.EMPLOYEE, [(heat_id, heat("400"))], binding=True)
    save_sketch(desk, case_id, SketchDetails(Side.EMPLOYEE, ((heat_id, heat("390")),)))
    tab.show_issue(heat_id)
    tab.refresh(frozenset())
    qtbot.waitUntil(lambda: tab.value.points.text() == "20.00 points")
    tab.show_board()
    settle(qtbot, tab)
    board, curtain = tab.board, tab.context.curtain
    index = board.table.model.index(0, WORTH_COLUMN)
    assert index.data() == "20.00"
    assert not board.box.is_covered
    board.table.sort_by(WORTH_COLUMN)
    curtain.set_drawn(True)
    assert board.table.view.isColumnHidden(WORTH_COLUMN)
    assert board.table.proxy.sortColumn() == -1, "nor does the order tell the values"
    assert index.data() == ""
    assert board.box.is_covered
    curtain.set_drawn(False)
    assert index.data() == "20.00"
    assert "20.00" not in repr(board.shared_rows())
    assert "Points" not in board.shared_rows()[0]


def test_a_draft_is_kept_gone_on_with_and_ends_when_it_is_tabled(
    qtbot: QtBot, desk: Desk, tab: OffersTab, case_id: str, heat_id: str
) -> None:
    tab.show_issue(heat_id)
    tab.new_offer()
    dialog = form()
    dialog.panel(heat_id).type_cell("value", "360")
    dialog.argument.setPlainText("forty days")
    dialog.head.exploratory.setChecked(True)
    qtbot.mouseClick(dialog.keep_button, Qt.MouseButton.LeftButton)
    assert list_offers(desk, heat_id) == ()
    (kept,) = list_sketches(desk, case_id)
    assert kept.details.terms == ((heat_id, heat("360")),)
    tab.show_board()
    tab.board.sketches.choose(lambda _row: True)
    qtbot.mouseClick(tab.board.go_on_button, Qt.MouseButton.LeftButton)
    dialog = form()
    assert dialog.argument.toPlainText() == "forty days"
    assert not dialog.is_binding
    tab.context.curtain.set_drawn(True)
    assert not dialog.isVisible(), "a draft is private"
    tab.context.curtain.set_drawn(False)
    assert dialog.isVisible()
    dialog.panel(heat_id).type_cell("value", "365")
    dialog.save()
    (offer,) = list_offers(desk, heat_id)
    assert (cell(offer.terms, "value").value, offer.is_binding) == (Decimal(365), False)
    assert list_sketches(desk, case_id) == ()
    settle(qtbot, tab)


@pytest.fixture
def bound(desk: Desk, heat_id: str) -> None:
    """The employee side does not go below 350."""
    aims = MandateDetails(target=heat("500"), limit=heat("350"), weight=40)
    save_mandate(desk, heat_id, Side.EMPLOYEE, aims)


@pytest.mark.usefixtures("bound")
def test_an_offer_outside_the_mandate_is_asked_about_once_and_only_in_private(
    qtbot: QtBot, window: MainWindow, desk: Desk, tab: OffersTab, heat_id: str
) -> None:
    tab.show_issue(heat_id)
    tab.new_offer()
    dialog = form()
    dialog.panel(heat_id).type_cell("value", "340")
    qtbot.waitUntil(lambda: "0.00 points" in dialog.private.worth.text())
    qtbot.waitUntil(lambda: "mandate" in dialog.private.warnings.text())
    save_by_key(qtbot, dialog)
    assert list_offers(desk, heat_id) == ()
    assert dialog.message.text() == "Is this the offer?"
    assert "Table it anyway" in dialog.private.warnings.text()
    tab.context.curtain.set_drawn(True)
    assert not dialog.isVisible()
    activate(qtbot, window)
    tab.context.curtain.set_drawn(False)
    save_by_key(qtbot, dialog)
    assert len(list_offers(desk, heat_id)) == 1
    settle(qtbot, tab)


def test_an_offer_being_typed_is_private_and_comes_back_as_it_was_typed(
    qtbot: QtBot, window: MainWindow, desk: Desk, tab: OffersTab, rates_id: str
) -> None:
    tab.terms.table.choose(lambda row: row.key == "rate:省内")
    hands = Hands(qtbot, window)
    hands.press("Ctrl+T")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), OfferDialog))
    dialog = form()
    dialog.argument.setPlainText("three months of notes")
    activate(qtbot, dialog)
    hands.type("0.9")
    hands.press("F9")
    assert not dialog.isVisible()
    assert QApplication.activeModalWidget() is None
    activate(qtbot, window)
    hands.press("F9")
    assert form() is dialog
    assert dialog.argument.toPlainText() == "three months of notes"
    assert dict(dialog.terms())[rates_id] == with_cell(PRESENT, "rate:省内", Decimal("0.9000"))
    activate(qtbot, dialog)
    hands.type("0.95")
    hands.press("Ctrl+Return")
    qtbot.waitUntil(lambda: len(list_offers(desk, rates_id)) == 1)
    (offer,) = list_offers(desk, rates_id)
    assert offer.terms == with_cell(PRESENT, "rate:省内", Decimal("0.9500"))
    settle(qtbot, tab)


def test_an_offer_begun_behind_the_curtain_is_typed_in_the_open_until_it_is_drawn_again(
    qtbot: QtBot, tab: OffersTab, heat_id: str
) -> None:
    curtain = tab.context.curtain
    curtain.set_drawn(True)
    tab.show_issue(heat_id)
    tab.new_offer()
    dialog = form()
    assert dialog.isVisible()
    assert not dialog.private.isVisible()
    curtain.set_drawn(False)
    assert dialog.isVisible()
    curtain.set_drawn(True)
    assert not dialog.isVisible()
    curtain.set_drawn(False)
    dialog.done(0)
    settle(qtbot, tab)


@pytest.mark.usefixtures("bound")
@pytest.mark.parametrize("value", ["340", "420"])
@pytest.mark.parametrize("side", Side)
def test_behind_the_curtain_every_offer_is_asked_about_in_the_same_words(
    qtbot: QtBot, desk: Desk, tab: OffersTab, heat_id: str, value: str, side: Side
) -> None:
    tab.context.curtain.set_drawn(True)
    tab.show_issue(heat_id)
    tab.new_offer()
    dialog = form()
    dialog.head.set_side(side)
    dialog.panel(heat_id).type_cell("value", value)
    dialog.save()
    assert list_offers(desk, heat_id) == ()
    assert dialog.message.text() == "Is this the offer?"
    settle(qtbot, tab)
    seen = [one.text() for one in dialog.findChildren(QLabel) if one.isVisible()]
    assert not [text for text in seen if "mandate" in text or "points" in text]
    dialog.save()
    assert len(list_offers(desk, heat_id)) == 1
    tab.context.curtain.set_drawn(False)
    settle(qtbot, tab)


def test_an_offer_within_the_mandate_is_tabled_at_once(
    qtbot: QtBot, desk: Desk, tab: OffersTab, heat_id: str, bound: None
) -> None:
    tab.show_issue(heat_id)
    tab.new_offer()
    form().panel(heat_id).type_cell("value", "420")
    form().save()
    assert len(list_offers(desk, heat_id)) == 1
    settle(qtbot, tab)


def test_a_copy_begins_a_new_offer_with_the_terms_of_an_old_one(
    qtbot: QtBot, desk: Desk, tab: OffersTab, rates_id: str, heat_id: str, session_id: str
) -> None:
    _tie(tab, desk, rates_id, heat_id, session_id)
    table_offer(desk, session_id, Side.EMPLOYEE, [(heat_id, heat("390"))], binding=True)
    tab.show_issue(heat_id)
    tab.refresh(frozenset())
    tab.log.choose(list_offers(desk, heat_id)[0].id)
    tab.copy_offer()
    dialog = form()
    assert dialog.side is Side.EMPLOYEE
    assert dialog.terms() == ((rates_id, PRESENT), (heat_id, heat("400")))
    assert dialog.picker.is_tied
    dialog.done(0)
    settle(qtbot, tab)


def test_a_comparison_is_with_the_side_s_word_before_and_the_other_side_s_last(
    qtbot: QtBot, desk: Desk, tab: OffersTab, rates_id: str, session_id: str
) -> None:
    dearer = with_cell(PRESENT, "rate:同城", Decimal("1.2500"))
    less = with_cell(PRESENT, "rate:同城", Decimal("1.2000"))
    for side, terms in (
        (Side.EMPLOYEE, dearer),
        (Side.EMPLOYER, PRESENT),
        (Side.EMPLOYEE, less),
    ):
        table_offer(desk, session_id, side, [(rates_id, terms)], binding=True)
    tab.refresh(frozenset())
    tab.log.choose(list_offers(desk, rates_id)[-1].id)
    tab.compare()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, OfferCompareDialog)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert "1 value differs from Employee ①." in words
    assert "1 value differs from Employer ①." in words
    model = dialog.table.model
    shown = [model.index(0, column).data() for column in range(model.columnCount())]
    assert shown == ["同城", "yuan/件", "1.2000", "1.2500", "1.1500"]
    dialog.accept()
    tab.log.choose(list_offers(desk, rates_id)[0].id)
    tab.compare()
    first = QApplication.activeModalWidget()
    assert isinstance(first, OfferCompareDialog)
    words = [label.text() for label in first.findChildren(QLabel)]
    assert "Employee said nothing on this issue before." in words
    first.accept()
    settle(qtbot, tab)


def test_the_form_says_which_own_package_a_new_offer_replaces(
    qtbot: QtBot, desk: Desk, tab: OffersTab, rates_id: str, heat_id: str, session_id: str
) -> None:
    _tie(tab, desk, rates_id, heat_id, session_id)
    tab.show_issue(rates_id)
    tab.new_offer()
    dialog = form()
    assert dialog.side is Side.EMPLOYER
    assert dialog.replaced.isHidden()
    dialog.head.set_side(Side.EMPLOYEE)
    assert dialog.replaced.isVisible()
    assert dialog.replaced.text() == (
        "This replaces the package with Delivery rates, Heat allowance: "
        "Heat allowance will then have no offer of this side."
    )
    dialog.picker.include({rates_id, heat_id})
    assert dialog.replaced.text() == (
        "This replaces the package with Delivery rates, Heat allowance."
    )
    dialog.head.exploratory.setChecked(True)
    assert dialog.replaced.isHidden()
    dialog.done(0)
    settle(qtbot, tab)


def test_terms_that_cannot_be_used_are_brought_into_view_and_their_issue_marked(
    qtbot: QtBot, desk: Desk, tab: OffersTab, case_id: str, rates_id: str
) -> None:
    leave = add_issue(desk, case_id, IssueDetails("Leave", Subject.NUMBER, None, None)).value
    tab.refresh(frozenset())
    tab.new_offer()
    dialog = form()
    activate(qtbot, dialog)
    dialog.picker.include({rates_id, leave})
    dialog.save()
    assert dialog.picker.current == leave
    entry = dialog.picker.list.currentItem()
    assert entry.toolTip() == dialog.message.text().splitlines()[0]
    assert entry.foreground().color() == tokens_of(dialog).ink(Tone.BAD)
    field = QApplication.focusWidget()
    panel = dialog.panel(leave)
    assert field is not None
    assert panel.isAncestorOf(field)
    panel.terms.edited.emit()
    assert entry.toolTip() == entry.text()
    dialog.done(0)
    settle(qtbot, tab)


def test_files_chosen_in_the_form_stand_behind_the_offer_and_are_counted(
    qtbot: QtBot, desk: Desk, tab: OffersTab, case_id: str, heat_id: str, tmp_path: Path
) -> None:
    (tmp_path / "heat.txt").write_text("forty days", encoding="utf-8")
    tab.show_issue(heat_id)
    tab.new_offer()
    dialog = form()
    dialog.files.add([tmp_path / "heat.txt", tmp_path / "missing.txt"])
    assert "“missing.txt” cannot be attached" in dialog.message.text()
    dialog.panel(heat_id).type_cell("value", "360")
    dialog.save()
    (offer,) = list_offers(desk, heat_id)
    (file,) = list_evidence(desk, case_id)
    assert (file.place.offer_id, file.name) == (offer.id, "heat.txt")
    assert tab.log.buttons.evidence.text().startswith("1 file")
    settle(qtbot, tab)


def test_without_a_session_a_typed_figure_asks_for_one_first(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, heat_id: str
) -> None:
    window.go(Place(PageName.TABLE, case_id))
    page = window.page(PageName.TABLE)
    assert isinstance(page, TablePage)
    qtbot.waitUntil(lambda: not page.context.runner.is_busy)
    assert list_sessions(desk, case_id) == ()
    row = page.offers.terms.current()
    assert row is not None
    with qtbot.waitSignal(page.offers.session_wanted):
        page.offers.type_offer(row, "1")
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.close()


def test_after_tabling_the_cursor_is_where_it_was(
    qtbot: QtBot, window: MainWindow, desk: Desk, tab: OffersTab, rates_id: str
) -> None:
    hands = Hands(qtbot, window)
    # The first offer takes the place of this button, which is gone then.
    tab.log.first_button.setFocus()
    for count, key in enumerate(("Space", "Ctrl+T"), 1):
        hands.press(key)
        qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), OfferDialog))
        activate(qtbot, form())
        hands.type(f"0.{count}")
        hands.press("Ctrl+Return")
        qtbot.waitUntil(lambda count=count: len(list_offers(desk, rates_id)) == count)
        activate(qtbot, window)
        settle(qtbot, tab)
        assert QApplication.focusWidget() is tab.terms.table.view


@pytest.mark.parametrize("is_over", [False, True])
def test_a_session_that_is_closed_says_why_nothing_can_be_tabled_or_accepted(
    qtbot: QtBot, desk: Desk, tab: OffersTab, rates_id: str, session_id: str, *, is_over: bool
) -> None:
    table_offer(desk, session_id, Side.EMPLOYEE, [(rates_id, PRESENT)], binding=True)
    tab.refresh(frozenset())
    assert tab.offer_button.isEnabled()
    assert tab.log.accept_button.isEnabled()
    if is_over:
        end_session(desk, session_id)
        reason = (
            "Session 1 has ended: open the next with Ctrl+M, or reopen it on the session record."
        )
    else:
        suspend_session(desk, session_id, "caucus")
        reason = "Session 1 is suspended: resume it on the session record."
    tab.refresh(frozenset())
    for button in (tab.offer_button, tab.log.accept_button, tab.log.buttons.hold):
        assert not button.isEnabled()
        assert button.toolTip() == reason
    shown = [label.text() for label in tab.log.findChildren(QLabel)]
    assert any(text.endswith(reason) for text in shown)
    row = tab.terms.current()
    assert row is not None
    tab.type_offer(row, "1")
    assert QApplication.activeModalWidget() is None
    settle(qtbot, tab)


def test_three_offers_are_whole_in_sight_on_the_smallest_screen(
    qtbot: QtBot, window: MainWindow, desk: Desk, tab: OffersTab, rates_id: str, session_id: str
) -> None:
    for number in range(4):
        terms = with_cell(PRESENT, "rate:同城", Decimal(2 + number))
        terms = with_cell(terms, "rate:省内", Decimal(2 + number))
        side = Side.EMPLOYEE if number % 2 else Side.EMPLOYER
        argument = "What the work is worth by the figures of the whole of last year. " * 4
        table_offer(desk, session_id, side, [(rates_id, terms)], binding=True, argument=argument)
    tab.refresh(frozenset())
    window.resize(1366, 740)
    settle(qtbot, tab)
    assert tab.log.table.view.viewport().height() >= 3 * TYPE_ROW
    assert (
        tab.log.buttons.mapTo(tab.log, tab.log.buttons.rect().bottomLeft()).y() < tab.log.height()
    )
    assert window.height() == 740
