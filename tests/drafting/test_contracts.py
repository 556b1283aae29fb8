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
from negotiator_desk.drafting.blocks import Annex, Article, Block, Chapter, Document, Item, plain
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.library import load_plan
from negotiator_desk.drafting.numbering import article_number, chapter_number, item_number
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.drafting.reconcile import reconcile
from negotiator_desk.drafting.snapshot import (
    ContractKind,
    Snapshot,
    SnapshotIssue,
    contract_kind_for,
)
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    NumberTerm,
    RateTable,
    Subject,
    TakeMethod,
    TextTerm,
    Tier,
    TierRule,
)
from tests.drafting.samples import SAMPLES, couriers, delivery, fee_schedule, issue, machinery

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
    assert "None" not in text


@pytest.mark.parametrize(("name", "make"), SAMPLES.items(), ids=SAMPLES)
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
