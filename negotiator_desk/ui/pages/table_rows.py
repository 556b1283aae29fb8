"""The rows of the log of one issue, and those of the board of a whole case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from negotiator_desk.bargaining.offers import IssueState
from negotiator_desk.pay.costing import Costing
from negotiator_desk.services.offer_views import OfferView
from negotiator_desk.ui.dialogs.offer_start import IssueOnTable
from negotiator_desk.ui.itemmodels.offers import OfferRow, yearly_of, yearly_of_package
from negotiator_desk.ui.pages.table_case import TableCase


def log_rows(
    case: TableCase, item: IssueOnTable, costs: Mapping[str, Costing]
) -> tuple[OfferRow, ...]:
    """Return one row for each offer on an issue, in the order they were tabled."""
    is_settled = item.issue.state is IssueState.AGREED
    by_id = {one.id: one for one in case.offers()} if any(_tied(item)) else {}
    rows, closed = [], case.closed_because()
    for offer in item.offers:
        package = _package(case, offer, by_id)
        costing = costs.get(offer.id)
        rows.append(
            OfferRow(
                offer,
                costing,
                is_settled,
                package=package,
                titles=tuple(case.title(one) for one in package),
                yearly=yearly_of(costing),
                files=case.files.get(offer.id, 0),
                closed_because=closed,
            )
        )
    return tuple(rows)


def board_rows(
    case: TableCase,
    costs: Mapping[str, Costing],
    worth: Callable[[Sequence[str]], int | None],
) -> tuple[OfferRow, ...]:
    """Return one row for each offer of a case, or for each package of tied ones.

    Args:
        worth: Private: what offers are worth together, by their ids.
    """
    by_id = {one.id: one for one in case.offers()}
    order = list(case.items)
    rows, closed = [], case.closed_because()
    for offer in by_id.values():
        package = _package(case, offer, by_id)
        if offer.id != package[0].id:
            continue  # The first of its package stands for all.
        settled = [case.items[one.issue_id].issue.state is IssueState.AGREED for one in package]
        rows.append(
            OfferRow(
                offer,
                costs.get(offer.id) if len(package) == 1 else None,
                any(settled),
                package=package,
                titles=tuple(
                    case.title(one)
                    for one in sorted(package, key=lambda one: order.index(one.issue_id))
                ),
                is_whole=True,
                yearly=yearly_of_package(package, costs),
                files=sum(case.files.get(one.id, 0) for one in package),
                worth=worth([one.id for one in package]),
                closed_because=closed,
            )
        )
    return tuple(rows)


def _tied(item: IssueOnTable) -> Sequence[bool]:
    return [bool(one.tied_with) for one in item.offers]


def _package(
    case: TableCase, offer: OfferView, by_id: Mapping[str, OfferView]
) -> tuple[OfferView, ...]:
    """Return what stands or falls with an offer, in the order of the agenda."""
    if not offer.tied_with:
        return (offer,)
    order = list(case.items)
    members = (offer, *(by_id[one] for one in offer.tied_with))
    return tuple(sorted(members, key=lambda one: order.index(one.issue_id)))
