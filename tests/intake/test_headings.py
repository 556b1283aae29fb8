"""Which header of a file is proposed for which field."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from negotiator_desk.pay.dataset import DatasetKind, fields
from negotiator_desk.storage.intake.synonyms import propose, unit_factor


@dataclass(frozen=True)
class Heading:
    index: int
    text: str
    unit: str = ""


@pytest.mark.parametrize("kind", DatasetKind)
def test_every_field_is_looked_for_and_a_strange_header_names_none(kind: DatasetKind) -> None:
    nothing = {item.name: None for item in fields(kind)}
    assert propose(kind, [Heading(0, "备注")]) == nothing


@pytest.mark.parametrize(
    ("kind", "header", "field"),
    [
        (DatasetKind.OUTPUT, "楼宇类型", "difficulty"),
        (DatasetKind.OUTPUT, "作业难度", "difficulty"),
        (DatasetKind.ORDERS, "货物重量", "weight_kg"),
        (DatasetKind.ORDERS, "扣款金额", "deduction"),
    ],
)
def test_difficulties_weights_and_deductions_are_found_by_their_headers(
    kind: DatasetKind, header: str, field: str
) -> None:
    assert propose(kind, [Heading(3, header)])[field] == 3


def test_weights_are_taken_in_kilograms() -> None:
    weight = next(item for item in fields(DatasetKind.ORDERS) if item.name == "weight_kg")
    factors = {unit: unit_factor(weight, unit) for unit in ("千克", "斤", "克", "吨", "公里")}
    assert factors == {
        "千克": Decimal(1),
        "斤": Decimal("0.5"),
        "克": Decimal("0.001"),
        "吨": Decimal(1000),
        "公里": None,
    }
