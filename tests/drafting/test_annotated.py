"""The annotated edition is the contract, and says what stands behind each clause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from negotiator_desk.drafting.annotated import compose_annotated
from negotiator_desk.drafting.assemble import (
    OWN,
    Choices,
    ClauseChoice,
    OwnClause,
    Rewording,
    assemble,
)
from negotiator_desk.drafting.blocks import (
    Article,
    Block,
    Document,
    Footnote,
    Item,
    Prose,
    Remark,
    plain,
)
from negotiator_desk.drafting.clauses import Basis, Parameter, ParameterKind
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.instruments import MARKS, citation, cited_article, load_instruments
from negotiator_desk.drafting.library import load_plan
from negotiator_desk.drafting.reconcile import reconcile
from negotiator_desk.drafting.snapshot import ContractKind, Snapshot
from negotiator_desk.drafting.snapshot_parts import SnapshotMeeting
from negotiator_desk.drafting.wording import Provenance, TextClause, Tongue
from tests.drafting.samples import SAMPLES, couriers
from tests.drafting.wordings import clause, text_of


def annotated(*clauses: TextClause, snapshot: Snapshot | None = None) -> Document:
    return compose_annotated(replace(snapshot or couriers(), text=text_of(*clauses)))


def remarks(document: Document) -> list[str]:
    return [plain(block.content) for block in document.blocks if isinstance(block, Remark)]


def footnotes(document: Document) -> list[str]:
    return [
        part.text
        for block in document.blocks
        if isinstance(block, Article | Item | Prose)
        for part in block.content
        if isinstance(part, Footnote)
    ]


def bare(block: Block) -> Block:
    if isinstance(block, Article | Item | Prose):
        return replace(
            block, content=tuple(part for part in block.content if not isinstance(part, Footnote))
        )
    return block


@pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)
def test_without_its_notes_it_is_the_contract(make: Callable[[], Snapshot]) -> None:
    snapshot = make()
    document = compose_annotated(snapshot)
    blocks = tuple(bare(block) for block in document.blocks if not isinstance(block, Remark))
    assert blocks == compose(snapshot).blocks
    assert reconcile(replace(document, blocks=blocks), snapshot) == ()
    assert document.edition.endswith("注释本")


@pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)
def test_every_clause_has_its_basis_at_its_end_and_its_source_below(
    make: Callable[[], Snapshot],
) -> None:
    snapshot = make()
    text = assemble(snapshot, Choices())
    document = compose_annotated(replace(snapshot, text=text))
    assert len(remarks(document)) == len(text.clauses)
    assert len(footnotes(document)) == sum(bool(one.basis) for one in text.clauses)
    for place, block in enumerate(document.blocks):
        has_note = isinstance(block, Article | Item | Prose) and any(
            isinstance(part, Footnote) for part in block.content
        )
        if has_note:
            assert isinstance(document.blocks[place + 1], Remark)


def test_a_basis_that_was_not_read_is_never_given_as_one() -> None:
    basis = (Basis("LCL", "52", "V1"), Basis("N-CC", "25–26", "V2"), Basis("某通知", "3", "M"))
    (text,) = footnotes(annotated(replace(clause("a", "甲。"), basis=basis)))
    law, rules = (load_instruments()[key].name for key in ("LCL", "N-CC"))
    assert law == "《中华人民共和国劳动合同法》"
    assert text == (
        f"依据：{law}第五十二条（全文核对 V1）；"
        f"{rules}第二十五条至第二十六条（摘录核对 V2）。"
        "待核对，不作为依据：某通知第三条（凭记忆，未核对 M）。"
    )
    assert footnotes(annotated(clause("a", "甲。"))) == []


@pytest.mark.parametrize(
    ("article", "printed"),
    [
        ("7", "第七条"),
        ("53–54", "第五十三条至第五十四条"),
        ("8-9", "第八条至第九条"),
        ("45, 47", "第四十五条、第四十七条"),
        ("52, 55–56", "第五十二条、第五十五条至第五十六条"),
        ("抽成公示", "“抽成公示”部分"),
        ("99999", "99999"),
        ("", ""),
    ],
)
def test_articles_are_cited_as_in_a_legal_text(article: str, printed: str) -> None:
    assert cited_article(article) == printed


def test_a_mark_that_is_not_known_counts_as_not_verified() -> None:
    assert citation(Basis("某文", "3", "X")) == "某文第三条（未核对 X）"


def test_every_short_name_of_an_instrument_has_a_full_one_in_both_languages() -> None:
    instruments = load_instruments()
    assert all(one.name and one.english for one in instruments.values())
    sources = {
        basis.source
        for kind in ContractKind
        for chapter in load_plan(kind).chapters
        for one in chapter.clauses
        for basis in one.basis
    }
    short_names = {source for source in sources if source.isascii()}
    assert short_names - set(instruments) == set()
    marks = {
        basis.mark
        for kind in ContractKind
        for chapter in load_plan(kind).chapters
        for one in chapter.clauses
        for basis in one.basis
    }
    assert marks <= set(MARKS)


def test_a_remark_says_where_the_wording_comes_from() -> None:
    def source(choice: ClauseChoice | None, **own: OwnClause) -> str:
        snapshot = couriers()
        choices = Choices(clauses={"term": choice} if choice else {}, own=own)
        document = compose_annotated(replace(snapshot, text=assemble(snapshot, choices)))
        found = [b for b in document.blocks if isinstance(b, Remark) and b.clause == "term"]
        return plain(found[0].content).split("\n")[0]

    assert source(None).startswith("来源：条款库“")
    words = Rewording("期限", "Term", "期限一年。", "One year.", Tongue.CHINESE)
    assert source(ClauseChoice(rewording=words)).endswith(
        "本合同中改写。只修改了中文，英文尚未相应修改。"
    )
    variant = OwnClause("7", "我的期限", "", "期限二年。", "", origin="term", version=4)
    own = {"7": variant}
    assert source(ClauseChoice(variant=f"{OWN}7"), **own).endswith("所选写法为自拟写法第4版。")


@pytest.mark.parametrize(
    ("provenance", "printed"),
    [
        (Provenance.OWN, "来源：自拟条款第1版。"),
        (Provenance.IMPORTED, "来源：从原有协议导入，第1版。"),
        (Provenance.LIBRARY, "来源：条款库“a”第1版。"),
        (Provenance.VARIANT, "来源：条款库“a”第1版，所选写法：gone。"),
    ],
)
def test_each_provenance_has_its_words(provenance: Provenance, printed: str) -> None:
    own = replace(clause("a", "甲。"), provenance=provenance, variant="gone")
    assert remarks(annotated(own)) == [printed]


def test_a_remark_lists_what_is_filled_in_with_its_limits_and_the_notes() -> None:
    parameters = (
        Parameter("补贴", "allowance", ParameterKind.AMOUNT, least=Decimal(100), most=Decimal(900)),
        Parameter("比例", "share", ParameterKind.PERCENT, least=Decimal(80)),
        Parameter("天数", "days", ParameterKind.NUMBER, unit="日", suggested="5"),
        Parameter("部门", "department", ParameterKind.PERSON),
    )
    own = replace(
        clause("a", "甲。"),
        parameters=parameters,
        values=(("天数", "3"), ("补贴", "300")),
        notes="注意核对。",
    )
    (text,) = remarks(annotated(own))
    assert text.split("\n")[1:] == [
        "填写项“补贴”：300.00元（不低于100元，不高于900元）。",
        "填写项“比例”：未填写（不低于80%）。",
        "填写项“天数”：3日（常见约定：5）。",
        "填写项“部门”：未填写。",
        "起草提示：注意核对。",
    ]


def test_a_remark_says_in_which_meeting_figures_were_agreed() -> None:
    meetings = (SnapshotMeeting(2, date(2026, 3, 5), "协会会议室", (1,)),)
    snapshot = replace(couriers(), meetings=meetings)
    own = clause("a", "保底⟦保底工资⟧。", number=1)
    words = clause("b", "约定：", number=3)
    texts = [text.split("\n")[1] for text in remarks(annotated(own, words, snapshot=snapshot))]
    assert texts == [
        "本条数值3,500.00，出自议题1“快递派件与揽收单价”：2026年3月5日第二次协商会议"
        "（协会会议室）达成一致，测算数据指纹0123456789ABCDEF。",
        "出自议题3“恶劣天气作业”：2026年3月7日第四次协商会议达成一致。",
    ]
