"""Messages are sent, verified, matched, accepted and answered from the dialog, by keyboard too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk import i18n
from negotiator_desk.bargaining.exchange import AnswerBody, AnswerKind, Message, TextBody
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.bargaining.qr_parts import parts_of
from negotiator_desk.bargaining.sealed import seal
from negotiator_desk.services.contracts import draft_contract
from negotiator_desk.services.employer_edits import EmployerDetails, add_employer
from negotiator_desk.services.employers import consent_summary
from negotiator_desk.services.exchange_receiving import log_message
from negotiator_desk.services.exchange_sealing import seal_offer, seal_text
from negotiator_desk.services.exchanges import list_messages
from negotiator_desk.services.issues import IssueDetails, edit_issue, get_issue
from negotiator_desk.services.offer_views import list_offers
from negotiator_desk.services.session_states import end_session
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.exchange_codes import CodesDialog
from negotiator_desk.ui.dialogs.exchange_consent import ConsentAnswerDialog
from negotiator_desk.ui.dialogs.exchange_dialog import ExchangeDialog, open_exchange
from negotiator_desk.ui.places import PageName
from tests.services.conftest import number, rate_table
from tests.services.two_laptops import two_laptops
from tests.ui.conftest import Heard
from tests.ui.dialogs.exchange_pair import Seat, seat
from tests.ui.dialogs.test_mnemonics import letters

Seats = tuple[Seat, Seat]


@pytest.fixture
def seats(tmp_path: Path, now: datetime, context: Context) -> Iterator[Seats]:
    with two_laptops(tmp_path / "both", now) as (union, employers):
        yield seat(union, context), seat(employers, context)


def opened(qtbot: QtBot, place: Seat, *, receive: bool = True) -> ExchangeDialog:
    dialog = ExchangeDialog(place.context, place.laptop.case)
    qtbot.addWidget(dialog)
    dialog.resize(1120, 690)
    dialog.show()
    if receive:
        dialog.tabs.setCurrentWidget(dialog.receive)
    return dialog


def idle(qtbot: QtBot, place: Seat) -> None:
    qtbot.waitUntil(lambda: not place.context.runner.is_busy, timeout=20_000)


def package(place: Seat, *, tied: bool = True) -> Message:
    one = place.laptop
    first, _second = one.table(
        (one.heat, number("420")), (one.rates, rate_table("0.9000", "1.0500")), tied=tied
    )
    return one.file_of(seal_offer(one.desk, first).value)


def heat(place: Seat, value: str = "450") -> Message:
    one = place.laptop
    (offer,) = one.table((one.heat, number(value)))
    return one.file_of(seal_offer(one.desk, offer).value)


def read_off(pixmap: QPixmap, folder: Path) -> list[str]:
    path = folder / "screen.png"
    assert pixmap.save(str(path))
    with Image.open(path) as picture:
        return [one.text for one in zxingcpp.read_barcodes(picture.convert("L"))]


def test_an_offer_is_sealed_and_saved_as_a_file(
    qtbot: QtBot, seats: Seats, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    union, _employers = seats
    union.laptop.table((union.laptop.heat, number("450")))
    dialog = opened(qtbot, union, receive=False)
    assert dialog.send.spoken.text() == "—"
    target = tmp_path / "方案"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    qtbot.mouseClick(dialog.send.file_button, Qt.MouseButton.LeftButton)
    idle(qtbot, union)
    (view,) = list_messages(union.desk, union.laptop.case)
    assert (tmp_path / "方案.ndoffer").read_bytes() == seal(view.message)
    assert dialog.send.spoken.text() == view.spoken
    assert "方案.ndoffer" in dialog.send.message.text()


def test_the_sheet_of_codes_is_saved(
    qtbot: QtBot, seats: Seats, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    union, _employers = seats
    union.laptop.table((union.laptop.heat, number("450")))
    dialog = opened(qtbot, union, receive=False)
    target = tmp_path / "codes.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    dialog.send.save_sheet()
    qtbot.waitUntil(target.exists, timeout=20_000)
    idle(qtbot, union)
    assert target.read_bytes().startswith(b"%PDF")


def test_nothing_is_left_behind_when_the_file_dialog_is_cancelled(
    qtbot: QtBot, seats: Seats, monkeypatch: pytest.MonkeyPatch
) -> None:
    union, _employers = seats
    union.laptop.table((union.laptop.heat, number("450")))
    dialog = opened(qtbot, union, receive=False)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    dialog.send.save_file()
    idle(qtbot, union)
    assert dialog.send.message.text() == ""
    assert dialog.send.file_button.isEnabled()


def test_codes_are_read_off_the_screen_with_the_arrow_keys(
    qtbot: QtBot, seats: Seats, tmp_path: Path
) -> None:
    union, _employers = seats
    message = package(union)
    parts = parts_of(message)
    assert len(parts) > 1
    dialog = CodesDialog(parts, "7K3M-9QRS-2TVW-XYZ0")
    qtbot.addWidget(dialog)
    dialog.resize(720, 660)
    dialog.show()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    read = []
    for place in (*range(2, len(parts) + 1), 1):
        read += read_off(dialog.code.grab(), tmp_path)
        qtbot.keyClick(dialog, Qt.Key.Key_Right)
        # Qt shows a button pressed for a moment before it is.
        qtbot.waitUntil(lambda shown=place: dialog.place == shown)
    assert tuple(read) == parts
    qtbot.keyClick(dialog, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: dialog.place == len(parts))
    assert f"{len(parts)} of {len(parts)}" in dialog.code.accessibleName()


def test_a_scanner_types_the_parts_and_the_progress_counts(qtbot: QtBot, seats: Seats) -> None:
    union, employers = seats
    message = package(union)
    first, *others = parts_of(message)
    dialog = opened(qtbot, employers)
    field = dialog.receive.scan.field
    assert field.hasFocus() or dialog.focusWidget() is field
    qtbot.keyClicks(field, first)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.receive.scan.progress.text().startswith(f"1 of {len(others) + 1} codes")
    assert "missing" in dialog.receive.scan.progress.text()
    assert dialog.receive.reading is None
    for part in others:
        qtbot.keyClicks(field, part)
        qtbot.keyClick(field, Qt.Key.Key_Enter)
    assert dialog.receive.reading is not None
    assert dialog.receive.reading.message == message
    assert field.toPlainText() == ""


def test_parts_and_files_are_pasted(qtbot: QtBot, seats: Seats) -> None:
    union, employers = seats
    message = package(union)
    for text in (seal(message).decode(), "\n".join(parts_of(message)), "".join(parts_of(message))):
        dialog = opened(qtbot, employers)
        pasted = QMimeData()
        pasted.setText(text)
        dialog.receive.scan.field.insertFromMimeData(pasted)
        assert dialog.receive.reading is not None
        assert dialog.receive.reading.message == message


def test_a_part_of_another_message_is_named_and_the_parts_stay(qtbot: QtBot, seats: Seats) -> None:
    union, employers = seats
    one, other = package(union), heat(union, "440")
    dialog = opened(qtbot, employers)
    scan = dialog.receive.scan
    scan.take(parts_of(one)[0])
    scan.take(parts_of(other)[0])
    assert "belongs to another message" in dialog.receive.message.text()
    for part in parts_of(one)[1:]:
        scan.take(part)
    assert dialog.receive.reading is not None
    assert dialog.receive.reading.message == one
    for part in parts_of(other):
        scan.take(part)
    assert dialog.receive.reading.message == other


def test_a_changed_file_is_refused_with_its_reason(
    qtbot: QtBot, seats: Seats, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    union, employers = seats
    path = tmp_path / "changed.ndoffer"
    text = seal(package(union)).decode()
    place = len(text) // 2
    path.write_text(text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :])
    dialog = opened(qtbot, employers)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    qtbot.mouseClick(dialog.receive.scan.file_button, Qt.MouseButton.LeftButton)
    assert "changed or damaged" in dialog.receive.message.text()
    assert dialog.receive.reading is None


def test_an_offer_shows_its_fingerprint_its_differences_and_is_accepted(
    qtbot: QtBot, seats: Seats, heard: Heard
) -> None:
    union, employers = seats
    one = employers.laptop
    one.table((one.heat, number("310")))
    message = package(union)
    dialog = opened(qtbot, employers)
    dialog.receive.take(message)
    (view,) = list_messages(union.desk, union.laptop.case)
    assert dialog.receive.card.spoken.text() == view.spoken
    cells = dialog.receive.offer.cells.model.rows
    (changed,) = [cell for cell in cells if cell.issue == "高温津贴"]
    assert [value and value.text() for value in (changed.own, changed.theirs, changed.now)] == [
        "310.0000",
        None,
        "420.0000",
    ]
    assert len([cell for cell in cells if cell.issue == "派件费单价"]) > 2
    qtbot.mouseClick(dialog.receive.ways.accept_button, Qt.MouseButton.LeftButton)
    assert get_issue(employers.desk, one.heat).agreed_terms == number("420")
    assert dialog.tabs.currentWidget() is dialog.send
    chosen = dialog.send.table.current()
    assert chosen is not None
    assert chosen.message is not None
    assert isinstance(chosen.message.body, AnswerBody)
    assert "Hand this answer back" in dialog.send.message.text()
    assert heard.outcomes
    back = opened(qtbot, union)
    back.receive.take(one.file_of(chosen.message_row_id or ""))
    qtbot.mouseClick(back.receive.ways.take_button, Qt.MouseButton.LeftButton)
    assert get_issue(union.desk, union.laptop.heat).agreed_terms == number("420")


@pytest.mark.parametrize(
    ("side", "named"), [(Side.EMPLOYEE, "employee side"), (Side.EMPLOYER, "employer side")]
)
def test_whom_a_message_speaks_for_is_asked_before_anything_is_done(
    qtbot: QtBot, seats: Seats, side: Side, named: str
) -> None:
    union, employers = seats
    dialog = opened(qtbot, employers)
    dialog.receive.take(replace(heat(union), side=side))
    asked = dialog.receive.card.proof
    assert asked.isVisibleTo(dialog)
    assert named in asked.text().lower()
    assert "Is it theirs?" in asked.text()


@pytest.mark.parametrize("binding", [True, False])
def test_an_employer_answers_only_what_binds(qtbot: QtBot, seats: Seats, binding: bool) -> None:
    union, employers = seats
    one = employers.laptop
    (offer,) = one.table((one.heat, number("320")), binding=binding)
    dialog = opened(qtbot, union)
    dialog.receive.take(one.file_of(seal_offer(one.desk, offer).value))
    assert dialog.receive.ways.employer_button.isVisibleTo(dialog) is binding


def test_of_an_untied_offer_only_the_chosen_issue_is_accepted(qtbot: QtBot, seats: Seats) -> None:
    union, employers = seats
    dialog = opened(qtbot, employers)
    dialog.receive.take(package(union, tied=False))
    ways, issues = dialog.receive.ways, dialog.receive.offer.issues
    assert ways.only_box.isVisibleTo(dialog)
    ways.only_box.setChecked(True)
    assert issues.choose(lambda one: one.title == "高温津贴")
    dialog.receive.accept()
    assert get_issue(employers.desk, employers.laptop.heat).agreed_terms is not None
    assert get_issue(employers.desk, employers.laptop.rates).agreed_terms is None


def test_an_offer_is_only_logged_and_the_second_time_nothing_changes(
    qtbot: QtBot, seats: Seats
) -> None:
    union, employers = seats
    dialog = opened(qtbot, employers)
    message = heat(union)
    dialog.receive.take(message)
    qtbot.mouseClick(dialog.receive.ways.log_button, Qt.MouseButton.LeftButton)
    assert len(list_offers(employers.desk, employers.laptop.heat)) == 1
    assert "on the record" in dialog.receive.message.text()
    dialog.receive.take(message)
    assert "came before" in dialog.receive.card.chip.text()
    assert not dialog.receive.ways.log_button.isEnabled()
    dialog.receive.log()
    assert "nothing was changed" in dialog.receive.message.text()
    assert len(list_offers(employers.desk, employers.laptop.heat)) == 1


def test_an_issue_of_another_name_is_chosen_by_keyboard(qtbot: QtBot, seats: Seats) -> None:
    union, employers = seats
    here = get_issue(employers.desk, employers.laptop.heat)
    edit_issue(
        employers.desk, here.id, IssueDetails("夏季津贴", here.subject, None, here.present_terms)
    )
    dialog = opened(qtbot, employers)
    dialog.receive.take(heat(union))
    ways, offer = dialog.receive.ways, dialog.receive.offer
    assert not ways.accept_button.isEnabled()
    assert not ways.log_button.isEnabled()
    offer.choice.setFocus()
    qtbot.keyClick(offer.choice, Qt.Key.Key_Down)
    assert dialog.receive.reading is not None
    assert dialog.receive.reading.offers[0].title == "夏季津贴"
    assert ways.accept_button.isEnabled()
    dialog.receive.accept()
    assert get_issue(employers.desk, here.id).agreed_terms == number("450")


def test_logging_and_going_on_with_an_own_offer_leads_to_the_table(
    qtbot: QtBot, seats: Seats, heard: Heard
) -> None:
    union, employers = seats
    message = heat(union)
    page = QWidget()
    qtbot.addWidget(page)
    dialog = open_exchange(employers.context, employers.laptop.case, page)
    dialog.tabs.setCurrentWidget(dialog.receive)
    dialog.receive.take(message)
    dialog.receive.answer_with_offer()
    assert not dialog.isVisible()
    assert heard.places[-1].page is PageName.TABLE
    assert heard.places[-1].case_id == employers.laptop.case
    assert len(list_offers(employers.desk, employers.laptop.heat)) == 1


def test_without_a_session_under_way_nothing_can_be_logged(qtbot: QtBot, seats: Seats) -> None:
    union, employers = seats
    end_session(employers.desk, employers.laptop.session)
    dialog = opened(qtbot, employers)
    dialog.receive.take(heat(union))
    ways = dialog.receive.ways
    assert not ways.accept_button.isEnabled()
    assert not ways.log_button.isEnabled()
    assert ways.session.count() == 0


def test_a_foreign_message_is_shown_with_the_reason_and_no_way_on(
    qtbot: QtBot, seats: Seats
) -> None:
    union, _employers = seats
    dialog = opened(qtbot, union)
    dialog.receive.take(heat(union))
    assert "sealed on this computer" in dialog.receive.message.text()
    assert not dialog.receive.ways.accept_button.isEnabled()
    assert not dialog.receive.ways.log_button.isEnabled()


def test_a_text_is_compared_line_by_line_and_confirmed_when_it_is_the_same(
    qtbot: QtBot, seats: Seats
) -> None:
    union, employers = seats
    draft = draft_contract(union.desk, union.laptop.case).value
    draft_contract(employers.desk, employers.laptop.case)
    message = union.laptop.file_of(seal_text(union.desk, draft.id, Side.EMPLOYEE).value)
    assert isinstance(message.body, TextBody)
    changed = replace(message.body, text=message.body.text.replace("，", "、", 1))
    dialog = opened(qtbot, employers)
    receive = dialog.receive
    receive.take(replace(message, body=changed, id=message.id[::-1]))
    idle(qtbot, employers)
    assert receive.text.verdict.text() == "1 line differs."
    assert not receive.ways.confirm_button.isEnabled()
    receive.take(message)
    idle(qtbot, employers)
    assert "very same text" in receive.text.verdict.text()
    qtbot.mouseClick(receive.ways.confirm_button, Qt.MouseButton.LeftButton)
    chosen = dialog.send.table.current()
    assert chosen is not None
    assert chosen.message is not None
    assert chosen.message.body == AnswerBody(AnswerKind.CONFIRMED)


def test_a_text_without_a_version_here_has_nothing_to_be_compared_with(
    qtbot: QtBot, seats: Seats
) -> None:
    union, employers = seats
    draft = draft_contract(union.desk, union.laptop.case).value
    dialog = opened(qtbot, employers)
    dialog.receive.take(union.laptop.file_of(seal_text(union.desk, draft.id, Side.EMPLOYEE).value))
    assert "no version" in dialog.receive.text.verdict.text()
    assert not dialog.receive.ways.confirm_button.isEnabled()
    dialog.receive.log()
    assert len(list_messages(employers.desk, employers.laptop.case)) == 1


def test_an_employer_answers_and_the_association_takes_the_answer_over(
    qtbot: QtBot, seats: Seats, monkeypatch: pytest.MonkeyPatch
) -> None:
    member, association = seats
    message = heat(association, "350")
    add_employer(association.desk, association.laptop.case, EmployerDetails("甲公司"))

    def fill_in(dialog: ConsentAnswerDialog) -> int:
        dialog.employer.setText("甲公司（宁波）")
        dialog.answer.setCurrentIndex(1)
        dialog.given_by.setText("王经理")
        dialog.save()
        return dialog.result()

    monkeypatch.setattr(ConsentAnswerDialog, "exec", fill_in)
    dialog = opened(qtbot, member)
    dialog.receive.take(message)
    qtbot.mouseClick(dialog.receive.ways.employer_button, Qt.MouseButton.LeftButton)
    chosen = dialog.send.table.current()
    assert chosen is not None
    answer = member.laptop.file_of(chosen.message_row_id or "")
    back = opened(qtbot, association)
    back.receive.take(answer)
    assert back.receive.ways.employer.isVisibleTo(back)
    qtbot.mouseClick(back.receive.ways.take_button, Qt.MouseButton.LeftButton)
    (issue,) = consent_summary(association.desk, association.laptop.case).issues
    assert issue.refusing == ("甲公司",)


def test_the_record_lists_both_ways_with_fingerprints(qtbot: QtBot, seats: Seats) -> None:
    union, employers = seats
    log_message(employers.desk, employers.laptop.case, heat(union), employers.laptop.choices)
    heat(employers, "330")
    dialog = opened(qtbot, employers)
    dialog.tabs.setCurrentIndex(2)
    shown = {
        str(dialog.record.proxy.index(row, 4).data())
        for row in range(dialog.record.proxy.rowCount())
    }
    assert shown == {one.spoken for one in list_messages(employers.desk, employers.laptop.case)}
    assert len(shown) == 2


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_each_letter_leads_to_one_place(qtbot: QtBot, seats: Seats, language: str) -> None:
    union, employers = seats
    i18n.use_language(language)
    draft = draft_contract(union.desk, union.laptop.case).value
    text = union.laptop.file_of(seal_text(union.desk, draft.id, Side.EMPLOYEE).value)
    dialog = opened(qtbot, employers)
    counted = [letters(dialog)]
    for message in (package(union, tied=False), text):
        dialog.receive.take(message)
        idle(qtbot, employers)
        counted.append(letters(dialog))
    dialog.tabs.setCurrentIndex(0)
    counted.append(letters(dialog))
    assert [key for one in counted for key, count in one.items() if count > 1] == []
    assert min(sum(one.values()) for one in counted) >= 5


def test_every_control_has_a_name_and_a_place_in_the_tab_order(qtbot: QtBot, seats: Seats) -> None:
    union, employers = seats
    dialog = opened(qtbot, employers)
    dialog.receive.take(package(union, tied=False))
    ways, offer = dialog.receive.ways, dialog.receive.offer
    wanted = [
        dialog.receive.scan.file_button,
        dialog.receive.scan.field,
        offer.issues.view,
        offer.choice,
        offer.cells.view,
        ways.session,
        ways.only_box,
        ways.log_button,
        ways.own_button,
        ways.accept_button,
        dialog.close_button,
    ]
    chain, one = [], dialog.nextInFocusChain()
    while one is not None and one is not dialog:
        chain.append(one)
        one = one.nextInFocusChain()
    places = [chain.index(widget) for widget in wanted]
    assert places == sorted(places)
    for widget in wanted:
        assert widget.accessibleName() or widget.property("text"), widget
