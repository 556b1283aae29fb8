"""Old against new pay, one point for each person; anyone can be found by number or name."""

from __future__ import annotations

import unicodedata
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.costing_moves import Moving, Person, people
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.card import ChartCard
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.charts.scatter import ScatterOldNew
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.pages.costing_tab_spread import TABLE_KEY
from negotiator_desk.ui.pages.costing_work import Part
from negotiator_desk.ui.theme import GRID, Tone
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_LONGEST_SEARCH = 260
"""Width of the search field, in pixels."""


class PeopleTab(CostingTab):
    """Everybody's pay before and after, and one person's figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[Person, ...] = ()
        self._plain: tuple[str, ...] = ()
        self._moving: Moving | None = None
        self._found: tuple[int, ...] = ()
        self._person: int | None = None
        self.chart = ScatterOldNew(
            Quantity(_("Pay a month before"), Measure.YUAN),
            Quantity(_("Pay a month after"), Measure.YUAN),
        )
        self.card = ChartCard(_("Old and new pay of each person"), self.chart, key=TABLE_KEY)
        self.card.set_empty(
            _("There is nothing to compare with."),
            _("Enter the present terms with the issue, or import records that say what was paid."),
        )
        self.search = QLineEdit(placeholderText=_("Number or name"), clearButtonEnabled=True)
        self.search.setProperty("kind", "search")
        self.search.setAccessibleName(_("Find a person by number or name"))
        self.search.setMaximumWidth(_LONGEST_SEARCH)
        self._count = TextLabel(role=TextRole.NOTE)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.search, 1)
        line.addWidget(self._count)
        line.addStretch(1)
        self.card.body.insertLayout(2, line)
        self.figures = TextLabel(wrap=True)
        self.figures.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.card.body.addWidget(self.figures)
        self.body.addWidget(self.card, 1)
        self.chart.person_chosen.connect(self.choose)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self.go_to_next)
        self._show_person()

    @override
    def set_sheet(self, sheet: CostingSheet) -> None:
        self._people, self._plain, self._moving = (), (), None
        self._found, self._person = (), None
        self.chart.set_people((), (), ())
        self._show_person()

    @override
    def show_moving(self, moving: Moving) -> None:
        self._moving = moving
        seen = moving.picture
        if not self._people or seen.before is None:
            return
        names = tuple(person.title for person in self._people)
        self.chart.set_people(names, seen.before, seen.after)
        self.card.set_finding(_finding(moving))
        self._show_person()

    @override
    def part(self) -> Part | None:
        return None if self._people else _list_people

    @override
    def show_part(self, terms: Terms, answer: Any) -> None:
        self._people = answer
        self._plain = tuple(_plain(f"{one.title} {one.group}") for one in self._people)
        self._search(self.search.text())
        if self._moving is not None:
            self.show_moving(self._moving)

    @override
    def focus_search(self) -> bool:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    @override
    def state(self) -> dict[str, Any]:
        return {"search": self.search.text()}

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self.search.setText(state["search"])

    @Slot(object)
    def choose(self, number: int) -> None:
        """Show one person's figures."""
        self._person = number
        self.chart.set_current(number)
        self._show_person()

    @Slot()
    def go_to_next(self) -> None:
        """Show the next person that the search found."""
        if self._found:
            at = self._found.index(self._person) if self._person in self._found else -1
            self.choose(self._found[(at + 1) % len(self._found)])

    @Slot(str)
    def _search(self, text: str) -> None:
        words = _plain(text).split()
        self._found = ()
        if words:
            self._found = tuple(
                number
                for number, plain in enumerate(self._plain)
                if all(word in plain for word in words)
            )
        self.chart.highlight(self._found)
        found = n_("{count} person found", "{count} people found", len(self._found))
        self._count.setText(found.format(count=display.count(len(self._found))) if words else "")
        if self._found:
            self.choose(self._found[0])
        else:
            self._choose_nobody()

    def _choose_nobody(self) -> None:
        """Show no person's figures: those of the last one would pass for what was found."""
        self._person = None
        self.chart.set_current(None)
        self._show_person()

    def _show_person(self) -> None:
        """Show the figures of the person chosen, as the terms have them now."""
        text = _("Choose a point, or type a number or a name; Enter goes to the next one found.")
        tone: Tone | None = None
        seen = None if self._moving is None else self._moving.picture
        number = self._person
        if (
            seen is not None
            and seen.before is not None
            and number is not None
            and number < len(self._people)
        ):
            person = self._people[number]
            was = Measure.YUAN.from_units(seen.before[number])
            now = Measure.YUAN.from_units(seen.after[number])
            text = _("{name}: {before} → {after} a month, {change}").format(
                name=" · ".join(part for part in (person.title, person.group) if part),
                before=display.yuan(was),
                after=display.yuan(now),
                change=display.yuan_change(now - was),
            )
            tone = Tone.BAD if now < was else Tone.GOOD if now > was else None
        self.figures.setText(text)
        self.figures.set_tone(tone)


def _list_people(sheet: CostingSheet, _terms: Terms) -> tuple[Person, ...]:
    return people(sheet)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _finding(moving: Moving) -> str:
    assert moving.gaining is not None, "compared with something"
    assert moving.losing is not None, "compared with something"
    staying = moving.picture.costing.workers - moving.gaining - moving.losing
    return _(
        "Workers who gain: {gaining}, stay: {staying}, lose: {losing}; the least gain is {least} "
        "a month."
    ).format(
        gaining=display.count(moving.gaining),
        staying=display.count(staying),
        losing=display.count(moving.losing),
        least=display.yuan_change(moving.least_gain),
    )
