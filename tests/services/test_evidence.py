"""Files stand behind an issue, an offer or a session, byte for byte and harmless by name."""

from __future__ import annotations

import hashlib
import os
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.services import evidence
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.evidence import (
    LONGEST_NAME,
    EvidencePlace,
    EvidenceSource,
    add_evidence,
    clean_name,
    count_by_offer,
    evidence_content,
    list_evidence,
    note_evidence,
    read_evidence,
    remove_evidence,
    save_evidence,
)
from negotiator_desk.services.issues import list_issues, remove_issue
from negotiator_desk.services.offers import table_offer
from tests.services.conftest import Bargaining, new_case, number

SCAN = b"%PDF-1.7 \x00\xff scan"


def _write(folder: Path, name: str = "CPI.pdf", content: bytes = SCAN) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _offer(desk: Desk, table: Bargaining) -> str:
    terms = [(table.heat, number("400"))]
    return table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True).value[0]


def test_a_file_comes_back_byte_for_byte_under_its_own_name(
    desk: Desk, table: Bargaining, tmp_path: Path
) -> None:
    source = read_evidence(_write(tmp_path))
    place = EvidencePlace(issue_id=table.heat)
    (added,) = add_evidence(desk, table.case, place, [source], note="七月物价").value
    (view,) = list_evidence(desk, table.case)
    assert (view.id, view.name, view.note, view.size) == (added, "CPI.pdf", "七月物价", len(SCAN))
    assert view.fingerprint == hashlib.sha256(SCAN).hexdigest()
    assert (view.place, view.media_type) == (place, "application/pdf")
    assert evidence_content(desk, added) == SCAN
    copy = tmp_path / "copy.pdf"
    save_evidence(desk, added, copy)
    assert copy.read_bytes() == SCAN


def test_offers_issues_and_sessions_each_have_files_of_their_own(
    desk: Desk, table: Bargaining, tmp_path: Path
) -> None:
    source = read_evidence(_write(tmp_path))
    offer_id = _offer(desk, table)
    places = [
        EvidencePlace(issue_id=table.heat),
        EvidencePlace(offer_id=offer_id),
        EvidencePlace(session_id=table.session),
    ]
    for place in places:
        add_evidence(desk, table.case, place, [source])
    files = list_evidence(desk, table.case)
    assert [one.place for one in files] == places
    assert count_by_offer(files) == {offer_id: 1}


def test_the_same_bytes_are_attached_to_one_thing_only_once(
    desk: Desk, table: Bargaining, tmp_path: Path
) -> None:
    place = EvidencePlace(issue_id=table.heat)
    add_evidence(desk, table.case, place, [read_evidence(_write(tmp_path))])
    renamed = EvidenceSource("again.pdf", SCAN)
    other = EvidenceSource("other.txt", b"other")
    with pytest.raises(RuleError, match=r"“again\.pdf” is attached here already"):
        add_evidence(desk, table.case, place, [other, renamed])
    assert [one.name for one in list_evidence(desk, table.case)] == ["CPI.pdf"]


def test_a_removed_file_comes_back_with_undo_and_its_bytes_stay(
    desk: Desk, table: Bargaining, tmp_path: Path
) -> None:
    place = EvidencePlace(session_id=table.session)
    (added,) = add_evidence(desk, table.case, place, [read_evidence(_write(tmp_path))]).value
    note_evidence(desk, added, "first page only")
    remove_evidence(desk, added)
    assert list_evidence(desk, table.case) == ()
    with pytest.raises(RuleError, match="not attached any more"):
        remove_evidence(desk, added)
    desk.undo()
    assert [one.note for one in list_evidence(desk, table.case)] == ["first page only"]
    assert evidence_content(desk, added) == SCAN


def test_files_of_another_case_s_things_are_refused(desk: Desk, table: Bargaining) -> None:
    other = new_case(desk, "另一个案件")
    source = EvidenceSource("a.txt", b"a")
    with pytest.raises(RuleError, match="of another case"):
        add_evidence(desk, other, EvidencePlace(issue_id=table.heat), [source])
    with pytest.raises(InputError, match="No file was given"):
        add_evidence(desk, table.case, EvidencePlace(issue_id=table.heat), [])


def test_a_file_too_large_empty_or_not_ordinary_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "MOST_BYTES", 1024 * 1024)
    with pytest.raises(InputError, match="has more than 1 MB"):
        read_evidence(_write(tmp_path, content=b"x" * (1024 * 1024 + 1)))
    assert len(read_evidence(_write(tmp_path, content=b"x" * 1024 * 1024)).content) == 1024 * 1024
    with pytest.raises(InputError, match="it is empty"):
        read_evidence(_write(tmp_path, content=b""))
    with pytest.raises(InputError, match="cannot be attached"):
        read_evidence(tmp_path / "nothing.pdf")
    with pytest.raises(InputError, match="no ordinary file"):
        read_evidence(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="no ordinary file"):
        read_evidence(pipe)


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("../../etc/passwd", "_._etc_passwd"),
        ("C:\\windows\\system.ini", "C__windows_system.ini"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("nul.txt", "_nul.txt"),
        ("COM1", "_COM1"),
        ("  工资表 2026 .xlsx. ", "工资表 2026.xlsx"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("<b>x</b>.pdf", "_b_x__b_.pdf"),
        ("...", "file"),
        ("", "file"),
        ("长" * 300 + ".pdf", "长" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_a_hostile_name_becomes_a_harmless_one(name: str, cleaned: str) -> None:
    assert clean_name(name) == cleaned


@given(st.text(alphabet=st.characters() | st.sampled_from(string.punctuation + " ."), max_size=300))
def test_every_cleaned_name_is_one_part_of_a_path_and_stays_as_it_is(name: str) -> None:
    made = clean_name(name)
    assert made
    assert len(made) <= LONGEST_NAME + 1
    assert Path(made).name == made
    assert not set(made) & set('<>:"/\\|?*\0')
    assert made not in {".", ".."}
    assert clean_name(made) == made


def test_the_files_of_an_issue_go_with_it_and_come_back_with_it(
    desk: Desk, table: Bargaining, tmp_path: Path
) -> None:
    place = EvidencePlace(issue_id=table.rest)
    add_evidence(desk, table.case, place, [read_evidence(_write(tmp_path))])
    remove_issue(desk, table.rest)
    assert list_evidence(desk, table.case) == ()
    desk.undo()
    assert len(list_evidence(desk, table.case)) == 1
    assert table.rest in {one.id for one in list_issues(desk, table.case)}


def test_a_file_of_a_store_is_never_opened(desk: Desk, folder: Path) -> None:
    (database,) = folder.glob("*/data.db")
    with pytest.raises(InputError, match="belongs to a store"):
        read_evidence(database)
