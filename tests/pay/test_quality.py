from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from negotiator_desk.errors import InputError
from negotiator_desk.pay.quality import (
    Allowed,
    Quality,
    QualityRules,
    Range,
    figure_text,
    finding,
    limit_digits,
    range_text,
    widen,
    worst,
)

D = Decimal

MEASURED, REPORTED, ESTIMATED = Quality

amounts = st.integers(-(10**14), 10**14).map(lambda fen: D(fen).scaleb(-2)) | st.integers(
    -200, 200
).map(lambda fen: D(fen).scaleb(-2))


@st.composite
def rules(draw: st.DrawFn) -> QualityRules:
    margins = sorted(draw(st.lists(st.integers(0, 10_000), min_size=3, max_size=3)))
    digits = sorted(draw(st.lists(st.integers(1, 15), min_size=3, max_size=3)), reverse=True)
    first = draw(st.booleans())
    return QualityRules(
        *(
            Allowed(D(margin).scaleb(-4), None if first and place == 0 else count)
            for place, (margin, count) in enumerate(zip(margins, digits, strict=True))
        )
    )


def test_measured_inputs_leave_a_figure_as_it_is() -> None:
    assert widen(D("104728.31"), [MEASURED]) == Range(*[D("104728.31")] * 3)
    assert widen(D("104728.31"), []).is_exact


def test_reported_inputs_leave_four_digits_within_two_percent() -> None:
    # half width 2,094.5662: 102,633.7438 down and 106,822.8762 up
    found = widen(D("104728.31"), [MEASURED, REPORTED])
    assert found == Range(D(102600), D(104700), D(106900))


def test_estimated_inputs_leave_two_digits_within_ten_percent() -> None:
    # half width 10,472.831: 94,255.479 down and 115,201.141 up
    found = widen(D("104728.31"), [ESTIMATED, REPORTED])
    assert found == Range(D(94000), D(100000), D(120000))
    assert range_text(found) == "94,000 to 120,000"


def test_a_saving_is_widened_like_a_cost() -> None:
    cost = widen(D("104728.31"), [ESTIMATED])
    saving = widen(D("-104728.31"), [ESTIMATED])
    assert (saving.low, saving.value, saving.high) == (-cost.high, -cost.value, -cost.low)


def test_small_amounts_stay_whole_fen_and_nothing_stays_nothing() -> None:
    assert widen(D("0.01"), [ESTIMATED]) == Range(D("0.00"), D("0.01"), D("0.02"))
    assert widen(D("0.00"), [ESTIMATED]) == Range(*[D("0.00")] * 3)
    assert str(widen(D("-0.01"), [ESTIMATED]).high) == "0.00"


def test_a_count_is_widened_to_whole_numbers() -> None:
    assert widen(D(127), [ESTIMATED], step=D(1)) == Range(D(110), D(130), D(140))
    assert widen(D(3), [ESTIMATED], step=D(1)) == Range(D(2), D(3), D(4))


@pytest.mark.parametrize("marks", list(permutations(Quality)))
def test_the_worst_of_several_marks_counts(marks: tuple[Quality, ...]) -> None:
    assert worst(marks) is ESTIMATED
    assert worst([mark for mark in marks if mark is not ESTIMATED]) is REPORTED
    assert worst([]) is MEASURED


def test_rounding_to_digits_sends_halves_away_from_zero() -> None:
    assert limit_digits(D("2665.00"), 3) == D(2670)
    assert limit_digits(D("-2665.00"), 3) == D(-2670)
    assert limit_digits(D("99.60"), 2) == D(100)
    assert limit_digits(D("0.0449"), 2, step=D("0.0001")) == D("0.045")
    assert limit_digits(D("12.34"), None) == D("12.34")


def test_a_limited_figure_shows_no_decimals_that_it_does_not_have() -> None:
    assert figure_text(limit_digits(D("104728.31"), 2)) == "100,000"
    assert figure_text(limit_digits(D("4.7283"), 2)) == "4.7"
    assert figure_text(limit_digits(D("104728.31"), None)) == "104,728.31"


def test_the_finding_names_the_worst_input_and_both_ends() -> None:
    assert finding(widen(D("104728.31"), [ESTIMATED]), ESTIMATED) == (
        "The worst input is estimated: about 100,000, between 94,000 and 120,000."
    )
    assert finding(widen(D("104728.31"), []), MEASURED) == (
        "The inputs are measured: the figure is 104,728.31."
    )


def test_each_firm_may_set_its_own_margins_and_digits() -> None:
    own = QualityRules(reported=Allowed(D("0.0500"), 3))
    assert widen(D("1000.00"), [REPORTED], rules=own) == Range(D(950), D(1000), D(1050))
    assert widen(D("1000.00"), [REPORTED]) == Range(D(980), D(1000), D(1020))


def test_a_worse_input_is_never_trusted_more() -> None:
    for allowed in (Allowed(D("0.2000"), 4), Allowed(D("0.0200"), 1)):
        with pytest.raises(InputError, match="cannot have a narrower margin or more digits"):
            QualityRules(reported=allowed)


@pytest.mark.parametrize(
    ("margin", "digits"), [("-0.0001", 2), ("1.0001", 2), ("0.00001", 2), ("0.1", 0), ("0.1", 16)]
)
def test_margins_and_digits_that_make_no_sense_are_refused(margin: str, digits: int) -> None:
    with pytest.raises(InputError):
        Allowed(D(margin), digits)


def test_a_range_that_does_not_hold_its_value_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="holds its value"):
        Range(D(2), D(1), D(3))


def slow_limit(value: D, digits: int) -> Fraction:
    """The nearest number of so many digits, found by trying powers of ten."""
    size = abs(Fraction(value))
    step = Fraction(1, 100)
    while size >= step * 10**digits:
        step *= 10
    whole = int(size / step + Fraction(1, 2))
    return whole * step * (1 if value >= 0 else -1)


@given(amounts, st.integers(1, 15))
@example(D("999999999999.99"), 1)
def test_limiting_digits_equals_the_reference(value: D, digits: int) -> None:
    assert Fraction(limit_digits(value, digits)) == slow_limit(value, digits)


@given(amounts, st.lists(st.sampled_from(Quality), max_size=4), rules())
def test_a_range_is_outside_its_margin_and_never_has_more_digits_than_its_worst_input(
    amount: D, marks: list[Quality], chosen: QualityRules
) -> None:
    allowed = chosen.of(worst(marks))
    found = widen(amount, marks, rules=chosen)
    half = abs(Fraction(amount)) * Fraction(allowed.margin)
    assert Fraction(found.low) <= Fraction(amount) - half
    assert Fraction(found.high) >= Fraction(amount) + half
    assert found.low <= found.value <= found.high
    for figure in (found.low, found.value, found.high):
        assert figure == figure.quantize(D("0.01"), rounding=ROUND_HALF_UP)
        assert allowed.digits is None or _significant_digits(figure) <= allowed.digits
    # Rounding outwards costs less than one unit of the last allowed digit at each end.
    if allowed.digits is not None:
        unit = max(Fraction(10) ** (_places(found.low) - allowed.digits + 1), Fraction(1, 100))
        assert Fraction(amount) - half - Fraction(found.low) < unit
    else:
        assert Fraction(amount) - half - Fraction(found.low) < Fraction(1, 100)


@given(amounts, rules())
def test_a_worse_mark_never_gives_a_narrower_range(amount: D, chosen: QualityRules) -> None:
    good, fair, poor = (widen(amount, [mark], rules=chosen) for mark in Quality)
    assert poor.low <= fair.low <= good.low
    assert good.high <= fair.high <= poor.high


def _significant_digits(value: D) -> int:
    """Return how many digits a figure states, zeros at its end left out; 1 for 0."""
    return max(len(str(value).replace(".", "").strip("-").strip("0")), 1)


def _places(value: D) -> int:
    return value.adjusted() if value else -2
