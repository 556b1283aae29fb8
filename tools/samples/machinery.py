"""Sample (c): the roster of a machinery maker with eight skill grades.

The grades are those of the 2022 opinion on the new eight-grade system; present pay lies on the
wage grid of the sample's `case.toml`, with the small differences that life adds.
"""

from datetime import date, timedelta
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from samples.names import in_full_width, person
from samples.packing import merge, packed

GRADES = ("学徒工", "初级工", "中级工", "高级工", "技师", "高级技师", "特级技师", "首席技师")
POSTS = {
    "包装工": "一档", "仓管员": "一档", "冲压工": "二档", "装配工": "二档", "喷涂工": "二档",
    "质检员": "三档", "焊工": "三档", "铣工": "三档", "数控车工": "四档", "设备维修电工": "四档",
    "钳工": "四档", "加工中心操作工": "五档", "模具工": "五档", "工艺员": "五档",
}  # fmt: skip
"""Post → band."""
BANDS = ("一档", "二档", "三档", "四档", "五档")
GRID = {
    "一档": (3600, 3850, 4150, 4500, 4950, 5500, 6200, 7100),
    "二档": (3900, 4200, 4550, 4950, 5450, 6050, 6800, 7800),
    "三档": (4250, 4600, 5000, 5450, 6000, 6700, 7550, 8700),
    "四档": (4650, 5050, 5500, 6050, 6700, 7500, 8500, 9800),
    "五档": (5100, 5550, 6100, 6750, 7500, 8450, 9600, 11100),
}
"""Band → yuan a month for each grade, as paid at present."""
COEFFICIENTS = {"A": 115, "B": 100, "C": 92, "D": 85}
"""Performance mark → percent."""
ALLOWANCES = {"高级工": 150, "技师": 300, "高级技师": 500, "特级技师": 800, "首席技师": 1200,
              "大专": 80, "本科": 150, "县级技术能手": 200, "市级工匠": 400}  # fmt: skip
"""Skill grade, education or honour → yuan a month, at present."""

_WORKSHOPS = {
    "金工车间": (("数控车工", 34), ("铣工", 18), ("加工中心操作工", 30), ("钳工", 16)),
    "装配车间": (("装配工", 74), ("设备维修电工", 14), ("质检员", 12)),
    "钣焊车间": (("冲压工", 40), ("焊工", 38), ("喷涂工", 22)),
    "模具车间": (("模具工", 28), ("加工中心操作工", 14), ("工艺员", 10)),
    "质量部": (("质检员", 26), ("工艺员", 6)),
    "仓储物流部": (("仓管员", 18), ("包装工", 22)),
}
_GRADE_WEIGHTS = (9, 22, 29, 23, 10, 4.5, 1.6, 0.9)
_HEADER = (
    "部门", "序号", "工号", "姓名", "性别", "出生年份", "岗位", "技能等级", "绩效等级",
    "文化程度", "荣誉称号", "入职日期", "出勤率（%）", "月工资（元/月）",
)  # fmt: skip
_HEADER_ROW = 4
_PAY_COLUMN = 14


def workbook(seed: int) -> bytes:
    """Return the workbook's bytes."""
    random = Random(f"machinery {seed}")
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "花名册"
    _write_head(sheet)
    row = _HEADER_ROW + 1
    number = 1
    total = 0
    for workshop, posts in _WORKSHOPS.items():
        first_row = row
        workshop_total = 0
        for post in [post for post, count in posts for _ in range(count)]:
            workshop_total += _write_worker(sheet, row, random, number, post)
            number += 1
            row += 1
        sheet.cell(first_row, 1, workshop)
        merge(sheet, rows=(first_row, row - 1), columns=(1, 1))
        _write_total(sheet, row, f"{workshop}小计", workshop_total)
        total += workshop_total
        row += 2 if workshop == "装配车间" else 1
    _write_total(sheet, row, "合计", total)
    return packed(book)


def _write_head(sheet: Worksheet) -> None:
    sheet.cell(1, 1, "宁波甬恒精密机械有限公司职工花名册").font = Font(bold=True, size=16)
    sheet.cell(1, 1).alignment = Alignment(horizontal="center")
    sheet.merge_cells("A1:N1")
    sheet.cell(2, 1, "编制部门：人力资源部")
    sheet.cell(2, 12, "截至２０２６年９月３０日")
    for column, title in enumerate(_HEADER, start=1):
        sheet.cell(_HEADER_ROW, column, title).font = Font(bold=True)
    sheet.column_dimensions["A"].width = 14
    sheet.column_dimensions["G"].width = 16
    sheet.column_dimensions["L"].width = 14


def _write_worker(sheet: Worksheet, row: int, random: Random, number: int, post: str) -> int:
    woman = random.random() < (0.55 if post in {"包装工", "仓管员", "装配工", "质检员"} else 0.12)
    grade = random.choices(range(len(GRADES)), _GRADE_WEIGHTS)[0]
    years = min(max(int(random.gauss(2 + grade * 3.6, 3)), 0), 28)
    hired = date(2026, 8, 31) - timedelta(days=years * 365 + random.randrange(365))
    born = hired.year - random.randint(19, 31)
    mark = random.choices("ABCD", (18, 58, 19, 5))[0]
    education = random.choices(("初中", "高中", "中专", "大专", "本科"), (18, 20, 34, 22, 6))[0]
    honour = (
        random.choices(("", "县级技术能手", "市级工匠"), (94, 4.5, 1.5))[0] if grade >= 3 else ""
    )
    pay = _present_pay(random, post, grade, mark, education, honour)
    values = (
        number, f"YH{number:04d}", person(random, woman=woman), "女" if woman else "男",
        _as_typed(random, str(born), born), post, GRADES[grade], mark, education, honour or None,
        _day(random, hired), _attendance(random), _as_typed(random, f"{pay:,.2f}", pay),
    )  # fmt: skip
    for column, value in enumerate(values, start=2):
        sheet.cell(row, column, value)
    if isinstance(values[10], date):
        sheet.cell(row, 12).number_format = "yyyy-mm-dd"
    return pay


def _present_pay(
    random: Random, post: str, grade: int, mark: str, education: str, honour: str
) -> int:
    base = GRID[POSTS[post]][grade] * COEFFICIENTS[mark] / 100
    extra = sum(ALLOWANCES.get(key, 0) for key in (GRADES[grade], education, honour))
    return round((base + extra + random.choice((0, 0, 0, 50, -30, 80))) / 10) * 10


def _as_typed(random: Random, text: str, value: int) -> int | str:
    style = random.random()
    if style < 0.03:
        return in_full_width(text)
    if style < 0.1:
        return text
    return value


def _day(random: Random, day: date) -> date | str:
    style = random.random()
    if style < 0.6:
        return day
    forms = (
        f"{day:%Y-%m-%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
    )
    return random.choice(forms)


def _attendance(random: Random) -> str:
    return f"{random.choice((100, 100, 98.5, 97, 95.5)):g}%"


def _write_total(sheet: Worksheet, row: int, label: str, pay: int) -> None:
    sheet.cell(row, 1, label).font = Font(bold=True)
    sheet.cell(row, _PAY_COLUMN, pay).number_format = "#,##0.00"
