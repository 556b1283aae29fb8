from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from negotiator_desk import i18n
from negotiator_desk.errors import InputError
from negotiator_desk.pay import costing
from negotiator_desk.pay.basis import Basis, ComparedWith, Formula
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.equivalence import Equivalence, Equivalent, Refused
from negotiator_desk.pay.fairness import shareable, who_gains
from negotiator_desk.pay.gain_findings import (
    dimension_finding,
    finding,
    flag_sentence,
    group_label,
)
from negotiator_desk.pay.gains import (
    SMALL_GROUP,
    FlagKind,
    GainBoard,
    Gap,
    GroupKind,
    GroupRow,
    Spread,
)
from negotiator_desk.pay.groups import EIGHT_GRADES, Dimension
from negotiator_desk.pay.terms import PieceRate, RateTable
from tests.pay.facts import dataset
from tests.pay.gain_facts import YEAR, basis, board, paid, roster
from tests.pay.proof import examples

D = Decimal

EAST, WEST = {"group": "东站"}, {"group": "西站"}


def dimension_rows(found: GainBoard, dimension: Dimension) -> dict[str, GroupRow]:
    item = found.by(dimension)
    assert item is not None
    return {row.name: row for row in item.groups}


# What the board says


def test_a_package_good_on_average_and_negative_for_one_group_raises_the_flag() -> None:
    found = board([EAST, EAST, WEST], [5000_00, 5000_00, 5000_00], [5200_00, 5200_00, 4900_00])
    assert found.gains is not None
    assert found.gains.total == D("300.00")
    first, second = found.flags
    assert (first.kind, first.dimension) == (FlagKind.NEGATIVE_FOR_A_GROUP, Dimension.TEAM)
    assert [row.name for row in first.groups] == ["西站"]
    assert flag_sentence(first) == (
        "Good on average, but negative for a group (Station or team): 西站."
    )
    assert (second.kind, second.workers) == (FlagKind.SOMEBODY_LOSES, 1)
    assert flag_sentence(second) == "1 worker is paid less than before."


def test_a_package_good_for_every_group_raises_no_flag_although_one_gains_less() -> None:
    found = board([EAST, WEST], [5000_00, 5000_00], [5200_00, 5000_01])
    assert found.flags == ()
    team = found.by(Dimension.TEAM)
    assert team is not None
    assert team.smallest_mean_gain is not None
    assert team.smallest_mean_gain.name == "西站"


def test_a_package_bad_on_average_says_that_somebody_loses_and_names_no_group() -> None:
    found = board([EAST, WEST], [5000_00, 5000_00], [5000_00, 4999_99])
    assert [flag.kind for flag in found.flags] == [FlagKind.SOMEBODY_LOSES]


def test_a_group_may_lose_somebody_and_still_gain_on_average() -> None:
    found = board([EAST, EAST], [5000_00, 5000_00], [5000_02, 4999_99])
    assert [flag.kind for flag in found.flags] == [FlagKind.SOMEBODY_LOSES]
    east = dimension_rows(found, Dimension.TEAM)["东站"]
    assert (east.losing, east.least_gain) == (1, D("-0.01"))
    assert east.mean_gain == D("0.01")  # 0.005 away from zero


def test_a_loss_of_half_a_fen_on_average_still_raises_the_flag() -> None:
    people = [EAST, *[WEST] * 3]
    found = board(people, [100, 100, 100, 100], [200, 99, 100, 100])
    west = dimension_rows(found, Dimension.TEAM)["西站"]
    assert west.mean_gain == D("0.00")
    assert [row.name for row in found.flags[0].groups] == ["西站"]


def test_a_higher_grade_that_ends_below_the_lower_one_is_flagged() -> None:
    people = [{"grade": "高级工"}, {"grade": "初级工"}, {"grade": "技师"}]
    found = board(people, [5000_00, 4000_00, 6000_00], [5000_00, 5000_01, 6000_00])
    steps = [(s.lower.name, s.higher.name, s.before, s.after) for s in found.compression]
    assert steps == [
        ("初级工", "高级工", D("1.2500"), D("1.0000")),
        ("高级工", "技师", D("1.2000"), D("1.2000")),
    ]
    assert [flag.kind for flag in found.flags] == [FlagKind.GRADES_INVERTED]
    assert flag_sentence(found.flags[0]) == (
        "On average the higher grade “高级工” is paid less than “初级工”."
    )


def test_equal_grades_are_not_inverted() -> None:
    people = [{"grade": "初级工"}, {"grade": "中级工"}]
    assert board(people, [4000_00] * 2, [5000_00] * 2).flags == ()


def test_a_grade_outside_the_ladder_comes_last_and_has_no_compression() -> None:
    people = [{"grade": "特聘"}, {"grade": "技师"}, {"grade": "初级工"}]
    found = board(people, [1] * 3, [1] * 3)
    assert list(dimension_rows(found, Dimension.GRADE)) == ["初级工", "技师", "特聘"]
    assert len(found.compression) == 1


def test_the_grid_may_have_its_own_ladder() -> None:
    facts = roster([{"grade": "三级"}, {"grade": "一级"}])
    pay = paid(facts, [200, 100])
    found = who_gains(facts, pay, pay, basis(facts), year=YEAR, grades=("一级", "二级", "三级"))
    assert [step.after for step in found.compression] == [D("2.0000")]


def test_ages_are_counted_in_the_year_passed_in() -> None:
    births = [1976, 1977, 1986, 1987, 1996, 1997, None]
    people = [{"birth_year": year} for year in births]
    found = board(people, [0] * 7, [0] * 7)
    rows = dimension_rows(found, Dimension.AGE)
    assert {name: row.workers for name, row in rows.items()} == {
        "under 30": 1,
        "30–39": 2,
        "40–49": 2,
        "50 and over": 1,
        "": 1,
    }
    facts = roster(people)
    later = who_gains(
        facts, None, paid(facts, [0] * 7), basis(facts, ComparedWith.NOTHING), year=YEAR + 1
    )
    rows = dimension_rows(later, Dimension.AGE)
    assert {name: row.workers for name, row in rows.items()} == {
        "30–39": 2,
        "40–49": 2,
        "50 and over": 2,
        "": 1,
    }


def test_only_the_dimensions_that_the_records_have_are_shown() -> None:
    found = board([{}], [0], [0])
    assert [item.dimension for item in found.dimensions] == [Dimension.GRADE, Dimension.POST]
    assert found.by(Dimension.SEX) is None


def test_those_not_stated_come_last_and_are_not_compared() -> None:
    found = board([{}, EAST, {}, WEST], [100, 300, 100, 200], [0, 300, 0, 200])
    team = found.by(Dimension.TEAM)
    assert team is not None
    assert [(row.name, row.kind) for row in team.groups] == [
        ("东站", GroupKind.NAMED),
        ("西站", GroupKind.NAMED),
        ("", GroupKind.NOT_STATED),
    ]
    assert team.gap_after == Gap("东站", "西站", D("33.33"))
    assert team.smallest_mean_gain is not None
    assert team.smallest_mean_gain.name == "东站"
    assert group_label(Dimension.TEAM, team.groups[-1]) == "not stated"


def test_a_worker_belongs_to_the_first_team_on_record() -> None:
    def row(worker: str, month: int, quantity: int, **more: Any) -> dict[str, Any]:
        day = date(2026, month, 1)
        return {"worker": worker, "name": "甲", "operation": "同城", "month": day} | {
            "quantity": quantity,
            **more,
        }

    facts = dataset(
        DatasetKind.OUTPUT,
        [
            row("K2", 3, 100),
            row("K1", 1, 100, **WEST),
            row("K2", 1, 300, **EAST),
            row("K2", 2, 100, **WEST),
        ],
    )
    dearer = costing.pay(facts, RateTable((PieceRate("同城", D(2)),)))
    cheaper = costing.pay(facts, RateTable((PieceRate("同城", D(1)),)))
    found = who_gains(facts, cheaper, dearer, basis(facts), year=YEAR)
    rows = dimension_rows(found, Dimension.TEAM)
    # K2: 500 units in three months, 166.67 yuan before and 333.33 after
    assert rows["东站"].mean_gain == D("166.66")
    assert rows["西站"].mean_gain == D("100.00")


def test_who_gains_least_and_most_is_named_the_first_of_several() -> None:
    found = board([{}] * 4, [100, 100, 100, 100], [150, 90, 90, 150])
    assert found.gains is not None
    assert found.gains.least is not None
    assert found.gains.greatest is not None
    assert (found.gains.least.worker, found.gains.least.gain) == ("G1", D("-0.10"))
    assert (found.gains.greatest.worker, found.gains.greatest.gain) == ("G0", D("0.50"))
    assert (found.gains.losing, found.gains.staying, found.gains.gaining) == (2, 0, 2)
    assert found.gains.spread.width == D("0.60")


# Nothing to compare with, nobody, one worker, extremes


def test_without_present_pay_there_are_no_gains_but_still_groups_and_compression() -> None:
    people = [{"grade": "中级工", **EAST}, {"grade": "初级工", **WEST}]
    found = board(people, None, [4000_00, 5000_00])
    assert (found.gains, found.pay_before) == (None, None)
    east = dimension_rows(found, Dimension.TEAM)["东站"]
    assert (east.mean_after, east.mean_before, east.mean_gain) == (D("4000.00"), None, None)
    assert (east.least_gain, east.losing) == (None, None)
    team = found.by(Dimension.TEAM)
    assert team is not None
    assert team.gap_before is None
    assert team.gap_after == Gap("西站", "东站", D("20.00"))
    assert [(step.before, step.after) for step in found.compression] == [(None, D("0.8000"))]
    assert [flag.kind for flag in found.flags] == [FlagKind.GRADES_INVERTED]
    assert finding(found) == (
        "Nothing is on record to compare with; the median pay is 4,500.00 yuan a month."
    )
    assert dimension_finding(team) == (
        "Station or team: on average “东站” is paid 20.00 % less than “西站”."
    )


def test_no_workers_are_a_board_with_nobody_on_it() -> None:
    found = board([], [], [])
    assert found.gains is not None
    assert found.gains.least is None
    assert found.gains.spread == Spread(*[D("0.00")] * 7)
    assert [item.groups for item in found.dimensions] == [(), ()]
    assert (found.flags, found.compression) == ((), ())
    assert finding(found) == "There are no workers whose pay could be compared."
    assert shareable(found).workers == 0


def test_one_worker_is_every_quantile() -> None:
    found = board([EAST], [0], [1])
    assert found.gains is not None
    assert found.gains.spread == Spread(*[D("0.01")] * 7)
    assert found.pay_after.p90_to_p10 == D("1.0000")
    assert found.pay_before is not None
    assert found.pay_before.p90_to_p10 is None
    team = found.by(Dimension.TEAM)
    assert team is not None
    assert team.gap_before == Gap("东站", "东站", D("0.00"))


def test_the_largest_pay_is_exact_or_refused() -> None:
    largest = 2**62
    found = board([EAST], [0], [largest])
    assert found.gains is not None
    assert found.gains.total == D(largest).scaleb(-2)
    with pytest.raises(InputError, match="too large to be worked out exactly"):
        board([EAST, WEST], [0, 0], [largest, largest])


# A result without basis cannot be made


@pytest.mark.parametrize("kind", [GainBoard, Equivalence, Equivalent, Refused])
def test_a_result_without_basis_is_impossible_to_make(kind: type[Any]) -> None:
    first, *rest = fields(kind)
    assert first.name == "basis"
    with pytest.raises(TypeError, match="basis"):
        kind(**{field.name: None for field in rest})


@pytest.mark.parametrize(
    "blank", [{"dataset_fingerprint": ""}, {"terms_sha256": ""}, {"rule_pack": ""}]
)
def test_a_basis_with_a_blank_part_is_refused(blank: dict[str, str]) -> None:
    whole = {"dataset_fingerprint": "a" * 64, "terms_sha256": "b" * 64, "rule_pack": "ningbo"}
    Basis(**whole, formula=Formula.WHO_GAINS)
    with pytest.raises(ValueError, match="a basis names"):
        Basis(**{**whole, **blank}, formula=Formula.WHO_GAINS)


def test_a_board_carries_the_basis_it_was_made_on_with_its_own_formula() -> None:
    facts = roster([EAST])
    pay = paid(facts, [1])
    found = who_gains(facts, pay, pay, basis(facts), year=YEAR)
    assert found.basis == replace(basis(facts), formula=Formula.WHO_GAINS)
    assert "worker by worker" in found.basis.sentence


def test_a_basis_of_something_else_is_a_mistake_of_ours() -> None:
    facts, other = roster([EAST]), roster([WEST])
    pay = paid(facts, [1])
    with pytest.raises(ValueError, match="another dataset"):
        who_gains(facts, pay, pay, basis(other), year=YEAR)
    with pytest.raises(ValueError, match="compared with"):
        who_gains(facts, pay, pay, basis(facts, ComparedWith.NOTHING), year=YEAR)
    with pytest.raises(ValueError, match="compared with"):
        who_gains(facts, None, pay, basis(facts), year=YEAR)


# The shared screen


def test_the_shared_screen_names_nobody_and_merges_small_groups() -> None:
    people = [EAST, EAST, WEST, *[{"group": "北站"}] * 3]
    found = board(people, [100] * 6, [200, 200, 40, 110, 110, 110])
    small = dimension_rows(found, Dimension.TEAM)
    assert {name: row.is_small for name, row in small.items()} == {
        "东站": True,
        "西站": True,
        "北站": False,
    }
    shared = shareable(found)
    assert shared.gains is not None
    assert (shared.gains.least, shared.gains.greatest) == (None, None)
    team = shared.by(Dimension.TEAM)
    assert team is not None
    north, merged = team.groups
    assert north.name == "北站"
    assert (merged.kind, merged.name, merged.workers) == (GroupKind.MERGED, "", 3)
    assert (merged.total_after, merged.total_before) == (D("4.40"), D("3.00"))
    assert (merged.least_gain, merged.losing) == (D("-0.60"), 1)
    assert group_label(Dimension.TEAM, merged) == "small groups together"
    assert team.gap_after == Gap("北站", "北站", D("0.00"))
    assert [flag.kind for flag in shared.flags] == [FlagKind.SOMEBODY_LOSES]


def test_one_small_group_takes_the_next_smallest_with_it() -> None:
    people = [EAST, *[WEST] * 4, *[{"group": "北站"}] * 3]
    shared = shareable(board(people, [0] * 8, [0] * 8))
    rows = dimension_rows(shared, Dimension.TEAM)
    assert {name: row.workers for name, row in rows.items()} == {"西站": 4, "": 4}


def test_a_firm_of_two_has_no_groups_to_show() -> None:
    shared = shareable(board([EAST, WEST], [1, 2], [2, 3]))
    assert [item.groups for item in shared.dimensions] == [(), (), ()]
    assert shared.dimensions[0].gap_after is None
    assert dimension_finding(shared.dimensions[0]) == "Station or team: no group to compare."


def test_the_shared_screen_shows_no_ratio_of_a_small_grade() -> None:
    people = [*[{"grade": "初级工"}] * 3, *[{"grade": "中级工"}] * 3, {"grade": "高级工"}]
    people += [{"grade": "技师"}] * 2
    pay = [300, 300, 300, 400, 400, 400, 100, 500, 500]
    found = board(people, pay, pay)
    assert len(found.compression) == 3
    assert FlagKind.GRADES_INVERTED in {flag.kind for flag in found.flags}
    shared = shareable(found)
    assert [step.after for step in shared.compression] == [D("1.3333")]
    assert shared.flags == ()


# Sentences


def test_the_board_is_told_in_one_sentence() -> None:
    found = board([EAST, EAST, WEST], [5000_00] * 3, [5200_00, 5000_00, 4900_00])
    assert finding(found) == (
        "Workers who gain: 1, stay: 1, lose: 1; the median gain is 0.00 and the least gain "
        "−100.00 yuan a month."
    )
    team = found.by(Dimension.TEAM)
    assert team is not None
    assert dimension_finding(team) == (
        "Station or team: the gap between the best and the worst paid group goes from 0.00 % to "
        "3.92 %, now between “东站” and “西站”; “西站” gains least, −100.00 yuan a month on "
        "average."
    )


def test_age_bands_are_words_of_the_interface_and_teams_are_not() -> None:
    found = board([{"birth_year": 2000, "group": "under 30"}], [0], [0])
    age, team = found.by(Dimension.AGE), found.by(Dimension.TEAM)
    assert age is not None
    assert team is not None
    asked: list[str] = []

    class Listening(i18n.gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            asked.append(message)
            return message

    i18n._current.translations = Listening()
    group_label(Dimension.TEAM, team.groups[0])
    assert asked == []
    group_label(Dimension.AGE, age.groups[0])
    assert asked == ["under 30"]


# Against a slow reference


PEOPLE = st.fixed_dictionaries(
    {
        "group": st.sampled_from(("东站", "西站", "北站", None)),
        "grade": st.sampled_from((*EIGHT_GRADES[:4], "特聘")),
        "sex": st.sampled_from(("男", "女", None)),
        "birth_year": st.sampled_from((None, 1966, 1976, 1977, 1987, 1990, 1996, 1997, 2006)),
        "post": st.sampled_from(("钳工", "焊工")),
    }
)
PAY = st.sampled_from((0, 1, 10**9, 10**12)) | st.integers(0, 2000)


def rounded(value: Fraction, places: int) -> D:
    scaled = abs(value) * 10**places
    whole = floor(scaled + Fraction(1, 2))
    return D(whole if value >= 0 else -whole).scaleb(-places)


def slow_quantile(values: list[int], percent: int) -> D:
    ordered = sorted(values)
    if not ordered:
        return D("0.00")
    place = Fraction((len(ordered) - 1) * percent, 100)
    low = floor(place)
    high = min(low + 1, len(ordered) - 1)
    exact = ordered[low] + (place - low) * (ordered[high] - ordered[low])
    return rounded(Fraction(exact) / 100, 2)


def slow_spread(values: list[int]) -> Spread:
    return Spread(*(slow_quantile(values, percent) for percent in (0, 10, 25, 50, 75, 90, 100)))


def key_of(person: dict[str, Any], dimension: Dimension) -> str:
    if dimension is Dimension.AGE:
        year = person["birth_year"]
        if year is None:
            return ""
        age = YEAR - year
        if age < 30:
            return "under 30"
        return "30–39" if age < 40 else "40–49" if age < 50 else "50 and over"
    return person["group" if dimension is Dimension.TEAM else dimension.value] or ""


@given(st.lists(st.tuples(PEOPLE, PAY, PAY), max_size=12))
@example([])
@examples(300)
def test_the_board_equals_the_reference(drawn: list[tuple[dict[str, Any], int, int]]) -> None:
    people = [person for person, _before, _after in drawn]
    before = [fen for _person, fen, _after in drawn]
    after = [fen for _person, _before, fen in drawn]
    gain = [new - old for old, new in zip(before, after, strict=True)]
    found = board(people, before, after)

    assert found.gains is not None
    assert found.pay_before == slow_spread(before)
    assert found.pay_after == slow_spread(after)
    assert found.gains.spread == slow_spread(gain)
    assert found.gains.total == D(sum(gain)).scaleb(-2)
    assert found.gains.losing == len([each for each in gain if each < 0])
    assert found.gains.gaining == len([each for each in gain if each > 0])
    assert found.gains.losing + found.gains.staying + found.gains.gaining == len(people)
    negative = set()
    for item in found.dimensions:
        members: dict[str, list[int]] = {}
        for place, person in enumerate(people):
            members.setdefault(key_of(person, item.dimension), []).append(place)
        assert {row.name for row in item.groups} == set(members)
        for row in item.groups:
            places = members[row.name]
            count = len(places)
            assert (row.workers, row.is_small) == (count, count < SMALL_GROUP)

            def mean(fen: list[int], places: list[int] = places) -> D:
                return rounded(Fraction(sum(fen[place] for place in places), 100 * len(places)), 2)

            assert (row.mean_before, row.mean_after) == (mean(before), mean(after))
            assert row.mean_gain == mean(gain)
            assert row.least_gain == D(min(gain[place] for place in places)).scaleb(-2)
            assert row.losing == sum(gain[place] < 0 for place in places)
            if sum(gain) > 0 and sum(gain[place] for place in places) < 0:
                negative.add((item.dimension, row.name))
        stated = {name: places for name, places in members.items() if name}
        _check_gap(item.gap_before, stated, before)
        _check_gap(item.gap_after, stated, after)
        if stated:
            assert item.smallest_mean_gain is not None
            assert item.smallest_least_gain is not None
            means = {name: exact_mean(gain, places) for name, places in stated.items()}
            least = {name: min(gain[p] for p in places) for name, places in stated.items()}
            assert means[item.smallest_mean_gain.name] == min(means.values())
            assert least[item.smallest_least_gain.name] == min(least.values())
    flagged = {
        (flag.dimension, row.name)
        for flag in found.flags
        if flag.kind is FlagKind.NEGATIVE_FOR_A_GROUP
        for row in flag.groups
    }
    assert flagged == negative
    _check_compression(found, people, before, after)


def exact_mean(fen: list[int], places: list[int]) -> Fraction:
    return Fraction(sum(fen[place] for place in places), len(places))


def _check_gap(gap: Gap | None, members: dict[str, list[int]], fen: list[int]) -> None:
    if not members:
        assert gap is None
        return
    means = {name: exact_mean(fen, places) for name, places in members.items()}
    assert gap is not None
    best, worst = max(means.values()), min(means.values())
    assert (means[gap.best], means[gap.worst]) == (best, worst)
    assert gap.percent == rounded((best - worst) / best * 100 if best else Fraction(0), 2)


def _check_compression(
    found: GainBoard, people: list[dict[str, Any]], before: list[int], after: list[int]
) -> None:
    ladder = []
    for grade in EIGHT_GRADES:
        places = [place for place, person in enumerate(people) if person["grade"] == grade]
        if places:
            ladder.append((grade, exact_mean(before, places), exact_mean(after, places)))

    def of(upper: Fraction, lower: Fraction) -> D | None:
        return rounded(upper / lower, 4) if lower else None

    expected = [
        (low[0], high[0], of(high[1], low[1]), of(high[2], low[2]), high[2] < low[2])
        for low, high in pairwise(ladder)
    ]
    assert expected == [
        (step.lower.name, step.higher.name, step.before, step.after, step.is_inverted)
        for step in found.compression
    ]


@given(st.lists(st.tuples(PEOPLE, PAY, PAY), max_size=12))
@examples(200)
def test_the_shared_screen_adds_up_and_shows_no_small_group(
    drawn: list[tuple[dict[str, Any], int, int]],
) -> None:
    found = board(*map(list, zip(*drawn, strict=True))) if drawn else board([], [], [])
    for whole, shared in zip(found.dimensions, shareable(found).dimensions, strict=True):
        assert not any(row.is_small for row in shared.groups)
        if shared.groups:
            for name in ("workers", "losing", "total_before", "total_after"):
                assert sum(getattr(row, name) for row in shared.groups) == sum(
                    getattr(row, name) for row in whole.groups
                )
            assert min(row.least_gain or 0 for row in shared.groups) == min(
                row.least_gain or 0 for row in whole.groups
            )
        else:
            assert found.workers < SMALL_GROUP
    shown = {
        row.name
        for item in shareable(found).dimensions
        if item.dimension is Dimension.GRADE
        for row in item.groups
    }
    for step in shareable(found).compression:
        assert {step.lower.name, step.higher.name} <= shown
