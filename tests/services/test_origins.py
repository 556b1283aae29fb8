"""A figure of the contract says which offer it came from, when, and where it was accepted."""

from __future__ import annotations

import pytest

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.blocks import figures
from negotiator_desk.drafting.compose import compose
from negotiator_desk.errors import RuleError
from negotiator_desk.services.contract_views import get_contract
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import remove_issue
from negotiator_desk.services.offers import accept_offer, table_offer
from negotiator_desk.services.origins import figure_origin
from tests.services.conftest import Bargaining, meeting, number, rate_table


def test_every_figure_of_the_contract_leads_to_its_offer(desk: Desk, table: Bargaining) -> None:
    first = rate_table("0.9000", "1.1000")
    table_offer(desk, table.session, Side.EMPLOYEE, [(table.rates, first)], binding=True)
    (offer,) = table_offer(
        desk,
        table.session,
        Side.EMPLOYEE,
        [(table.rates, rate_table("0.8500", "1.0500"))],
        binding=True,
        argument="同城均价",
    ).value
    later = meeting(desk, table.case, day=27)
    accept_offer(desk, offer, Side.EMPLOYER, later)
    document = compose(get_contract(desk, table.case).snapshot)
    assert {figure.offer_id for figure in figures(document)} == {offer}
    origin = figure_origin(desk, offer)
    assert (origin.issue_title, origin.side, origin.round) == ("派件费单价", Side.EMPLOYEE, 2)
    assert (origin.offered_in, origin.agreed_in) == (1, 2)
    assert (origin.dataset_name, origin.argument) == ("九月产量", "同城均价")


def test_an_offer_that_is_not_agreed_has_no_figure(desk: Desk, table: Bargaining) -> None:
    terms = [(table.rates, rate_table("0.9000", "1.1000"))]
    (offer,) = table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True).value
    with pytest.raises(RuleError, match="not agreed any more"):
        figure_origin(desk, offer)


def test_the_place_in_the_agenda_is_the_one_that_people_see(desk: Desk, table: Bargaining) -> None:
    terms = [(table.heat, number("360"))]
    (offer,) = table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True).value
    accept_offer(desk, offer, Side.EMPLOYER, table.session)
    assert figure_origin(desk, offer).issue_position == 2
    remove_issue(desk, table.rates)
    assert figure_origin(desk, offer).issue_position == 1
