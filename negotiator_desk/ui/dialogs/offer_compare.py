"""An offer value by value against what its side said before it, and the other side last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.cells import Cell, cells
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.offer_views import OfferView
from negotiator_desk.ui import display_terms
from negotiator_desk.ui.dialogs.offer_start import IssueOnTable
from negotiator_desk.ui.itemmodels.cells import circled, short_side
from negotiator_desk.ui.theme import CARD_GAP, CARD_MARGIN, PAGE_MARGIN, Tone
from negotiator_desk.ui.widgets.buttons import PrimaryButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable


@dataclass(frozen=True)
class ComparedCell:
    """One value of an offer, beside what each side said on it: see `words_beside`."""

    cell: Cell
    offered: Cell | None
    said: dict[Side, Cell | None]

    def differs(self, side: Side) -> bool:
        """Whether the offer has another value than what it is compared with of a side."""
        return _value(self.offered) != _value(self.said[side])


def words_beside(offer: OfferView, item: IssueOnTable) -> dict[Side, OfferView | None]:
    """Return what an offer is compared with.

    That is the word of its own side before it, and the last word of the other side.
    """
    other = offer.side.other
    return {offer.side: item.word_before(offer), other: item.last_word(other)}


def compared_cells(offer: OfferView, item: IssueOnTable) -> tuple[ComparedCell, ...]:
    """Return every value that the offer or what it is compared with has."""
    last = words_beside(offer, item)
    offered = _by_key(offer.terms)
    said = {side: {} if one is None else _by_key(one.terms) for side, one in last.items()}
    named = dict(offered)
    for words in said.values():
        for key, cell in words.items():
            named.setdefault(key, cell)
    return tuple(
        ComparedCell(cell, offered.get(key), {side: said[side].get(key) for side in Side})
        for key, cell in named.items()
    )


class OfferCompareDialog(QDialog):
    """Shows where an offer differs; the values that differ are coloured and come first."""

    def __init__(self, offer: OfferView, item: IssueOnTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = f"{short_side(offer.side)} {circled(offer.round)}"
        title = _("{offer} compared · {issue}").format(offer=name, issue=item.issue.title)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 520)
        words = words_beside(offer, item)
        rows = compared_cells(offer, item)
        order = sorted(
            rows,
            key=lambda row: (
                not any(word is not None and row.differs(side) for side, word in words.items())
            ),
        )
        self.table = DataTable(title, RowsModel(_columns(name, words)), search=False)
        self.table.set_rows(tuple(order))
        close = PrimaryButton(_("&Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, CARD_MARGIN, PAGE_MARGIN, CARD_MARGIN)
        layout.setSpacing(CARD_GAP)
        layout.addWidget(TextLabel(title, TextRole.TITLE))
        for side in Side:
            layout.addWidget(
                TextLabel(
                    _sentence(rows, words[side], side, is_own=side is offer.side), TextRole.NOTE
                )
            )
        layout.addWidget(self.table, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _columns(name: str, words: Mapping[Side, OfferView | None]) -> tuple[Column[ComparedCell], ...]:
    return (
        Column(_("Item"), lambda row: display_terms.cell_name(row.cell), stretches=True),
        Column(_("Unit"), lambda row: display_terms.cell_unit(row.cell), width=110),
        Column(
            _("This: {offer}").format(offer=name),
            lambda row: display_terms.cell_text(row.offered),
            is_figure=True,
            width=150,
        ),
        _said_column(Side.EMPLOYEE, words[Side.EMPLOYEE]),
        _said_column(Side.EMPLOYER, words[Side.EMPLOYER]),
    )


def _said_column(side: Side, word: OfferView | None) -> Column[ComparedCell]:
    return Column(
        _word_name(side, word),
        lambda row: display_terms.cell_text(row.said[side]),
        tone=lambda row: Tone.ATTENTION if word is not None and row.differs(side) else None,
        is_figure=True,
        width=150,
    )


def _word_name(side: Side, word: OfferView | None) -> str:
    if word is None:
        return _("{side}: nothing yet").format(side=short_side(side))
    return f"{short_side(side)} {circled(word.round)}"


def _sentence(
    rows: tuple[ComparedCell, ...], word: OfferView | None, side: Side, *, is_own: bool
) -> str:
    if word is None:
        if is_own:
            return _("{side} said nothing on this issue before.").format(side=short_side(side))
        return _("{side} has no offer that stands.").format(side=short_side(side))
    count = sum(row.differs(side) for row in rows)
    text = n_("{count} value differs from {offer}.", "{count} values differ from {offer}.", count)
    return text.format(count=count, offer=f"{short_side(side)} {circled(word.round)}")


def _by_key(terms: Terms) -> dict[str, Cell]:
    return {one.key: one for one in cells(terms)}


def _value(cell: Cell | None) -> object:
    return None if cell is None else cell.value
