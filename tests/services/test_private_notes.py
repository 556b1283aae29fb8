"""Private notes: one side's, of three kinds, and found nowhere in what both sides may read."""

from __future__ import annotations

import secrets

import pytest

from negotiator_desk.bargaining.notes import NoteKind
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.services.cases import trash_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.operations import label
from negotiator_desk.services.private_notes import add_note, edit_note, list_notes, remove_note
from negotiator_desk.services.session_notices import session_notices
from negotiator_desk.services.session_proposals import propose_session
from negotiator_desk.services.session_records import get_record
from negotiator_desk.services.sessions import list_sessions
from tests.services.conftest import Bargaining, meeting, new_case


def test_notes_are_kept_by_side_and_by_session(desk: Desk, table: Bargaining) -> None:
    caucus = add_note(
        desk, table.case, Side.EMPLOYEE, NoteKind.CAUCUS, " 可让两分 ", session_id=table.session
    ).value
    add_note(desk, table.case, Side.EMPLOYEE, NoteKind.LEGAL, "先问律师")
    add_note(desk, table.case, Side.EMPLOYER, NoteKind.STRATEGY, "先守住单价")
    notes = list_notes(desk, table.case, Side.EMPLOYEE)
    assert [(one.kind, one.text) for one in notes] == [
        (NoteKind.CAUCUS, "可让两分"),
        (NoteKind.LEGAL, "先问律师"),
    ]
    in_session = list_notes(desk, table.case, Side.EMPLOYEE, table.session)
    assert [one.id for one in in_session] == [caucus]
    edit_note(desk, caucus, NoteKind.STRATEGY, "最多让两分")
    (changed,) = list_notes(desk, table.case, Side.EMPLOYEE, table.session)
    assert (changed.kind, changed.text) == (NoteKind.STRATEGY, "最多让两分")
    remove_note(desk, caucus)
    assert list_notes(desk, table.case, Side.EMPLOYEE, table.session) == ()
    with pytest.raises(RuleError, match="not there any more"):
        edit_note(desk, caucus, NoteKind.LEGAL, "……")


def test_an_empty_note_and_one_of_another_case_are_refused(desk: Desk, table: Bargaining) -> None:
    with pytest.raises(InputError, match="nothing to write down"):
        add_note(desk, table.case, Side.EMPLOYEE, NoteKind.CAUCUS, "  ")
    other = meeting(desk, new_case(desk, "另一案"))
    with pytest.raises(RuleError, match="belongs to another case"):
        add_note(desk, table.case, Side.EMPLOYEE, NoteKind.CAUCUS, "……", session_id=other)
    assert list_notes(desk, table.case, Side.EMPLOYEE) == ()


def test_notes_of_a_case_in_the_trash_do_not_change(desk: Desk, table: Bargaining) -> None:
    note = add_note(desk, table.case, Side.EMPLOYEE, NoteKind.CAUCUS, "可让两分").value
    trash_case(desk, table.case)
    with pytest.raises(RuleError, match="is in the trash"):
        add_note(desk, table.case, Side.EMPLOYEE, NoteKind.CAUCUS, "……")
    with pytest.raises(RuleError, match="is in the trash"):
        edit_note(desk, note, NoteKind.LEGAL, "……")
    with pytest.raises(RuleError, match="is in the trash"):
        remove_note(desk, note)


def test_no_record_of_a_session_tells_of_a_note(desk: Desk, table: Bargaining) -> None:
    secret = [secrets.token_hex(12) for _kind in NoteKind]
    for kind, text in zip(NoteKind, secret, strict=True):
        add_note(desk, table.case, Side.EMPLOYEE, kind, text, session_id=table.session)
        assert desk.undo_operation is not None
        assert label(desk.undo_operation) == "Private entry"
    told = "".join(
        repr(result)
        for result in (
            get_record(desk, table.session),
            list_sessions(desk, table.case),
            propose_session(desk, table.case),
            session_notices(desk, table.session),
        )
    )
    assert table.session in told
    assert [one for one in secret if one in told] == []
