from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from negotiator_desk import i18n
from negotiator_desk.bargaining.offers import IssueState, OfferState
from negotiator_desk.bargaining.parties import CaseKind, Origin, Sex, Side
from negotiator_desk.pay.cells import Cell, Unit, cells
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.terms import NumberTerm, Subject
from negotiator_desk.ui import display, display_terms


def test_money_is_grouped_with_a_real_minus_and_its_sign_in_front() -> None:
    assert display.amount(Decimal("-1234567.5")) == "−1,234,567.50"
    assert display.yuan(Decimal("-1234.5")) == "−¥\xa01,234.50"
    assert display.yuan_change(Decimal("4812600"), places=0) == "+¥\xa04,812,600"
    assert display.yuan_change(Decimal(0)) == "±¥\xa00.00"


def test_rates_have_four_decimals_and_ratios_are_percentages() -> None:
    assert display.rate(Decimal("1.15")) == "1.1500"
    assert display.percent(Decimal("0.2100")) == "21.00 %"


def test_plain_numbers_lose_the_zeros_of_their_fixed_places() -> None:
    assert display.number(Decimal("8.0000")) == "8"
    assert display.number(Decimal("37.5000")) == "37.5"
    assert display.number(Decimal("1200.0000")) == "1,200"


def test_nothing_is_a_dash() -> None:
    shown = {
        display.amount(None),
        display.yuan(None),
        display.yuan_change(None),
        display.rate(None),
        display.percent(None),
        display.number(None),
        display.count(None),
        display.day(None),
        display.moment(None),
        display.sex(None),
    }
    assert shown == {"—"}


def test_days_are_written_as_the_language_writes_them() -> None:
    day = date(2026, 11, 18)
    assert display.day(day) == "2026-11-18"
    assert display.long_day(day) == "Wednesday, November 18, 2026"
    i18n.use_language("zh_CN")
    assert display.long_day(day) == "2026年11月18日星期三"


def test_moments_are_shown_in_beijing_time_wherever_the_computer_is(abroad: None) -> None:
    moment = datetime(2026, 11, 17, 17, 42, tzinfo=UTC)
    assert display.moment(moment) == "2026-11-18 01:42"
    assert display.clock(moment) == "01:42"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_choice_has_a_name_of_its_own_in_every_language(language: str) -> None:
    i18n.use_language(language)
    for names in (
        [display.side(value) for value in Side],
        [display.case_kind(value) for value in CaseKind],
        [display.origin(value) for value in Origin],
        [display.sex(value) for value in Sex],
        [display.subject(value) for value in Subject],
        [display.dataset_kind(value) for value in DatasetKind],
        [display.issue_state(value) for value in IssueState],
        [display.offer_state(value) for value in OfferState],
    ):
        assert all(names)
        assert len(set(names)) == len(names)


def test_a_number_term_shows_no_zeros_beyond_the_second_decimal() -> None:
    (value,) = cells(NumberTerm(Decimal("300.0000"), "元/月"))
    assert display_terms.cell_text(value) == "300.00"
    (value,) = cells(NumberTerm(Decimal("7.1250"), "元/月"))
    assert display_terms.cell_text(value) == "7.125"


def test_a_step_is_said_with_its_unit() -> None:
    share = Cell("tier:0", ("Take rate",), Decimal("0.2"), Unit.RATIO)
    wage = Cell("guarantee", ("Guarantee",), Decimal(2490), Unit.YUAN_PER_MONTH)
    assert display_terms.cell_step(share) == "+1 percentage point"
    assert display_terms.cell_step(wage) == "+1 yuan/month"
    assert display_terms.step_change(Decimal("-343795")) == "−¥\xa0343,795.00"
