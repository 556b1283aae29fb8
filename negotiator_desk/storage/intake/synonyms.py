"""Which header means which field: the words that firms' workbooks use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from negotiator_desk.pay.dataset import DatasetKind, Field, FieldType, fields


class _Heading(Protocol):
    @property
    def index(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def unit(self) -> str: ...


_WORKER = (
    "工号 员工编号 职工编号 人员编号 骑手编号 快递员编号 派件员编号 骑手id 司机编号 编号 员工号"
    " workerno workernumber employeeid workerid"
)
_NAME = "姓名 员工姓名 职工姓名 骑手姓名 快递员姓名 名字 name"
_GROUP = "班组 车间 部门 所属网点 网点 站点 小组 科室 所属部门 商圈 片区 班别 group team department"

_WORDS: dict[DatasetKind, dict[str, str]] = {
    DatasetKind.OUTPUT: {
        "worker": _WORKER,
        "name": _NAME,
        "group": _GROUP,
        "operation": "工序 工序名称 派件类别 件型 计件项目 作业项目 品类 类别 产品 operation",
        "month": "月份 年月 所属月份 统计月份 结算月份 月 期间 month",
        "quantity": (
            "法定工时内 产量 数量 件数 完成数量 完成数 合格数量 合格数 派件量 计件数量 正班产量"
            " quantity"
        ),
        "quantity_150": "延时 平日延时 平日加班 平时加班 工作日加班 150%",
        "quantity_200": "休息日 周末 双休日 200%",
        "quantity_300": "法定节假日 节假日 节日 300%",
        "hours": "法定工时 工时 出勤工时 正班工时 工作小时 hours",
        "difficulty": "作业难度 楼宇类型 楼栋类型 难度类型 难度 作业条件 difficulty",
    },
    DatasetKind.ORDERS: {
        "order": "订单号 订单编号 运单号 单号 orderno orderid",
        "worker": _WORKER,
        "name": _NAME,
        "group": _GROUP,
        "placed_at": "下单时间 下单日期 订单时间 接单时间 创建时间 时间 placedat",
        "customer_total": (
            "顾客支付总额 顾客支付 用户支付 乘客支付总额 客户支付 实付金额 支付金额 订单金额"
            " customertotal"
        ),
        "distance_km": "配送距离 距离 里程 distance",
        "minutes": "用时 配送时长 时长 耗时 minutes",
        "category": "类别 品类 订单类型 业务类型 category",
        "present_pay": "骑手所得 骑手收入 司机所得 司机收入 劳动报酬 配送费 实得 所得 workerpay",
        "weight_kg": "重量 货物重量 计费重量 商品重量 weight",
        "deduction": "扣款 扣款金额 扣罚 罚款 deduction",
    },
    DatasetKind.ROSTER: {
        "worker": _WORKER,
        "name": _NAME,
        "group": _GROUP,
        "post": "岗位 岗位名称 工种 职务 职位 post",
        "grade": "技能等级 职业技能等级 技能级别 能级 等级 skillgrade grade",
        "performance": "绩效等级 绩效 绩效考核 考核等级 考核结果 performance",
        "education": "文化程度 学历 最高学历 education",
        "innovation": "创新成果 创新 专利 innovation",
        "honour": "荣誉称号 荣誉 honour",
        "sex": "性别 sex",
        "birth_year": "出生年份 出生年月 出生日期 出生年 yearofbirth",
        "hired_on": "入职日期 入职时间 入厂日期 进厂日期 到岗日期 hiredon",
        "present_pay": (
            "月工资 现工资 应发工资 月应发工资 应发合计 月均工资 月收入 工资标准 工资 presentpay"
            " monthlypay"
        ),
    },
}
"""Field → headers that name it, the likeliest first, without spaces and in small letters."""

_UNITS: dict[str, dict[str, Decimal | None]] = {
    "yuan": {"元": Decimal(1), "人民币元": Decimal(1), "万元": Decimal(10_000),
             "千元": Decimal(1000), "角": Decimal("0.1"), "分": Decimal("0.01")},
    "yuan/month": {"元": Decimal(1), "元/月": Decimal(1), "万元": Decimal(10_000),
                   "千元": Decimal(1000), "元/年": None, "万元/年": None, "元/小时": None,
                   "元/天": None},
    "km": {"公里": Decimal(1), "千米": Decimal(1), "km": Decimal(1), "米": Decimal("0.001"),
           "m": Decimal("0.001")},
    "kg": {"千克": Decimal(1), "公斤": Decimal(1), "kg": Decimal(1), "斤": Decimal("0.5"),
           "克": Decimal("0.001"), "g": Decimal("0.001"), "吨": Decimal(1000)},
    "minutes": {"分钟": Decimal(1), "分": Decimal(1), "min": Decimal(1), "小时": Decimal(60),
                "秒": None},
    "hours": {"小时": Decimal(1), "时": Decimal(1), "h": Decimal(1), "分钟": None, "天": None},
    "units": {"件": Decimal(1), "个": Decimal(1), "票": Decimal(1), "单": Decimal(1),
              "台": Decimal(1), "套": Decimal(1), "万件": Decimal(10_000), "千件": Decimal(1000)},
}  # fmt: skip
"""Unit of a field → unit in a header → what a figure is multiplied by; None = not convertible."""

_MEASURES = {unit for table in _UNITS.values() for unit in table}
_BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]")
_NUMERIC = frozenset({FieldType.DECIMAL, FieldType.WHOLE})


def propose(kind: DatasetKind, headings: Sequence[_Heading]) -> dict[str, int | None]:
    """Return the likeliest column for each field, each column used once."""
    mapping: dict[str, int | None] = {item.name: None for item in fields(kind)}
    ranked = sorted(
        (-points, place, heading.index, item.name)
        for place, item in enumerate(fields(kind))
        for heading in headings
        if (points := _points(kind, item, heading))
    )
    taken: set[int] = set()
    for *_rank, index, name in ranked:
        if mapping[name] is None and index not in taken:
            mapping[name] = index
            taken.add(index)
    return mapping


def score(kind: DatasetKind, headings: Sequence[_Heading]) -> float:
    """Return how well a line serves as header: named fields, the required ones counted twice.

    0 when fewer than two are named.
    """
    mapping = propose(kind, headings)
    named = [item for item in fields(kind) if mapping[item.name] is not None]
    if len(named) < 2:
        return 0
    required = sum(item.required for item in fields(kind))
    found = sum(item.required for item in named)
    return len(named) + found + found / required * 4


def unit_factor(item: Field, unit: str) -> Decimal | None:
    """Return what figures under a header unit are multiplied by to be in the field's unit.

    None when the units cannot be converted exactly. A unit not known here is a note in brackets,
    and its figures are taken as they are.
    """
    if item.type not in _NUMERIC:
        return Decimal(1)
    known = _UNITS.get(item.unit, {})
    if unit in known:
        return known[unit]
    return None if unit in _MEASURES else Decimal(1)


def is_measure(unit: str) -> bool:
    """Whether a text in brackets is a unit known here."""
    return unit in _MEASURES


def _points(kind: DatasetKind, item: Field, heading: _Heading) -> int:
    """Return how well a heading names a field; 0 = not at all."""
    if (
        item.type in _NUMERIC
        and heading.unit in _MEASURES
        and heading.unit not in _UNITS.get(item.unit, {})
    ):
        return 0
    plain = unicodedata.normalize("NFKC", heading.text).lower()
    whole = "".join(plain.split())
    bare = _BRACKETS.sub("", whole)
    lower_line = "".join(_BRACKETS.sub("", plain).split(" ")[-1:])
    best = 0
    for place, word in enumerate(_WORDS[kind][item.name].split()):
        if word in {bare, whole, lower_line}:
            best = max(best, 1000 - place)
        elif len(word) > 1 and word in whole:
            best = max(best, 100 + 10 * len(word) - place)
    return best
