"""What stands beside the agenda: both sides on one issue, or all that is agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from negotiator_desk.bargaining.offers import OfferState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _, p_
from negotiator_desk.pay.cells import Cell, cells
from negotiator_desk.pay.terms import Terms, TextTerm
from negotiator_desk.services.table_board import (
    Board,
    BoardCost,
    BoardCosts,
    BoardIssue,
    BoardOffer,
)
from negotiator_desk.ui import display, display_terms
from negotiator_desk.ui.itemmodels.cells import circled, short_side
from negotiator_desk.ui.projector.picture import Heading, Passage, Said, Sheet
from negotiator_desk.ui.projector.words import (
    numbered,
    offer_name,
    state_word,
    tone_of_state,
)
from negotiator_desk.ui.theme import Tone

_WAITS = "…"
"""Stands for a figure that is being worked out."""

_Values = Mapping[str, Cell]


def issue_sheet(issue: BoardIssue, costs: BoardCosts | None) -> Sheet:
    """Return both sides' words on an issue side by side, or what was agreed.

    Args:
        costs: None while they are being worked out.
    """
    head = Sheet(
        title=numbered(issue),
        state=state_word(issue.state),
        state_tone=tone_of_state(issue.state),
        notes=_notes(issue),
    )
    said = _standing(issue)
    if any(isinstance(terms, TextTerm) for terms in _terms(issue, said)):
        return replace(head, passages=_passages(issue, said))
    return replace(
        head,
        columns=(
            Heading(_item_head(issue, said)),
            Heading(_("Present"), may_go=True),
            *(_offer_head(issue, side) for side in _sides(issue)),
        ),
        rows=_rows(issue, said),
        foot=_cost_rows(issue, said, costs) if issue.has_data else (),
    )


def agreed_sheet(board: Board, costs: BoardCosts | None) -> Sheet:
    """Return the list of all that is agreed, and what it costs together.

    Args:
        costs: None while they are being worked out.
    """
    state = _("{agreed} of {count}").format(agreed=len(board.agreed), count=len(board.issues))
    head = Sheet(_("All that is agreed"), state, Tone.GOOD)
    if not board.agreed:
        return replace(head, notes=(_("Nothing is agreed yet."),))
    rows = tuple(
        (
            Said(numbered(issue)),
            Said(display_terms.terms_summary(issue.agreed.terms), is_strong=True, tone=Tone.GOOD),
            Said(_cost_of(issue.agreed, costs) if issue.has_data else display.NONE),
        )
        for issue in sorted(board.agreed, key=lambda one: one.number)
        if issue.agreed is not None
    )
    missing = 0 if costs is None else costs.agreed_without_data
    note = _("Not part of the sum: {count} without calculation data.").format(count=missing)
    return replace(
        head,
        notes=(note,) if missing else (),
        columns=(
            Heading(p_("column", "Issue")),
            Heading(_("Agreed terms"), is_words=True),
            Heading(_("More a year")),
        ),
        rows=rows,
        foot=(
            (
                Said(_("Together"), is_strong=True),
                Said(""),
                Said(_WAITS if costs is None else _change(costs.agreed), is_strong=True),
            ),
        ),
    )


def _sides(issue: BoardIssue) -> tuple[Side, ...]:
    """Return the sides that have a column: of an agreed issue only the one whose offer it is."""
    return tuple(Side) if issue.agreed is None else (issue.agreed.side,)


def _standing(issue: BoardIssue) -> dict[Side, BoardOffer]:
    """Return what is shown as each side's word."""
    if issue.agreed is not None:
        return {issue.agreed.side: issue.agreed}
    return {side: one for side, one in issue.offers.items() if one.is_standing}


def _terms(issue: BoardIssue, said: Mapping[Side, BoardOffer]) -> list[Terms]:
    found = [one.terms for one in said.values()]
    return found if issue.present is None else [issue.present, *found]


def _notes(issue: BoardIssue) -> tuple[str, ...]:
    if issue.agreed is None and not issue.offers:
        return (_("Neither side has made a binding offer yet."),)
    words = issue.offers.values() if issue.agreed is None else (issue.agreed,)
    notes = []
    for offer in words:
        name = offer_name(offer)
        match offer.state:
            case OfferState.WITHDRAWN:
                notes.append(_("{offer} was withdrawn.").format(offer=name))
            case OfferState.SUPERSEDED:
                notes.append(_("{offer} fell with its package.").format(offer=name))
            case OfferState.TENTATIVE:
                notes.append(_("{offer} is held tentatively.").format(offer=name))
            case OfferState.TABLED | OfferState.SETTLED:
                pass
        if offer.tied_titles and offer.is_standing:
            notes.append(
                _("{offer} stands or falls with: {issues}").format(
                    offer=name, issues=" · ".join(offer.tied_titles)
                )
            )
    return tuple(notes)


def _offer_head(issue: BoardIssue, side: Side) -> Heading:
    if issue.agreed is not None:
        name = f"{short_side(side)} {circled(issue.agreed.round)}"
        return Heading(_("Agreed: {offer}").format(offer=name), Tone.GOOD)
    offer = issue.offers.get(side)
    name = short_side(side)
    if offer is not None and offer.is_standing:
        name = f"{name} {circled(offer.round)}"
    return Heading(name, display.tone_of_side(side))


def _values(terms: Terms | None) -> dict[str, Cell]:
    return {} if terms is None else {cell.key: cell for cell in cells(terms)}


def _all_cells(issue: BoardIssue, said: Mapping[Side, BoardOffer]) -> dict[str, Cell]:
    """Return every value that any of the terms has, in reading order."""
    found: dict[str, Cell] = {}
    for terms in [*(one.terms for one in said.values()), issue.present]:
        for key, cell in _values(terms).items():
            found.setdefault(key, cell)
    return found


def _item_head(issue: BoardIssue, said: Mapping[Side, BoardOffer]) -> str:
    unit = _common_unit(issue, said)
    return _("{name} ({unit})").format(name=_("Item"), unit=unit) if unit else _("Item")


def _common_unit(issue: BoardIssue, said: Mapping[Side, BoardOffer]) -> str:
    """Return the unit that most values have, which the head names for all of them.

    "" where a number has none, such as a factor: it would be taken to have this one.
    """
    numbers = [cell for cell in _all_cells(issue, said).values() if not isinstance(cell.value, str)]
    units = [display_terms.cell_unit(cell) for cell in numbers]
    return "" if "" in units else max(units, key=units.count, default="")


def _rows(issue: BoardIssue, said: Mapping[Side, BoardOffer]) -> tuple[tuple[Said, ...], ...]:
    """Return one row a value; those that are apart or just moved come first, in reading order."""
    present = _values(issue.present)
    own = {side: _values(offer.terms) for side, offer in said.items()}
    before = {side: {cell.key: cell for cell in offer.before} for side, offer in said.items()}
    if issue.agreed is not None:  # what led there is past: what counts is what will be other
        before = dict.fromkeys(said, present)
    common = _common_unit(issue, said)
    first: list[tuple[Said, ...]] = []
    rest: list[tuple[Said, ...]] = []
    for key, cell in _all_cells(issue, said).items():
        name, unit = display_terms.cell_name(cell), display_terms.cell_unit(cell)
        if unit and unit != common and not name.endswith((f"（{unit}）", f"({unit})")):
            name = _("{name} ({unit})").format(name=name, unit=unit)
        words = [
            _said(own.get(side, {}).get(key), before.get(side, {}), present, _tone(issue, side))
            for side in _sides(issue)
        ]
        row = (Said(name), _present(present.get(key)), *words)
        values = [own[side].get(key) for side in own]
        apart = len({None if one is None else one.value for one in values}) > 1
        (first if apart or any(one.mark for one in words) else rest).append(row)
    return (*first, *rest)


def _tone(issue: BoardIssue, side: Side) -> Tone:
    return display.tone_of_side(side) if issue.agreed is None else Tone.GOOD


def _present(cell: Cell | None) -> Said:
    is_words = cell is not None and isinstance(cell.value, str)
    return Said(display_terms.cell_text(cell), is_muted=True, is_words=is_words)


def _said(cell: Cell | None, before: _Values, present: _Values, tone: Tone) -> Said:
    """Return a side's value, with what it was before the side's last move.

    What it was stands in the column of the present already, where that is where the side started.
    """
    text = display_terms.cell_text(cell)
    if cell is None:
        return Said(text, is_muted=True)
    said = Said(text, tone=tone, is_strong=True, is_words=isinstance(cell.value, str))
    old = before.get(cell.key)
    if not before or (old is not None and old.value == cell.value):
        return said
    told = old is not None and old != present.get(cell.key)
    return replace(said, before=display_terms.cell_text(old) if told else "", mark=_mark(old, cell))


def _mark(old: Cell | None, new: Cell) -> str:
    if old is None or isinstance(old.value, str) or isinstance(new.value, str):
        return "◆"
    return "▲" if new.value > old.value else "▼"


def _passages(issue: BoardIssue, said: Mapping[Side, BoardOffer]) -> tuple[Passage, ...]:
    found = [
        Passage(
            offer_name(offer) if issue.agreed is None else _("Agreed"),
            _text(offer.terms),
            display.tone_of_side(side) if issue.agreed is None else Tone.GOOD,
        )
        for side, offer in said.items()
    ]
    if issue.present is not None:
        found.append(Passage(_("Present"), _text(issue.present), None))
    return tuple(found)


def _text(terms: Terms) -> str:
    return terms.text if isinstance(terms, TextTerm) else display_terms.terms_summary(terms)


def _cost_rows(
    issue: BoardIssue, said: Mapping[Side, BoardOffer], costs: BoardCosts | None
) -> tuple[tuple[Said, ...], ...]:
    """Return what each side's word costs a year, and how much more that is than the present."""
    offers = [said.get(side) for side in _sides(issue)]
    present = None if costs is None else costs.present.get(issue.id)
    waits = costs is None and issue.present is not None
    return (
        (
            Said(_("Cost a year")),
            Said(_WAITS if waits else _total(present), is_muted=True),
            *(Said(_figure(offer, costs, change=False)) for offer in offers),
        ),
        (
            Said(_("Against present"), is_strong=True),
            Said(""),
            *(Said(_figure(offer, costs, change=True), is_strong=True) for offer in offers),
        ),
    )


def _figure(offer: BoardOffer | None, costs: BoardCosts | None, *, change: bool) -> str:
    if offer is None:
        return display.NONE
    if costs is None:
        return _WAITS
    found = costs.offers.get(offer.id)
    return _change(found) if change else _total(found)


def _cost_of(offer: BoardOffer, costs: BoardCosts | None) -> str:
    return _figure(offer, costs, change=True)


def _total(cost: BoardCost | None) -> str:
    return display.yuan(None if cost is None else cost.yearly, places=0)


def _change(cost: BoardCost | None) -> str:
    return display.yuan_change(None if cost is None else cost.difference, places=0)
