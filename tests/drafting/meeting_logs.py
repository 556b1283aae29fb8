"""Logs of negotiation sessions: an ordinary one, a rich one, and ones that are too long."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.blocks import Document
from negotiator_desk.drafting.meeting_log import (
    EarlierSheet,
    LogAgreement,
    LogEntry,
    LogIssue,
    LogOffer,
    LogPause,
    LogPerson,
    LogTentative,
    NextSession,
    SessionLog,
    SheetSnapshot,
)
from negotiator_desk.drafting.meeting_sheet import PAGES, sheets
from negotiator_desk.drafting.typeset.fit import first_fitting
from negotiator_desk.drafting.typeset.look import (
    SHEET_LOOK,
    SMALL_SHEET_LOOK,
    Look,
    load_look,
)
from negotiator_desk.pay.terms import NumberTerm, PieceRate, RateTable, Terms, TextTerm

BEGIN = datetime(2026, 11, 27, 1, 0, tzinfo=UTC)
"""09:00 in Beijing."""


def at(minutes: int) -> datetime:
    return BEGIN + timedelta(minutes=minutes)


def rates(first: str, second: str, operations: int = 2) -> RateTable:
    names = [
        "同城·有电梯",
        "同城·无电梯",
        *(f"区域{number}" for number in range(3, operations + 1)),
    ]
    values = [first, second, *("1.1000" for _name in names[2:])]
    return RateTable(
        tuple(PieceRate(name, Decimal(value)) for name, value in zip(names, values, strict=True))
    )


def amount(value: str) -> NumberTerm:
    return NumberTerm(Decimal(value), "元/月")


def person(number: int, side: Side, name: str, post: str = "", **more: object) -> LogPerson:
    one = LogPerson(f"p{number}", side, name, post, is_chief=False, arrived_at=at(-5))
    return replace(one, **more)


def offer(number: int, about: str, side: Side, terms: Terms, **more: object) -> LogOffer:
    one = LogOffer(
        id=f"o{number}",
        issue_id=about,
        issue={"rates": "派件费单价", "heat": "高温津贴", "rest": "休息安排"}.get(about, about),
        side=side,
        round=number,
        is_binding=True,
        package=None,
        terms=terms,
        tabled_at=at(10 * number),
        withdrawn_at=None,
        speaker="",
    )
    return replace(one, **more)


def short_log() -> SessionLog:
    """Return a first session that settled nothing."""
    return SessionLog(
        case_number="NB-2026-001",
        case_title="快递行业集体协商",
        number=1,
        parties=("快递行业工会联合会", "快递企业协会"),
        held_at=BEGIN,
        ended_at=at(90),
        is_suspended=False,
        place="总工会三楼会议室",
        chair=Side.EMPLOYEE,
        chair_name="张卫国",
        recorder="钱书记",
        observers="",
        people=(
            person(1, Side.EMPLOYEE, "张卫国", "工会主席", is_chief=True),
            person(2, Side.EMPLOYER, "李企明", "协会会长", is_chief=True),
        ),
        agenda=(LogIssue("rates", "派件费单价", None),),
        matters="",
        pauses=(),
        offers=(),
        agreed=(),
        tentative=(),
        entries=(),
        minutes="",
    )


def rich_log() -> SessionLog:
    """Return a session with something in every part of its record."""
    return replace(
        short_log(),
        number=3,
        ended_at=at(150),
        chair=Side.EMPLOYER,
        chair_name="李企明",
        observers="市总工会：周指导员\n市人社局：吴科长",
        people=(
            person(1, Side.EMPLOYEE, "张卫国", "工会主席", is_chief=True),
            person(2, Side.EMPLOYEE, "欧阳娜", "快递员"),
            person(3, Side.EMPLOYEE, "王站长", "站点班组长", arrived_at=at(25)),
            person(4, Side.EMPLOYER, "李企明", "协会会长", is_chief=True, arrived_at=None),
            person(5, Side.EMPLOYER, "赵经理"),
        ),
        agenda=(
            LogIssue("rates", "派件费单价", 3),
            LogIssue("heat", "高温津贴", None),
            LogIssue("rest", "休息安排", None),
            LogIssue("meal", "用餐补贴", 2),
        ),
        matters="通报九月份产量数据",
        pauses=(
            LogPause(at(40), at(55), "企业方内部商议"),
            LogPause(at(120), at(125), ""),
        ),
        offers=(
            offer(1, "rates", Side.EMPLOYER, rates("0.9000", "1.0500"), speaker="李企明", round=2),
            offer(2, "heat", Side.EMPLOYER, amount("280"), package=1, is_binding=True, round=1),
            offer(
                3,
                "rest",
                Side.EMPLOYER,
                TextTerm("每周至少休息一天。"),
                package=1,
                round=1,
            ),
            offer(
                4,
                "heat",
                Side.EMPLOYEE,
                amount("320.5"),
                is_binding=False,
                speaker="欧阳娜",
                round=2,
            ),
            offer(
                5, "rest", Side.EMPLOYEE, TextTerm("每周休息两天。"), withdrawn_at=at(100), round=1
            ),
        ),
        agreed=(
            LogAgreement(
                "rates",
                "派件费单价",
                Side.EMPLOYER,
                2,
                3,
                rates("0.9000", "1.0500"),
                at(80),
                "张卫国",
            ),
        ),
        tentative=(LogTentative("heat", "高温津贴", Side.EMPLOYER, 1, amount("280"), at(110)),),
        entries=(
            LogEntry("e1", "", "主持人宣读会议纪律，双方确认上次会议纪要。", at(2)),
            LogEntry("e2", "派件费单价", "企业方说明站点成本，职工方提出旺季产量数据。", at(12)),
            LogEntry("e3", "高温津贴", "双方同意按地方标准核对月份。\n下次会议提交名单。", at(95)),
        ),
        minutes="会前双方交换了书面资料。",
    )


def snapshot(log: SessionLog, language: str = "zh_CN", **more: object) -> SheetSnapshot:
    one = SheetSnapshot(language, 1, at(160), log, None, None, ())
    return replace(one, **more)


def rich_snapshot(language: str = "zh_CN") -> SheetSnapshot:
    return snapshot(
        rich_log(), language, next_session=NextSession(4, at(7 * 24 * 60), "企业协会会议室")
    )


def replacing(one: SheetSnapshot, *changes: str) -> SheetSnapshot:
    earlier = EarlierSheet(1, at(160), "0123456789abcdef" * 4)
    return replace(one, number=2, replaces=earlier, changes=changes)


def minuted(count: int, length: int = 60, paragraphs: int = 1) -> SessionLog:
    """Return a rich log with so many minutes of so many characters."""
    sentence = "双方就派件费单价的计算依据和旺季安排逐项交换了意见，"
    text = (sentence * (length // len(sentence) + 1))[:length]
    entries = tuple(
        LogEntry(f"e{number}", "", "\n".join([text] * paragraphs), at(number))
        for number in range(count)
    )
    return replace(rich_log(), entries=entries)


def monstrous_log() -> SessionLog:
    """Return a log in which everything is as long as the store lets it be."""
    line, text = "名" * 200, "字" * 20_000
    people = tuple(
        person(number, side, line, line, is_chief=number == 0)
        for side in Side
        for number in range(60)
    )
    agenda = tuple(LogIssue(f"i{number}", line, None) for number in range(100))
    offers = tuple(
        offer(
            number,
            f"i{number}",
            Side.EMPLOYER,
            TextTerm(text) if number % 2 else rates("0.9", "1.05", 200),
            issue=line,
            speaker=line,
            is_binding=number % 3 > 0,
            package=number,
            withdrawn_at=at(5),
        )
        for number in range(1, 90)
    )
    return replace(
        rich_log(),
        case_title=line,
        case_number="N" * 60,
        parties=(line, line),
        place=line,
        chair_name=line,
        recorder=line,
        observers=text,
        people=people,
        agenda=agenda,
        matters=text,
        pauses=tuple(LogPause(at(n), at(n + 1), line) for n in range(80)),
        offers=offers,
        agreed=tuple(
            LogAgreement(f"i{n}", line, Side.EMPLOYER, n, 2, TextTerm(text), at(n), line)
            for n in range(1, 90)
        ),
        tentative=tuple(
            LogTentative(f"i{n}", line, Side.EMPLOYER, n, rates("1", "2", 200), at(n))
            for n in range(1, 90)
        ),
        entries=tuple(LogEntry(f"e{n}", line, text, at(n)) for n in range(40)),
        minutes=text,
    )


def fitted(one: SheetSnapshot) -> tuple[Document, Look]:
    """Return the sheet as it is printed."""
    looks = {False: load_look(SHEET_LOOK), True: load_look(SMALL_SHEET_LOOK)}
    return first_fitting(
        ((document, looks[is_small]) for document, is_small in sheets(one)), pages=PAGES
    )
