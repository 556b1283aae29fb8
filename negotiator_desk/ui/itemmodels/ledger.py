"""The ledger of concessions as rows: who moved what in which round, and by how much money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from negotiator_desk.bargaining.ledger import Direction, Line
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _, p_
from negotiator_desk.pay.arithmetic import yuan
from negotiator_desk.pay.cells import CellChange
from negotiator_desk.services.ledgers import CaseLedger
from negotiator_desk.ui import display, display_terms
from negotiator_desk.ui.itemmodels.cells import short_side
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.rows import Column

_CHANGES_SHOWN = 2


@dataclass(frozen=True)
class LedgerRow:
    """One line of the ledger, or a round in which nobody said a binding word.

    Attributes:
        key: Tells the row from the others of the case, also after a new offer.
        place: Place in the ledger, from 0.
        line: None for a round of silence.
        said_at: Moment it was said, UTC; None for a round of silence.
        title: Of the issue; "" for a round of silence.
        session_number: Session it was said in, or that passed in silence.
        last_mover: Who had moved last at the end of the round.
    """

    key: tuple[int, str, bool]
    place: int
    round: int
    session_number: int
    line: Line | None
    said_at: datetime | None
    title: str
    last_mover: Side | None

    @property
    def side(self) -> Side | None:
        """Who spoke; None for a round of silence."""
        return None if self.line is None else self.line.word.side

    @property
    def cost_change(self) -> Decimal | None:
        """Yuan a year against the word before, at an opening against the present terms."""
        if self.line is None or self.line.cost_change is None:
            return None
        return yuan(self.line.cost_change)

    @property
    def moved(self) -> Decimal | None:
        """Yuan a year since the side's first word on the issue."""
        return None if self.line is None or self.line.moved is None else yuan(self.line.moved)


def ledger_rows(view: CaseLedger) -> tuple[LedgerRow, ...]:
    """Return the rows of a ledger, the latest round and word first."""
    ledger = view.ledger
    lines = list(zip(ledger.lines, view.said_at, strict=True))
    rows: list[LedgerRow] = []
    for one, mover in zip(ledger.rounds, ledger.last_movers, strict=True):
        said = [pair for pair in lines if pair[0].round == one.number]
        for line, at in said:
            word = line.word
            rows.append(
                LedgerRow(
                    key=(one.number, word.offer_id, word.is_acceptance),
                    place=len(rows),
                    round=one.number,
                    session_number=word.session_number,
                    line=line,
                    said_at=at,
                    title=view.titles[word.issue_id],
                    last_mover=mover,
                )
            )
        if not said:
            rows.append(
                LedgerRow(
                    key=(one.number, "", False),
                    place=len(rows),
                    round=one.number,
                    session_number=one.sessions[0],
                    line=None,
                    said_at=None,
                    title="",
                    last_mover=mover,
                )
            )
    return tuple(reversed(rows))


def ledger_columns() -> tuple[Column[LedgerRow], ...]:
    """Return the columns of the ledger."""
    return (
        Column(_("Round"), _round, sort=_round_number, is_figure=True, width=64),
        Column(p_("column", "Sess."), _session, sort=_session_number, is_figure=True, width=56),
        Column(_("Side"), _side, tone=_side_tone, tooltip=_side_tip, width=92),
        Column(_("Issue"), _issue, tooltip=_issue, width=150),
        Column(_("What moved"), what_moved, tooltip=_all_changes, stretches=True),
        Column(_("Movement"), movement, tone=_movement_tone, tooltip=_movement_tip, width=132),
        Column(_("Yuan a year"), _change, sort=_change_value, is_figure=True, width=116),
        Column(
            _("Since opening"),
            _moved,
            sort=_moved_value,
            is_figure=True,
            tooltip=_moved_tip,
            width=116,
        ),
        Column(_("Moved last"), _last, tone=_last_tone, width=92),
    )


def what_moved(row: LedgerRow) -> str:
    """Say what a line changed, in one line."""
    return _changes(row, _CHANGES_SHOWN)


def movement(row: LedgerRow) -> str:
    """Say in a word or two which way a line goes, and whether it still counts."""
    if row.line is None:
        return display.NONE
    word = row.line.word
    text = display_direction(row.line)
    if word.is_withdrawn:
        return _("{movement}, withdrawn").format(movement=text)
    return text


def display_direction(line: Line) -> str:
    """Name of a line's direction."""
    if line.word.is_acceptance:
        return p_("movement", "Accepted")
    match line.direction:
        case Direction.OPENING:
            return p_("movement", "Opening")
        case Direction.CLOSER:
            return p_("movement", "Concession")
        case Direction.AWAY:
            return p_("movement", "Step back")
        case Direction.LEVEL:
            return p_("movement", "Same cost")
        case Direction.UNKNOWN:
            return p_("movement", "Changed")
        case Direction.STILL:
            return p_("movement", "Unchanged")


def _changes(row: LedgerRow, most: int) -> str:
    if row.line is None:
        return _("No binding offer in this session")
    changes = row.line.changes
    if not changes:
        if row.line.direction is Direction.OPENING:
            return _("the present terms")
        return display_terms.terms_summary(row.line.word.terms)
    text = _("; ").join(_change_text(change) for change in changes[:most])
    more = len(changes) - most
    if more > 0:
        return _("{changes}; and {count} more").format(changes=text, count=more)
    return text


def _all_changes(row: LedgerRow) -> str:
    return _changes(row, 24)


def _change_text(change: CellChange) -> str:
    cell = change.after or change.before
    assert cell is not None, "a change has at least one side"
    return _("{item}: {before} → {after}").format(
        item=display_terms.cell_name(cell),
        before=display_terms.cell_text(change.before),
        after=display_terms.cell_text(change.after),
    )


def _round(row: LedgerRow) -> str:
    return display.count(row.round)


def _round_number(row: LedgerRow) -> int:
    return row.place


def _session(row: LedgerRow) -> str:
    return display.count(row.session_number)


def _session_number(row: LedgerRow) -> tuple[int, int]:
    return row.session_number, row.place


def _side(row: LedgerRow) -> str:
    return display.NONE if row.side is None else short_side(row.side)


def _side_tone(row: LedgerRow) -> Tone | None:
    return None if row.side is None else display.tone_of_side(row.side)


def _side_tip(row: LedgerRow) -> str:
    return display.moment(row.said_at)


def _issue(row: LedgerRow) -> str:
    if row.line is None:
        return display.NONE
    if row.line.word.is_tied:
        return _("{issue} (tied)").format(issue=row.title)
    return row.title


def _movement_tone(row: LedgerRow) -> Tone | None:
    if row.line is None:
        return None
    if row.line.word.is_acceptance:
        return Tone.GOOD
    match row.line.direction:
        case Direction.CLOSER:
            return Tone.GOOD
        case Direction.AWAY:
            return Tone.ATTENTION
        case _:
            return Tone.NEUTRAL


def _movement_tip(row: LedgerRow) -> str:
    if row.line is None:
        return ""
    if row.line.word.has_fallen:
        return _("It fell together with the package it was tied into.")
    if row.line.direction is Direction.UNKNOWN:
        return _("Without calculation data it cannot be told whether this comes closer.")
    return ""


def _change(row: LedgerRow) -> str:
    return display_terms.signed(row.cost_change)


def _change_value(row: LedgerRow) -> Decimal | None:
    return row.cost_change


def _moved(row: LedgerRow) -> str:
    if row.line is not None and row.line.before is None:
        return display.NONE
    return display_terms.signed(row.moved)


def _moved_value(row: LedgerRow) -> Decimal | None:
    return row.moved


def _moved_tip(row: LedgerRow) -> str:
    if row.line is None or row.line.word.cost is None:
        return ""
    return _("{total} yuan a year in all").format(total=display.amount(yuan(row.line.word.cost)))


def _last(row: LedgerRow) -> str:
    return display.NONE if row.last_mover is None else short_side(row.last_mover)


def _last_tone(row: LedgerRow) -> Tone | None:
    return None if row.last_mover is None else display.tone_of_side(row.last_mover)
