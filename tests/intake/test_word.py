"""Old agreements from Word files: what each paragraph is, and what was not taken over."""

from __future__ import annotations

import docx
import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.drafting.old_text import OldKind, OldParagraph
from negotiator_desk.storage.intake.word import read_document, read_in_child
from negotiator_desk.storage.intake.word_answers import (
    LeftKind,
    Reason,
    WordText,
    word_from_json,
    word_to_json,
)
from negotiator_desk.storage.intake.word_kinds import NUMBERED, split_number
from tests.intake.word_files import (
    TYPED,
    changed,
    faked,
    of_lines,
    saved,
    with_body,
    with_lists,
)

TITLE, HEADING, ARTICLE, ITEM, PROSE, OTHER = OldKind


def kinds(text: WordText) -> list[OldKind]:
    return [one.paragraph.kind for one in text.proposals]


def paragraphs(text: WordText) -> list[OldParagraph]:
    return [one.paragraph for one in text.proposals]


def left(text: WordText) -> dict[LeftKind, int]:
    return {one.kind: one.count for one in text.left}


def test_numbers_that_were_typed_tell_chapters_articles_and_items() -> None:
    text = read_document(of_lines(TYPED))

    assert paragraphs(text) == [
        OldParagraph(TITLE, "", "2025年工资专项集体合同"),
        OldParagraph(OTHER, "", "甲方：某快递有限公司"),
        OldParagraph(OTHER, "", "乙方：某快递有限公司工会"),
        OldParagraph(PROSE, "", "为保障职工权益，双方经平等协商，订立本合同。"),
        OldParagraph(HEADING, "第一章", "总则"),
        OldParagraph(ARTICLE, "第一条", "本合同适用于全体职工。"),
        OldParagraph(ARTICLE, "第二条", "工资每月十五日发放，遇休息日提前："),
        OldParagraph(ITEM, "（一）", "以货币形式发放；"),
        OldParagraph(ITEM, "（二）", "不得克扣或者拖欠。"),
        OldParagraph(HEADING, "第二章", "附则"),
        OldParagraph(ARTICLE, "第三条", "本合同期限为一年。"),
        OldParagraph(OTHER, "", "甲方（盖章）："),
        OldParagraph(OTHER, "", "2025年1月1日"),
    ]
    assert left(text) == {LeftKind.SIGNATURES: 1}
    assert [one.is_certain for one in text.proposals[4:]] == [True] * 9


def test_headings_faked_with_bold_type_are_proposed_and_marked_as_unsure() -> None:
    text = read_document(faked())

    assert kinds(text) == [TITLE, HEADING, ARTICLE, PROSE, HEADING, ARTICLE]
    unsure = [one.paragraph.text for one in text.proposals if not one.is_certain]
    assert unsure == ["劳动报酬", "工作时间"]
    assert {one.reason for one in text.proposals if not one.is_certain} <= {
        Reason.LOOK,
        Reason.PLACE,
    }


def test_heading_styles_need_no_numbers() -> None:
    document = docx.Document()
    document.add_paragraph("集体合同", style="Title")
    for chapter, article in (("总则", "适用于全体职工。"), ("工资", "每月十五日发放。")):
        document.add_heading(chapter, level=1)
        document.add_paragraph(article)

    text = read_document(saved(document))

    assert kinds(text) == [TITLE, HEADING, PROSE, HEADING, PROSE]
    assert all(one.is_certain for one in text.proposals)


def test_numbers_that_word_counts_itself_are_shown_as_word_shows_them() -> None:
    levels = [
        ("chineseCountingThousand", "第%1章"),
        ("chineseCountingThousand", "第%2条"),
        ("chineseCountingThousand", "（%3）"),
    ]
    lines = [(0, "总则"), (1, "适用于职工。"), (1, "另有规定："), (2, "甲项；"), (2, "乙项。")]
    lines += [(0, "工资"), (1, "按月发放。"), (-1, "遇节日提前。")]

    text = read_document(with_lists(levels, lines))

    assert [(one.number, one.kind) for one in paragraphs(text)] == [
        ("第一章", HEADING),
        ("第一条", ARTICLE),
        ("第二条", ARTICLE),
        ("（一）", ITEM),
        ("（二）", ITEM),
        ("第二章", HEADING),
        ("第一条", ARTICLE),
        ("", PROSE),
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("一、工资", "1、按月发放。", "2、不得拖欠。", "二、工时", "3、每日八小时。"),
            [HEADING, ARTICLE, ARTICLE, HEADING, ARTICLE],
        ),
        (
            ("1. 适用范围", "1.1 适用于职工。", "1.2 不适用于他人。", "2. 期限", "2.1 一年。"),
            [ARTICLE, ITEM, ITEM, ARTICLE, ITEM],
        ),
        (
            ("一、本合同适用于全体职工。", "二、工资按月发放。", "三、本合同期限为一年。"),
            [ARTICLE, ARTICLE, ARTICLE],
        ),
    ],
)
def test_agreements_without_articles_are_told_by_their_families_of_numbers(
    lines: tuple[str, ...], expected: list[OldKind]
) -> None:
    assert kinds(read_document(of_lines(lines))) == expected


def test_a_sentence_that_begins_with_a_number_of_a_chapter_keeps_its_words() -> None:
    sentence = "第三章规定的补贴自本合同生效之日起由企业方按月随工资一并发放给职工。"
    text = read_document(of_lines(("第一条　甲。", "第二条　乙。", sentence)))

    assert paragraphs(text)[-1] == OldParagraph(PROSE, "", sentence)
    assert not text.proposals[-1].is_certain


def test_a_contents_list_is_no_part_of_the_terms() -> None:
    def add_contents(document: Document) -> None:
        style = document.styles.add_style("TOC 1", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
        document.paragraphs[0].insert_paragraph_before("第一章　总则\t1", style=style)

    text = read_document(changed(of_lines(TYPED), add_contents))

    assert kinds(text)[0] is OTHER
    assert left(text)[LeftKind.CONTENTS] == 1
    assert sum(kind is HEADING for kind in kinds(text)) == 2


def test_a_table_of_figures_is_kept_as_rows_with_merged_cells_filled() -> None:
    document = docx.Document()
    document.add_paragraph("第一条　单价见下表。")
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate((("工序", "单价", ""), ("上门", "0.80", "元"), ("", "0.90", "元"))):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph("第二条　每年调整。")

    text = read_document(saved(document))

    (found,) = text.tables
    assert found.after == 1
    assert found.heads == ("工序", "单价", "单价")
    assert found.rows == (("上门", "0.80", "元"), ("上门", "0.90", "元"))
    assert kinds(text) == [ARTICLE, OTHER, OTHER, OTHER, ARTICLE]
    assert {one.reason for one in text.proposals[1:4]} == {Reason.TABLE}
    assert left(text) == {LeftKind.TABLE: 1}


def test_a_table_that_only_lays_out_text_is_read_as_paragraphs() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for row in range(2):
        table.cell(row, 0).text = f"第{'一二'[row]}条"
        table.cell(row, 1).text = f"{'长' * 130}。"

    text = read_document(saved(document))

    assert not text.tables
    assert left(text) == {LeftKind.LAYOUT_TABLE: 1}
    assert len(text.proposals) == 4


def test_a_table_to_be_signed_is_left_out_as_a_signature_block() -> None:
    document = docx.Document()
    document.add_paragraph("第一条　工资按月发放。")
    document.add_paragraph("第二条　期限一年。")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "甲方（盖章）："
    table.cell(0, 1).text = "乙方（盖章）："

    text = read_document(saved(document))

    assert kinds(text) == [ARTICLE, ARTICLE, OTHER, OTHER]
    assert left(text) == {LeftKind.SIGNATURES: 1}


def test_tracked_changes_are_read_as_if_all_were_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>第一条　工资每月</w:t></w:r>"
        '<w:del w:id="1"><w:r><w:delText>五</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>十五</w:t></w:r></w:ins><w:r><w:t>日发放。</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>第二条　</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>一年。</w:t></w:r></w:p>"
    )
    text = read_document(with_body(body))

    assert [one.text for one in paragraphs(text)] == ["工资每月十五日发放。", "一年。"]
    assert left(text)[LeftKind.TRACKED] == 2


def test_everything_beside_the_text_is_counted_with_its_first_words() -> None:
    body = (
        '<w:p><w:r><w:t>第一条　甲。</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏起来的话</w:t></w:r>"
        "<w:r><w:t>第二条　乙。</w:t></w:r></w:p>"
        "<w:p><w:r><w:drawing><pic/></w:drawing></w:r><w:r><w:t>第三条　丙。</w:t></w:r></w:p>"
    )
    comments = '<w:comments xmlns:w="{0}"><w:comment><w:p><w:r><w:t>再议</w:t></w:r></w:p>'
    header = '<w:hdr xmlns:w="{0}"><w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:hdr>'
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts = {
        "word/comments.xml": f"{comments.format(namespace)}</w:comment></w:comments>".encode(),
        "word/header7.xml": header.format(namespace).encode(),
    }
    text = read_document(with_body(body, parts))

    assert left(text) == {
        LeftKind.PICTURE: 1,
        LeftKind.FOOTNOTE: 1,
        LeftKind.COMMENT: 1,
        LeftKind.HEADER: 1,
        LeftKind.HIDDEN: 1,
    }
    where = {one.kind: one.where for one in text.left}
    assert where[LeftKind.COMMENT] == "再议"
    assert where[LeftKind.HEADER] == "内部资料"
    assert where[LeftKind.HIDDEN] == "藏起来的话"
    assert [one.text for one in paragraphs(text)] == ["甲。", "乙。", "丙。"]


def test_what_looks_like_markup_is_read_as_it_was_typed() -> None:
    text = read_document(of_lines(("第一条　<b>R&D</b> &amp; ⟦企业方⟧ {x}。", "第二条　乙。")))

    assert paragraphs(text)[0].text == "<b>R&D</b> &amp; ⟦企业方⟧ {x}。"


def test_an_annex_after_the_signatures_is_read_again() -> None:
    lines = (*TYPED, "附件1　计件单价", "一、本附件自合同生效之日起执行。")
    text = read_document(of_lines(lines))

    assert kinds(text)[-4:] == [OTHER, OTHER, HEADING, ITEM]
    assert paragraphs(text)[-2].number == "附件1"


def test_a_document_of_three_thousand_paragraphs_is_read_in_a_child() -> None:
    lines = [f"第{number}条　第{number}项约定的内容。" for number in range(1, 3001)]
    text = read_in_child(of_lines(lines))

    assert kinds(text) == [ARTICLE] * 3000
    assert paragraphs(text)[2999].number == "第3000条"


def test_what_a_file_holds_crosses_from_the_child_unchanged() -> None:
    for content in (of_lines(TYPED), faked()):
        text = read_document(content)
        assert word_from_json(word_to_json(text)) == text


@given(
    number=st.sampled_from(
        [
            "第一条",
            "第十二条之一",
            "（一）",
            "(二)",
            "一、",
            "1.",
            "1.2",
            "①",
            "第3章",
            "附件1",
            "Article 3",
        ]
    ),
    text=st.text(alphabet="甲乙丙丁职工工资", min_size=1, max_size=8),
)
def test_a_number_is_told_from_the_text_after_it(number: str, text: str) -> None:
    assert split_number(f"{number} {text}") == (number, text)


@pytest.mark.parametrize("text", ["工资每月发放。", "2.5元每件", "100件以上", "第一", "15%的津贴"])
def test_a_text_that_begins_with_no_number_is_left_as_it_is(text: str) -> None:
    assert split_number(text) == ("", text)


def test_only_headings_articles_and_items_have_numbers() -> None:
    assert frozenset({HEADING, ARTICLE, ITEM}) == NUMBERED
    for one in paragraphs(read_document(of_lines(TYPED))):
        assert not one.number or one.kind in NUMBERED
