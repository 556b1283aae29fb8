"""Sample (b): a month of orders of an on-demand delivery platform, as a GB18030 CSV file.

Scale: about 100,000 orders of 600 riders; what the platform keeps lies between 14 and 30 percent,
the range that ride and delivery platforms published from 2022 to 2025.
"""

import csv
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO
from random import Random

from samples.names import in_full_width, person

RIDERS = 600
ORDERS = 100_000
_CATEGORIES = ("餐饮", "文件", "鲜花蛋糕", "商超", "药品", "大件")
_CATEGORY_WEIGHTS = (34, 20, 12, 17, 9, 8)
_EXTRA = {"餐饮": 0, "文件": 1, "鲜花蛋糕": 6, "商超": 3, "药品": 2, "大件": 14}
"""Category → yuan on top of the fare."""
_HOURS = (2, 1, 1, 0, 0, 1, 4, 12, 22, 34, 52, 78, 64, 38, 34, 36, 44, 68, 74, 58, 42, 28, 14, 6)
_FORMS = (
    "{0:%Y-%m-%d %H:%M}",
    "{0.year}/{0.month}/{0.day} {0.hour}:{0:%M}",
    "{0.year}年{0.month}月{0.day}日 {0:%H：%M}",
)
_FORM_WEIGHTS = (20, 78, 2)


@dataclass
class _Order:
    rider: int
    placed_at: datetime
    fen: int
    distance: int
    minutes: int
    category: str
    pay_fen: int


def table(seed: int) -> bytes:
    """Return the file's bytes."""
    random = Random(f"delivery {seed}")
    riders = [
        (f"R{number:04d}", person(random, woman=random.random() < 0.11))
        for number in range(1, RIDERS + 1)
    ]
    weights = [min(random.lognormvariate(0, 0.42), 2.2) for _ in riders]
    chosen = random.choices(range(RIDERS), weights, k=ORDERS)
    orders = sorted((_order(random, rider) for rider in chosen), key=lambda one: one.placed_at)
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["甬急送平台２０２６年９月订单明细（宁波城区）"] + [""] * 8)
    writer.writerow([""] * 9)
    writer.writerow(
        ["订单号", "骑手编号", "姓名", "下单时间", "顾客支付总额（元）", "配送距离（公里）",
         "用时（分钟）", "类别", "骑手所得（元）"]
    )  # fmt: skip
    for number, order in enumerate(orders, start=1):
        code, name = riders[order.rider]
        form = random.choices(_FORMS, _FORM_WEIGHTS)[0]
        writer.writerow(
            (
                number,
                code,
                name,
                form.format(order.placed_at),
                _yuan(random, order.fen),
                f"{order.distance / 10:g}",
                order.minutes,
                order.category,
                _yuan(random, order.pay_fen),
            )
        )
        if number % 25_000 == 0:
            writer.writerow([])
    total = sum(order.fen for order in orders)
    paid = sum(order.pay_fen for order in orders)
    writer.writerow(["合计", "", "", "", _grouped(total), "", "", "", _grouped(paid)])
    return out.getvalue().encode("gb18030")


def _order(random: Random, rider: int) -> _Order:
    placed = datetime(2026, 9, 1) + timedelta(  # noqa: DTZ001  (a local time, as the file has it)
        days=random.randrange(30),
        hours=random.choices(range(24), _HOURS)[0],
        minutes=random.randrange(60),
    )
    category = random.choices(_CATEGORIES, _CATEGORY_WEIGHTS)[0]
    distance = max(4, round(random.lognormvariate(3.75, 0.55)))
    fare = 900 + distance * 48 + _EXTRA[category] * 100 + random.randrange(0, 700, 10)
    if placed.hour >= 21 or placed.hour < 6:
        fare += 500
    if random.random() < 0.004:
        fare *= 12  # a whole van, or a journey to the next city
    take = min(max(random.gauss(0.222 + min(fare, 8000) / 400_000, 0.017), 0.14), 0.30)
    pay = round(fare * (1 - take) / 10) * 10
    minutes = max(8, round(9 + distance * 0.42 + random.gauss(6, 5)))
    return _Order(rider, placed, fare, distance, minutes, category, pay)


def _yuan(random: Random, fen: int) -> str:
    text = f"{fen / 100:,.2f}" if fen >= 100_000 else f"{fen / 100:g}"
    style = random.random()
    if style < 0.002:
        return in_full_width(text)
    if style < 0.003:
        return f"¥{text}"
    return text


def _grouped(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"
