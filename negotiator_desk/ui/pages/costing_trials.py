"""What can be costed on an issue: the terms to start from, and what is tried out on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from negotiator_desk.bargaining.offers import OfferState
from negotiator_desk.i18n import _
from negotiator_desk.pay.cells import changed_cells
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.services.offer_views import OfferView
from negotiator_desk.services.what_ifs import WhatIfView
from negotiator_desk.ui import display
from negotiator_desk.ui.itemmodels.cells import circled
from negotiator_desk.ui.theme import Tone


class SourceKind(StrEnum):
    """Where terms come from; the last two are private."""

    PRESENT = "present"
    AGREED = "agreed"
    OFFER = "offer"
    KEPT = "kept"
    FREE = "free"


_FIRST = (
    SourceKind.AGREED,
    SourceKind.OFFER,
    SourceKind.PRESENT,
    SourceKind.KEPT,
    SourceKind.FREE,
)
"""What is chosen first, the most telling before the others."""


_MOST_STEPS = 50
"""Steps on one source that can be undone one after the other."""


@dataclass(frozen=True)
class Source:
    """Terms that can be chosen.

    Attributes:
        key: Names it within its issue.
        id: Of the offer or of what was kept; "" for the others.
        name: Translated, or as the user named it.
        state: What to know about it besides, translated; "" if nothing.
        tone: Of a side for its offers, good for what was agreed, neutral for the present.
    """

    kind: SourceKind
    id: str
    name: str
    terms: Terms
    state: str = ""
    tone: Tone | None = None

    @property
    def key(self) -> str:
        """Names the source within its issue."""
        return f"{self.kind.value}:{self.id}"

    @property
    def is_private(self) -> bool:
        """Whether only the own side may see it."""
        return self.kind in {SourceKind.KEPT, SourceKind.FREE}


def sources_of(sheet: CostingSheet, kept: Sequence[WhatIfView]) -> tuple[Source, ...]:
    """Return the terms that can be chosen: present, agreed, offers from the newest, trials."""
    found = []
    if sheet.present is not None:
        found.append(
            Source(SourceKind.PRESENT, "", _("Present terms"), sheet.present, tone=Tone.NEUTRAL)
        )
    if sheet.agreed is not None:
        found.append(Source(SourceKind.AGREED, "", _("Agreed terms"), sheet.agreed, tone=Tone.GOOD))
    found += [_offer_source(offer) for offer in sheet.offers]
    found += [Source(SourceKind.KEPT, one.id, one.name, one.terms) for one in kept]
    return tuple(found)


def _offer_source(offer: OfferView) -> Source:
    state = display.offer_state(offer.state)
    if offer.state is OfferState.TABLED and not offer.is_binding:
        state = _("Exploratory")
    return Source(
        SourceKind.OFFER,
        offer.id,
        f"{display.side(offer.side)} {circled(offer.round)}",
        offer.terms,
        state,
        display.tone_of_side(offer.side),
    )


@dataclass(frozen=True)
class Unkept:
    """A trial that is in the window only."""

    source: Source
    terms: Terms


@dataclass
class _Steps:
    """The steps tried on one source, each as the terms before it; None is the source's own.

    Attributes:
        key: The one value that the latest step changed, while the next change of the same value
            belongs to it; "" once it is finished.
    """

    done: list[Terms | None] = field(default_factory=list)
    undone: list[Terms | None] = field(default_factory=list)
    key: str = ""


class Trials:
    """The trials of one issue: which terms are chosen, and what was changed in each.

    A change belongs to the terms it was made in; it stays there until it is kept or taken back.
    """

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}
        self._changed: dict[str, Terms] = {}
        self._taken_back: dict[str, Terms] = {}
        self._steps: dict[str, _Steps] = {}
        self._chosen = ""

    @property
    def sources(self) -> tuple[Source, ...]:
        """What can be chosen."""
        return tuple(self._sources.values())

    @property
    def chosen(self) -> Source | None:
        """What is chosen; None while there is nothing."""
        return self._sources.get(self._chosen)

    @property
    def terms(self) -> Terms | None:
        """What is costed: the chosen terms with what was changed in them."""
        chosen = self.chosen
        return None if chosen is None else self._changed.get(chosen.key, chosen.terms)

    @property
    def is_changed(self) -> bool:
        """Whether something was changed in the chosen terms."""
        return self._chosen in self._changed

    @property
    def can_change_again(self) -> bool:
        """Whether a change that was taken back can be had again."""
        return self._chosen in self._taken_back and not self.is_changed

    @property
    def can_undo(self) -> bool:
        """Whether a step tried on the chosen terms can be undone."""
        return self._chosen in self._steps and bool(self._steps[self._chosen].done)

    @property
    def can_redo(self) -> bool:
        """Whether a step that was undone can be repeated."""
        return self._chosen in self._steps and bool(self._steps[self._chosen].undone)

    @property
    def is_private(self) -> bool:
        """Whether what is costed is for the own side's eyes only."""
        chosen = self.chosen
        return chosen is not None and (chosen.is_private or self.is_changed)

    @property
    def unkept(self) -> tuple[Unkept, ...]:
        """What would be lost with the window, the chosen trial first."""
        found = [
            Unkept(source, self._changed.get(source.key, source.terms))
            for source in self.sources
            if source.key in self._changed or source.kind is SourceKind.FREE
        ]
        found.sort(key=lambda one: one.source.key != self._chosen)
        return tuple(found)

    @property
    def has_private(self) -> bool:
        """Whether there is any trial, chosen or not."""
        return bool(self._changed) or any(source.is_private for source in self.sources)

    def file_name(self) -> str:
        """What files call the terms; those of a trial say that it is private."""
        name = "" if self.chosen is None else self.chosen.name
        return f"{name} {_('private trial')}" if self.is_private else name

    def new_name(self) -> str:
        """Return a name for a trial that none has yet."""
        taken = {source.name for source in self.sources}
        names = (_("Trial {number}").format(number=number) for number in range(1, len(taken) + 2))
        return next(name for name in names if name not in taken)

    def has_changed(self, source: Source) -> bool:
        """Whether something was changed in these terms."""
        return source.key in self._changed

    def set_sources(self, sources: Sequence[Source]) -> None:
        """Take what can be chosen now; changes stay, also those of terms that went.

        Where nothing is chosen, it is what was agreed, else the newest offer, else the present.
        """
        free = [one for one in self.sources if one.kind is SourceKind.FREE]
        self._sources = {source.key: source for source in (*sources, *free)}
        for key in [key for key in self._changed if key not in self._sources]:
            self._add_free(self._changed.pop(key), choose=key == self._chosen)
        for key in [key for key in self._steps if key not in self._sources]:
            del self._steps[key]
        for key, terms in list(self._changed.items()):
            if terms == self._sources[key].terms:  # kept in the meantime
                del self._changed[key]
                self._steps.pop(key, None)
        if self._chosen not in self._sources:
            first = min(self.sources, key=lambda one: _FIRST.index(one.kind), default=None)
            self._chosen = "" if first is None else first.key

    def choose(self, key: str) -> None:
        """Choose other terms; what was changed in the ones before stays with them."""
        if key in self._sources:
            self.finish_step()
            self._chosen = key

    def choose_kept(self, what_if_id: str) -> None:
        """Choose what was kept."""
        self.choose(f"{SourceKind.KEPT.value}:{what_if_id}")

    def change(self, terms: Terms) -> None:
        """Try these terms in place of the chosen ones.

        Changes of one value after another are one step, as when a number is typed or dragged.
        """
        chosen = self.chosen
        if chosen is None:
            self._add_free(terms, choose=True)
            return
        self._note_step(terms)
        self._taken_back.pop(chosen.key, None)
        self._set_changed(chosen, terms)

    def finish_step(self) -> None:
        """Let the next change be a step of its own, even of the same value."""
        if self._chosen in self._steps:
            self._steps[self._chosen].key = ""

    def undo(self) -> None:
        """Show the terms as they were before the latest step on the chosen ones."""
        if self.can_undo:
            steps = self._steps[self._chosen]
            self._step_to(steps.done.pop(), steps.undone)

    def redo(self) -> None:
        """Repeat the step that was undone last."""
        if self.can_redo:
            steps = self._steps[self._chosen]
            self._step_to(steps.undone.pop(), steps.done)

    def take_back(self) -> None:
        """Show the chosen terms as they are; the change can be had again."""
        if self.is_changed:
            self._note_step(None)
            self._taken_back[self._chosen] = self._changed.pop(self._chosen)

    def change_again(self) -> None:
        """Put back what was taken back last from the chosen terms."""
        if self.can_change_again:
            self._note_step(None)
            self._changed[self._chosen] = self._taken_back.pop(self._chosen)

    def keep(self, what_if_id: str, name: str) -> None:
        """Take what is tried as stored under a name, and choose it there."""
        source, terms = self.chosen, self.terms
        assert source is not None, "there was something to keep"
        assert terms is not None, "there was something to keep"
        self._changed.pop(source.key, None)
        self._taken_back.pop(source.key, None)
        self._steps.pop(source.key, None)
        if source.kind is SourceKind.FREE:
            del self._sources[source.key]
        kept = Source(SourceKind.KEPT, what_if_id, name, terms)
        self._sources[kept.key] = kept
        self._changed.pop(kept.key, None)
        self._steps.pop(kept.key, None)
        self._chosen = kept.key

    def drop_free(self, key: str) -> None:
        """Let go of terms that belong to none of the sources."""
        self._sources.pop(key, None)
        self._changed.pop(key, None)
        self.set_sources([one for one in self.sources if one.kind is not SourceKind.FREE])

    def state(self) -> dict[str, Any]:
        """What is chosen and changed, to survive a change of language."""
        return {
            "chosen": self._chosen,
            "changed": dict(self._changed),
            "taken_back": dict(self._taken_back),
            "steps": dict(self._steps),
            "free": {one.id: one.terms for one in self.sources if one.kind is SourceKind.FREE},
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take up again what `state` returned; the sources follow by `set_sources`."""
        self._chosen = state["chosen"]
        self._changed = dict(state["changed"])
        self._taken_back = dict(state["taken_back"])
        self._steps = dict(state["steps"])
        for number, terms in state["free"].items():
            free = _free_source(number, terms)
            self._sources[free.key] = free

    def _note_step(self, terms: Terms | None) -> None:
        """Keep what is costed now as the terms before a step to others.

        Args:
            terms: What comes; None for what is no change of one value.
        """
        steps = self._steps.setdefault(self._chosen, _Steps())
        before = self.terms
        key = ""
        if terms is not None and before is not None and type(terms) is type(before):
            changed = changed_cells(before, terms)
            key = changed[0].key if len(changed) == 1 else ""
        if not key or key != steps.key:
            steps.done.append(self._changed.get(self._chosen))
            del steps.done[:-_MOST_STEPS]
        steps.undone.clear()
        steps.key = key

    def _step_to(self, terms: Terms | None, back: list[Terms | None]) -> None:
        """Show the terms of a step, and keep those shown for the way back."""
        chosen = self.chosen
        assert chosen is not None, "steps belong to what is chosen"
        self.finish_step()
        back.append(self._changed.get(chosen.key))
        self._set_changed(chosen, chosen.terms if terms is None else terms)

    def _set_changed(self, chosen: Source, terms: Terms) -> None:
        if terms == chosen.terms:
            self._changed.pop(chosen.key, None)
        else:
            self._changed[chosen.key] = terms

    def _add_free(self, terms: Terms, *, choose: bool) -> None:
        """Make room for terms that belong to none of the sources."""
        taken = {int(one.id) for one in self.sources if one.kind is SourceKind.FREE}
        free = _free_source(str(min(set(range(1, len(taken) + 2)) - taken)), terms)
        self._sources[free.key] = free
        if choose:
            self._chosen = free.key


def _free_source(number: str, terms: Terms) -> Source:
    name = _("Free trial") if number == "1" else _("Free trial {number}").format(number=number)
    return Source(SourceKind.FREE, number, name, terms)
