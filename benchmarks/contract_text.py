"""An invented contract of twelve pages and a long annex: the same text for every typesetter."""

from __future__ import annotations

import random

from negotiator_desk.drafting.blocks import (
    Align,
    Annex,
    Article,
    Block,
    Caption,
    Chapter,
    Column,
    Document,
    Grid,
    Note,
    Prose,
    Signatory,
    Signatures,
    Title,
)
from negotiator_desk.drafting.numbering import article_number, chapter_number

ARTICLES = 60
ROWS = 40

_CHAPTERS = (
    "总则", "劳动报酬", "工作时间", "休息休假", "保险福利", "劳动安全与卫生", "女职工特殊保护",
    "职业技能培训", "劳动合同管理", "奖惩", "裁员", "合同期限", "变更与解除", "争议的协商处理",
    "违约责任", "附则",
)  # fmt: skip
_SENTENCES = (
    "为了规范双方的协商行为，保护职工和企业的合法权益，双方根据《中华人民共和国劳动法》《集体合同规定》"
    "等有关规定，经平等协商一致，订立本合同。",
    "企业每月{day}日以前以货币形式支付上一个月的工资，遇到休息日的提前到最近的工作日支付；不得以实物或者"
    "有价证券代替。",
    "职工月工资不低于人民币{amount}元，比当地最低工资标准高{share}%；加班工资的计算基数不低于本人上月应得"
    "工资的{share}%。",
    "企业实行每天工作8小时、每周工作40小时的工时制度；确因生产需要延长工作时间的，事先与工会商量，一般每天"
    "不超过1小时，每月合计不超过36小时。",
    "职工连续工作满1年以后享受带薪年休假：满1年的5天，满10年的10天，满20年的15天（法定休假日和休息日不算在"
    "内）；因工作需要没有休完的，另付日工资的{share}%。",
    "企业按时足额缴纳社会保险费，并在每年{month}月以前向职工代表大会报告上一年度的缴纳情况；住房公积金的缴存"
    "比例为{small}%。",
    "企业每年安排不少于{small}万元用于劳动安全与卫生，发给符合国家标准的防护用品；从事有职业危害作业的职工，每"
    "{years}年检查一次身体，费用由企业负担。",
    "企业从{year}年{month}月{day}日起为怀孕、哺乳的女职工安排休息室，不因此降低她们的基本工资；每{years}年安排一次"
    "专项检查，检查时间算作工作时间。",
    "职工教育经费按照工资总额的{small}%提取，其中用于一线职工的不少于{share}%；参加培训期间工资照发（含“师带徒”"
    "津贴每人每月{amount}元）。",
    "需要裁减人员的，企业提前30日向工会说明情况，听取意见以后把方案报告劳动行政部门；{years}年以内重新招用人员的，"
    "在同等条件下优先招用被裁减的人员。",
    "本合同编号为YJT-{year}-{code}（English title: Collective Contract），自{year}年{month}月"
    "{day}日起生效，期限{years}年；期满前3个月以内，任何一方都可以提出重新协商的要求。",
    "协商代表参加协商、查阅资料和接受培训的时间算作正常工作时间，工资、奖金和福利不受影响；企业不得因为协商代表"
    "履行职责而调动其岗位！",
)  # fmt: skip
_POSTS = (
    "数控车工", "焊工", "装配工", "电工", "质检员", "仓库管理员", "叉车司机", "设备维修工",
    "工艺工程师", "安全员", "食堂厨师", "班组长",
)  # fmt: skip
_REMARKS = ("", "", "含夜班", "高温岗位另计", "试用期按80%执行")
_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志红玲辉健晓波宁慧鑫宇浩然子轩欣怡雨桐"
)
_UNITS = ("一车间", "二车间", "仓储物流部", "质量管理部", "行政人事部", "财务部")
_DUTIES = ("职工方代表", "企业方代表", "记录员", "职工代表大会代表")


def contract(seed: int = 1) -> Document:
    """Return a contract with two tables of 40 rows and 6 columns; of one seed always the same."""
    chance = random.Random(seed)
    blocks: list[Block] = [Title("某某精密机械有限公司\n集体合同"), Prose((_SENTENCES[0],))]
    done = 0
    for number, title in enumerate(_CHAPTERS, start=1):
        blocks.append(Chapter(chapter_number(number), title))
        while done < round(ARTICLES * number / len(_CHAPTERS)):
            done += 1
            blocks.append(Article(article_number(done), (_paragraph(chance),), f"c{done}"))
            if chance.random() < 0.3:
                blocks.append(Prose((_paragraph(chance),)))
    side = ("（盖章）", "首席代表（签字）：", "日期：　　　年　　月　　日")
    blocks.append(Signatures(Signatory("企业方：", side), Signatory("职工方：", side)))
    blocks += [Annex("附件1", "岗位工资标准"), Caption("一、标准"), _wages(chance)]
    blocks += [Note(("本表金额均为税前金额。",))]
    blocks += [Annex("附件2", "集体协商代表名单"), Caption("一、名单"), _people(chance)]
    return _document("集体合同", blocks)


def annex(rows: int) -> Document:
    """Return a paper that is one table of so many rows."""
    chance = random.Random(rows)
    columns = _columns(
        "^序号", "<姓名", "<岗位（工种）", "<部门", ">计件单价（元/件）", ">月工资（元）"
    )
    table = tuple(
        tuple(
            (text,)
            for text in (
                str(number),
                _name(chance),
                chance.choice(_POSTS),
                chance.choice(_UNITS),
                f"{chance.randint(5_000, 90_000) / 10_000:.4f}",
                f"{chance.randint(249_000, 1_200_000) / 100:,.2f}",
            )
        )
        for number in range(1, rows + 1)
    )
    blocks: list[Block] = [
        Title("计件单价与工资明细"),
        Annex("附件1", "明细"),
        Grid(columns, table),
    ]
    return _document("计件单价与工资明细", blocks)


def _document(title: str, blocks: list[Block]) -> Document:
    return Document(
        title, "某某公司、某某公司工会委员会", "YJT-2026-0001", 1, "0f" * 32, tuple(blocks)
    )


def _paragraph(chance: random.Random) -> str:
    return "".join(_filled(chance) for _ in range(chance.choice((1, 2, 2, 3))))


def _filled(chance: random.Random) -> str:
    return chance.choice(_SENTENCES[1:]).format(
        day=chance.randint(5, 28),
        month=chance.randint(1, 12),
        year=chance.randint(2026, 2029),
        years=chance.randint(1, 3),
        amount=f"{chance.randint(2_490, 9_800):,}.{chance.randint(0, 99):02d}",
        share=chance.randint(5, 100),
        small=chance.choice(("1.5", "2", "2.5", "8")),
        code=chance.randint(1_000, 9_999),
    )


def _wages(chance: random.Random) -> Grid:
    heads = ("^序号", "<岗位（工种）", "^等级", ">基本工资（元/月）", ">岗位津贴（元/月）", "<备注")
    rows = (
        (
            str(number),
            chance.choice(_POSTS),
            f"{chance.choice('ABCDE')}{chance.randint(1, 9)}",
            f"{chance.randint(2_500, 9_000):,}.00",
            f"{chance.randint(100, 2_000):,}.00",
            chance.choice(_REMARKS),
        )
        for number in range(1, ROWS + 1)
    )
    return Grid(_columns(*heads), tuple(tuple((text,) for text in row) for row in rows))


def _people(chance: random.Random) -> Grid:
    rows = (
        (
            str(number),
            _name(chance),
            chance.choice("男女"),
            chance.choice(_UNITS),
            f"{chance.randint(0, 999_999):06d}",
            chance.choice(_DUTIES),
        )
        for number in range(1, ROWS + 1)
    )
    heads = ("^序号", "<姓名", "^性别", "<部门", "^工号", "<身份")
    return Grid(_columns(*heads), tuple(tuple((text,) for text in row) for row in rows))


def _name(chance: random.Random) -> str:
    given = "".join(chance.choice(_GIVEN) for _ in range(chance.randint(1, 2)))
    return chance.choice(_SURNAMES) + given


def _columns(*heads: str) -> tuple[Column, ...]:
    aligns = {"<": Align.LEFT, ">": Align.RIGHT, "^": Align.CENTRE}
    return tuple(Column(head[1:], aligns[head[0]]) for head in heads)
