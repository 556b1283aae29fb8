from __future__ import annotations

import random
from collections import Counter
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.drafting.typeset.fonts import Style, first_face, printable
from negotiator_desk.drafting.typeset.linebreak import BrokenLine, break_lines, legal_breaks
from tests.drafting.mixed_text import HALF_AIR, HYPHENATED, THINGS, Rules, around, random_text

SIZE = 10.5
LINES = 100_000
WIDE = (9, 14, 20, 28, 40)
"""Measures in ems; the first is a narrow cell, the last a page."""

NARROW = (2, 3, 4, 5, 6, 7)


def _offsets(text: str) -> list[float]:
    widths = first_face(Style.SERIF).widths
    scale = SIZE / 1000
    return [w * scale for w in accumulate((widths[c] for c in text), initial=0)]


def _lines(text: str, measure: float) -> list[BrokenLine]:
    return break_lines(text, _offsets(text), measure, measure)


def _needed(text: str, offsets: list[float], start: int, end: int) -> float:
    """Return the room that a stretch needs; half of a full-width mark at its end is air."""
    while end > start and text[end - 1] == " ":
        end -= 1
    width = offsets[end] - offsets[start]
    if text[end - 1] in HALF_AIR:
        width -= (offsets[end] - offsets[end - 1]) / 2
    return width


def _check(text: str, measure: float, found: Counter[str]) -> None:
    """Count a text's lines and what is wrong with them.

    A line over the margin is always wrong. A forbidden start or end is wrong unless the marks there
    and the one character they cling to are wider than the line; a split number, date, code or word
    unless it is wider than the line with the marks that cling to it.
    """
    offsets = _offsets(text)
    rules = Rules.of(text)
    lines = break_lines(text, offsets, measure, measure)
    found["lines"] += len(lines)
    for line in lines:
        found["over the margin"] += (
            _needed(text, offsets, line.start, line.end) > measure + 1e-6
            and line.end - line.start > 1
        )
        if line.start == 0 or rules.by_all[line.start]:
            continue
        start, end = around(rules.by_marks, line.start)
        if start < end:
            is_free = _needed(text, offsets, start, end) <= measure
            found["forbidden" if is_free else "forced by marks"] += 1
            continue
        start, end = around(rules.by_all, line.start)
        if _needed(text, offsets, start, end) <= measure:
            found["split"] += 1
            continue
        things = [m.span() for m in THINGS.finditer(text, start, end)]
        wide = any(_needed(text, offsets, *thing) > measure for thing in things)
        found["forced by a thing" if wide else "forced by a thing and its marks"] += 1


def test_a_hundred_thousand_lines_keep_every_rule_in_wide_and_narrow_measures() -> None:
    found: Counter[str] = Counter()
    seed = 0
    for measures, share in ((WIDE, 0.6), (NARROW, 1.0)):
        while found["lines"] < LINES * share:
            seed += 1
            ems = measures[seed % len(measures)]
            _check(random_text(seed, most=12 if ems < 9 else 90), ems * SIZE, found)
        if measures is WIDE:
            assert found["forced by marks"] == 0
    assert found["lines"] >= LINES
    wrong = {name: found[name] for name in ("over the margin", "forbidden", "split")}
    assert wrong == {"over the margin": 0, "forbidden": 0, "split": 0}
    assert found["forced by a thing"] > 100, "nothing was too wide, so that this proves little"


@given(st.integers(0, 2**32), st.integers(2, 40), st.integers(1, 20))
def test_a_random_text_keeps_every_rule(seed: int, ems: int, words: int) -> None:
    found: Counter[str] = Counter()
    _check(random_text(seed, most=words), ems * SIZE, found)
    assert found["over the margin"] == found["forbidden"] == found["split"] == 0


def test_no_character_is_lost_but_spaces_at_breaks() -> None:
    for seed in range(2_000):
        text = random_text(seed, most=60)
        lines = _lines(text, random.Random(seed).choice((2, 5, 12, 30)) * SIZE)
        joined = "".join(text[line.start : line.end] for line in lines)
        assert joined.replace(" ", "") == text.replace(" ", "")
        assert [line.is_last for line in lines] == [False] * (len(lines) - 1) + [True]


@pytest.mark.parametrize(
    "text",
    [
        "x" * 300,
        "https://example.invalid/" + "very-long-path/" * 20,
        "，" * 80,
        "（" * 80,
        "9" * 100,
        "“" + "A" * 90 + "”",
    ],
)
@pytest.mark.parametrize("ems", [1, 3, 10])
def test_what_cannot_be_broken_still_stays_within_the_margin(text: str, ems: int) -> None:
    offsets = _offsets(text)
    lines = _lines(text, ems * SIZE)
    assert all(_needed(text, offsets, line.start, line.end) <= ems * SIZE + 1e-6 for line in lines)
    assert [line.start for line in lines[1:]] == [line.end for line in lines[:-1]]


def test_a_long_address_breaks_after_its_marks() -> None:
    text = "甲：https://example.invalid/abcdefgh/ijklmnop"
    lines = [text[line.start : line.end] for line in _lines(text, 9 * SIZE)]
    assert lines == ["甲：", "https://example.", "invalid/abcdefgh/", "ijklmnop"]


def test_a_closing_mark_is_squeezed_into_the_line_rather_than_pushing_a_word_down() -> None:
    text = "甬" * 10 + "，" + "江" * 3
    first = _lines(text, 10.5 * SIZE)[0]
    assert (first.start, first.end, first.slack) == (0, 11, 0.0)


WHOLE = [
    "3,500.00元", "2026年11月22日", "第十二条", "附件1", "——", "……", "MA2XK5A", "￥1,409.50",
    "150％", "0.9000元/件", "300元/人·月", "8小时", "3个工作日", "12个月", "8时30分", "−3.5%",
    "±0.5", "≥50%", "36.5℃", "二〇二六年三月五日", "百分之二十", "〔2024〕27号", "３５００元",
    "5万元", "worker’s", "2026–2027年", "GB/T", "第12条", "100㎡", "25㎏", "YJT-2026-0001",
    "e.g.", "10:30", "12\u00a0yuan", "No.\u00a05",
]  # fmt: skip


@pytest.mark.parametrize("text", WHOLE)
def test_what_belongs_together_stays_on_one_line(text: str) -> None:
    allowed = legal_breaks(f"共{text}的")
    assert [place for place in range(2, len(text) + 1) if allowed[place]] == []
    assert allowed[1] == (text[0] not in "—…")
    assert allowed[len(text) + 1]


def test_words_of_english_break_at_spaces_and_after_hyphens_only() -> None:
    text = "The cross-industry agreement (No. 5) covers well-being, pay and/or rest: e-mail us."
    allowed = legal_breaks(text)
    parts = []
    start = 0
    for end in range(1, len(text) + 1):
        if allowed[end]:
            parts.append(text[start:end])
            start = end
    assert parts == [
        "The ", "cross-", "industry ", "agreement ", "(No. ", "5) ", "covers ", "well-", "being, ",
        "pay ", "and/or ", "rest: ", "e-mail ", "us.",
    ]  # fmt: skip
    assert {"cross-industry", "well-being"} == HYPHENATED


def test_english_in_a_column_keeps_its_words_whole() -> None:
    text = printable(
        "The employer shall pay wages in full and on time; employees’ representatives may inspect "
        "the pay records of the preceding twelve months at any reasonable hour."
    )
    for ems in range(9, 30):
        lines = [text[line.start : line.end] for line in _lines(text, ems * SIZE)]
        assert " ".join(lines) == text


def test_a_date_too_wide_is_parted_after_the_year_and_a_number_before_its_unit() -> None:
    date = "2026年11月22日"
    parts = [date[line.start : line.end] for line in _lines(date, 4.3 * SIZE)]
    assert parts == ["2026年", "11月22日"]
    amount = "3,500.00元"
    assert [amount[line.start : line.end] for line in _lines(amount, 4.4 * SIZE)] == [
        "3,500.00",
        "元",
    ]


def test_a_single_character_wider_than_the_measure_stands_alone() -> None:
    lines = _lines("甬江", SIZE / 2)
    assert [(line.start, line.end) for line in lines] == [(0, 1), (1, 2)]


def test_a_last_line_of_one_character_is_given_another() -> None:
    text = "甬" * 20 + "江。"
    lines = [text[line.start : line.end] for line in _lines(text, 20 * SIZE)]
    assert lines == ["甬" * 19, "甬江。"]


def test_a_line_that_gives_company_to_a_last_character_stays_within_its_measure() -> None:
    # The first line would end with a mark whose air hangs over the edge.
    text = "甲乙丙丁戊己庚辛壬癸子丑寅卯，辰。"
    offsets = [10.0 * index for index in range(len(text) + 1)]
    for measure in (145.0, 147.0, 150.0):
        lines = break_lines(text, offsets, measure, measure)
        for line in lines[:-1]:
            width = offsets[line.end] - offsets[line.start]
            air = 5.0 if text[line.end - 1] in "，。" else 0.0
            assert width + line.slack <= measure + air + 0.01
