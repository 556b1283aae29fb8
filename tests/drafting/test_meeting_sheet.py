"""The meeting sheet: what it says, that it takes two pages at most, and how it is cut to them."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import tomllib
from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from page import validate_pdf
from pypdf import PdfReader

import negotiator_desk
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.meeting_log import LogEntry, SessionLog, SheetSnapshot
from negotiator_desk.drafting.paper_words import paper_words
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.drafting.plain_values import from_plain, to_plain
from negotiator_desk.drafting.sheet_changes import changes
from negotiator_desk.drafting.sheet_detail import LEAST, details
from negotiator_desk.drafting.sheet_texts import legible, short_fingerprint
from negotiator_desk.drafting.typeset.look import SHEET_LOOK, SMALL_SHEET_LOOK
from negotiator_desk.drafting.typeset.options import Rendered, RenderOptions
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.errors import InputError
from negotiator_desk.i18n import LANGUAGES
from negotiator_desk.models.columns import canonical_json
from negotiator_desk.paths import resource
from tests.drafting.meeting_logs import (
    amount,
    at,
    fitted,
    minuted,
    monstrous_log,
    rates,
    replacing,
    rich_log,
    rich_snapshot,
    short_log,
    snapshot,
)
from tests.drafting.reading import pages_by_pypdf, solid

GOLDEN = Path(__file__).parent / "golden"
_FIELD = re.compile(r"\{(\w+)[^}]*\}")


def printed(one: SheetSnapshot) -> Rendered:
    document, look = fitted(one)
    return render(document, look, RenderOptions(watermark=""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rich_session_reads_as_it_should(language: str) -> None:
    one = rich_snapshot(language)
    document, _look = fitted(replacing(one, *changes_of(language)))
    expected = (GOLDEN / f"meeting_sheet_{language}.txt").read_text(encoding="utf-8")
    assert plain_text(document) == expected


def changes_of(language: str) -> tuple[str, ...]:
    """Return what changed since a log in which nearly everything was otherwise."""
    new = rich_log()
    old = replace(
        new,
        case_title="快递行业协商",
        place="",
        recorder="孙书记",
        ended_at=None,
        observers="",
        people=(new.people[0], replace(new.people[1], is_chief=True), *new.people[3:]),
        agenda=(new.agenda[1], new.agenda[0], *new.agenda[2:]),
        pauses=new.pauses[:1],
        offers=(*new.offers[1:], replace(new.offers[0], id="gone", round=1)),
        agreed=(),
        tentative=(),
        entries=(replace(new.entries[0], text="另一句。"), *new.entries[1:]),
        minutes="另一段。",
    )
    return changes(paper_words("meeting_sheet", language), old, new)


def test_equal_logs_have_no_changes() -> None:
    assert changes(paper_words("meeting_sheet", "en"), rich_log(), rich_log()) == ()


def test_every_part_of_a_log_is_compared() -> None:
    """Whatever field of a log differs, the sheet says that something changed."""
    words, old = paper_words("meeting_sheet", "zh_CN"), rich_log()
    other = {
        "number": None,
        "is_suspended": None,
        "parties": ("甲", "乙"),
        "held_at": at(-30),
        "ended_at": at(170),
        "chair": Side.EMPLOYEE,
    }
    for item in fields(SessionLog):
        value = getattr(old, item.name)
        if item.name in other:
            changed = other[item.name]
            if changed is None:  # follows from the session itself, or from its end
                continue
        else:
            changed = f"{value}改" if isinstance(value, str) else value[:-1]
        new = replace(old, **{item.name: changed})
        assert len(changes(words, old, new)) == 1, item.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_session_takes_one_page_in_ordinary_type(language: str) -> None:
    document, look = fitted(snapshot(short_log(), language))
    assert look.key == SHEET_LOOK
    assert render(document, look).pages == 1


def test_a_longer_one_takes_two_with_both_signatures_on_the_last() -> None:
    rendered = printed(rich_snapshot())
    assert rendered.pages == 2
    first, last = pages_by_pypdf(rendered.pdf)
    for page, text in enumerate((first, last), start=1):
        assert f"第{page}页共2页" in solid(text)
        assert short_fingerprint(rich_log().fingerprint).replace(" ", "") in solid(text)
    assert last.count("签名：") == last.count("日期：") == 2
    assert "签名：" not in first


@pytest.mark.parametrize(
    ("count", "small", "run_on", "is_cut"),
    [
        (3, False, False, False),
        (30, True, False, False),
        (45, True, True, False),
        (150, True, True, True),
        (4000, True, True, True),
    ],
)
def test_long_minutes_are_set_smaller_then_run_together_then_cut(
    count: int, small: bool, run_on: bool, is_cut: bool
) -> None:
    log = minuted(count)
    document, look = fitted(snapshot(log))
    assert (look.key == SMALL_SHEET_LOOK) is small
    text = plain_text(document)
    assert ("\n09:01　双方" not in text) is run_on
    whole = sum(len(one.text) for one in log.entries) + len(log.minutes)
    said = re.search(r"会议记录共(\d+)字，这里印出(\d+)字", text)
    assert (said is not None) is is_cut
    if said is not None:
        assert int(said[1]) == whole
        assert 0 < int(said[2]) < whole
    assert printed(snapshot(log)).pages == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_a_session_was_like_its_sheet_takes_two_pages(language: str) -> None:
    log = monstrous_log()
    one = replacing(snapshot(log, language), *(["改" * 120] * 20))
    rendered = printed(one)
    assert rendered.pages <= 2
    text = solid("".join(pages_by_pypdf(rendered.pdf)))
    said = {"zh_CN": "会议记录共820000字", "en": "Theminuteshave820000characters"}[language]
    assert said in text
    assert {"zh_CN": "有删节", "en": "areshortened"}[language] in text
    assert {"zh_CN": "共89项，这里列出", "en": "of89arelisted"}[language] in text


ODD = {"private use": "\ue000", "rare script": "\U00012000", "unassigned": "\U000e0fff"}


def with_odd(one: SheetSnapshot, odd: str, *, all_of_it: bool = False) -> SheetSnapshot:
    """Return a snapshot each text of which has a character that no font has."""

    def planted(data: object) -> object:
        if isinstance(data, dict):
            return {key: planted(value) for key, value in data.items()}
        if isinstance(data, list):
            return [planted(value) for value in data]
        if isinstance(data, str) and not data.isascii():
            return (
                odd * len(data) if all_of_it and len(set(data)) < 3 else data[:1] + odd + data[1:]
            )
        return data

    plain = planted(to_plain(one))
    return from_plain(SheetSnapshot, plain)


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_character_that_no_font_has_is_printed_by_its_number(odd: str, language: str) -> None:
    one = replacing(rich_snapshot(language), *changes_of(language))
    one = with_odd(one, odd)
    rendered = printed(replace(one, log=replace(one.log, case_number=f"NB{odd}1")))
    text = solid("".join(pages_by_pypdf(rendered.pdf)))
    mark = f"〈U+{ord(odd):04X}〉"
    for words in (
        "派{}件费单价",
        "高{}温津贴",
        "每{}周至少",
        "会{}前双方",
        "张{}卫国",
        "总{}工会三楼",
    ):
        assert words.format(mark) in text, words
    assert f"NB{mark}1" in text
    assert odd not in text


def test_a_sheet_full_of_such_characters_takes_two_pages_too() -> None:
    log = monstrous_log()
    one = with_odd(replacing(snapshot(log), *(["改" * 120] * 20)), "\ue000", all_of_it=True)
    assert printed(one).pages <= 2


def test_what_fonts_have_is_printed_as_it_is() -> None:
    for text in ("派件费 0.9000\n\t㐀", "a\u200bb\u202ec"):
        assert legible(text) is text


PIECES = st.sampled_from(["协商", "rate 0.9000元/件 ", "\n", "（旺季）", "W" * 30, "；", "a b c "])
TEXTS = st.lists(PIECES, max_size=120).map("".join)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXTS, max_size=40), TEXTS, st.sampled_from(LANGUAGES))
def test_any_minutes_fit(texts: list[str], observers: str, language: str) -> None:
    entries = tuple(LogEntry(f"e{n}", "", text, at(n)) for n, text in enumerate(texts))
    log = replace(rich_log(), entries=entries, observers=observers, minutes="".join(texts)[:20_000])
    assert printed(snapshot(log, language)).pages <= 2


def test_details_show_less_and_less() -> None:
    every = list(details())
    assert every[-1] == LEAST
    for name in ("figures", "offered", "text", "letters", "rows"):
        values = [getattr(one, name) for one in every if getattr(one, name) is not None]
        assert values == sorted(values, reverse=True), name
        assert values, name
    whole = [one.minutes for one in every if one.minutes is not None and one.figures is None]
    assert whole == sorted(whole, reverse=True)
    assert whole[-1] == 0


def test_agreed_figures_are_whole_where_other_offers_lost_some() -> None:
    wide = rates("0.9000", "1.0500", 120)
    log = rich_log()
    log = replace(
        log,
        agreed=(replace(log.agreed[0], terms=wide),),
        offers=(
            replace(log.offers[0], terms=wide),
            replace(log.offers[0], id="first", round=1, terms=wide),
            replace(log.offers[0], id="other", side=Side.EMPLOYEE, round=1, terms=wide),
        ),
    )
    text = plain_text(fitted(snapshot(log))[0])
    agreed, offers = text.split("本次会议的正式方案")
    assert "区域120（元/件）1.10" in agreed
    assert "另有" not in agreed
    assert "企业方第2次方案，09:10，李企明\t派件费单价\t已达成一致，内容见上\n" in offers
    assert "；另有" in offers
    assert "过长的名称和内容在本单上有删节" in offers


def test_a_moment_of_another_day_is_told_with_its_day() -> None:
    log = rich_log()
    night = replace(
        log,
        ended_at=at(16 * 60),
        offers=(replace(log.offers[4], tabled_at=at(15 * 60 + 30)),),
        entries=(replace(log.entries[0], written_at=at(15 * 60 + 45)),),
    )
    text = plain_text(fitted(snapshot(night))[0])
    assert "时间：2026年11月27日 09:00至2026年11月28日 01:00" in text
    assert "职工方第1次方案，2026年11月28日 00:30" in text
    assert "2026年11月28日 00:45　主持人" in text


def test_an_end_that_nobody_wrote_down_is_said_to_be_missing() -> None:
    log = replace(rich_log(), ended_at=None)
    late = replace(snapshot(log), sealed_at=at(3 * 24 * 60))
    assert "2026年11月27日 09:00起（结束时间没有记录）" in plain_text(fitted(late)[0])
    assert "（封存时会议尚未结束）" in plain_text(fitted(snapshot(log))[0])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", ["short", "rich", "replacing", "monstrous"])
def test_sheets_keep_the_archive_and_the_accessibility_standard(
    which: str, language: str, tmp_path: Path
) -> None:
    made = {
        "short": lambda: snapshot(short_log(), language),
        "rich": lambda: rich_snapshot(language),
        "replacing": lambda: replacing(rich_snapshot(language), "地点有改动"),
        "monstrous": lambda: snapshot(monstrous_log(), language),
    }[which]()
    path = tmp_path / "sheet.pdf"
    path.write_bytes(printed(made).pdf)
    for profile in ("3a", "ua1"):
        result = validate_pdf(str(path), profile=profile)
        assert result.is_compliant, [failure.message for failure in result.failures]
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
    assert PdfReader(path).trailer["/Root"]["/Lang"] == {"zh_CN": "zh-CN", "en": "en"}[language]


def test_equal_snapshots_have_equal_bytes_also_when_they_were_kept() -> None:
    one = rich_snapshot()
    kept = SheetSnapshot.from_data(json.loads(canonical_json(one.to_data())))
    assert kept == one
    assert printed(kept).pdf == printed(one).pdf
    assert kept.log.fingerprint == one.log.fingerprint


def test_a_fingerprint_follows_every_change_of_the_log_and_nothing_else() -> None:
    one = rich_snapshot()
    assert replace(one, number=7, next_session=None).log.fingerprint == one.log.fingerprint
    changed = replace(rich_log(), place="别处")
    assert changed.fingerprint != rich_log().fingerprint


@pytest.mark.parametrize(
    "damage", [{"format": 2}, {"number": "1"}, {"log": {}}, {"language": "fr"}]
)
def test_a_damaged_snapshot_is_refused_in_words(damage: dict[str, object]) -> None:
    with pytest.raises(InputError, match=r"newer version|is damaged"):
        SheetSnapshot.from_data({**rich_snapshot().to_data(), **damage})


def test_what_was_typed_is_printed_literally() -> None:
    hostile = "<b>{name}</b> & %s \\n 《x》 50%"
    log = replace(
        rich_log(),
        place=hostile,
        observers=hostile,
        matters=hostile,
        case_title=hostile,
        minutes=hostile,
        people=tuple(replace(one, name=hostile, post=hostile) for one in rich_log().people),
        offers=tuple(replace(one, issue=hostile, speaker=hostile) for one in rich_log().offers),
    )
    for language in LANGUAGES:
        text = solid("".join(pages_by_pypdf(printed(snapshot(log, language)).pdf)))
        assert text.count(solid(hostile)) >= 12


def test_a_value_of_terms_says_its_unit_in_both_languages() -> None:
    log = replace(
        rich_log(),
        tentative=(),
        offers=(replace(rich_log().offers[1], terms=amount("1280.5")),),
    )
    assert "1,280.5元/月〔一揽子1〕" in plain_text(fitted(snapshot(log))[0])
    assert "1,280.5 元/月 [package 1]" in plain_text(fitted(snapshot(log, "en"))[0])


def _words() -> dict[str, dict[str, str]]:
    with resource("papers", "meeting_sheet.toml").open("rb") as file:
        return tomllib.load(file)


def test_both_languages_have_the_same_words_with_the_same_fields() -> None:
    chinese, english = _words()["zh_CN"], _words()["en"]
    assert chinese.keys() == english.keys()
    for key, text in chinese.items():
        assert set(_FIELD.findall(text)) == set(_FIELD.findall(english[key])), key


def _silent(keys: Iterable[str]) -> list[str]:
    """Return the words that no part of the sheet says."""
    said: set[str] = set()
    drafting = Path(negotiator_desk.__file__).parent / "drafting"
    modules = [*drafting.glob("sheet_*.py"), drafting / "meeting_sheet.py"]
    modules += [drafting / "report_words.py", drafting.parent / "services" / "meeting_sheets.py"]
    for path in modules:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.add(node.value)
    for side in Side:
        said |= {f"side_{side.value}", f"sign_{side.value}"}
    said |= {"person_post", "person_arrived", "person_post_arrived"}
    return [key for key in keys if key not in said]


def test_no_words_are_left_that_nothing_says() -> None:
    assert _silent(_words()["zh_CN"]) == []
    assert _silent(["replaces", "planted_words"]) == ["planted_words"]
