"""The workers' leaflet: two pages at most, examples that are right to the fen, and no names."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings

from negotiator_desk.drafting.assemble import Choices, assemble
from negotiator_desk.drafting.blocks import (
    Blank,
    Caption,
    CrossReference,
    Document,
    Figure,
    Form,
    Grid,
    Item,
    Note,
    Reference,
    Section,
    Title,
    inlines,
    plain,
)
from negotiator_desk.drafting.composition import Composition
from negotiator_desk.drafting.leaflet import leaflet, leaflet_versions
from negotiator_desk.drafting.leaflet_examples import PIECES, example_total, worked_examples
from negotiator_desk.drafting.leaflet_words import load_leaflet_words
from negotiator_desk.drafting.numbering import NUMBERING
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.drafting.snapshot import ContractKind, Snapshot
from negotiator_desk.drafting.snapshot_parts import JobPay, Settlement, SnapshotIssue
from negotiator_desk.drafting.typeset.look import LEAFLET_LOOK, load_look
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.drafting.values import Figures, agreed_values, read_value
from negotiator_desk.drafting.wording import ContractLanguage, Tongue
from negotiator_desk.paths import resource
from negotiator_desk.pay.costing import pay
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.fields import LARGEST_TOTAL
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    FeeTable,
    RateTable,
    TakeMethod,
    Terms,
    Tier,
    TierRule,
    WageGrid,
    slot_hours,
)
from tests.drafting.samples import SAMPLES, couriers, delivery, fee_schedule, issue, machinery
from tests.drafting.wordings import clause, text_of
from tests.pay import strategies

D = Decimal
NOON = datetime.fromisoformat("2026-09-01T12:00")
LETTERS = 60
AMOUNT = r"−?[\d,]+\.\d+"


def jobs(count: int, name: str = "岗位") -> tuple[JobPay, ...]:
    return tuple(
        JobPay(f"{name}{place}", 3 + place, D("4000.00") + place, D("4200.00") + place)
        for place in range(count)
    )


def with_jobs(snapshot: Snapshot, found: Sequence[JobPay]) -> Snapshot:
    return replace(snapshot, settlement=(Settlement(1, 99, D("1.00"), None, tuple(found)),))


def pages(document: Document) -> int:
    return render(document, load_look(LEAFLET_LOOK)).pages


def texts(document: Document, kind: type) -> list[str]:
    return [
        plain(block.content) if isinstance(block, Item | Note) else block.text
        for block in document.blocks
        if isinstance(block, kind) and isinstance(block, Item | Note | Section | Caption | Title)
    ]


def rows(document: Document) -> list[list[str]]:
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    return [[plain(cell) for cell in row] for row in grid.rows]


def bilingual(snapshot: Snapshot) -> Snapshot:
    text = assemble(snapshot, Choices(language=ContractLanguage.BILINGUAL))
    return replace(snapshot, text=text)


@pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)
@pytest.mark.parametrize("tongue", Tongue)
@pytest.mark.parametrize("count", [0, 4, 60])
def test_a_leaflet_takes_two_pages_at_most(
    make: Callable[[], Snapshot], tongue: Tongue, count: int
) -> None:
    document = leaflet(with_jobs(bilingual(make()), jobs(count)), tongue)
    assert pages(document) <= 2
    assert document.language == {Tongue.CHINESE: "zh-CN", Tongue.ENGLISH: "en"}[tongue]


@pytest.mark.parametrize("kind", ContractKind)
def test_every_kind_of_contract_has_a_leaflet(kind: ContractKind) -> None:
    terms = [one.terms for make in SAMPLES.values() for one in make().issues]
    issues = tuple(issue(place + 1, f"议题{place}", one) for place, one in enumerate(terms))
    snapshot = replace(couriers(), contract_kind=kind, issues=issues)
    assert pages(leaflet(with_jobs(snapshot, jobs(30)))) <= 2


def test_even_the_longest_names_fit_on_two_pages() -> None:
    name = "甬" * 100
    base = machinery()
    party = replace(base.employee, name=name, address=name)
    issues = tuple(replace(one, title=name) for one in base.issues)
    text = replace(assemble(base, Choices()), title=f"{name}\n{name}")
    long = tuple(clause(f"c{place}", "甲。") for place in range(40))
    clauses = tuple(replace(one, plain=name * 5) for one in long)
    text = replace(text_of(*clauses), title=text.title)
    snapshot = replace(
        base, employee=party, employer=party, issues=issues, text=text, case_number="N" * 60
    )
    assert pages(leaflet(with_jobs(snapshot, jobs(40, name)))) <= 2


def test_print_is_large() -> None:
    look = load_look(LEAFLET_LOOK)
    assert look.types["body"].size >= 14
    assert look.table.type.size >= 14
    assert min(look.types[name].size for name in ("note", "reference", "caption")) >= 12


def test_pay_before_and_after_stands_for_each_job_and_says_from_when() -> None:
    found = (
        JobPay("冲压", 12, D("5000.10"), D("5200.20")),
        JobPay("焊接", 3, D("6000.00"), D("5999.50")),
        JobPay("", 5, D("4000.00"), D("4000.00")),
    )
    document = leaflet(with_jobs(machinery(), found))
    assert rows(document) == [
        ["冲压", "5,000.10", "5,200.20", "+200.10"],
        ["焊接", "6,000.00", "5,999.50", "−0.50"],
        ["其他", "4,000.00", "4,000.00", "0.00"],
    ]
    assert "从2026年7月1日起" in plain_text(document)


def test_without_present_terms_only_the_new_pay_is_listed() -> None:
    document = leaflet(with_jobs(machinery(), (JobPay("冲压", 12, None, D("5200.20")),)))
    assert rows(document) == [["冲压", "5,200.20"]]


def test_groups_of_fewer_than_three_are_never_listed() -> None:
    found = (*jobs(2), JobPay("仅二人", 2, D("1.00"), D("2.00")))
    for document in leaflet_versions(with_jobs(machinery(), found)):
        assert "仅二人" not in plain_text(document)


def test_of_many_jobs_the_largest_stay_and_the_rest_are_counted() -> None:
    document = leaflet(with_jobs(machinery(), jobs(30)))
    shown = [int(row[0].removeprefix("岗位")) for row in rows(document)]
    assert shown == list(range(30 - len(shown), 30))
    assert any(f"另有{30 - len(shown)}类没有列出" in text for text in texts(document, Note))


def test_piece_rates_are_listed_where_no_pay_was_worked_out() -> None:
    snapshot = couriers()
    table = snapshot.issues[0].terms
    assert isinstance(table, RateTable)
    lower = tuple(replace(one, rate=one.rate - D("0.0500")) for one in table.rates[1:])
    now = replace(snapshot.issues[0], present=replace(table, rates=lower))
    document = leaflet(replace(snapshot, settlement=None, issues=(now,)))
    assert rows(document)[:2] == [["同城·有电梯", "—", "0.90"], ["同城·无电梯", "1.10", "1.15"]]
    assert "另有" not in "".join(texts(document, Note)) or "见附件1" in plain_text(document)


def test_no_person_is_named() -> None:
    for make in SAMPLES.values():
        snapshot = bilingual(make())
        people = {
            one.name
            for party in (snapshot.employee, snapshot.employer)
            for one in party.representatives
        }
        people |= {snapshot.employee.head, snapshot.employer.head}
        for tongue in Tongue:
            text = plain_text(leaflet(snapshot, tongue))
            assert [name for name in people if name and name in text] == []


@pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)
@pytest.mark.parametrize("tongue", Tongue)
def test_every_sentence_names_its_article_and_every_figure_is_as_agreed(
    make: Callable[[], Snapshot], tongue: Tongue
) -> None:
    snapshot = bilingual(make())
    composition = Composition(snapshot)
    numbers = {
        one.text.place: NUMBERING[tongue].article(one.number) for one in composition.clauses()
    }
    agreed = {one.offer_id: agreed_values(one.terms) for one in snapshot.issues}
    document = next(leaflet_versions(snapshot, tongue))
    references = [part for part in inlines(document.blocks) if isinstance(part, CrossReference)]
    assert references
    assert all(part.text == numbers[part.target] for part in references)
    for part in inlines(document.blocks):
        if isinstance(part, Figure):
            assert read_value(part.text, part.form) == agreed[part.offer_id][part.key]
            assert part.form is not Form.CAPITAL
    assert "大写" not in plain_text(document)


def test_what_is_left_out_is_counted() -> None:
    versions = list(leaflet_versions(delivery()))
    every = next(iter(versions))
    fullest = len([text for text in texts(every, Item) if "（第" in text])
    for document in versions:
        items = texts(document, Item)
        shown = len([text for text in items if "（第" in text])
        left = [int(m.group(1)) for text in items if (m := re.match(r"还有(\d+)条", text))]
        assert shown + sum(left) >= fullest
        assert (shown < fullest) <= bool(left)


def test_what_was_bargained_for_stays_longest() -> None:
    last = list(leaflet_versions(delivery()))[-5]
    kept = [part.target for part in inlines(last.blocks) if isinstance(part, CrossReference)]
    assert kept
    assert all("#" in target for target in kept)


def test_a_draft_says_that_it_is_one_and_blanks_stay_blanks() -> None:
    draft, final = couriers(), replace(couriers(), is_final=True)
    assert "这是草案" in plain_text(leaflet(draft))
    assert "这是草案" not in plain_text(leaflet(final))
    own = replace(clause("a", "甲。"), plain="见⟦@gone⟧。")
    document = leaflet(replace(draft, text=text_of(own)))
    assert [p.name for p in inlines(document.blocks) if isinstance(p, Blank)] == ["@gone"]


def test_the_term_is_named_as_far_as_it_is_known() -> None:
    def named(first: date | None, last: date | None) -> list[str]:
        document = leaflet(replace(couriers(), contract_from=first, contract_until=last))
        return [block.text for block in document.blocks if isinstance(block, Reference)]

    day = date(2026, 5, 1)
    assert named(day, date(2027, 4, 30)) == ["有效期：2026年5月1日至2027年4月30日"]
    assert named(day, None) == ["有效期：2026年5月1日起"]
    assert named(None, None) == []


def example(terms: Terms, present: Terms | None = None, letters: int = LETTERS) -> list[str]:
    settled: SnapshotIssue = replace(issue(1, "议题", terms), present=present)
    words = load_leaflet_words(Tongue.CHINESE)
    return [plain(step) for step in worked_examples(settled, Figures(settled), words, letters)]


def paid(text: str, before: str = "元") -> Decimal:
    """Return the amount that an example ends with."""
    found = re.findall(rf"({AMOUNT}){before}", text)
    return D(found[-1].replace(",", ""))


def output(operation: str, quantity: Decimal, field: str) -> Dataset:
    quantities = {"quantity": D(0), "quantity_150": D(0)} | {field: quantity}
    return Dataset.build(
        DatasetKind.OUTPUT,
        {
            "worker": ["A"],
            "name": ["某人"],
            "operation": [operation],
            "month": [date(2026, 9, 1)],
            **{name: [value] for name, value in quantities.items()},
        },
    )


@settings(max_examples=80, deadline=None)
@given(strategies.rate_tables())
def test_the_example_of_piece_rates_is_what_pay_works_out(table: RateTable) -> None:
    table = replace(table, monthly_guarantee=D("0.00"), allowances=())
    normal, overtime = example(table)
    operation = table.rates[0].operation
    for text, field in ((normal, "quantity"), (overtime, "quantity_150")):
        assert paid(text) == D(pay(output(operation, PIECES, field), table).total).scaleb(-2)


def order(total: Decimal, **more: object) -> Dataset:
    columns: dict[str, object] = {
        "worker": "A",
        "placed_at": NOON,
        "customer_total": total,
        **more,
    }
    return Dataset.build(DatasetKind.ORDERS, {name: [one] for name, one in columns.items()})


@settings(max_examples=150, deadline=None)
@given(strategies.schedules(with_fees=False))
def test_the_example_of_commission_shares_is_what_pay_works_out(
    schedule: CommissionSchedule,
) -> None:
    by_month = schedule.method is TakeMethod.TURNOVER_TIERS
    alone = replace(
        schedule,
        monthly_cap=None,
        hourly_guarantee=D("0.00"),
        monthly_guarantee=D("0.00"),
        order_cap=None if by_month else schedule.order_cap,
    )
    total = example_total(alone)
    assume(D(0) < total <= LARGEST_TOTAL)
    (text,) = example(alone)
    assert paid(text) == D(pay(order(total), alone).total).scaleb(-2)


@settings(max_examples=80, deadline=None)
@given(strategies.schedules(with_fees=True))
def test_the_example_of_fees_is_what_pay_works_out(schedule: CommissionSchedule) -> None:
    alone = replace(
        schedule,
        order_cap=None,
        monthly_cap=None,
        hourly_guarantee=D("0.00"),
        monthly_guarantee=D("0.00"),
    )
    (text,) = example(alone)

    def said(pattern: str) -> str | None:
        found = re.search(pattern, text)
        return None if found is None else found.group(1).replace(",", "")

    distance, weight = said(r"送([\d,.]+)公里"), said(r"重([\d,.]+)千克")
    hour, category = said(r"在(\d+)点"), said("送的是“(.*)”")
    slots = alone.fee_table.time_slots if alone.fee_table is not None else ()
    taken = {one for start, end, _fee in slots for one in slot_hours(start, end)}
    free = [one for one in range(24) if one not in taken]
    assume(hour is not None or free)
    facts = order(
        D(100),
        distance_km=D(distance or 1),
        weight_kg=D(weight or 1),
        category=category,
        placed_at=NOON.replace(hour=free[0] if hour is None else int(hour)),
    )
    assert paid(text) == D(pay(facts, alone).total).scaleb(-2)


@settings(max_examples=80, deadline=None)
@given(strategies.grids())
def test_the_example_of_skill_grades_is_what_pay_works_out(grid: WageGrid) -> None:
    (text,) = example(grid)
    post = grid.post_bands[0][0]
    grade = grid.grades[(len(grid.grades) - 1) // 2]
    mark = next((name for name, factor in grid.coefficients if factor != 1), None)
    facts = Dataset.build(
        DatasetKind.ROSTER,
        {
            "worker": ["A"],
            "name": ["某人"],
            "post": [post],
            "grade": [grade],
            "performance": [mark],
            "present_pay": [D("5000.00")],
        },
    )
    assert paid(text) == D(pay(facts, grid).total).scaleb(-2)


@pytest.mark.parametrize(
    ("terms", "lines"),
    [
        (
            couriers().issues[0].terms,
            [
                "正常时间做100件“同城·有电梯”：100 × 0.90 = 90.00元。",
                "平日加班做的，单价按150%算：100 × 0.90 × 150% = 135.00元。",
            ],
        ),
        (
            delivery().issues[0].terms,
            [
                "一单顾客付45.00元：平台抽30.00 × 18% + 15.00 × 20% = 8.40元；"
                "你得45.00 − 8.40 = 36.60元。"
            ],
        ),
        (
            fee_schedule(),
            [
                "一单送3.5公里、重12.5千克、在11点到13点之间下单、送的是“生鲜”："
                "4.50 + 1.20 + 1.50 + 0.50 + 1.00 = 8.70元。"
            ],
        ),
        (
            machinery().issues[0].terms,
            [
                "“仓储保管”（一档）、高级工：每月3,960.00 × 1.15（考核“优秀”）"
                " + 300.00（技能津贴） = 4,854.00元。"
            ],
        ),
        (
            CommissionSchedule(TakeMethod.FLAT, (Tier(None, D("0.3300")),), order_cap=D("0.2775")),
            [
                "一单顾客付50.00元：按比例抽50.00 × 33% = 16.50元，超过上限；"
                "上限是50.00 × 27.75% = 13.87元（不足1分的舍去），你得50.00 − 13.87 = 36.13元。"
            ],
        ),
        (
            CommissionSchedule(
                TakeMethod.TURNOVER_TIERS,
                (Tier(D("5000.00"), D("0.2000")), Tier(None, D("0.1500"))),
                tier_rule=TierRule.WHOLE_SLAB,
            ),
            [
                "一个月顾客一共付10,000.00元：平台抽10,000.00 × 15% = 1,500.00元；"
                "你得10,000.00 − 1,500.00 = 8,500.00元。"
            ],
        ),
    ],
    ids=["pieces", "tiers", "fees", "grades", "capped", "month"],
)
def test_examples_read_as_people_work_them_out(terms: Terms, lines: list[str]) -> None:
    assert example(terms) == lines


def test_an_example_says_what_it_comes_to_now() -> None:
    table = couriers().issues[0].terms
    assert isinstance(table, RateTable)
    before = replace(table, rates=(replace(table.rates[0], rate=D("0.8500")), *table.rates[1:]))
    assert example(table, before)[0].endswith("= 90.00元。按现在的单价0.85元，是85.00元。")
    grid = machinery().issues[0].terms
    assert isinstance(grid, WageGrid)
    lower = replace(grid, cells=tuple(tuple(a - 100 for a in row) for row in grid.cells))
    assert example(grid, lower)[0].endswith("4,854.00元。按现在的标准是4,739.00元。")
    assert example(grid, grid)[0].endswith("4,854.00元。")


def test_each_subject_has_one_example() -> None:
    terms = couriers().issues[0].terms
    snapshot = replace(couriers(), issues=(issue(1, "甲", terms), issue(2, "乙", terms)))
    found = [text for text in texts(leaflet(snapshot), Item) if " × " in text]
    assert len(found) == 2


def test_both_languages_have_the_same_words_with_the_same_fields_and_all_are_used() -> None:
    with resource("papers", "leaflet.toml").open("rb") as file:
        data = tomllib.load(file)
    chinese, english = data["zh_CN"], data["en"]
    assert list(chinese) == list(english)

    def fields(text: str) -> set[str]:
        return {name for _text, name, *_rest in string.Formatter().parse(text) if name}

    assert [k for k in chinese if fields(chinese[k]) != fields(english[k])] == []
    folder = resource("papers").parents[1] / "negotiator_desk" / "drafting"
    source = "".join(
        (folder / name).read_text(encoding="utf-8")
        for name in ("leaflet.py", "leaflet_examples.py")
    )
    used = {
        key for key in chinese if f'"{key}"' in source or f'"{key.removesuffix("_open")}"' in source
    }
    assert set(chinese) - used == {"fee_distance", "fee_weight"}


def test_the_fee_table_of_a_bare_schedule_is_one_amount() -> None:
    bare = replace(fee_schedule(), fee_table=FeeTable(D("4.50")))
    assert example(bare) == ["一单普通订单：4.50元。"]


def test_the_name_of_an_english_leaflet_in_file_data_has_spaces_between_its_words() -> None:
    assert "ContractW" not in leaflet(couriers(), Tongue.ENGLISH).title
    assert leaflet(couriers(), Tongue.ENGLISH).title.endswith(" Workers' leaflet")
