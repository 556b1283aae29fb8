"""Sample (a): a month of parcels delivered by the couriers of an industry.

Scale: about 8,600 parcels a courier and month, 0.65 to 1.15 yuan a parcel by origin and building
(Fuzhou's couriers, 2022: 8,603 parcels, 0.87 yuan on average).
"""

from dataclasses import dataclass
from datetime import date
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from samples.names import in_full_width, person
from samples.packing import merge, packed

OPERATIONS = {
    "同城·有电梯": (0.13, 0.42),
    "同城·无电梯": (0.08, 0.62),
    "省内·有电梯": (0.17, 0.44),
    "省内·无电梯": (0.11, 0.64),
    "省外·有电梯": (0.21, 0.47),
    "省外·无电梯": (0.14, 0.68),
    "义乌来件": (0.16, 0.40),
}
"""Operation → its share of a courier's parcels, and minutes for one."""

_STATIONS = (
    "海曙鼓楼", "海曙望春", "海曙古林", "海曙集士港",
    "江北庄桥", "江北洪塘", "江北文教", "鄞州钟公庙",
    "鄞州下应", "鄞州首南", "鄞州东柳", "鄞州姜山",
    "鄞州五乡", "鄞州邱隘", "北仑新碶", "北仑小港",
    "北仑大碶", "镇海骆驼", "镇海庄市", "镇海招宝山",
    "奉化岳林", "奉化西坞", "高新梅墟", "高新贵驷",
)  # fmt: skip
_HEADER = (
    ("所属网点", None), ("工号", None), ("姓名", None), ("派件类别", None), ("月份", None),
    ("派件量（件）", "法定工时内"), (None, "平日延时（150%）"), (None, "休息日（200%）"),
    (None, "法定节假日（300%）"), ("法定工时（小时）", None), ("妥投率", None),
    ("作业难度", None),
)  # fmt: skip
_WIDTHS = (18, 11, 10, 14, 12, 13, 16, 14, 18, 16, 9, 14)
_HEADER_ROW = 4
_FIRST_QUANTITY = 6
_LAST_QUANTITY = 9
_DIFFICULTY = 12
_IN_THE_HILLS = "奉化西坞"
"""The station whose villages lie in the hills."""


@dataclass
class _Line:
    operation: str
    quantities: tuple[int, int, int, int]
    hours: float


def workbook(seed: int) -> bytes:
    """Return the workbook's bytes."""
    random = Random(f"couriers {seed}")
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "9月派件"
    _write_head(sheet)
    row = _HEADER_ROW + 2
    totals = [0, 0, 0, 0]
    number = 1
    for station in _STATIONS:
        station_total = [0, 0, 0, 0]
        first_row = row
        for _courier in range(random.randint(72, 86)):
            lines = _month(random)
            _write_courier(sheet, row, random, number, lines)
            for offset, line in enumerate(lines):
                difficulty = _difficulty(station, number, line.operation)
                sheet.cell(row + offset, _DIFFICULTY, difficulty)
            row += len(lines)
            number += 1
            for line in lines:
                station_total = [a + b for a, b in zip(station_total, line.quantities, strict=True)]
        sheet.cell(first_row, 1, f"{station}网点")
        merge(sheet, rows=(first_row, row - 1), columns=(1, 1))
        _write_total(sheet, row, f"{station}网点 小计", station_total)
        totals = [a + b for a, b in zip(totals, station_total, strict=True)]
        row += 2  # a blank line between stations
    _write_total(sheet, row, "合　计", totals)
    sheet.cell(row + 2, 1, "制表：数据组　　审核：　　　　填表日期：2026年10月8日")
    _write_notes(book)
    return packed(book)


def _write_head(sheet: Worksheet) -> None:
    sheet.cell(1, 1, "宁波市甬城片区快递行业２０２６年９月派件产量汇总表").font = Font(
        bold=True, size=16
    )
    sheet.cell(1, 1).alignment = Alignment(horizontal="center")
    sheet.merge_cells("A1:L1")
    sheet.cell(2, 1, "统计期间：2026年9月1日至9月30日（中秋节9月25日为法定节假日）")
    sheet.merge_cells("A2:L2")
    for column, (upper, lower) in enumerate(_HEADER, start=1):
        if upper:
            sheet.cell(_HEADER_ROW, column, upper).font = Font(bold=True)
        if lower:
            sheet.cell(_HEADER_ROW + 1, column, lower).font = Font(bold=True)
        else:
            merge(sheet, rows=(_HEADER_ROW, _HEADER_ROW + 1), columns=(column, column))
    merge(sheet, rows=(_HEADER_ROW, _HEADER_ROW), columns=(_FIRST_QUANTITY, _LAST_QUANTITY))
    for letter, width in zip("ABCDEFGHIJKL", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A6"


def _month(random: Random) -> list[_Line]:
    """Return one courier's month."""
    level = min(max(random.gauss(8640, 1450), 3900), 13500)
    on_holiday = random.random() < 0.35
    lines = []
    for operation, (share, minutes) in OPERATIONS.items():
        if random.random() < 0.05:
            continue
        parcels = max(12, round(level * share * random.uniform(0.72, 1.28)))
        weekday = round(parcels * random.uniform(0.0, 0.06))
        rest_day = round(parcels * random.uniform(0.02, 0.10))
        holiday = round(parcels * random.uniform(0.02, 0.04)) if on_holiday else 0
        statutory = parcels - weekday - rest_day - holiday
        hours = round(statutory * minutes / 60 * 2.15 * random.uniform(0.94, 1.05) * 2) / 2
        lines.append(_Line(operation, (statutory, weekday, rest_day, holiday), hours))
    return lines


def _write_courier(
    sheet: Worksheet, row: int, random: Random, number: int, lines: list[_Line]
) -> None:
    last = row + len(lines) - 1
    sheet.cell(row, 2, f"YC{number:05d}")
    sheet.cell(row, 3, person(random, woman=random.random() < 0.14))
    month = random.choice(("2026年9月", "2026-09", "2026/9", "2026年09月", date(2026, 9, 1)))
    sheet.cell(row, 5, month)
    if isinstance(month, date):
        sheet.cell(row, 5).number_format = "yyyy/m/d"
    for column in (2, 3, 5):
        merge(sheet, rows=(row, last), columns=(column, column))
    for offset, line in enumerate(lines):
        sheet.cell(row + offset, 4, line.operation)
        for column, quantity in enumerate(line.quantities, start=_FIRST_QUANTITY):
            sheet.cell(row + offset, column, _as_typed(random, quantity))
        sheet.cell(row + offset, 10, line.hours)
        share = sheet.cell(row + offset, 11, round(random.uniform(0.962, 0.999), 4))
        share.number_format = "0.00%"


def _difficulty(station: str, number: int, operation: str) -> str | None:
    """Return what makes a line harder: the hills, or every fourth courier's old tall houses."""
    if station == _IN_THE_HILLS:
        return "山区"
    return "步梯六层以上" if number % 4 == 0 and operation.endswith("无电梯") else None


def _as_typed(random: Random, quantity: int) -> int | str | None:
    """Return a quantity the way somebody typed it: mostly a number, now and then a text."""
    if quantity == 0 and random.random() < 0.5:
        return None
    style = random.random()
    if style < 0.015:
        return in_full_width(str(quantity))
    if style < 0.03:
        return f"{quantity:,}"
    if style < 0.035:
        return f"{quantity}件"
    return quantity


def _write_total(sheet: Worksheet, row: int, label: str, quantities: list[int]) -> None:
    sheet.cell(row, 1, label).font = Font(bold=True)
    for column, quantity in enumerate(quantities, start=_FIRST_QUANTITY):
        sheet.cell(row, column, quantity).number_format = "#,##0"


def _write_notes(book: Workbook) -> None:
    notes = book.create_sheet("填表说明")
    for row, text in enumerate(
        (
            "填表说明",
            "1. 派件量按实际妥投件数填写，不含退件、转件。",
            "2. 法定工时为当月标准工时内的派件作业时间，单位：小时。",
            "3. “无电梯”指需步行三层及以上送件上门。",
            "4. 作业难度：步梯六层以上指步行六层以上送件上门，山区指山区村落派件；空白为一般件。",
        ),
        start=1,
    ):
        notes.cell(row, 1, text)
