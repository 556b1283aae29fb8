"""Numbers, dates and texts as people type them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.pay.fields import FIRST_DAY, LAST_DAY
from negotiator_desk.storage.intake import values
from negotiator_desk.storage.intake.grid import column_index, column_letters
from negotiator_desk.storage.intake.headers import is_total, unit_in

FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
AMOUNTS = st.decimals(0, 10**9, places=2)
DAYS = st.dates(FIRST_DAY, LAST_DAY)
MINUTES = st.integers(0, 1439)


@given(AMOUNTS, st.sampled_from(["{}", " {} ", "¥{}", "￥{}", "{}元", "{} 元/月", "{}件", "＋{}"]))
def test_a_number_is_the_same_in_every_dress(amount: Decimal, dress: str) -> None:
    for text in (f"{amount}", f"{amount:,}", f"{amount}".translate(FULL_WIDTH)):
        assert values.number(dress.format(text)) == amount


@given(st.integers(-(10**12), 10**12), st.integers(0, 3))
def test_a_cell_of_a_spreadsheet_is_exact_to_fifteen_digits(number: int, places: int) -> None:
    exact = Decimal(number).scaleb(-places)

    assert values.number(float(exact)) == exact


def test_the_noise_of_binary_fractions_is_not_read() -> None:
    assert values.number(0.1 + 0.2) == Decimal("0.3")
    assert values.number(31.799999999999997) == Decimal("31.8")


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        read = values.number(text)
    except ValueError:
        return
    assert read is None or read.is_finite()


@pytest.mark.parametrize(
    "text",
    ["1,23", "12,34,567", ",5", "1.", ".5.", "1e5", "0x10", "nan", "inf", "一百", "1 2a", "5-",
     "++5", "9" * 16, "5%", "1..2", "1，2，3"],
)  # fmt: skip
def test_what_could_mean_two_things_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        values.number(text)


@given(DAYS)
def test_a_day_is_the_same_in_every_form(day: dt.date) -> None:
    forms = [
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}年{day.month}月{day.day}日".translate(FULL_WIDTH),
        f"{day.year}-{day.month}-{day.day} 00:00:00",
    ]
    for form in forms:
        assert values.day(form, None) == day
        assert values.month(form, None) == day.replace(day=1)
    assert values.day(f"{day.month}月{day.day}日", day.year) == day
    assert values.day(day, None) == day


@given(DAYS, MINUTES)
def test_a_moment_is_the_same_in_every_form(day: dt.date, minute: int) -> None:
    moment = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minute)
    hour, rest = divmod(minute, 60)
    forms = [
        f"{day.isoformat()} {hour}:{rest:02}",
        f"{day.isoformat()}T{hour:02}:{rest:02}:59",
        f"{day.year}/{day.month}/{day.day} {hour:02}：{rest:02}",
        f"{day.year}年{day.month}月{day.day}日{hour}时{rest}分",
    ]
    for form in forms:
        assert values.moment(form, None) == moment
    assert values.moment(moment, None) == moment


@given(st.dates(dt.date(1930, 1, 1), LAST_DAY), MINUTES)
def test_a_spreadsheets_day_number_is_its_moment(day: dt.date, minute: int) -> None:
    serial = (day - dt.date(1899, 12, 30)).days + minute / 1440

    expected = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minute)
    if minute:
        assert values.moment(serial, None) == expected
    else:
        assert values.day(serial, None) == day


@pytest.mark.parametrize("form", ["2026-09", "2026年9月", "2026/9", "202609", 202609.0, "2026.09"])
def test_a_month_is_the_same_in_every_form(form: str | float) -> None:
    assert values.month(form, None) == dt.date(2026, 9, 1)


@pytest.mark.parametrize(
    "form",
    ["2026-13", "26-09-01", "9/1", "2026年9", "2026-9-1-1", "2026-02-30", 2026.1, 2026.0, 3.0, "0",
     "1/9/2026", "9月", "九月", "2026-9-111:35", "1899-12-31", "2200-01-01", "TRUE"],
)  # fmt: skip
def test_what_is_no_certain_date_is_refused(form: str | float) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        values.day(form, None)


def test_a_month_alone_is_no_day_and_a_day_alone_no_moment() -> None:
    with pytest.raises(ValueError, match="only a month"):
        values.day("2026-09", None)
    with pytest.raises(ValueError, match="time of day"):
        values.moment("2026-09-01", None)


@given(st.text(max_size=20))
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    try:
        read = values.moment(text, 2026)
    except ValueError:
        return
    assert read is None or FIRST_DAY <= read.date() <= LAST_DAY


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        (1990.0, 1990),
        ("１９９０", 1990),
        ("1990年", 1990),
        ("1990年5月", 1990),
        ("1990-05-06", 1990),
    ],
)
def test_a_year_of_birth_may_be_a_date(cell: str | float, year: int) -> None:
    assert values.birth_year(cell) == year


@given(st.text(max_size=40))
def test_a_text_stays_on_one_line_and_reads_the_same_twice(text: str) -> None:
    once = values.text_of(text)

    assert once is None or (once == once.strip() and "\n" not in once)
    assert once is None or values.text_of(once) == once


def test_full_width_letters_are_narrowed_and_chinese_marks_kept() -> None:
    assert values.text_of("ＹＣ０１　（夜班）·甲") == "YC01 （夜班）·甲"


@given(st.integers(0, 16_383))
def test_column_letters_are_those_of_a_spreadsheet(index: int) -> None:
    assert column_index(column_letters(index)) == index


def test_the_last_column_is_xfd() -> None:
    assert column_letters(16_383) == "XFD"


@pytest.mark.parametrize(
    "text",
    [
        "合计",
        "合　计",
        "小计：",
        "一车间小计",
        "总计",
        "本页合计",
        "本月累计",
        "Total",
        "Grand Total",
    ],
)
def test_a_total_is_known_by_its_word(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize(
    "text", ["", "会计", "设计员", "合计员甲", "王平均安", "计件工", "totally", "张三"]
)
def test_a_worker_or_post_is_no_total(text: str) -> None:
    assert not is_total(text)


def test_the_unit_is_the_measure_in_brackets() -> None:
    assert unit_in("派件量（件） 平日延时（150%）") == "件"
    assert unit_in("月工资【元/月】") == "元/月"
    assert unit_in("姓名") == ""
