import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from negotiator_desk.drafting.blocks import (
    Article,
    Block,
    Content,
    Document,
    Figure,
    Form,
    Grid,
    Item,
    Note,
    Prose,
    figures,
)
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.reconcile import Fault, reconcile
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.values import read_value, write_value
from tests.drafting.samples import SAMPLES, couriers, machinery


def _with(document: Document, old: Figure, new: Figure | str) -> Document:
    """Return the document with one figure changed in the one place where it stands."""

    def content(parts: Content) -> Content:
        return tuple(new if part is old else part for part in parts)

    def block(one: Block) -> Block:
        match one:
            case Article() | Item() | Prose() | Note():
                return replace(one, content=content(one.content))
            case Grid():
                return replace(
                    one, rows=tuple(tuple(content(cell) for cell in row) for row in one.rows)
                )
            case _:
                return one

    return replace(document, blocks=tuple(block(one) for one in document.blocks))


def _off_by_the_smallest_unit(figure: Figure) -> Figure:
    value = read_value(figure.text, figure.form)
    if isinstance(value, str):
        return replace(figure, text=value + "半")
    step = Decimal("0.0001") if figure.form is Form.PERCENT else Decimal("0.01")
    return replace(figure, text=write_value(value + step, figure.form))


@pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)
def test_a_figure_off_by_its_smallest_unit_is_found_wherever_it_stands(
    make: Callable[[], Snapshot],
) -> None:
    snapshot = make()
    document = compose(snapshot)
    printed = list(figures(document))
    for figure in random.Random(3).sample(printed, min(len(printed), 25)):
        found = reconcile(_with(document, figure, _off_by_the_smallest_unit(figure)), snapshot)
        assert [(one.fault, one.key) for one in found] == [(Fault.DIFFERS, figure.key)]


def test_a_figure_that_is_no_figure_is_found() -> None:
    snapshot = couriers()
    document = compose(snapshot)
    figure = next(one for one in figures(document) if one.form is Form.CAPITAL)
    for wrong in ("三千五百元", "3,500.00", ""):
        found = reconcile(_with(document, figure, replace(figure, text=wrong)), snapshot)
        assert [one.fault for one in found] == [Fault.UNREADABLE]


def test_a_figure_of_another_offer_is_found() -> None:
    snapshot = couriers()
    document = compose(snapshot)
    figure = next(figures(document))
    found = reconcile(_with(document, figure, replace(figure, offer_id="other")), snapshot)
    assert Fault.UNKNOWN in {one.fault for one in found}


def test_an_agreed_value_that_is_not_printed_is_found() -> None:
    snapshot = machinery()
    document = compose(snapshot)
    figure = next(one for one in figures(document) if one.key == "cell:二档:高级工")
    found = reconcile(_with(document, figure, figure.text), snapshot)
    assert [(one.fault, one.key, one.agreed) for one in found] == [
        (Fault.NOT_PRINTED, "cell:二档:高级工", Decimal("4610.00"))
    ]
