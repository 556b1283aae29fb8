"""The log of offers: who put what when, where it stands and what it costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from negotiator_desk.bargaining.offers import OfferState
from negotiator_desk.i18n import _, n_, p_
from negotiator_desk.pay.cells import CellChange
from negotiator_desk.pay.costing import Costing
from negotiator_desk.services.offer_views import OfferView
from negotiator_desk.ui import display, display_terms
from negotiator_desk.ui.itemmodels.cells import circled, short_side
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.rows import Column

STATE_ORDER = (
    OfferState.TABLED,
    OfferState.TENTATIVE,
    OfferState.SETTLED,
    OfferState.SUPERSEDED,
    OfferState.WITHDRAWN,
)
"""States as the board has them: what still matters first."""


@dataclass(frozen=True)
class OfferRow:
    """An offer, with what stands or falls with it, as the log shows it.

    Attributes:
        offer: The offer in question; of a package on the board the first one.
        costing: Of that offer; None until it is known, or where there are no data.
        is_settled: Its issue is agreed, by this offer or another.
        package: All offers that stand or fall with it, itself included, in agenda order.
        titles: Of the issues of the package.
        is_whole: Whether the row stands for the whole package, and not for its one offer.
        yearly: Yuan a year of what the row stands for, against the present terms, or in all where
            there are none; None until it is known.
        files: How many files stand behind it.
        worth: Private: hundredths of a point to one's own side; None where unknown or covered.
        closed_because: Why nothing can be accepted or held in the session of the moment, or "".
    """

    offer: OfferView
    costing: Costing | None = None
    is_settled: bool = False
    package: tuple[OfferView, ...] = ()
    titles: tuple[str, ...] = ()
    is_whole: bool = False
    yearly: Decimal | None = None
    files: int = 0
    worth: int | None = None
    closed_because: str = ""

    @property
    def is_change(self) -> bool:
        """Whether `yearly` is a difference from the present terms."""
        return self.costing is not None and self.costing.yearly_difference is not None


def yearly_of(costing: Costing | None) -> Decimal | None:
    """Return yuan a year against the present terms, or in all where there are none."""
    if costing is None:
        return None
    if costing.yearly_difference is not None:
        return costing.yearly_difference
    return costing.yearly_total


def yearly_of_package(offers: Sequence[OfferView], costs: Mapping[str, Costing]) -> Decimal | None:
    """Return yuan a year of all offers that have a costing; None while none has."""
    found = [yearly_of(costs.get(one.id)) for one in offers]
    known = [one for one in found if one is not None]
    return sum(known[1:], known[0]) if known else None


def offer_columns() -> tuple[Column[OfferRow], ...]:
    """Return the columns of the log of one issue."""
    return (
        Column(_("Offer"), _side, sort=_time, tone=_tone, tooltip=_tip, stretches=True),
        Column(p_("column", "Sess."), _session, sort=_session_number, is_figure=True, width=54),
        _cost_column(),
        Column(_("State"), _state, tone=_state_tone, tooltip=_state_tip, width=108),
    )


WORTH_COLUMN = 7
"""Place of the private column on the board."""


def board_columns(
    worth: Callable[[OfferRow], str] | None = None,
) -> tuple[Column[OfferRow], ...]:
    """Return the columns of the board of all offers.

    Args:
        worth: Shows a private value; None = no such column, as in every export.
    """
    private = (
        ()
        if worth is None
        else (Column(_("Points"), worth, sort=_worth, is_figure=True, width=68),)
    )
    return (
        Column(_("State"), _state, sort=_state_place, tone=_state_tone, width=116),
        Column(_("Offer"), _side, sort=_side, tone=_tone, tooltip=_tip, width=106),
        Column(_("For"), _what, tooltip=_all_titles, stretches=True),
        Column(p_("column", "Sess."), _session, sort=_session_number, is_figure=True, width=54),
        Column(_("Speaker"), _speaker, width=76),
        Column(_("Tabled"), _moment, sort=_time, width=132),
        _cost_column(),
        *private,
        Column(_("Files"), _files, sort=_file_count, is_figure=True, width=48),
    )


def changes_in_words(changes: Sequence[CellChange], *, most: int = 4) -> str:
    """Say which values differ, and from what to what; of many only the first ones."""
    shown = _("; ").join(_change(change) for change in changes[:most])
    more = len(changes) - most
    if more > 0:
        return _("{changes}; and {count} more").format(changes=shown, count=more)
    return shown


def _change(change: CellChange) -> str:
    cell = change.after or change.before
    assert cell is not None, "a change has at least one side"
    return _("{item}: {before} → {after}").format(
        item=display_terms.cell_name(cell),
        before=display_terms.cell_text(change.before),
        after=display_terms.cell_text(change.after),
    )


def _cost_column() -> Column[OfferRow]:
    return Column(
        _("Yuan a year"), _cost, sort=_cost_value, is_figure=True, tooltip=_cost_tip, width=108
    )


def _side(row: OfferRow) -> str:
    name = short_side(row.offer.side)
    if row.is_whole and len(row.package) > 1:
        return name
    return f"{name} {circled(row.offer.round)}"


def _tip(row: OfferRow) -> str:
    kind = _("Binding") if row.offer.is_binding else _("Exploratory")
    lines = [f"{kind} · {display.moment(row.offer.tabled_at)}"]
    if row.offer.argument:
        lines.append(row.offer.argument)
    return "\n".join(lines)


def _what(row: OfferRow) -> str:
    if len(row.titles) <= 1:
        return row.titles[0] if row.titles else ""
    count = n_("{count} issue, tied", "{count} issues, tied", len(row.titles))
    return _("{count}: {titles}").format(
        count=count.format(count=len(row.titles)), titles=_(", ").join(row.titles)
    )


def _all_titles(row: OfferRow) -> str:
    return "\n".join(row.titles)


def _time(row: OfferRow) -> datetime:
    return row.offer.tabled_at


def _moment(row: OfferRow) -> str:
    return display.moment(row.offer.tabled_at)


def _speaker(row: OfferRow) -> str:
    return row.offer.speaker_name or display.NONE


def _tone(row: OfferRow) -> Tone:
    return display.tone_of_side(row.offer.side)


def _session(row: OfferRow) -> str:
    return display.count(row.offer.session_number)


def _session_number(row: OfferRow) -> int:
    return row.offer.session_number


def _cost(row: OfferRow) -> str:
    if row.is_change:
        return display_terms.signed(row.yearly, places=0)
    return display.amount(row.yearly, places=0)


def _cost_value(row: OfferRow) -> Decimal | None:
    return row.yearly


def _cost_tip(row: OfferRow) -> str:
    if row.costing is None:
        return ""
    return _("{total} yuan a year in all").format(total=display.amount(row.costing.yearly_total))


def _worth(row: OfferRow) -> int | None:
    return row.worth


def _files(row: OfferRow) -> str:
    return display.count(row.files) if row.files else ""


def _file_count(row: OfferRow) -> int:
    return row.files


def _state(row: OfferRow) -> str:
    if row.is_settled and row.offer.state is OfferState.TABLED:
        return p_("offer state", "Not accepted")
    if not row.offer.is_binding and row.offer.state is OfferState.TABLED:
        return p_("offer state", "Exploratory")
    return display.offer_state(row.offer.state)


def _state_place(row: OfferRow) -> tuple[int, bool]:
    return STATE_ORDER.index(row.offer.state), not row.offer.is_binding


def _state_tone(row: OfferRow) -> Tone:
    if row.is_settled and row.offer.state is OfferState.TABLED:
        return Tone.NEUTRAL
    return display.tone_of_offer(row.offer.state)


def _state_tip(row: OfferRow) -> str:
    if row.offer.agreed_session_number is None:
        return ""
    return p_("offer", "Accepted in session {number}").format(
        number=row.offer.agreed_session_number
    )
