"""Every edition as a file: it keeps the standards, and prints what people type as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from page import validate_pdf

from negotiator_desk.drafting.annotated import compose_annotated
from negotiator_desk.drafting.assemble import Choices, assemble
from negotiator_desk.drafting.bilingual import compose_bilingual
from negotiator_desk.drafting.blocks import Document
from negotiator_desk.drafting.clauses import Parameter, ParameterKind
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.leaflet import leaflet, leaflet_versions
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.snapshot_parts import JobPay, Settlement, SnapshotMeeting
from negotiator_desk.drafting.typeset.fonts import MissingGlyphError
from negotiator_desk.drafting.typeset.look import LEAFLET_LOOK, LOOKS, load_look
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.drafting.wording import ContractLanguage, MainContract, Tongue
from negotiator_desk.pay.terms import RateTable, TextTerm
from tests.drafting.samples import SAMPLES, D, couriers, issue
from tests.drafting.wordings import clause, text_of

Make = Callable[[Snapshot], Document]


def english_leaflet(snapshot: Snapshot) -> Document:
    return leaflet(snapshot, Tongue.ENGLISH)


EDITIONS: dict[str, Make] = {
    "clean": compose,
    "annotated": compose_annotated,
    "bilingual": compose_bilingual,
}
LEAFLETS: dict[str, Make] = {"leaflet": leaflet, "leaflet_en": english_leaflet}
AWKWARD = (
    "<b>粗体</b> & <x>",
    "{企业方} {@scope} {0} {}",
    "⟦企业方⟧ ⟦@scope⟧ ⟦?scope⟧甲⟦/scope⟧ ⟦",
    "- 甲 %s $HOME \\n",
    "\U00020164\U0002c488",
)


def bilingual(snapshot: Snapshot) -> Snapshot:
    choices = Choices(
        language=ContractLanguage.BILINGUAL, main_contract=MainContract("集体合同", None)
    )
    lines = (Settlement(1, 99, D("1.00"), None, (JobPay("冲压", 9, D("1.00"), D("2.00")),)),)
    return replace(snapshot, text=assemble(snapshot, choices), settlement=lines)


@pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)
@pytest.mark.parametrize(
    ("edition", "look"),
    [
        *((EDITIONS[name], look) for name in ("annotated", "bilingual") for look in LOOKS),
        *((make, LEAFLET_LOOK) for make in LEAFLETS.values()),
    ],
    ids=lambda one: one if isinstance(one, str) else one.__name__,
)
def test_every_edition_keeps_the_archive_and_the_accessibility_standard(
    make: Callable[[], Snapshot], edition: Make, look: str, tmp_path: Path
) -> None:
    path = tmp_path / "edition.pdf"
    document = edition(bilingual(make()))
    path.write_bytes(render(document, load_look(look)).pdf)
    for profile in ("3a", "ua1"):
        result = validate_pdf(str(path), profile=profile)
        assert result.is_compliant, [failure.message for failure in result.failures]
    assert render(edition(bilingual(make())), load_look(look)).pdf == path.read_bytes()


def with_text(text: str) -> Snapshot:
    """A contract in which a text stands in everything that people type."""
    base = couriers()
    table = base.issues[0].terms
    assert isinstance(table, RateTable)
    rates = (replace(table.rates[0], operation=text), *table.rates[1:])
    party = replace(
        base.employee,
        name=text,
        address=text,
        head=text,
        chief=text,
        credit_code=text,
        representatives=tuple(
            replace(one, name=text, post=text) for one in base.employee.representatives
        ),
    )
    own = replace(
        clause("a", "见⟦甲⟧，就“⟦议题⟧”。", english="See ⟦甲⟧ on ⟦议题⟧.", number=1),
        title=text,
        parameters=(Parameter("甲", "A", ParameterKind.TEXT),),
        values=(("甲", text),),
        notes=text,
        plain="见⟦甲⟧。",
        plain_english="See ⟦甲⟧.",
    )
    words = clause("b", "约定：", english="Agreed:", number=2)
    wording = replace(text_of(own, words), main_contract=MainContract(text, date(2026, 1, 5)))
    return replace(
        base,
        case_number=text,
        employee=party,
        employer=party,
        issues=(issue(1, text, replace(table, rates=rates)), issue(2, text, TextTerm(text))),
        text=wording,
        meetings=(SnapshotMeeting(2, date(2026, 3, 5), text, (1,)),),
        settlement=(Settlement(1, 99, D("1.00"), None, (JobPay(text, 9, None, D("2.00")),)),),
    )


@pytest.mark.parametrize("text", AWKWARD)
@pytest.mark.parametrize("name", [*EDITIONS, *LEAFLETS])
def test_what_people_type_prints_as_they_typed_it_in_every_edition(name: str, text: str) -> None:
    snapshot = with_text(text)
    make = {**EDITIONS, **LEAFLETS}[name]
    if "⟦" in text and name in LEAFLETS:
        document = next(leaflet_versions(snapshot))
    else:
        document = make(snapshot)
    written = plain_text(document)
    least = {"clean": 20, "annotated": 24, "bilingual": 27, "leaflet": 4, "leaflet_en": 4}[name]
    assert written.count(text) >= least
    look = LEAFLET_LOOK if name in LEAFLETS else "compact"
    if "⟦" in text:
        # Printed as typed, but no font has these marks: the paper is refused, not changed.
        with pytest.raises(MissingGlyphError):
            render(document, load_look(look))
    else:
        assert render(document, load_look(look)).pages >= 1
