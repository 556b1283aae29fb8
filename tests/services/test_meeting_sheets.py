"""Meeting sheets: sealed to the log, printed again as they were, replaced by ones that say so."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.notes import NoteKind
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.meeting_log import SheetSnapshot
from negotiator_desk.drafting.typeset.options import Rendered
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import LANGUAGES
from negotiator_desk.models.columns import canonical_json
from negotiator_desk.models.meetings import MeetingSheet
from negotiator_desk.pay.terms import TextTerm
from negotiator_desk.services import meeting_sheets
from negotiator_desk.services.cases import get_case, trash_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.mandates import MandateDetails, save_mandate
from negotiator_desk.services.meeting_sheets import (
    list_sheets,
    preview_sheet,
    save_sheet,
    seal_sheet,
    sheet_pdf,
    sign_sheet,
)
from negotiator_desk.services.offer_views import list_offers
from negotiator_desk.services.offers import (
    accept_offer,
    hold_offer,
    table_offer,
    withdraw_offer,
)
from negotiator_desk.services.opening import open_desk
from negotiator_desk.services.private_notes import add_note
from negotiator_desk.services.session_attendance import mark_arrival, mark_present
from negotiator_desk.services.session_minutes import add_entry, edit_entry, remove_entry
from negotiator_desk.services.session_states import (
    end_session,
    reopen_session,
    resume_session,
    suspend_session,
)
from negotiator_desk.services.sessions import SessionDetails, add_session
from negotiator_desk.services.what_ifs import save_what_if
from tests.drafting.reading import pages_by_pypdf, solid
from tests.services.conftest import REST, Bargaining, number, rate_table


@dataclass
class Clock:
    moment: datetime

    def pass_(self, minutes: int) -> None:
        self.moment += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 10, 20, 1, 0, tzinfo=UTC))


@pytest.fixture
def desk(folder: Path, clock: Clock) -> Iterator[Desk]:
    desk = open_desk(folder, author="指导员", now=lambda: clock.moment)
    yield desk
    desk.close()


def text_of(pdf: bytes) -> str:
    return solid("".join(pages_by_pypdf(pdf)))


def snapshot_in(pdf: bytes) -> dict[str, object]:
    ((name, files),) = PdfReader(io.BytesIO(pdf)).attachments.items()
    assert name == "meeting_sheet.json"
    data = json.loads(files[0])
    assert isinstance(data, dict)
    return data


def present(desk: Desk, table: Bargaining) -> list[str]:
    parties = get_case(desk, table.case).parties
    return [parties[side].representatives[place].id for side in Side for place in (0, 1)]


def hold(desk: Desk, table: Bargaining, clock: Clock) -> str:
    """Hold a session in which something of every kind happens; return an entry of its minutes."""
    mark_present(desk, table.session, present(desk, table)[1:])
    clock.pass_(5)
    mark_arrival(desk, table.session, present(desk, table)[0])
    clock.pass_(5)
    add_entry(desk, table.session, "双方交换了资料。")
    entry = add_entry(desk, table.session, "企业方说明成本。", table.rates).value
    rates = [(table.rates, rate_table("0.9000", "1.0500"))]
    table_offer(desk, table.session, Side.EMPLOYER, rates, binding=True)
    clock.pass_(5)
    pair = [(table.heat, number("280")), (table.rest, REST)]
    table_offer(desk, table.session, Side.EMPLOYER, pair, binding=True, tied=True)
    table_offer(desk, table.session, Side.EMPLOYEE, [(table.heat, number("333.3"))], binding=False)
    suspend_session(desk, table.session, "内部商议")
    clock.pass_(10)
    resume_session(desk, table.session)
    accept_offer(desk, _offer(desk, table.rates), Side.EMPLOYEE, table.session)
    hold_offer(desk, _offer(desk, table.heat), Side.EMPLOYEE, table.session)
    clock.pass_(30)
    end_session(desk, table.session)
    clock.pass_(5)
    return entry


def _offer(desk: Desk, issue_id: str) -> str:
    return next(one.id for one in list_offers(desk, issue_id) if one.side is Side.EMPLOYER)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_says_what_happened_and_no_more(
    desk: Desk, table: Bargaining, clock: Clock, language: str
) -> None:
    hold(desk, table, clock)
    sheet = seal_sheet(desk, table.session, language).value
    said = text_of(sheet_pdf(desk, sheet.id))
    assert (sheet.number, sheet.language, sheet.is_current) == (1, language, True)
    assert sheet.pages in {1, 2}
    for words in ("快递行业工会代表1", "派件费单价", "280", "333.3", "企业方说明成本", "内部商议"):
        assert solid(words) in said, words
    short = sheet.log_fingerprint[:16].upper()
    assert said.count(short) >= 2, "in the text above the signatures and in the footer"
    assert "快递行业工会代表3" not in said, "who was not there"


def test_a_sheet_is_sealed_to_its_log(desk: Desk, table: Bargaining, clock: Clock) -> None:
    hold(desk, table, clock)
    sheet = seal_sheet(desk, table.session, "zh_CN").value
    data = snapshot_in(sheet_pdf(desk, sheet.id))
    log = canonical_json(data["log"]).encode()
    assert hashlib.sha256(log).hexdigest() == sheet.log_fingerprint


def test_printing_again_gives_the_same_bytes(
    desk: Desk, table: Bargaining, clock: Clock, tmp_path: Path
) -> None:
    entry = hold(desk, table, clock)
    sheet = seal_sheet(desk, table.session, "zh_CN").value
    first = sheet_pdf(desk, sheet.id)
    edit_entry(desk, entry, "改过的记录。")
    clock.pass_(600)
    seal_sheet(desk, table.session, "zh_CN")
    assert sheet_pdf(desk, sheet.id) == first
    save_sheet(desk, sheet.id, tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes() == first


def test_sealing_again_without_a_change_gives_the_same_sheet(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    hold(desk, table, clock)
    first = seal_sheet(desk, table.session, "zh_CN")
    assert "meeting_sheet" in first.changed
    clock.pass_(60)
    again = seal_sheet(desk, table.session, "zh_CN")
    assert again.value == first.value
    assert again.changed == frozenset()
    assert len(list_sheets(desk, table.session)) == 1
    assert preview_sheet(desk, table.session, "zh_CN") == sheet_pdf(desk, first.value.id)


def test_the_other_language_is_a_sheet_of_its_own_and_replaces_nothing(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    hold(desk, table, clock)
    chinese = seal_sheet(desk, table.session, "zh_CN").value
    english = seal_sheet(desk, table.session, "en").value
    assert (english.number, english.log_fingerprint) == (2, chinese.log_fingerprint)
    assert "Replaces" not in text_of(sheet_pdf(desk, english.id))
    assert [one.is_current for one in list_sheets(desk, table.session)] == [True, True]
    assert seal_sheet(desk, table.session, "zh_CN").value.number == 1


def test_a_later_edit_makes_a_new_sheet_that_says_so(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    entry = hold(desk, table, clock)
    first = seal_sheet(desk, table.session, "zh_CN").value
    edit_entry(desk, entry, "企业方说明站点成本。", table.rates)
    assert not list_sheets(desk, table.session)[0].is_current
    clock.pass_(30)
    second = seal_sheet(desk, table.session, "zh_CN").value
    assert second.number == 2
    latest, earlier = list_sheets(desk, table.session)
    assert (latest.is_current, latest.replaced_by) == (True, None)
    assert (earlier.is_current, earlier.replaced_by) == (False, 2)
    said = text_of(sheet_pdf(desk, second.id))
    code = first.log_fingerprint[:16].upper()
    assert f"本单替代第1号会议记录单2026年10月20日10:00封存，指纹{code}" in said
    assert "改动：会议记录：改动09:10。" in said
    english = text_of(sheet_pdf(desk, seal_sheet(desk, table.session, "en").value.id))
    assert f"Replacessheet1sealed2026-10-2010:00,fingerprint{code}" in english


def test_what_was_struck_from_the_record_is_not_in_the_next_sheet(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    hold(desk, table, clock)
    struck = token_hex(12)
    entry = add_entry(desk, table.session, struck).value
    seal_sheet(desk, table.session, "zh_CN")
    remove_entry(desk, entry)
    pdf = sheet_pdf(desk, seal_sheet(desk, table.session, "zh_CN").value.id)
    assert struck not in text_of(pdf)
    assert struck not in canonical_json(snapshot_in(pdf))


def test_a_record_changed_back_is_sealed_anew_over_the_sheet_between(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    entry = hold(desk, table, clock)
    first = seal_sheet(desk, table.session, "zh_CN").value
    edit_entry(desk, entry, "另一说法。", table.rates)
    seal_sheet(desk, table.session, "zh_CN")
    edit_entry(desk, entry, "企业方说明成本。", table.rates)
    third = seal_sheet(desk, table.session, "zh_CN").value
    assert (third.number, third.log_fingerprint) == (3, first.log_fingerprint)
    assert "本单替代第2号会议记录单" in text_of(sheet_pdf(desk, third.id))
    assert [one.is_current for one in list_sheets(desk, table.session)] == [True, False, False]


def test_undoing_takes_the_sheet_away_and_redoing_brings_back_its_bytes(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    hold(desk, table, clock)
    sheet = seal_sheet(desk, table.session, "zh_CN").value
    pdf = sheet_pdf(desk, sheet.id)
    assert desk.undo().value == "seal_sheet"
    assert list_sheets(desk, table.session) == ()
    with pytest.raises(RuleError, match="not in the store"):
        sheet_pdf(desk, sheet.id)
    desk.redo()
    assert sheet_pdf(desk, sheet.id) == pdf


def test_undoing_the_edit_makes_the_sheet_current_again(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    entry = hold(desk, table, clock)
    seal_sheet(desk, table.session, "zh_CN")
    edit_entry(desk, entry, "改过的记录。")
    desk.undo()
    assert list_sheets(desk, table.session)[0].is_current


def test_what_comes_after_the_session_leaves_its_sheet_as_it_is(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    hold(desk, table, clock)
    seal_sheet(desk, table.session, "zh_CN")
    clock.pass_(24 * 60)
    details = SessionDetails(clock.moment, "企业会议室", Side.EMPLOYER)
    later = add_session(desk, table.case, details).value
    withdraw_offer(desk, _offer(desk, table.heat))
    table_offer(desk, later, Side.EMPLOYER, [(table.rest, TextTerm("轮休。"))], binding=True)
    assert list_sheets(desk, table.session)[0].is_current
    assert seal_sheet(desk, table.session, "zh_CN").changed == frozenset()


def test_the_next_session_is_printed_when_it_is_known(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    hold(desk, table, clock)
    add_session(
        desk,
        table.case,
        SessionDetails(datetime(2026, 10, 27, 1, tzinfo=UTC), "乙处", Side.EMPLOYER),
    )
    said = text_of(sheet_pdf(desk, seal_sheet(desk, table.session, "zh_CN").value.id))
    assert "下次会议：第2次，2026年10月27日09:00，乙处。" in said


def test_a_session_that_is_not_over_says_so(desk: Desk, table: Bargaining, clock: Clock) -> None:
    suspend_session(desk, table.session)
    suspended = seal_sheet(desk, table.session, "zh_CN").value
    assert "封存时会议暂停" in text_of(sheet_pdf(desk, suspended.id))
    clock.pass_(5)
    resume_session(desk, table.session)
    under_way = seal_sheet(desk, table.session, "zh_CN").value
    assert "封存时会议尚未结束" in text_of(sheet_pdf(desk, under_way.id))
    end_session(desk, table.session)
    assert not list_sheets(desk, table.session)[0].is_current


def test_both_sides_sign_a_sheet_that_stays_whatever_comes(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    entry = hold(desk, table, clock)
    sheet = seal_sheet(desk, table.session, "zh_CN").value
    sign_sheet(desk, sheet.id, Side.EMPLOYEE, " 张三 ")
    (view,) = list_sheets(desk, table.session)
    assert not view.is_signed
    clock.pass_(2)
    sign_sheet(desk, sheet.id, Side.EMPLOYER, "李四")
    edit_entry(desk, entry, "签字以后改的。")
    seal_sheet(desk, table.session, "zh_CN")
    signed = list_sheets(desk, table.session)[1]
    assert signed.is_signed
    assert [(side, one.signer) for side, one in signed.signatures.items()] == [
        (Side.EMPLOYEE, "张三"),
        (Side.EMPLOYER, "李四"),
    ]
    assert signed.signatures[Side.EMPLOYER].signed_at == clock.moment


def test_a_signature_that_cannot_be_taken_is_refused_with_the_way_out(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    entry = hold(desk, table, clock)
    sheet = seal_sheet(desk, table.session, "zh_CN").value
    with pytest.raises(InputError, match="“Signed by” is empty"):
        sign_sheet(desk, sheet.id, Side.EMPLOYEE, "  ")
    sign_sheet(desk, sheet.id, Side.EMPLOYEE, "张三")
    with pytest.raises(RuleError, match="张三 has signed sheet 1 for this side already"):
        sign_sheet(desk, sheet.id, Side.EMPLOYEE, "王五")
    edit_entry(desk, entry, "改过的记录。")
    with pytest.raises(RuleError, match="changed after sheet 1 was sealed") as error:
        sign_sheet(desk, sheet.id, Side.EMPLOYER, "李四")
    assert error.value.hint == "Seal a new sheet, print it and have that one signed."
    assert list(list_sheets(desk, table.session)[0].signatures) == [Side.EMPLOYEE]


def test_nothing_is_sealed_in_the_trash_or_of_no_session(desk: Desk, table: Bargaining) -> None:
    with pytest.raises(RuleError, match="negotiation session is not in the store"):
        seal_sheet(desk, "nothing", "zh_CN")
    sheet = seal_sheet(desk, table.session, "zh_CN").value
    trash_case(desk, table.case)
    with pytest.raises(RuleError, match="is in the trash"):
        seal_sheet(desk, table.session, "en")
    with pytest.raises(RuleError, match="is in the trash"):
        sign_sheet(desk, sheet.id, Side.EMPLOYEE, "张三")
    assert sheet_pdf(desk, sheet.id)


def test_a_change_while_the_sheet_is_made_is_noticed(
    desk: Desk, table: Bargaining, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(desk, table, clock)
    made = meeting_sheets._rendered

    def meanwhile(snapshot: SheetSnapshot) -> Rendered:
        reopen_session(desk, table.session)
        return made(snapshot)

    monkeypatch.setattr(meeting_sheets, "_rendered", meanwhile)
    with pytest.raises(RuleError, match="changed while its sheet was being made"):
        seal_sheet(desk, table.session, "zh_CN")
    assert list_sheets(desk, table.session) == ()


def test_nothing_private_is_on_a_sheet_or_in_its_data(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    secrets = [token_hex(12) for _number in range(7)]
    details = MandateDetails(TextTerm(secrets[0]), TextTerm(secrets[1]), 40, secrets[2])
    save_mandate(desk, table.rest, Side.EMPLOYEE, details)
    for kind, text in zip(NoteKind, secrets[3:6], strict=True):
        add_note(desk, table.case, Side.EMPLOYEE, kind, text, session_id=table.session)
    save_what_if(desk, table.rates, secrets[6], rate_table("4.3219", "4.3219"))
    hold(desk, table, clock)
    for language in LANGUAGES:
        pdf = sheet_pdf(desk, seal_sheet(desk, table.session, language).value.id)
        found = text_of(pdf) + canonical_json(snapshot_in(pdf))
        assert "派件费单价" in found, "the reading bites"
        assert [one for one in (*secrets, "4.3219") if one in found] == []


def test_what_people_wrote_is_printed_literally(desk: Desk, table: Bargaining) -> None:
    hostile = "<b>50%</b> {name} & \\n %s ${x} 《草案》"
    add_entry(desk, table.session, hostile)
    for language in LANGUAGES:
        said = text_of(sheet_pdf(desk, seal_sheet(desk, table.session, language).value.id))
        assert solid(hostile) in said


def test_the_rows_of_sheets_are_never_changed(desk: Desk, table: Bargaining) -> None:
    sheet = seal_sheet(desk, table.session, "zh_CN").value

    def work(session: Session) -> None:
        session.get_one(MeetingSheet, sheet.id).number = 7

    with pytest.raises(Exception, match="never changed"):
        desk.run("seal_sheet", work)
