"""Rosters with pay before and after given by hand, for the tests of who gains."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from negotiator_desk.pay.basis import Basis, ComparedWith, Formula
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.fairness import who_gains
from negotiator_desk.pay.gains import GainBoard
from negotiator_desk.pay.result import Pay
from tests.pay.facts import dataset

YEAR = 2026


def person(number: int, **more: Any) -> dict[str, Any]:
    return {
        "worker": f"G{number}",
        "name": "甲",
        "post": "钳工",
        "grade": "中级工",
        "present_pay": 0,
        **more,
    }


def roster(people: Sequence[dict[str, Any]]) -> Dataset:
    return dataset(
        DatasetKind.ROSTER, [person(number, **more) for number, more in enumerate(people)]
    )


def paid(facts: Dataset, fen: Sequence[int]) -> Pay:
    amounts = np.array(fen, dtype=np.int64)
    return Pay(facts.worker_months, amounts, amounts)


def basis(facts: Dataset, compared_with: ComparedWith = ComparedWith.PRESENT_TERMS) -> Basis:
    return Basis(facts.fingerprint, "0" * 64, Formula.SKILL_GRADE_WAGES, "example", compared_with)


def board(
    people: Sequence[dict[str, Any]], before: Sequence[int] | None, after: Sequence[int]
) -> GainBoard:
    facts = roster(people)
    if before is None:
        return who_gains(
            facts, None, paid(facts, after), basis(facts, ComparedWith.NOTHING), year=YEAR
        )
    return who_gains(facts, paid(facts, before), paid(facts, after), basis(facts), year=YEAR)
