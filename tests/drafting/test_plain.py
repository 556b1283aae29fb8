"""Plain text: every kind of block, as documented."""

from __future__ import annotations

from negotiator_desk.drafting.blocks import (
    Align,
    Annex,
    Article,
    Blank,
    Block,
    Change,
    Chapter,
    Column,
    ColumnGroup,
    Contents,
    CrossReference,
    Document,
    Entry,
    Footnote,
    Form,
    Grid,
    Highlight,
    Highlights,
    Item,
    Marked,
    Note,
    Pair,
    Prose,
    Remark,
    Section,
    Title,
)
from negotiator_desk.drafting.plain import plain_text


def text(*blocks: Block) -> str:
    return plain_text(Document("合同", "", "", 1, "", blocks))


def test_values_blanks_and_references_are_their_text() -> None:
    content = (
        "每月",
        Entry("300.00", "water", "补贴", Form.AMOUNT),
        "元，由",
        Blank("water", "责任人"),
        "按",
        CrossReference("第三条", "pay"),
        "支付。",
    )

    assert text(Article("第一条", content, "water")) == (
        "第一条　每月300.00元，由＿＿＿＿＿＿按第三条支付。\n"
    )


def test_every_change_has_its_marks() -> None:
    content = tuple(Marked(change.value, change) for change in Change)

    assert text(Prose(content)) == "[+inserted+][-deleted-]{+moved_here+}{-moved_away-}\n"


def test_footnotes_are_collected_at_the_end() -> None:
    assert text(
        Article("第一条", ("甲", Footnote("依据一。")), "a"),
        Item("（一）", ("乙", Footnote("依据二。"))),
        Note(("丙",)),
    ) == ("第一条　甲[1]\n（一）乙[2]\n丙\n\n————————\n[1] 依据一。\n[2] 依据二。\n")


def test_a_note_for_whoever_drafts_is_told_from_the_text() -> None:
    assert text(Prose(("甲",)), Remark(("另行核对。",))) == "甲\n※ 另行核对。\n"


def test_the_list_of_contents_names_chapters_and_annexes() -> None:
    assert (
        text(Title("合同"), Contents("目录"), Chapter("第一章", "总则"), Annex("附件1", "单价表"))
        == "合同\n\n目录\n第一章　总则\n附件1　单价表\n\n\n第一章　总则\n\n\n附件1　单价表\n"
    )


def test_each_list_of_contents_is_in_its_language() -> None:
    found = text(
        Pair((Contents("目录"),), (Contents("Contents"),)),
        Pair((Chapter("第一章", "总则"),), (Chapter("Chapter 1", "General"),)),
    )

    assert "目录\n第一章　总则\n" in found
    assert "  Contents\n  Chapter 1　General\n" in found


def test_the_second_language_follows_set_in() -> None:
    pair = Pair(
        (Article("第一条", ("适用全体职工。",), "a"),),
        (Article("Article 1", ("It covers all employees.",), "a"),),
    )

    assert text(pair) == "第一条　适用全体职工。\n  Article 1　It covers all employees.\n"


def test_heads_that_span_columns_stand_above_them() -> None:
    columns = tuple(Column(head, Align.LEFT) for head in ("岗级", "初级工", "高级工"))
    groups = (ColumnGroup("", 1), ColumnGroup("技能等级", 2))
    grid = Grid(columns, ((("一档",), ("2700",), (Marked("3200", Change.INSERTED),)),), groups)

    assert text(grid) == "\t技能等级\t\n岗级\t初级工\t高级工\n一档\t2700\t[+3200+]\n"


def test_a_papers_sections_and_figures_are_lines() -> None:
    assert text(Section("一、总额"), Highlights((Highlight("人均", "+202.06", "元"),))) == (
        "一、总额\n\n人均\t+202.06\t元\n"
    )


def test_marks_that_users_typed_stay_as_they_are() -> None:
    assert text(Prose(("[+甲+] {-乙-} ※ [1]",))) == "[+甲+] {-乙-} ※ [1]\n"
