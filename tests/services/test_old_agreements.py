"""Old agreements: kept as they were corrected, compared with, and taken over."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.drafting.assemble import OWN
from negotiator_desk.drafting.old_text import OldKind, OldLeftover, OldParagraph, OldTable
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.models.columns import LONGEST_LINE, LONGEST_TEXT
from negotiator_desk.models.evidence import StoredFile
from negotiator_desk.models.wording import OldAgreement
from negotiator_desk.services.cases import trash_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.editions import (
    Baseline,
    BaselineKind,
    Edition,
    EditionRequest,
    FileFormat,
    make_edition,
)
from negotiator_desk.services.old_agreements import (
    WordReading,
    as_kind,
    get_agreement,
    import_agreement,
    list_agreements,
    read_word,
    remove_agreement,
    take_over_clauses,
)
from negotiator_desk.services.old_articles import articles_of, numbered_text
from negotiator_desk.services.own_clauses import list_own_clauses
from negotiator_desk.services.word_leftovers import LEFT_NAMES, LEFT_WORDS
from negotiator_desk.services.wordings import include_clause
from negotiator_desk.storage.intake.word import read_document
from negotiator_desk.storage.intake.word_answers import LeftKind
from tests.intake.word_files import TYPED, changed, of_lines, saved
from tests.services.conftest import Bargaining

TITLE, HEADING, ARTICLE, ITEM, PROSE, OTHER = OldKind


def reading(content: bytes | None = None, name: str = "2025合同.docx") -> WordReading:
    """Return what a file holds, read without a child."""
    content = of_lines(TYPED) if content is None else content
    return WordReading(name, content, read_document(content))


def proposed(read: WordReading) -> tuple[OldParagraph, ...]:
    return tuple(one.paragraph for one in read.paragraphs)


def keep(desk: Desk, case_id: str, read: WordReading | None = None, title: str = "旧合同") -> str:
    read = reading() if read is None else read
    return import_agreement(desk, case_id, read, proposed(read), title).value


def with_table() -> bytes:
    document = docx.Document()
    document.add_paragraph("第一条　单价见下表。")
    table = document.add_table(rows=2, cols=2)
    for row, cells in enumerate((("工序", "单价"), ("上门", "0.80"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_paragraph("第二条　每年调整一次。")
    return saved(document)


def test_an_agreement_is_kept_as_it_was_corrected(desk: Desk, table: Bargaining) -> None:
    read = reading()
    corrected = list(proposed(read))
    corrected[3] = as_kind(corrected[3], OTHER)

    kept = import_agreement(desk, table.case, read, tuple(corrected), " 去年的\n合同 ").value

    view = get_agreement(desk, kept)
    assert view.title == "去年的 合同"
    assert view.paragraphs == tuple(corrected)
    assert view.leftovers == (OldLeftover("签名栏（1处）"),)
    (row,) = list_agreements(desk, table.case)
    assert (row.id, row.file_name, row.paragraphs) == (kept, "2025合同.docx", len(TYPED))


def test_the_file_itself_is_kept_byte_for_byte(desk: Desk, table: Bargaining) -> None:
    read = reading()
    kept = keep(desk, table.case, read)

    def query(session: Session) -> tuple[str, str]:
        row = session.get_one(OldAgreement, kept)
        file = session.scalars(select(StoredFile).where(StoredFile.sha256 == row.file_sha256)).one()
        return row.file_sha256, file.media_type

    digest, media_type = desk.read(query)
    assert digest == hashlib.sha256(read.content).hexdigest()
    assert media_type.endswith("wordprocessingml.document")


def test_a_case_in_the_trash_takes_in_nothing(desk: Desk, table: Bargaining) -> None:
    kept = keep(desk, table.case)
    trash_case(desk, table.case)

    with pytest.raises(RuleError):
        keep(desk, table.case)
    with pytest.raises(RuleError):
        remove_agreement(desk, kept)
    with pytest.raises(RuleError):
        take_over_clauses(desk, kept, [5])
    assert len(list_agreements(desk, table.case)) == 1


def test_the_paragraphs_of_another_file_are_refused(desk: Desk, table: Bargaining) -> None:
    with pytest.raises(InputError, match="another file"):
        import_agreement(desk, table.case, reading(), (), "旧合同")
    assert not list_agreements(desk, table.case)


@pytest.mark.parametrize("title", ["", " \n", "长" * (LONGEST_LINE + 1)])
def test_a_title_that_cannot_be_used_is_refused(desk: Desk, table: Bargaining, title: str) -> None:
    with pytest.raises(InputError, match="Title"):
        keep(desk, table.case, title=title)


def test_a_file_name_as_long_as_disks_allow_is_no_obstacle(desk: Desk, table: Bargaining) -> None:
    keep(desk, table.case, reading(name="x" * 250 + ".docx"))
    assert len(list_agreements(desk, table.case)[0].file_name) == LONGEST_LINE


def test_removing_an_agreement_can_be_undone(desk: Desk, table: Bargaining) -> None:
    kept = keep(desk, table.case)
    before = get_agreement(desk, kept)
    remove_agreement(desk, kept)

    with pytest.raises(RuleError, match="not there any more"):
        get_agreement(desk, kept)
    desk.undo()
    assert get_agreement(desk, kept) == before


def test_rows_of_a_table_are_kept_with_it_and_not_as_paragraphs(
    desk: Desk, table: Bargaining
) -> None:
    read = reading(with_table())
    assert [one.is_row for one in read.paragraphs] == [False, True, True, False]

    view = get_agreement(desk, keep(desk, table.case, read))

    assert [one.number for one in view.paragraphs] == ["第一条", "第二条"]
    assert view.tables == (OldTable(1, ("工序", "单价"), (("上门", "0.80"),)),)
    assert view.leftovers == ()


def test_a_table_with_a_row_that_was_taken_for_text_is_text(desk: Desk, table: Bargaining) -> None:
    read = reading(with_table())
    corrected = list(proposed(read))
    corrected[2] = as_kind(corrected[2], ITEM)

    view = get_agreement(
        desk, import_agreement(desk, table.case, read, tuple(corrected), "旧合同").value
    )

    assert view.tables == ()
    assert [one.kind for one in view.paragraphs] == [ARTICLE, OTHER, ITEM, ARTICLE]


def test_tables_one_after_the_other_keep_their_own_rows(desk: Desk, table: Bargaining) -> None:
    document = docx.Document()
    document.add_paragraph("第一条　单价见下表。")
    for price in ("0.80", "0.90"):
        rows = document.add_table(rows=2, cols=2).rows
        for row, cells in zip(rows, (("工序", "单价"), ("上门", price)), strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.add_paragraph("第二条　一年。")

    view = get_agreement(desk, keep(desk, table.case, reading(saved(document))))

    assert [one.after for one in view.tables] == [1, 1]
    assert [one.rows for one in view.tables] == [(("上门", "0.80"),), (("上门", "0.90"),)]
    assert len(view.paragraphs) == 2


@pytest.mark.parametrize(
    ("before", "kind", "after"),
    [
        (OldParagraph(OTHER, "", "第三条　甲。"), ARTICLE, OldParagraph(ARTICLE, "第三条", "甲。")),
        (OldParagraph(ARTICLE, "第三条", "甲。"), PROSE, OldParagraph(PROSE, "", "第三条　甲。")),
        (OldParagraph(ITEM, "（一）", "甲；"), PROSE, OldParagraph(PROSE, "", "（一）甲；")),
        (OldParagraph(PROSE, "", "总则"), HEADING, OldParagraph(HEADING, "", "总则")),
        (OldParagraph(ITEM, "一、", "总则"), HEADING, OldParagraph(HEADING, "一、", "总则")),
        (
            OldParagraph(ARTICLE, "Article 3", "Pay."),
            OTHER,
            OldParagraph(OTHER, "", "Article 3 Pay."),
        ),
    ],
)
def test_a_paragraph_of_another_kind_keeps_its_words(
    before: OldParagraph, kind: OldKind, after: OldParagraph
) -> None:
    assert as_kind(before, kind) == after
    assert as_kind(after, before.kind) == before
    assert numbered_text(after) == numbered_text(before)


def test_an_article_is_taken_over_with_its_items(desk: Desk, table: Bargaining) -> None:
    kept = keep(desk, table.case)
    view = get_agreement(desk, kept)
    chosen = [one.index for one in articles_of(view.paragraphs, view.tables)][1:]

    ids = take_over_clauses(desk, kept, chosen).value

    clauses = {one.clause.id: one.clause for one in list_own_clauses(desk)}
    first, second = (clauses[one] for one in ids)
    assert first.title == "工资每月十五日发放"
    assert first.text == (
        "工资每月十五日发放，遇休息日提前：\n- 以货币形式发放；\n- 不得克扣或者拖欠。"
    )
    assert first.notes == "引自《旧合同》第二条。"
    assert second.text == "本合同期限为一年。"
    assert first.is_imported
    assert second.is_imported

    for own in ids:
        include_clause(desk, table.case, OWN + own, is_included=True)
    text = make_edition(desk, table.case, EditionRequest(format=FileFormat.TEXT)).content.decode()
    assert "不得克扣或者拖欠。" in text
    for _step in range(3):
        desk.undo()
    assert not list_own_clauses(desk)


def test_a_note_says_what_an_article_refers_to_and_what_was_left(
    desk: Desk, table: Bargaining
) -> None:
    lines = ("第一条　依照《劳动法》第五十条和本合同第八条办理。", "第二条　乙。")
    kept = keep(desk, table.case, reading(of_lines(lines)))
    take_over_clauses(desk, kept, [0])
    (own,) = list_own_clauses(desk)
    assert own.clause.notes == "引自《旧合同》第一条。提到第八条，请按本合同的条次核对。"

    kept = keep(desk, table.case, reading(with_table()))
    take_over_clauses(desk, kept, [0])
    assert "原条文附有表格" in list_own_clauses(desk)[1].clause.notes


def test_what_was_left_out_of_an_article_does_not_end_it() -> None:
    paragraphs = (
        OldParagraph(HEADING, "第一章", "总则"),
        OldParagraph(ARTICLE, "第一条", "甲："),
        OldParagraph(OTHER, "", "页码 3"),
        OldParagraph(ITEM, "（一）", "乙\t丙；"),
        OldParagraph(ARTICLE, "第二条", ""),
    )
    (article,) = articles_of(paragraphs, ())
    assert (article.chapter, article.text) == ("第一章　总则", "甲：\n- 乙 丙；")


@pytest.mark.parametrize("index", [-1, 0, 4, 99])
def test_only_articles_are_taken_over(desk: Desk, table: Bargaining, index: int) -> None:
    kept = keep(desk, table.case)
    with pytest.raises(InputError, match="Only articles"):
        take_over_clauses(desk, kept, [5, index])
    assert not list_own_clauses(desk)


def test_an_article_too_long_for_a_clause_is_refused(desk: Desk, table: Bargaining) -> None:
    read = reading()
    long = [replace(one, text="长" * (LONGEST_TEXT - 10)) for one in proposed(read)]
    kept = import_agreement(desk, table.case, read, tuple(long), "旧合同").value
    with pytest.raises(InputError, match="characters"):
        take_over_clauses(desk, kept, [6])


def test_a_redline_starts_from_an_imported_agreement(desk: Desk, table: Bargaining) -> None:
    def add_header(document: docx.document.Document) -> None:
        document.sections[0].header.paragraphs[0].text = "内部资料"

    kept = keep(desk, table.case, reading(changed(with_table(), add_header)), "去年的合同")
    request = EditionRequest(
        edition=Edition.REDLINE,
        format=FileFormat.TEXT,
        baseline=Baseline(BaselineKind.OLD_AGREEMENT, kept),
    )

    text = make_edition(desk, table.case, request).content.decode()

    assert "去年的合同" in text
    assert "每年调整一次" in text
    assert "页眉（1处）：内部资料" in text
    assert "上门\t0.80" not in text, "a table's rows are compared, not listed as left out"
    pdf = make_edition(desk, table.case, replace(request, format=FileFormat.PDF))
    assert pdf.pages


def test_the_title_is_the_agreements_own_else_the_files() -> None:
    assert reading().title == "2025年工资专项集体合同"
    assert reading(of_lines(TYPED[4:])).title == "2025合同"
    document = docx.Document()
    document.add_paragraph("长" * 300, style="Title")
    document.add_paragraph("第一条　甲。")
    assert len(reading(saved(document)).title) == LONGEST_LINE


def test_a_file_is_read_in_a_child_and_reported_in_the_users_language(tmp_path: Path) -> None:
    path = tmp_path / "旧合同.docx"
    path.write_bytes(with_table())

    read = read_word(path)

    assert read.file_name == "旧合同.docx"
    assert read.report == (("Tables, kept as rows: 1", "工序 单价"),)


def test_every_kind_of_leftover_has_a_name_in_both_languages() -> None:
    assert set(LEFT_NAMES) == set(LeftKind)
    assert set(LEFT_WORDS) == set(LeftKind) - {LeftKind.TABLE}
