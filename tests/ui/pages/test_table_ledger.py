"""The tab of concessions: for everybody in money, behind the curtain in points."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.terms import NumberTerm, Subject
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.services.mandates import MandateDetails, save_mandate
from negotiator_desk.services.offers import accept_offer, table_offer, withdraw_offer
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.itemmodels.ledger import LedgerRow
from negotiator_desk.ui.pages.table_ledger import LedgerTab
from negotiator_desk.ui.privacy import Curtain
from negotiator_desk.ui.widgets.export import shown_rows
from tests.services.ledger_example import Example, play, terms
from tests.ui.case_fixtures import add_meeting

EMPLOYEE, EMPLOYER = Side.EMPLOYEE, Side.EMPLOYER
CTRL = Qt.KeyboardModifier.ControlModifier
Open = Callable[[str], LedgerTab]


@pytest.fixture
def open_tab(qtbot: QtBot, context: Context) -> Open:
    """Shows the tab on a case and waits for its figures."""

    def opened(case_id: str) -> LedgerTab:
        tab = LedgerTab(context)
        qtbot.addWidget(tab)
        tab.resize(1118, 590)
        tab.show()
        qtbot.waitExposed(tab)

        def is_active() -> bool:
            tab.activateWindow()
            return QApplication.activeWindow() is tab

        qtbot.waitUntil(is_active)
        tab.show_case(case_id)
        settle(qtbot, tab)
        return tab

    return opened


@pytest.fixture
def example(desk: Desk) -> Example:
    """The eight rounds of docs/table.md, with the employee side's mandates."""
    played = play(desk)
    for letter, target, limit, weight, other_target, other_limit, other_weight in (
        ("D", "1.20 / 2.50", "1.02 / 2.00", 60, "1.00 / 2.00", "1.12 / 2.40", 40),
        ("S", "0.14", "0.105", 15, "0.10", "0.13", 40),
        ("H", "300", "220", 25, "200", "290", 20),
    ):
        details = MandateDetails(
            target=terms(letter, target),
            limit=terms(letter, limit),
            weight=weight,
            other_target=terms(letter, other_target),
            other_limit=terms(letter, other_limit),
            other_weight=other_weight,
        )
        save_mandate(desk, played.issues[letter], EMPLOYEE, details)
    return played


def settle(qtbot: QtBot, tab: LedgerTab) -> None:
    qtbot.waitUntil(lambda: not tab.is_busy)


def shown(tab: LedgerTab) -> list[LedgerRow]:
    proxy = tab.table.proxy
    return [
        tab.table.model.row_at(proxy.mapToSource(proxy.index(row, 0)))
        for row in range(proxy.rowCount())
    ]


def words_of(widget: QWidget) -> str:
    """Everything a visible part of a widget says."""
    found = []
    for child in (widget, *widget.findChildren(QWidget)):
        if child.isVisible():
            text = getattr(child, "text", None)
            found += [child.accessibleName(), child.accessibleDescription(), child.toolTip()]
            found.append(str(text()) if callable(text) else "")
    return "\n".join(found)


def test_the_finding_says_who_moved_how_far_and_who_moved_last(
    open_tab: Open, example: Example
) -> None:
    tab = open_tab(example.case)
    assert tab.finding.text().replace("\u00a0", "") == (
        "The employee side has moved ¥6,000.00 a year since its first offers; the employer side "
        "has moved ¥2,160.00; the gap is ¥5,040.00 a year. The employee side moved last."
    )
    assert tab.stall.isVisible()
    assert tab.stall.text().startswith("Nothing has moved for 3 rounds, since round 6.")
    assert "caucus" in tab.stall.text()


def test_the_table_lists_the_latest_round_first_and_every_column_of_a_move(
    open_tab: Open, example: Example
) -> None:
    tab = open_tab(example.case)
    rows = list(shown_rows(tab.table.proxy))
    assert rows[0] == (
        "Round",
        "Sess.",
        "Side",
        "Issue",
        "What moved",
        "Movement",
        "Yuan a year",
        "Since opening",
        "Moved last",
    )
    assert rows[1] == (
        "8", "5", "—", "—", "No binding offer in this session", "—", "—", "—", "Employee",
    )  # fmt: skip
    assert (
        "5", "3", "Employer", "Delivery rates", "同城: 1.0800 → 1.0600", "Step back",
        "−720.00", "+2,160.00", "Employee",
    ) in rows  # fmt: skip
    assert (
        "4", "2", "Employer", "Delivery rates", "同城: 1.0500 → 1.0800",
        "Concession, withdrawn", "+1,080.00", "+2,880.00", "Employer",
    ) in rows  # fmt: skip
    assert (
        "4", "2", "Employee", "Sorting rate (tied)", "分拣: 0.1400 → 0.1300", "Concession",
        "−1,200.00", "−1,200.00", "Employer",
    ) in rows  # fmt: skip
    assert (
        "5", "3", "Employee", "Heat allowance", "Value: 300.00 → 280.00", "Concession",
        "—", "—", "Employee",
    ) in rows  # fmt: skip


def test_the_issue_narrows_table_finding_and_curve_and_the_side_the_table(
    open_tab: Open, example: Example
) -> None:
    tab = open_tab(example.case)
    tab.issue.setCurrentIndex(tab.issue.findData(example.issues["S"]))
    assert {row.title for row in shown(tab)} == {"Sorting rate"}
    assert "¥\u00a01,800.00" in tab.finding.text()
    assert "moved last" not in tab.finding.text()
    assert tab.chart.lines[0].amounts[0] == Decimal(4800)
    tab.side.setCurrentIndex(tab.side.findData(EMPLOYER))
    assert {row.side for row in shown(tab)} == {EMPLOYER}
    tab.issue.setCurrentIndex(tab.issue.findData(example.issues["H"]))
    assert "no amount" in tab.finding.text()
    assert tab.chart.is_empty()


def test_the_columns_sort_by_their_figures(open_tab: Open, example: Example) -> None:
    tab = open_tab(example.case)
    tab.table.sort_by(6)
    changes = [row.cost_change for row in shown(tab) if row.cost_change is not None]
    assert changes == sorted(changes)
    tab.table.sort_by(0)
    assert [row.place for row in shown(tab)] == list(range(len(shown(tab))))


def test_the_curve_can_be_read_as_a_table_by_its_key(
    qtbot: QtBot, open_tab: Open, example: Example
) -> None:
    tab = open_tab(example.case)
    assert tab.curve.finding().replace("\u00a0", "") == (
        "The gap went from ¥13,200.00 a year in round 1 to ¥5,040.00 in round 8."
    )
    qtbot.keyClick(tab, Qt.Key.Key_L, CTRL)
    qtbot.waitUntil(lambda: tab.curve.is_table)
    assert tab.chart.table().rows[3] == ("4", "+9,600.00", "+4,680.00", "4,920.00")


def test_a_standstill_brings_the_swaps_into_view_each_as_one_sentence(
    qtbot: QtBot, open_tab: Open, example: Example
) -> None:
    tab = open_tab(example.case)
    assert tab.own.shows_swaps
    sentences = [tab.own.swaps.item(row).text() for row in range(tab.own.swaps.count())]
    assert 0 < len(sentences) <= 5
    assert sentences[0] == (
        "You take their offer (1 rate, 0.11–0.11 yuan) on “Sorting rate” (−6.43 points), they take "
        "yours (280 元/月) on “Heat allowance” (+18.75); to them it is worth about +7 (estimate)."
    )
    qtbot.keyClick(tab, Qt.Key.Key_G, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: not tab.own.shows_swaps)
    assert "(estimate)" in tab.own.values.finding()
    header = tab.own.chart.table().header
    assert header == ("Round, side, issue", "Own (±)", "Other (±), estimate")
    assert tab.own.chart.table().rows[3] == (
        "2 · Employee · Delivery rates",
        "48.61 (−11.39)",
        "0.00 (±0.00)",
    )
    assert tab.own.chart.lines[1].name == "Other side (estimate)"


def test_nothing_private_is_seen_or_exported_behind_the_curtain(
    open_tab: Open, example: Example, curtain: Curtain
) -> None:
    tab = open_tab(example.case)
    tab.own.show_values()
    secret = tab.own.values.finding()
    assert secret in words_of(tab)
    curtain.set_drawn(True)
    said = words_of(tab)
    assert secret not in said
    assert "points" not in said
    assert "Swaps" not in said
    assert tab.finding.text() in said
    curtain.set_drawn(False)
    assert secret in words_of(tab)
    tab.own.values.show_table(True)
    assert not tab.own.values.data_table._export.isVisible()


def test_a_case_without_binding_offers_says_what_belongs_here(
    qtbot: QtBot, open_tab: Open, desk: Desk, case_id: str
) -> None:
    details = IssueDetails("Leave", Subject.NUMBER, None, days(5))
    leave = add_issue(desk, case_id, details).value
    session = add_meeting(desk, case_id)
    table_offer(desk, session, EMPLOYEE, [(leave, days(8))], binding=False)
    tab = open_tab(case_id)
    assert "binding offer" in words_of(tab)
    assert not tab.table.isVisible()
    with qtbot.waitSignal(tab.offers_wanted):
        qtbot.keyClick(tab, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    table_offer(desk, session, EMPLOYEE, [(leave, days(8))], binding=True)
    tab.refresh(frozenset({"offer"}))
    settle(qtbot, tab)
    assert tab.table.isVisible()
    assert tab.finding.text() == (
        "Only the employee side has made binding offers so far. The employee side moved last."
    )
    assert not tab.stall.isVisible()
    assert "second round" in words_of(tab.curve)
    assert "mandates" in words_of(tab.private)
    for value in (6, 7):
        table_offer(desk, session, EMPLOYER, [(leave, days(value))], binding=True)
        table_offer(desk, session, EMPLOYEE, [(leave, days(value + 1))], binding=True)
    tab.refresh(frozenset({"offer"}))
    settle(qtbot, tab)
    assert "no curve of money" in words_of(tab.curve), "nothing of it can be costed"


def days(value: int) -> NumberTerm:
    return NumberTerm(Decimal(value).quantize(Decimal("0.0001")), "天")


def test_a_gap_says_which_issue_it_leaves_out(
    qtbot: QtBot, open_tab: Open, desk: Desk, example: Example
) -> None:
    tab = open_tab(example.case)
    last = next(
        row.line.word.offer_id
        for row in shown(tab)
        if row.line is not None and row.side is EMPLOYER and row.title == "Delivery rates"
    )
    withdraw_offer(desk, last)
    tab.refresh(frozenset({"offer"}))
    settle(qtbot, tab)
    assert "the gap is ¥\u00a01,800.00 a year, without Delivery rates" in tab.finding.text()
    sorting = next(
        row.line.word.offer_id
        for row in shown(tab)
        if row.line is not None and row.side is EMPLOYER and row.title == "Sorting rate"
    )
    with qtbot.waitSignal(tab.own.chart.changed):
        session = add_meeting(desk, example.case)
        accept_offer(desk, sorting, EMPLOYEE, session)
        tab.refresh(frozenset({"agreement"}))
        settle(qtbot, tab)
    assert "there is no gap in money, without Delivery rates" in tab.finding.text()
    assert shown(tab)[0].line is not None
    assert list(shown_rows(tab.table.proxy))[1][5] == "Accepted"
    assert not tab.stall.isVisible()
    assert not tab.own.shows_swaps


def test_what_was_chosen_survives_a_change_of_language(
    qtbot: QtBot, open_tab: Open, example: Example
) -> None:
    before = open_tab(example.case)
    before.issue.setCurrentIndex(before.issue.findData(example.issues["D"]))
    before.side.setCurrentIndex(before.side.findData(EMPLOYEE))
    before.table.choose(lambda row: row.round in {2, 3})
    before.curve.show_table(True)
    state = before.state()
    after = open_tab(example.case)
    after.restore(state)
    settle(qtbot, after)
    assert after.state() == state


def test_another_case_starts_from_the_beginning(
    qtbot: QtBot, open_tab: Open, example: Example, case_id: str
) -> None:
    tab = open_tab(example.case)
    tab.issue.setCurrentIndex(1)
    tab.show_case(case_id)
    settle(qtbot, tab)
    assert tab.issue.currentData() is None
    assert not tab.table.isVisible()
