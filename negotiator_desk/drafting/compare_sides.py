"""One of two texts that are compared: its clauses in order, and what of it is not compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from negotiator_desk.drafting.assemble import Choices, assemble
from negotiator_desk.drafting.bilingual import compose_bilingual
from negotiator_desk.drafting.blocks import (
    Annex,
    Article,
    Block,
    Caption,
    Chapter,
    Content,
    Document,
    Grid,
    Item,
    Note,
    Pair,
    Party,
    Prose,
    Reference,
    Remark,
    Section,
    Signatures,
    Title,
    plain,
)
from negotiator_desk.drafting.compare_old import units_of
from negotiator_desk.drafting.compare_units import (
    Element,
    Line,
    LineKind,
    Omitted,
    OmittedKind,
    SideLabel,
    Source,
    Unit,
    UnitKind,
    caption_line,
    named_by,
    one_line,
)
from negotiator_desk.drafting.compose import document_of
from negotiator_desk.drafting.composition import Composition
from negotiator_desk.drafting.old_text import OldLeftover, OldParagraph, OldTable
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.wording import ContractLanguage


@dataclass(frozen=True)
class Side:
    """One of two compared texts."""

    label: SideLabel
    units: tuple[Unit, ...]
    omitted: tuple[Omitted, ...] = ()

    @property
    def is_bilingual(self) -> bool:
        """Whether it has a column in a second language."""
        return any(unit.second for unit in self.units)

    @staticmethod
    def from_snapshot(snapshot: Snapshot) -> Side:
        """Return a version's contract as it is composed."""
        return _side(snapshot, Source.VERSION)

    @staticmethod
    def from_model(snapshot: Snapshot) -> Side:
        """Return the library's ordinary wording for the case of a version, nothing filled in.

        The agreed terms are the version's own: the model text has none. So are its languages and
        its main contract, which clauses ask for.
        """
        chosen = snapshot.text
        choices = Choices()
        if chosen is not None:
            choices = Choices(chosen.language, chosen.governing, chosen.main_contract)
        side = _side(replace(snapshot, text=assemble(snapshot, choices)), Source.MODEL)
        return Side(SideLabel(Source.MODEL, side.label.title), side.units, side.omitted)

    @staticmethod
    def from_document(document: Document, label: SideLabel, titles: dict[str, str]) -> Side:
        """Return a composed document.

        Args:
            titles: What clauses are called, by place; one that is missing is named by its words.
        """
        gatherer = _Gatherer(titles)
        for block in document.blocks:
            gatherer.add(block)
        return Side(label, tuple(gatherer.units()), tuple(gatherer.omitted))

    @staticmethod
    def from_paragraphs(
        title: str,
        paragraphs: Iterable[OldParagraph],
        tables: Iterable[OldTable] = (),
        leftovers: Iterable[OldLeftover] = (),
    ) -> Side:
        """Return an agreement made elsewhere.

        Args:
            title: What it is called in the redline's head: its own name or its file's.
        """
        units, omitted = units_of(tuple(paragraphs), tuple(tables))
        found = [
            Omitted(OmittedKind.FOUND, f"{one.what}：{one.where}" if one.where else one.what)
            for one in leftovers
        ]
        return Side(SideLabel(Source.IMPORTED, title), units, (*omitted, *found))


def _side(snapshot: Snapshot, source: Source) -> Side:
    composition = Composition(snapshot)
    clauses = composition.text.clauses
    if composition.text.language is ContractLanguage.BILINGUAL:
        document = compose_bilingual(snapshot)
    else:
        document = document_of(snapshot, composition)
    side = Side.from_document(
        document,
        SideLabel(
            source,
            one_line(document.title),
            snapshot.version,
            snapshot.drafted_on,
            snapshot.fingerprint,
        ),
        {clause.place: clause.title for clause in clauses},
    )
    noted = (Omitted(OmittedKind.NOTES),) if any(clause.notes for clause in clauses) else ()
    return replace(side, omitted=(*side.omitted, Omitted(OmittedKind.PAGE_LINES), *noted))


class _Gatherer:
    """Puts a document's blocks into units."""

    def __init__(self, titles: dict[str, str]) -> None:
        self.omitted: list[Omitted] = []
        self._titles = titles
        self._units: list[tuple[UnitKind, str, str, list[Element], list[Element]]] = []
        self._open(UnitKind.FRONT, "", "")

    def units(self) -> Iterator[Unit]:
        """Yield what was gathered; what stands at the head is left out if nothing does."""
        for kind, place, number, elements, second in self._units:
            if elements or second:
                title = self._titles.get(place) or named_by(
                    next((one.text for one in elements if isinstance(one, Line)), "")
                )
                yield Unit(kind, place, title, number, tuple(elements), tuple(second))

    def add(self, block: Block) -> None:
        """Take in one block."""
        match block:
            case Pair(left, right):
                for one in left:
                    self.add(one)
                for one in right:
                    self._second(_place_of(one)).extend(_elements(one))
                return
            case Signatures():
                self._omit(OmittedKind.SIGNATURES)
                return
            case Remark():
                self._omit(OmittedKind.NOTES)
                return
            case Chapter(number):
                self._open(UnitKind.HEADING, "", number)
            case Annex(number):
                self._open(UnitKind.ANNEX, "", number)
            case Article(number, _content, place):
                self._open(UnitKind.CLAUSE, place, number)
            case _:
                pass
        self._units[-1][3].extend(_elements(block))

    def _open(self, kind: UnitKind, place: str, number: str) -> None:
        self._units.append((kind, place, number, [], []))

    def _second(self, place: str) -> list[Element]:
        """Return the other language's column of a clause; of the last unit, where none is named."""
        if place:
            for unit in reversed(self._units):
                if unit[1] == place:
                    return unit[4]
        return self._units[-1][4]

    def _omit(self, kind: OmittedKind) -> None:
        if Omitted(kind) not in self.omitted:
            self.omitted.append(Omitted(kind))


def _place_of(block: Block) -> str:
    match block:
        case Article(clause=place) | Item(clause=place) | Prose(clause=place):
            return place
        case _:
            return ""


def _elements(block: Block) -> Iterator[Element]:
    match block:
        case Title(text):
            yield Line(LineKind.TITLE, "", (one_line(text),))
        case Reference(text):
            yield Line(LineKind.REFERENCE, "", (text,))
        case Party(heading, name, fields):
            yield Line(LineKind.PARTY, "", (f"{heading}：{name}",))
            for label, value in fields:
                yield Line(LineKind.PARTY_FIELD, "", (f"{label}：{value}",))
        case Chapter(number, title):
            yield Line(LineKind.HEADING, number, (title,))
        case Section(text):
            yield Line(LineKind.HEADING, "", (text,))
        case Annex(number, title):
            yield Line(LineKind.ANNEX, number, (title,))
        case Caption(text):
            yield caption_line(text)
        case Article(number, content):
            yield Line(LineKind.ARTICLE, number, content)
        case Item(number, content):
            yield Line(LineKind.ITEM, number, content)
        case Prose(content):
            yield from _paragraphs(content)
        case Note(content):
            yield Line(LineKind.NOTE, "", content)
        case Grid():
            yield block
        case _:
            return


def _paragraphs(content: Content) -> Iterator[Line]:
    """Yield running text as paragraphs: agreed words may have several."""
    text = plain(content)
    if "\n" not in text:
        yield Line(LineKind.PROSE, "", content)
        return
    for line in text.split("\n"):
        yield Line(LineKind.PROSE, "", (line,))
