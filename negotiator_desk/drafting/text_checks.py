"""Checks of a contract's text: blanks, leftover marks, clauses that say the same, terms, age.

References are checked in `text_checks_references`, the two languages in `text_checks_bilingual`,
numbers in `reconcile` and `reconcile_typed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from negotiator_desk.drafting.blocks import Blank, Content, Inline, inlines
from negotiator_desk.drafting.clauses import CLOSE, OPEN
from negotiator_desk.drafting.composition import (
    ENGLISH_MISSING,
    REFERENCE,
    Composition,
    PlacedClause,
    substitute,
)
from negotiator_desk.drafting.defined_terms import TermFault, TermText, check_terms_used
from negotiator_desk.drafting.fragments import END, WHERE, WHERE_NOT, stray_marks
from negotiator_desk.drafting.library import FIELD, find_clause
from negotiator_desk.drafting.snapshot_parts import SnapshotParty
from negotiator_desk.drafting.text_checks_bilingual import check_languages
from negotiator_desk.drafting.text_checks_references import check_references
from negotiator_desk.drafting.text_faults import TextFault, TextFaultKind
from negotiator_desk.drafting.values import agreed_values
from negotiator_desk.drafting.wording import ContractLanguage, Provenance, Tongue
from negotiator_desk.pay.terms import TextTerm

SETTINGS, CASE = "settings", "case"

_WHERE = {
    "企业方": "party:employer",
    "职工方": "party:employee",
    "起始日期": CASE,
    "终止日期": CASE,
}
"""Where the fields of the whole contract are entered; all others are chosen for the contract."""

_FOLLOW = frozenset((ENGLISH_MISSING, "期限"))
"""Blanks that are found elsewhere: a term's length follows from its days."""

OF_LIBRARY = frozenset((Provenance.LIBRARY, Provenance.VARIANT))
"""Wordings that nobody typed for this contract."""

_SAME_LENGTH = 12
"""Characters from which two equal clauses are one too many; 本合同另有约定 may stand twice."""

_TERM_KINDS = {
    TermFault.UNUSED: TextFaultKind.TERM_UNUSED,
    TermFault.TWICE: TextFaultKind.TERM_TWICE,
    TermFault.UNDEFINED: TextFaultKind.TERM_UNDEFINED,
}


def check_wording(composition: Composition) -> tuple[TextFault, ...]:
    """Return everything that is wrong with the text of a contract, its numbers apart."""
    return (
        *_blanks(composition),
        *_leftover_marks(composition),
        *check_references(composition),
        *_duplicates(composition),
        *_terms(composition),
        *_age(composition),
        *check_languages(composition),
    )


def _blanks(composition: Composition) -> Iterator[TextFault]:
    """Yield what is not entered, each thing once, and references to clauses that are not there."""
    found: dict[tuple[str, str], TextFault] = {}
    for fault in _all_blanks(composition):
        found.setdefault((fault.where or fault.clause, fault.name), fault)
    yield from found.values()


def _all_blanks(composition: Composition) -> Iterator[TextFault]:
    snapshot = composition.snapshot
    if not snapshot.case_number:
        yield TextFault(TextFaultKind.BLANK, name="编号", where=CASE)
    yield from _party_blanks(snapshot.employer, "企业方", "法定代表人或者主要负责人")
    yield from _party_blanks(snapshot.employee, "职工方", "工会主席")
    for text in (composition.text.title, composition.text.preamble):
        yield from _blanks_of("", substitute(text, composition.fields))
    tongues = [Tongue.CHINESE]
    if composition.text.language is ContractLanguage.BILINGUAL:
        tongues.append(Tongue.ENGLISH)
    for placed in composition.clauses():
        for tongue in tongues:
            blocks = composition.clause_blocks(placed, tongue)
            yield from _blanks_of(placed.text.place, tuple(inlines(blocks)))


def _party_blanks(party: SnapshotParty, name: str, head: str) -> Iterator[TextFault]:
    where = _WHERE[name]
    for label, value in (
        (name, party.name),
        ("统一社会信用代码", party.credit_code),
        ("住所", party.address),
        (head, party.head),
        ("首席代表", party.chief),
    ):
        if not value:
            yield TextFault(TextFaultKind.BLANK, name=label, where=where)


def _blanks_of(place: str, content: Content | tuple[Inline, ...]) -> Iterator[TextFault]:
    for part in content:
        if not isinstance(part, Blank) or part.name in _FOLLOW:
            continue
        if part.name.startswith(REFERENCE):
            name = part.name.removeprefix(REFERENCE)
            yield TextFault(TextFaultKind.DEAD_REFERENCE, place, name)
        elif part.clause:
            where = f"parameter:{part.clause}:{part.name}"
            yield TextFault(TextFaultKind.BLANK, place, part.name, where=where)
        else:
            where = _WHERE.get(part.name, SETTINGS)
            yield TextFault(TextFaultKind.BLANK, place, part.name, where=where)


def _leftover_marks(composition: Composition) -> Iterator[TextFault]:
    """Yield the marks of fields that stand around no field: they would be printed as they are."""
    for placed in composition.clauses():
        clause = placed.text
        for tongue, text in ((Tongue.CHINESE, clause.text), (Tongue.ENGLISH, clause.english)):
            if OPEN not in text and CLOSE not in text:
                continue
            fields = composition.fields_of(placed, tongue)
            marks = [f"{OPEN}{name}{CLOSE}" for name in _unknown_fields(text, set(fields))]
            marks += stray_marks(text)
            marks += [one for one in FIELD.sub("", text) if one in {OPEN, CLOSE}]
            for mark in dict.fromkeys(marks):
                yield TextFault(TextFaultKind.LEFTOVER_MARK, clause.place, mark)


def _unknown_fields(text: str, known: set[str]) -> Iterator[str]:
    for name in FIELD.findall(text):
        if name not in known and not name.startswith((REFERENCE, WHERE, WHERE_NOT, END)):
            yield name


def _duplicates(composition: Composition) -> Iterator[TextFault]:
    """Yield the clauses that say what an earlier one says; for two issues that is no fault."""
    seen: dict[str, PlacedClause] = {}
    for placed in composition.clauses():
        said = re.sub(r"[\W_]+", "", composition.resolved(placed, placed.text.text))
        if len(said) < _SAME_LENGTH:
            continue
        earlier = seen.setdefault(said, placed)
        if earlier.text.key != placed.text.key:
            place, other = placed.text.place, earlier.text.place
            yield TextFault(TextFaultKind.DUPLICATE, place, other=other)


def _terms(composition: Composition) -> Iterator[TextFault]:
    text = composition.text
    chinese = [TermText("", "", text.preamble)]
    english = [TermText("", "", text.preamble_english)]
    names: set[str] = set()
    for placed in composition.clauses():
        clause = placed.text
        words = composition.resolved(placed, clause.text)
        if placed.issue is not None and isinstance(placed.issue.terms, TextTerm):
            words = f"{words}\n{placed.issue.terms.text}"
        chinese.append(TermText(clause.place, clause.key, words))
        resolved = composition.resolved(placed, clause.english)
        english.append(TermText(clause.place, clause.key, resolved))
        names |= {clause.title, clause.title_english}
    for issue in composition.snapshot.issues:
        names.add(issue.title)
        for key in agreed_values(issue.terms):
            names |= {key, *key.split(":")}
    found = [*check_terms_used(chinese, names)]
    if text.language is ContractLanguage.BILINGUAL:
        found += check_terms_used(english, names, english=True)
    for one in found:
        where = "" if one.place else SETTINGS
        yield TextFault(_TERM_KINDS[one.fault], one.place, one.term, one.elsewhere, where)


def _age(composition: Composition) -> Iterator[TextFault]:
    """Yield the clauses whose wording in the library is another one by now."""
    for placed in composition.clauses():
        clause = placed.text
        if clause.provenance not in {*OF_LIBRARY, Provenance.REWORDED}:
            continue
        current = find_clause(clause.key)
        if current is None:
            yield TextFault(TextFaultKind.NOT_IN_LIBRARY, clause.place)
        elif current.version > clause.version and not clause.variant.startswith("own:"):
            yield TextFault(TextFaultKind.OLD_WORDING, clause.place)
