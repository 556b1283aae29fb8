"""Documents that use every block and every inline part, for the tests of the typesetter."""

from __future__ import annotations

import hashlib

from negotiator_desk.drafting.blocks import (
    Align,
    Annex,
    Article,
    Blank,
    Block,
    Caption,
    Change,
    Chapter,
    Column,
    ColumnGroup,
    Contents,
    CrossReference,
    Document,
    Entry,
    Figure,
    Footnote,
    Form,
    Grid,
    Item,
    Marked,
    Note,
    Pair,
    Party,
    Prose,
    Reference,
    Remark,
    Signatory,
    Signatures,
    Title,
)

FINGERPRINT = hashlib.sha256(b"sample").hexdigest()

SENTENCE = "用人单位应当按照本合同约定的标准足额支付劳动报酬，并接受职工方的监督检查。"
ENGLISH = (
    "The employer shall pay remuneration in full at the rates agreed in this contract and shall "
    "accept supervision and inspection by the employees' side. "
)
AMOUNT = Figure("3,500.00", "offer-1", "guarantee", Form.AMOUNT)
CAPITALS = Figure("叁仟伍佰元整", "offer-1", "guarantee", Form.CAPITAL)
DAY = Entry("15", "pay_day", "day", Form.WORDS)
SIDE = Signatory(
    "企业方（甲方）：\n甬东快递行业协会",
    ("（盖章）", "法定代表人（签字）：", "首席代表（签字）：", "日期：　　　年　　月　　日"),
)
OTHER_SIDE = Signatory(
    "职工方（乙方）：\n甬东快递行业工会联合会",
    ("（盖章）", "工会主席（签字）：", "首席代表（签字）：", "日期：　　　年　　月　　日"),
)


def document(*blocks: Block, language: str = "zh-CN", edition: str = "") -> Document:
    return Document(
        "工资专项集体合同", "甲、乙", "YJT-2026-0001", 3, FINGERPRINT, blocks, language, edition
    )


def wide_grid(columns: int = 11, rows: int = 8) -> Grid:
    """Return a table whose columns cannot stand beside each other on an upright sheet."""
    heads = tuple(Column(f"{n}级岗位（元／月）", Align.RIGHT) for n in range(1, columns + 1))
    return Grid(
        (Column("档次", Align.CENTRE), *heads),
        tuple(
            (
                (f"{chr(0x7532 + row)}",),
                *(
                    (Figure(f"{row + 1},{n:03}.00", "offer-2", f"cell:{row}:{n}", Form.AMOUNT),)
                    for n in range(columns)
                ),
            )
            for row in range(rows)
        ),
    )


def table(rows: int) -> Grid:
    return Grid(
        (
            Column("序号", Align.CENTRE),
            Column("工序", Align.LEFT),
            Column("单价（元/件）", Align.RIGHT),
            Column("定额（件/班）", Align.RIGHT),
        ),
        tuple(
            (
                (str(n),),
                (f"工序{n:03}", *((Marked("（新）", Change.INSERTED),) if n == 2 else ())),
                (Figure(f"0.{n:04}", "offer-3", f"rate:{n}", Form.AMOUNT),),
                (Blank("", "quota"),) if n == 3 else ("220", *((Footnote("试行。"),) * (n == 4))),
            )
            for n in range(1, rows + 1)
        ),
    )


def party(heading: str, name: str) -> Party:
    return Party(
        heading,
        name,
        (
            ("统一社会信用代码", "81330200MC1234567X"),
            ("住所", "宁波市鄞州区示例路18号"),
            ("首席代表", "＿＿＿＿＿＿"),
        ),
    )


def contract(chapters: int = 6) -> Document:
    """Return a contract in one language with everything a contract can have."""
    blocks: list[Block] = [
        Title("甬东快递行业\n工资专项集体合同"),
        Reference("编号：YJT-2026-0001"),
        party("企业方（甲方）", "甬东快递行业协会"),
        party("职工方（乙方）", "甬东快递行业工会联合会"),
        Contents("目　录"),
        Prose((SENTENCE * 2,)),
    ]
    number = 0
    for chapter in range(1, chapters + 1):
        blocks.append(Chapter(f"第{chapter}章", f"劳动报酬之{chapter}"))
        for _article in range(3):
            number += 1
            place = f"clause{number}"
            blocks += [
                Article(
                    f"第{number}条",
                    (
                        "每月保底工资不低于",
                        AMOUNT,
                        "元（大写：人民币",
                        CAPITALS,
                        "），每月",
                        DAY,
                        "日前支付，逾期按",
                        Blank(place, "penalty"),
                        "支付",
                        Footnote(f"依据之{number}：" + "《集体合同规定》第八条、第九条。" * 2),
                        "，并适用",
                        CrossReference("第二条", "clause2"),
                        "。下列情形除外：",
                    ),
                    place,
                ),
                Item("（一）", (SENTENCE + SENTENCE,), place),
                Item("(1)", (SENTENCE, Marked("双方另有约定的除外。", Change.INSERTED)), place),
                Item("(2)", (Marked("原文删去的一段文字。", Change.DELETED), SENTENCE), place),
                Item("（二）", (Marked(SENTENCE, Change.MOVED_HERE),), place),
                Remark(("起草说明：", SENTENCE * 2), place),
                Prose((SENTENCE, Marked(SENTENCE, Change.MOVED_AWAY)), place),
            ]
    blocks += [
        Signatures(SIDE, OTHER_SIDE),
        Annex("附件1", "计件单价表"),
        Caption("一、计件单价"),
        table(60),
        Note(("注：单价含税", Footnote("个人所得税由企业代扣代缴。"), "。")),
        Annex("附件2", "能级工资标准表"),
        Caption("二、标准"),
        wide_grid(),
        Note(("注：本表横排。",)),
        Annex("附件3", "集体协商代表名单"),
        Prose((SENTENCE,)),
        Grid(
            (Column("姓名", Align.LEFT), Column("性别", Align.CENTRE), Column("职务", Align.LEFT)),
            ((("周海明",), ("男",), ("主席",)),),
            (ColumnGroup("", 1), ColumnGroup("基本情况", 2)),
        ),
    ]
    return document(*blocks)


def bilingual(chapters: int = 4, languages: tuple[str, str] = ("zh-CN", "en")) -> Document:
    """Return a contract in two languages beside each other."""
    blocks: list[Block] = [
        Pair((Title("工资专项集体合同"),), (Title("Special Collective Contract on Wages"),)),
        Pair(
            (party("企业方（甲方）", "甬东快递行业协会"),),
            (party("Employer", "Yongdong Association"),),
        ),
        Contents("目　录 Contents"),
    ]
    number = 0
    for chapter in range(1, chapters + 1):
        blocks.append(
            Pair(
                (Chapter(f"第{chapter}章", "劳动报酬"),),
                (Chapter(f"Chapter {chapter}", "Remuneration and Other Benefits of Employees"),),
                languages,
            )
        )
        for _article in range(3):
            number += 1
            place = f"clause{number}"
            blocks += [
                Pair(
                    (
                        Article(
                            f"第{number}条",
                            (
                                SENTENCE * 3,
                                AMOUNT,
                                "元：",
                            ),
                            place,
                        ),
                        Item("（一）", (SENTENCE,), place),
                        Item("（二）", (SENTENCE, Footnote("以中文本为准。")), place),
                    ),
                    (
                        Article(f"Article {number}", (ENGLISH * 3, AMOUNT, " yuan:"), place),
                        Item("(1)", (ENGLISH,), place),
                        Item("(2)", (ENGLISH, Footnote("The Chinese text prevails.")), place),
                    ),
                    languages,
                ),
                Pair((Prose((SENTENCE,), place),), (Prose((ENGLISH,), place),), languages),
                Pair((Remark((SENTENCE,), place),), (Remark((ENGLISH,), place),), languages),
            ]
    blocks += [
        Signatures(SIDE, OTHER_SIDE),
        Pair((Annex("附件1", "计件单价表"),), (Annex("Annex 1", "Piece rates"),), languages),
        table(5),
        Pair((Note(("注：含税。",)),), (Note(("Note: taxes included.",)),), languages),
    ]
    return document(*blocks)
