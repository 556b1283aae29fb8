import os
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.drafting.blocks import (
    Annex,
    Article,
    Block,
    Caption,
    Chapter,
    Document,
    Grid,
    Item,
    plain,
)
from negotiator_desk.drafting.clauses import OPEN
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.fields import (
    CONDITIONS,
    ISSUE_FIELDS,
    NINGBO,
    TEXT_FIELDS,
    figure_fields,
)
from negotiator_desk.drafting.library import FIELD, load_plan
from negotiator_desk.drafting.numbering import article_number, chapter_number, item_number
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.drafting.reconcile import reconcile
from negotiator_desk.drafting.snapshot import ContractKind, Snapshot, contract_kind_for
from negotiator_desk.drafting.snapshot_parts import SnapshotIssue
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    Factor,
    FeeTable,
    JobEvaluation,
    NumberTerm,
    RateTable,
    Subject,
    TakeMethod,
    Terms,
    TextTerm,
    Tier,
    TierRule,
    WageGrid,
    subject_of,
)
from negotiator_desk.procedure.rules import jurisdictions
from tests.drafting.samples import (
    EVALUATION,
    SAMPLES,
    allowances,
    couriers,
    delivery,
    fee_schedule,
    issue,
    machinery,
)
from tests.pay import strategies

GOLDEN = Path(__file__).parent / "golden"
D = Decimal


def _check_structure(document: Document) -> None:
    """Numbers run on from one, references point at articles and annexes that are there."""
    chapters = [block for block in document.blocks if isinstance(block, Chapter)]
    articles = [block for block in document.blocks if isinstance(block, Article)]
    annexes = {block.number for block in document.blocks if isinstance(block, Annex)}
    assert [c.number for c in chapters] == [chapter_number(n + 1) for n in range(len(chapters))]
    assert [a.number for a in articles] == [article_number(n + 1) for n in range(len(articles))]
    numbers = {article.number for article in articles}
    previous: Block | None = None
    count = 0
    for block in document.blocks:
        if isinstance(block, Item):
            count = count + 1 if isinstance(previous, Item) else 1
            assert block.number == item_number(count)
        assert not (isinstance(previous, Chapter) and not isinstance(block, Article))
        previous = block
    text = plain_text(document)
    assert set(re.findall(r"第[一二三四五六七八九十百零]+条", text)) <= numbers
    assert set(re.findall(r"附件\d+", text)) <= annexes
    assert "{" not in text
    assert OPEN not in text
    assert "None" not in text


def _couriers_elsewhere() -> Snapshot:
    return replace(couriers(), jurisdiction="national")


APPROVED = {**SAMPLES, "couriers_national": _couriers_elsewhere}


@pytest.mark.parametrize(("name", "make"), APPROVED.items(), ids=APPROVED)
def test_the_text_of_a_sample_contract_is_as_approved(
    name: str, make: Callable[[], Snapshot]
) -> None:
    path = GOLDEN / f"{name}.txt"
    text = plain_text(compose(make()))
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)
def test_a_sample_contract_is_numbered_and_reconciled(make: Callable[[], Snapshot]) -> None:
    snapshot = make()
    document = compose(snapshot)
    _check_structure(document)
    assert reconcile(document, snapshot) == ()


@pytest.mark.parametrize(("kind", "case"), list(product(ContractKind, CaseKind)))
def test_every_contract_kind_of_every_case_kind_takes_every_subject(
    kind: ContractKind, case: CaseKind
) -> None:
    terms = [one.terms for make in SAMPLES.values() for one in make().issues]
    issues = tuple(issue(number + 1, f"议题{number}", term) for number, term in enumerate(terms))
    snapshot = replace(couriers(), kind=case, contract_kind=kind, issues=issues)
    document = compose(snapshot)
    _check_structure(document)
    assert reconcile(document, snapshot) == ()


_RATIO = st.integers(0, 10_000).map(lambda number: D(number).scaleb(-4))
_AMOUNT = st.integers(0, 10**7).map(lambda number: D(number).scaleb(-2))


@st.composite
def _schedules(draw: st.DrawFn) -> CommissionSchedule:
    method = draw(st.sampled_from(TakeMethod))
    ends = draw(st.sets(st.integers(1, 10**6), min_size=1, max_size=4))
    bounds: list[Decimal | None] = [D(end).scaleb(-1).quantize(D("0.01")) for end in sorted(ends)]
    if method is TakeMethod.FLAT:
        bounds = []
    tiers = tuple(Tier(end, draw(_RATIO)) for end in [*bounds, None])
    by_fees = method is TakeMethod.FLAT and draw(st.booleans())
    return CommissionSchedule(
        method=method,
        tiers=tiers,
        tier_rule=draw(st.sampled_from(TierRule)),
        order_cap=draw(st.none() | _RATIO),
        monthly_cap=draw(st.none() | _RATIO),
        monthly_cap_orders=draw(st.sampled_from([0, 50, 1200])),
        fee_table=fee_schedule().fee_table if by_fees else None,
        hourly_guarantee=draw(st.sampled_from([D("0.00"), D("25.50")])),
        monthly_guarantee=draw(_AMOUNT),
        deduction_limit=draw(st.none() | _RATIO),
    )


@settings(max_examples=60)
@given(_schedules())
def test_any_commission_schedule_prints_every_figure_once_agreed(
    schedule: CommissionSchedule,
) -> None:
    snapshot = delivery(schedule)
    document = compose(snapshot)
    _check_structure(document)
    assert reconcile(document, snapshot) == ()


@settings(max_examples=150)
@given(strategies.rate_tables() | strategies.schedules(with_fees=True) | strategies.grids())
def test_any_terms_print_every_figure_once_agreed(agreed: Terms) -> None:
    kind = contract_kind_for([subject_of(agreed)])
    for place in ("ningbo", "national"):
        base = replace(couriers(), jurisdiction=place, contract_kind=kind)
        snapshot = replace(base, issues=(issue(1, "议题", agreed),))
        document = compose(snapshot)
        _check_structure(document)
        assert reconcile(document, snapshot) == ()


NEW_WORDS = {
    RateTable: ("津贴（元/", "楼宇类型", "是否计入", "加发"),
    CommissionSchedule: ("重量", "千克"),
    WageGrid: (
        "按年支付",
        "一次性奖励",
        "分红",
        "技术要素",
        "岗位类别",
        "基础类",
        "要素计点法",
        "总分",
    ),
}
"""Words that only allowances, weight fees, yearly items, classes and evaluations bring along."""


def _without_extras(terms: Terms) -> Terms:
    match terms:
        case RateTable():
            return replace(terms, allowances=())
        case CommissionSchedule(fee_table=FeeTable() as table):
            return replace(terms, fee_table=replace(table, weight_tiers=()))
        case WageGrid():
            return replace(terms, yearly_items=(), post_classes=(), evaluation=None)
        case _:
            raise AssertionError


@pytest.mark.parametrize(
    "terms",
    [allowances(), fee_schedule(), machinery().issues[0].terms],
    ids=lambda t: type(t).__name__,
)
def test_what_was_not_agreed_is_not_printed_at_all(terms: Terms) -> None:
    def printed(agreed: Terms) -> list[str]:
        kind = contract_kind_for([subject_of(agreed)])
        snapshot = replace(couriers(), contract_kind=kind, issues=(issue(1, "议题", agreed),))
        text = plain_text(compose(snapshot))
        return [word for word in NEW_WORDS[type(agreed)] if word in text]

    assert printed(terms) == list(NEW_WORDS[type(terms)])
    assert printed(_without_extras(terms)) == []


@pytest.mark.parametrize(
    ("weight", "printed", "missing"),
    [("1.0000", "分值之和", "权重"), ("1.5000", "乘以该因素权重后的合计", "分值之和")],
)
def test_how_bands_follow_from_points_is_said_with_weights_only_where_there_are_some(
    weight: str, printed: str, missing: str
) -> None:
    snapshot = machinery()
    grid = snapshot.issues[0].terms
    assert isinstance(grid, WageGrid)
    rated = JobEvaluation((Factor("操作技能", (10, 25), D(weight)),), (("冲压", (1,)),), (D(0),))
    small = replace(
        grid,
        bands=("一档",),
        cells=grid.cells[:1],
        post_bands=(("冲压", "一档"),),
        post_classes=(),
        evaluation=rated,
    )
    text = plain_text(compose(replace(snapshot, issues=(issue(1, "议题", small),))))
    assert printed in text
    assert missing not in text


def test_an_evaluation_of_many_factors_and_levels_stands_in_several_tables() -> None:
    snapshot = machinery()
    grid = snapshot.issues[0].terms
    assert isinstance(grid, WageGrid)
    factors = tuple(Factor(f"因素{number}", tuple(range(0, 95, 5))) for number in range(12))
    rated = JobEvaluation(factors, (("冲压", (1,) * 12),), EVALUATION.band_points)
    many = replace(grid, evaluation=rated, post_bands=(("冲压", "一档"),), post_classes=())
    changed = replace(snapshot, issues=(issue(1, "议题", many),))
    document = compose(changed)
    assert reconcile(document, changed) == ()
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert max(len(grid.columns) for grid in grids) <= 10
    rated = [len(grid.columns) - 1 for grid in grids if grid.columns[-1].head.startswith("因素")]
    assert rated == [6, 6]
    captions = [block.text for block in document.blocks if isinstance(block, Caption)]
    assert [text.endswith("（续）") for text in captions if "岗位评价结果" in text] == [False, True]


@settings(max_examples=40)
@given(st.permutations(range(5)), st.integers(1, 5))
def test_issues_in_any_order_and_number_keep_the_numbering_right(
    order: list[int], count: int
) -> None:
    terms = [
        couriers().issues[0].terms,
        delivery().issues[0].terms,
        machinery().issues[0].terms,
        NumberTerm(D("-2.5000"), "天"),
        TextTerm("第一行\n第二行"),
    ]
    issues = tuple(
        issue(position + 1, f"议题{number}", terms[number])
        for position, number in enumerate(order[:count])
    )
    snapshot = replace(couriers(), issues=issues, contract_kind=ContractKind.WAGES)
    document = compose(snapshot)
    _check_structure(document)
    assert reconcile(document, snapshot) == ()


def test_a_rate_changed_by_one_fen_is_printed_without_being_typed_again() -> None:
    snapshot = couriers()
    table = snapshot.issues[0].terms
    assert isinstance(table, RateTable)
    dearer = replace(table.rates[1], rate=table.rates[1].rate + D("0.01"))
    changed = replace(table, rates=(table.rates[0], dearer, *table.rates[2:]))
    issues = (replace(snapshot.issues[0], terms=changed), *snapshot.issues[1:])
    before = plain_text(compose(snapshot)).splitlines()
    after = plain_text(compose(replace(snapshot, issues=issues))).splitlines()
    differing = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert differing == [("2\t同城·无电梯\t150\t1.1500", "2\t同城·无电梯\t150\t1.1600")]


_NINGBO_RULES = (
    "浙江省集体合同条例",
    "宁波市企业工资集体协商条例",
    "三至十人",
    "七日前",
    "百分之九十",
    "应当高于",
    "十个工作日内书面答复",
    "五个工作日内，企业方",
    "九十日",
    "行业职工代表大会",
    "五份",
)
"""Words of figures and procedures that only Ningbo's and Zhejiang's regulations know."""


def _all_subjects(jurisdiction: str, kind: ContractKind, case: CaseKind) -> str:
    terms = [one.terms for make in SAMPLES.values() for one in make().issues]
    issues = tuple(issue(number + 1, f"议题{number}", term) for number, term in enumerate(terms))
    snapshot = replace(couriers(), kind=case, contract_kind=kind, issues=issues)
    document = compose(replace(snapshot, jurisdiction=jurisdiction))
    _check_structure(document)
    return plain_text(document)


@pytest.mark.parametrize("jurisdiction", ["national", "not_a_pack"])
@pytest.mark.parametrize(("kind", "case"), list(product(ContractKind, CaseKind)))
def test_rules_of_ningbo_are_not_printed_elsewhere(
    jurisdiction: str, kind: ContractKind, case: CaseKind
) -> None:
    text = _all_subjects(jurisdiction, kind, case)
    assert [words for words in _NINGBO_RULES if words in text] == []


def test_the_words_that_must_not_be_printed_elsewhere_are_printed_in_ningbo() -> None:
    text = _all_subjects("ningbo", ContractKind.WAGES, CaseKind.INDUSTRY)
    assert [words for words in _NINGBO_RULES if words not in text] == []


@pytest.mark.parametrize(
    "words",
    [
        "双方代表人数对等，每方至少三人",
        "集体协商开始前五日内提供",
        "不得低于劳动者工作地执行的最低工资标准",
        "自收到之日起二十日内书面答复",
        "生效之日起五日内，双方应当",
        "期满前六十日内",
        "签订之日起七日内",
        "报送人力资源和社会保障行政部门三份",
    ],
)
def test_a_national_contract_prints_the_national_rule(words: str) -> None:
    assert words in _all_subjects("national", ContractKind.WAGES, CaseKind.ENTERPRISE)


@pytest.mark.parametrize("kind", ContractKind)
def test_a_clause_rests_on_law_that_was_read_and_holds_where_it_is_printed(
    kind: ContractKind,
) -> None:
    clauses = [clause for chapter in load_plan(kind).chapters for clause in chapter.clauses]
    assert len(clauses) > 40
    for clause in clauses:
        assert {basis.mark for basis in clause.basis} <= {"V1", "V2"}, clause.key
        if clause.basis and "ningbo" not in clause.when:
            local = {b.source for b in clause.basis if b.source.startswith(("NB-", "ZJ-"))}
            assert {basis.source for basis in clause.basis} - local, clause.key


def test_every_field_and_condition_of_the_whitelist_has_a_clause() -> None:
    plans = [load_plan(kind) for kind in ContractKind]
    texts = [text for plan in plans for text in (plan.preamble, *plan.titles.values())]
    texts += [c.text for plan in plans for chapter in plan.chapters for c in chapter.clauses]
    asked = {name for text in texts for name in FIELD.findall(text)}
    allowed = TEXT_FIELDS | ISSUE_FIELDS
    for subject in Subject:
        allowed |= figure_fields(subject)
    assert allowed - asked == set()
    named = {
        condition.removeprefix("!")
        for plan in plans
        for chapter in plan.chapters
        for clause in chapter.clauses
        for condition in clause.when
    }
    assert named == CONDITIONS


def test_every_jurisdiction_with_clauses_of_its_own_has_a_rule_pack() -> None:
    assert NINGBO in jurisdictions()


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("关于宁波快递行业协商", "宁波快递行业计件工资专项集体合同"),
        ("关于开展2026年度快递行业工资协商", "快递行业计件工资专项集体合同"),
        ("对外贸易行业协商", "对外贸易行业计件工资专项集体合同"),
        ("甬城片区快递行业派件费专项集体合同", "甬城片区快递行业计件工资专项集体合同"),
        ("派件费协商", "行业计件工资专项集体合同"),
    ],
)
def test_the_trade_is_taken_out_of_the_cases_title(title: str, printed: str) -> None:
    assert compose(replace(couriers(), title=title)).title == printed


@pytest.mark.parametrize(("name", "make"), SAMPLES.items(), ids=SAMPLES)
def test_no_duty_to_pay_is_printed_that_nobody_agreed(
    name: str, make: Callable[[], Snapshot]
) -> None:
    text = plain_text(compose(make()))
    found = [w for w in ("保留工资", "延期支付", "专职", "给予相应补贴", "最高一项") if w in text]
    assert found == [], name


def test_both_sides_may_take_a_dispute_over_performance_to_arbitration() -> None:
    text = plain_text(compose(couriers()))
    assert "任何一方均可以依法申请仲裁、提起诉讼" in text


def test_a_representative_is_protected_as_the_regulation_says() -> None:
    text = plain_text(compose(couriers()))
    assert "未经本人同意，用人单位不得变更其工作岗位" in text
    assert "期限延长至完成履行职责之时" in text


def test_a_contract_kind_follows_from_the_subjects() -> None:
    assert contract_kind_for([Subject.PIECE_RATES, Subject.TEXT]) is ContractKind.PIECE_RATES
    assert contract_kind_for([Subject.COMMISSION_SHARES]) is ContractKind.COMMISSION_SHARES
    assert contract_kind_for([Subject.NUMBER]) is ContractKind.WAGES
    assert contract_kind_for([Subject.PIECE_RATES, Subject.SKILL_GRADE_WAGES]) is ContractKind.WAGES


def test_users_text_is_never_read_as_a_field_or_a_list() -> None:
    snapshot = couriers()
    text = "- {企业方} {@scope} {不存在}"
    issues: tuple[SnapshotIssue, ...] = (issue(1, text, TextTerm(text)),)
    party = replace(snapshot.employer, name=text)
    document = compose(replace(snapshot, issues=issues, employer=party))
    lines = plain_text(document).splitlines()
    assert f"企业方（甲方）：{text}" in lines
    assert text in lines


def test_a_case_without_particulars_shows_blanks() -> None:
    base = couriers()
    party = replace(
        base.employer, credit_code="", address="", head="", chief="", representatives=()
    )
    text = plain_text(compose(replace(base, employer=party)))
    assert "统一社会信用代码：＿＿＿＿＿＿" in text
    assert "首席代表：＿＿＿＿＿＿" in text


def test_every_legal_basis_was_read_and_no_clause_is_without_its_version() -> None:
    for kind in ContractKind:
        for chapter in load_plan(kind).chapters:
            for clause in chapter.clauses:
                assert clause.version >= 1
                assert {basis.mark for basis in clause.basis} <= {"V1", "V2"}
                assert plain((clause.text,)).strip()
