"""Comparing two texts of a contract: what is found, and what is no change."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from negotiator_desk.drafting.blocks import (
    Article,
    Blank,
    Block,
    CrossReference,
    Document,
    Entry,
    Form,
    Pair,
    Remark,
    Signatory,
    Signatures,
    plain,
)
from negotiator_desk.drafting.compare import compare
from negotiator_desk.drafting.compare_result import (
    Comparison,
    Fate,
)
from negotiator_desk.drafting.compare_sides import Side
from negotiator_desk.drafting.compare_units import (
    Omitted,
    OmittedKind,
    SideLabel,
    Source,
)
from negotiator_desk.drafting.composition import Composition
from negotiator_desk.drafting.old_text import (
    OldKind,
    OldLeftover,
    OldParagraph,
)
from negotiator_desk.pay.terms import NumberTerm
from tests.drafting.redlines import article, heading, item, lines, marks, prose, shown
from tests.drafting.samples import couriers, delivery, issue, machinery

WORKERS = "劳动者每月休息不少于四天，由班组排定并在月初公布。"
WATER = "高温季节由企业方免费提供饮用水和防暑药品。"
RECORDS = "用人单位逐日记录完成的数量，职工可以随时查询。"


def texts(old: list[OldParagraph], new: list[OldParagraph]) -> Comparison:
    return compare(Side.from_paragraphs("原协议", old), Side.from_paragraphs("新协议", new))


def words(old: str, new: str) -> str:
    """Return one paragraph with its changes."""
    found = texts([article("第一条", old)], [article("第一条", new)])
    return shown(found.units[0].elements[0].content)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "当月工资不足3,500.00元的，由用人单位补足。",
            "当月工资不足3,800.00元的，由用人单位补足。",
            "当月工资不足[-3,500.00元-][+3,800.00元+]的，由用人单位补足。",
        ),
        (
            "保底工资为人民币叁仟伍佰元整，按月发放。",
            "保底工资为人民币叁仟捌佰伍拾元整，按月发放。",
            "保底工资为人民币[-叁仟伍佰元整-][+叁仟捌佰伍拾元整+]，按月发放。",
        ),
        (
            "企业方应当在十五个工作日内书面答复职工方。",
            "企业方应当在五个工作日内书面答复职工方。",
            "企业方应当在[-十五个工作日-][+五个工作日+]内书面答复职工方。",
        ),
        (
            "本合同自2026年5月1日起施行，有效期一年。",
            "本合同自2026年6月15日起施行，有效期一年。",
            "本合同自[-2026年5月1日-][+2026年6月15日+]起施行，有效期一年。",
        ),
        (
            "扣款不超过当月工资的20%，并不低于最低工资标准。",
            "扣款不超过当月工资的15%，并不低于最低工资标准。",
            "扣款不超过当月工资的[-20%-][+15%+]，并不低于最低工资标准。",
        ),
        (
            "骑手在APP的rider-7页面查询每一单的收入明细。",
            "骑手在APP的rider-8页面查询每一单的收入明细。",
            "骑手在APP的[-rider-7-][+rider-8+]页面查询每一单的收入明细。",
        ),
        (
            "责任人为⟦责任人⟧，每季度检查一次安全设施。",
            "责任人为⟦责任部门⟧，每季度检查一次安全设施。",
            "责任人为[-⟦责任人⟧-][+⟦责任部门⟧+]，每季度检查一次安全设施。",
        ),
        (
            "工会可以派人参加检查，企业方应当予以配合并提供资料。",
            "工会有权派员参加检查，企业方应当予以配合并提供资料。",
            "工会[-可以派人-][+有权派员+]参加检查，企业方应当予以配合并提供资料。",
        ),
        (
            "双方每年协商一次劳动定额和计件单价。",
            "双方每年至少协商一次劳动定额和计件单价。",
            "双方每年[+至少+]协商一次劳动定额和计件单价。",
        ),
    ],
)
def test_a_change_reads_well_and_cuts_no_figure(old: str, new: str, expected: str) -> None:
    assert words(old, new) == expected


def test_a_paragraph_written_anew_is_shown_whole() -> None:
    found = texts(
        [article("第一条", WORKERS), item("（一）", WATER)],
        [
            article("第一条", WORKERS),
            item("（一）", "扣款须经本人签字确认，并列入当月工资单。"),
        ],
    )

    assert lines(found) == [
        f"|[-{WATER}-]",
        "（一）|[+扣款须经本人签字确认，并列入当月工资单。+]",
    ]


def test_numbers_that_follow_from_an_insertion_are_no_change() -> None:
    old = [
        article("第一条", WORKERS),
        article("第二条", f"{WATER}违反第一条的，依照《浙江省集体合同条例》第二条处理。"),
        article("第三条", "第二条所称高温季节为六月至九月，见附件1。"),
        heading("附件1", "防暑药品清单"),
    ]
    new = [
        article("第一条", WORKERS),
        article("第二条", RECORDS),
        article("第三条", f"{WATER}违反第一条的，依照《浙江省集体合同条例》第二条处理。"),
        article("第四条", "第三条所称高温季节为六月至九月，见附件1。"),
        heading("附件1", "防暑药品清单"),
    ]

    found = texts(old, new)

    assert [one.fate for one in found.changes] == [Fate.ADDED]
    assert [one.is_renumbered for one in found.units] == [
        False,
        False,
        True,
        True,
        False,
    ]


def test_a_reference_to_another_clause_is_a_change() -> None:
    old = [
        article("第一条", WORKERS),
        article("第二条", WATER),
        article("第三条", "适用第一条。"),
    ]
    new = [
        article("第一条", WORKERS),
        article("第二条", WATER),
        article("第三条", "适用第二条。"),
    ]

    assert lines(texts(old, new)) == ["第三条|适用[-第一条-][+第二条+]。"]


def test_an_article_of_a_law_is_no_reference() -> None:
    old = [
        article("第一条", WORKERS),
        article("第二条", "依照《某条例》第一条执行本合同。"),
    ]
    new = [
        article("第一条", WATER),
        article("第二条", WORKERS),
        article("第三条", "依照《某条例》第二条执行本合同。"),
    ]

    found = texts(old, new)

    assert "第三条|依照《某条例》[-第一条-][+第二条+]执行本合同。" in lines(found)


def test_an_article_divided_into_two_articles_keeps_its_words_unmarked() -> None:
    whole = [article("第一条", WORKERS + WATER), article("第二条", RECORDS)]
    parted = [
        article("第一条", WORKERS),
        article("第二条", WATER),
        article("第三条", RECORDS),
    ]

    divided, joined = texts(whole, parted), texts(parted, whole)

    assert lines(divided) == [f"第一条|{WORKERS}[+¶+]"]
    assert lines(joined) == [f"第一条|{WORKERS}[-¶-]{WATER}"]
    assert marks(divided) == marks(joined) == []


def test_an_article_divided_into_many_small_ones_is_recognised() -> None:
    parts = [
        "工资按月支付。",
        "奖金按季支付。",
        "津贴随工资支付。",
        "补贴每半年支付。",
        "年终一次结清。",
    ]
    old = [article("第一条", WORKERS), article("第二条", "".join(parts))]
    new = [
        article("第一条", WORKERS),
        *(article(f"第{number}条", part) for number, part in zip("二三四五六", parts, strict=True)),
    ]

    found = texts(old, new)

    assert marks(found) == []
    assert len(found.changes) == 1
    assert len(found.changes[0].new) == 5


def test_a_moved_clause_that_was_changed_too_is_moved_with_its_changes_marked() -> None:
    old = [
        article("第一条", WORKERS),
        article("第二条", WATER),
        article("第三条", RECORDS),
    ]
    new = [
        article("第一条", WATER),
        article("第二条", RECORDS),
        article("第三条", WORKERS.replace("四天", "六天")),
    ]

    found = texts(old, new)

    assert [(one.fate, one.is_moved) for one in found.changes] == [(Fate.CHANGED, True)]
    assert lines(found) == [
        "|{-劳动者每月休息不少于四天，由班组排定并在月初公布。-}",
        "第三条|{+劳动者每月休息不少于+}[-四天-][+六天+]{+，由班组排定并在月初公布。+}",
    ]


def test_an_imported_agreement_is_aligned_by_its_words() -> None:
    snapshot = couriers()
    composed = Side.from_snapshot(snapshot)
    old = [
        OldParagraph(OldKind.ARTICLE, unit.number, line.text)
        if number == 0
        else OldParagraph(OldKind.ITEM, line.number, line.text)
        for unit in composed.units
        if unit.place
        for number, line in enumerate(unit.elements)
    ]
    old[0] = replace(old[0], text=old[0].text.replace("职工方", "工会方"))
    old.insert(3, article("", "企业方每年组织一次全员体检，费用由企业方承担。"))
    old.append(OldParagraph(OldKind.OTHER, "", "第 3 页 共 12 页"))

    found = compare(Side.from_paragraphs("2023年合同", old), composed)

    clauses = [one for one in found.changes if one.new and one.new[0].place]
    removed = [one.title for one in found.changes if one.fate is Fate.REMOVED]
    assert [one.fate for one in clauses] == [Fate.CHANGED]
    assert removed == ["企业方每年组织一次全员体检，费用由企业方承担。"]
    assert Omitted(OmittedKind.PARAGRAPH, "第 3 页 共 12 页") in found.old_omitted


def test_a_line_to_write_on_is_one_however_it_is_drawn() -> None:
    blank = ("每月补贴", Blank("water", "补贴"), "元，按月发给职工本人。")
    new = side(Article("第一条", blank, "water"))

    for drawn in ("＿＿＿", "________", "　　　　　　"):
        old = Side.from_paragraphs(
            "", [article("第一条", f"每月补贴{drawn}元，按月发给职工本人。")]
        )

        assert compare(old, new).changes == ()


def test_a_name_over_two_lines_is_one_name() -> None:
    title, rest, whole = (
        OldParagraph(OldKind.TITLE, "", text)
        for text in ("示例公司", "工资合同", "示例公司工资合同")
    )
    clause = article("第一条", WORKERS)

    assert texts([title, rest, clause], [whole, clause]).changes == ()


def test_what_the_reader_of_a_file_left_is_named() -> None:
    side = Side.from_paragraphs(
        "旧",
        [prose(WATER)],
        leftovers=[OldLeftover("图片", "第二段之后"), OldLeftover("页眉")],
    )

    found = compare(side, side)

    assert found.old_omitted == (
        Omitted(OmittedKind.FOUND, "图片：第二段之后"),
        Omitted(OmittedKind.FOUND, "页眉"),
    )


def test_a_composed_contract_names_what_is_not_compared() -> None:
    kinds = {one.kind for one in Side.from_snapshot(couriers()).omitted}

    assert {OmittedKind.SIGNATURES, OmittedKind.PAGE_LINES} <= kinds


@pytest.mark.parametrize("make", [couriers, delivery, machinery])
def test_every_annex_of_the_samples_equals_itself(make: object) -> None:
    assert callable(make)
    side = Side.from_snapshot(make())

    assert compare(side, side).changes == ()


def test_issues_in_another_order_find_their_clauses() -> None:
    old = couriers()
    water = issue(2, "高温季节饮料费", NumberTerm(Decimal("300.0000"), "元/月"))
    phone = issue(3, "通讯补贴", NumberTerm(Decimal("80.0000"), "元/月"))
    old = replace(old, issues=(old.issues[0], water, phone))
    new = replace(
        old,
        issues=(old.issues[0], replace(phone, position=2), replace(water, position=3)),
    )

    found = compare(Side.from_snapshot(old), Side.from_snapshot(new))

    changes = [one for one in found.changes if one.new and one.new[0].place]
    assert [(one.fate, one.is_moved) for one in changes] == [(Fate.SAME, True)]


def document(*blocks: Block) -> Document:
    return Document("合同", "", "", 1, "", blocks)


def side(*blocks: Block, source: Source = Source.VERSION) -> Side:
    return Side.from_document(document(*blocks), SideLabel(source, "合同"), {})


def test_a_filled_in_blank_is_a_changed_figure_of_its_parameter() -> None:
    old = side(Article("第一条", ("每月补贴", Blank("water", "补贴"), "元。"), "water"))
    entry = Entry("300.00", "water", "补贴", Form.AMOUNT)
    new = side(Article("第一条", ("每月补贴", entry, "元。"), "water"))

    found = compare(old, new)

    assert lines(found) == ["第一条|每月补贴[-＿＿＿＿＿＿元-][+300.00元+]。"] or lines(found) == [
        "第一条|每月补贴[-＿＿＿＿＿＿-][+300.00元+][-元-]。"
    ]
    assert [(one.what, one.new) for one in found.figures] == [("补贴", "300.00元")]


def test_both_columns_of_a_bilingual_contract_are_compared() -> None:
    def pair(chinese: str, english: str, number: str, target: str) -> Pair:
        reference = CrossReference(target, "rest")
        return Pair(
            (Article(f"第{number}条", (chinese,), "pay"),),
            (Article(f"Article {number}", (english, " See ", reference, "."), "pay"),),
        )

    rest = Pair(
        (Article("第一条", (WORKERS,), "rest"),),
        (Article("Article 1", ("Workers rest on four days a month.",), "rest"),),
    )
    old = side(
        pair("工资每月支付一次。", "Wages are paid once a month.", "二", "Article 1"),
        rest,
    )
    new = side(
        rest,
        pair("工资每月支付一次。", "Wages are paid twice a month.", "三", "Article 7"),
    )

    found = compare(old, new)
    changed = next(one for one in found.units if one.new and one.new[0].place == "pay")

    assert changed.fate is Fate.CHANGED
    assert "".join(plain(one.content) for one in changed.elements) == "工资每月支付一次。"
    text = "".join(shown(one.content) for one in changed.second)
    assert "[-once-][+twice+]" in text
    assert "Article 1" not in text


def test_an_english_column_that_only_one_text_has_is_not_marked_and_named() -> None:
    chinese = Article("第一条", (WORKERS,), "rest")
    english = Article("Article 1", ("Workers rest on four days a month.",), "rest")

    found = compare(side(chinese), side(Pair((chinese,), (english,))))

    assert found.changes == ()
    assert marks(found) == []
    assert Omitted(OmittedKind.SECOND_LANGUAGE) in found.new_omitted


def test_notes_for_whoever_drafts_are_named_and_not_compared() -> None:
    signatory = Signatory("甲方", ("（盖章）",))
    new = side(
        Article("第一条", (WORKERS,), "rest"),
        Remark(("另行核对。",), "rest"),
        Signatures(signatory, signatory),
    )

    found = compare(side(Article("第一条", (WORKERS,), "rest")), new)

    assert found.changes == ()
    assert found.new_omitted == (
        Omitted(OmittedKind.NOTES),
        Omitted(OmittedKind.SIGNATURES),
    )


def test_the_model_text_is_the_librarys_ordinary_wording() -> None:
    snapshot = couriers()
    text = Composition(snapshot).text
    changed = replace(
        text.clauses[0], text=text.clauses[0].text.replace("专项集体合同", "专项协议")
    )
    reworded = replace(snapshot, text=replace(text, clauses=(changed, *text.clauses[1:])))

    found = compare(Side.from_model(reworded), Side.from_snapshot(reworded))

    assert found.old.source is Source.MODEL
    assert [one.new[0].place for one in found.changes] == [changed.place]


def test_awkward_text_is_compared_literally() -> None:
    odd = "<b>&amp;[+x+]⟦没有关上 {企业方} \u202e％s \U00020164"

    found = texts([article("第一条", odd)], [article("第一条", odd + "！")])

    assert shown(found.units[0].elements[0].content) == odd + "[+！+]"
