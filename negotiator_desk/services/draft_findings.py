"""What the checks of a contract's text found, as sentences with a remedy and a place."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from negotiator_desk.drafting.composition import Composition, PlacedClause
from negotiator_desk.drafting.library import find_clause
from negotiator_desk.drafting.reconcile import Discrepancy, Fault
from negotiator_desk.drafting.reconcile_typed import TypedKind, TypedNumber
from negotiator_desk.drafting.snapshot_parts import SnapshotIssue
from negotiator_desk.drafting.text_faults import TextFault, TextFaultKind
from negotiator_desk.drafting.values import Value
from negotiator_desk.drafting.wording import Tongue
from negotiator_desk.i18n import N_, SOURCE_LANGUAGE, _, language
from negotiator_desk.procedure.checks import Finding, Level

BLANK, REFERENCE, TEXT, TERM, LANGUAGE, ORIGIN, NUMBER = (
    "BLANK",
    "REFERENCE",
    "TEXT",
    "TERM",
    "LANGUAGE",
    "ORIGIN",
    "NUMBER",
)
"""Stand for a rule's id where no rule of the law but the text itself is at fault."""

_BLANKS: Mapping[str, str] = {
    "编号": N_("the number of the case"),
    "企业方": N_("the name of the employer party"),
    "职工方": N_("the name of the employee party"),
    "统一社会信用代码": N_("the unified social credit code"),
    "住所": N_("the address"),
    "法定代表人或者主要负责人": N_("the legal representative"),
    "工会主席": N_("the chair of the trade union"),
    "首席代表": N_("the chief representative"),
    "起始日期": N_("the first day of the contract"),
    "终止日期": N_("the last day of the contract"),
    "主合同": N_("the name of the main contract"),
    "主合同签订日期": N_("the day the main contract was signed"),
}
"""Names of the blanks that are no parameters, by their field."""

_SIDES: Mapping[str, str] = {
    "party:employer": N_("employer side"),
    "party:employee": N_("employee side"),
}
_TONGUES: Mapping[str, str] = {
    Tongue.CHINESE.value: N_("Chinese"),
    Tongue.ENGLISH.value: N_("English"),
}

_Texts = tuple[str, str, Level, str]
"""Rule, sentence, level, remedy; the last may be ""."""

_FAULTS: Mapping[TextFaultKind, _Texts] = {
    TextFaultKind.DEAD_REFERENCE: (
        REFERENCE,
        N_("{clause} refers to “{name}”, which does not stand in the contract."),
        Level.ERROR,
        N_("Put that clause into the contract, or change the wording."),
    ),
    TextFaultKind.NO_SUCH_ARTICLE: (
        REFERENCE,
        N_("{clause} refers to {name}, which the contract does not have."),
        Level.ERROR,
        N_("Put a reference to the clause in place of the number."),
    ),
    TextFaultKind.WRONG_ARTICLE: (
        REFERENCE,
        N_("{clause} refers to {name}; what it means is {other}."),
        Level.ERROR,
        N_("Put a reference to the clause in place of the number."),
    ),
    TextFaultKind.TYPED_ARTICLE: (
        REFERENCE,
        N_("{clause} has the number {name} typed in; it will not follow when clauses move."),
        Level.INFO,
        N_("Put a reference to the clause in place of the number."),
    ),
    TextFaultKind.NO_SUCH_ANNEX: (
        REFERENCE,
        N_("{clause} refers to {name}, which the contract does not have."),
        Level.ERROR,
        N_("Put the field of the annex in place of its number."),
    ),
    TextFaultKind.WRONG_ANNEX: (
        REFERENCE,
        N_("{clause} refers to {name}; the tables of its issue stand in {other}."),
        Level.ERROR,
        N_("Put the field of the annex in place of its number."),
    ),
    TextFaultKind.LEFTOVER_MARK: (
        TEXT,
        N_("{clause} has {name}, which is no field and would be printed as it is."),
        Level.ERROR,
        N_("Take the marks out, or write the name of a field of the clause."),
    ),
    TextFaultKind.DUPLICATE: (
        TEXT,
        N_("{clause} says the same as {other}."),
        Level.WARNING,
        N_("Leave one of the two out."),
    ),
    TextFaultKind.OLD_WORDING: (
        ORIGIN,
        N_("{clause}: the library has a newer wording of it."),
        Level.INFO,
        N_("Compare the two and take the newer one if it suits."),
    ),
    TextFaultKind.NOT_IN_LIBRARY: (
        ORIGIN,
        N_("{clause}: the library has no such clause any more."),
        Level.INFO,
        N_("Keep the wording as a clause of your own if it is still wanted."),
    ),
    TextFaultKind.TERM_UNUSED: (
        TERM,
        N_("{clause} defines “{name}”, which is not used."),
        Level.INFO,
        N_("Leave the definition out, or use the term."),
    ),
    TextFaultKind.TERM_TWICE: (
        TERM,
        N_("{clause} defines “{name}” again; {other} defines it too."),
        Level.WARNING,
        N_("Keep one of the two definitions."),
    ),
    TextFaultKind.TERM_UNDEFINED: (
        TERM,
        N_("{clause} uses “{name}” like a defined term, but nothing defines it."),
        Level.INFO,
        N_("Define the term, or write it without quotation marks."),
    ),
    TextFaultKind.ONE_SIDE_CHANGED: (
        LANGUAGE,
        N_("{clause}: only the {name} was changed; the other language may say another thing."),
        Level.WARNING,
        N_("Change the other language too, or say that it still fits."),
    ),
    TextFaultKind.NO_ENGLISH: (
        LANGUAGE,
        N_("{clause} has no English text."),
        Level.ERROR,
        N_("Write the English text, or draft the contract in Chinese alone."),
    ),
    TextFaultKind.ITEMS_DIFFER: (
        LANGUAGE,
        N_("{clause} has {name} items in Chinese and {other} in English."),
        Level.WARNING,
        N_("Make the two languages list the same items."),
    ),
    TextFaultKind.FIGURES_DIFFER: (
        LANGUAGE,
        N_("{clause} has {name} in {other} alone."),
        Level.WARNING,
        N_("Make the two languages say the same numbers."),
    ),
}

_TYPED: Mapping[TypedKind, tuple[str, Level]] = {
    TypedKind.PAIR_DIFFERS: (
        N_("{clause}: “{text}” and “{expected}” beside it say different things."),
        Level.ERROR,
    ),
    TypedKind.CAPITALS_UNREADABLE: (
        N_("{clause}: “{text}” is no amount in capital numerals."),
        Level.ERROR,
    ),
    TypedKind.SLIP: (
        N_("{clause} says {text} beside “{label}”; agreed is {expected}."),
        Level.ERROR,
    ),
    TypedKind.OTHER_VALUE: (
        N_("{clause} says {text} of “{label}”; agreed is {expected}."),
        Level.WARNING,
    ),
    TypedKind.NEAR: (
        N_("{clause} says {text}, which looks like the agreed {expected} but is not."),
        Level.WARNING,
    ),
}

_PRINTED: Mapping[Fault, str] = {
    Fault.DIFFERS: N_("{clause} would print {printed}; stored is {agreed}."),
    Fault.UNREADABLE: N_("{clause} would print “{printed}”, which cannot be read as {agreed}."),
    Fault.UNKNOWN: N_("{clause} would print {printed}, for which nothing is stored."),
    Fault.MISPLACED: N_("{clause} would print {printed} in a place of another name."),
    Fault.NOT_PRINTED: N_("“{issue}”: the agreed {agreed} would be printed nowhere."),
    Fault.ALTERED: N_("{clause} would print “{printed}” instead of “{agreed}”."),
}


class Labels:
    """Names the clauses of a contract as findings do: by article and title."""

    def __init__(self, composition: Composition) -> None:
        self._clauses = {one.text.place: one for one in composition.clauses()}

    def __call__(self, place: str) -> str:
        """Return how a clause is named; "" is the contract as a whole."""
        placed = self._clauses.get(place)
        return _("The contract") if placed is None else clause_label(placed)

    def clause(self, place: str) -> PlacedClause | None:
        """Return a clause by its place."""
        return self._clauses.get(place)


def clause_label(placed: PlacedClause) -> str:
    """Return how findings name a clause."""
    title = in_language(placed.text.title, placed.text.title_english) or placed.text.key
    return _("Article {number} “{title}”").format(number=placed.number, title=title)


def in_language(chinese: str, english: str) -> str:
    """Return a name in the language in use, as far as it has one."""
    return (english or chinese) if language() == SOURCE_LANGUAGE else chinese


def text_finding(labels: Labels, fault: TextFault) -> Finding:
    """Return what a check of the text found as a sentence."""
    if fault.kind is TextFaultKind.BLANK:
        return _blank(labels, fault)
    rule, text, level, remedy = _FAULTS[fault.kind]
    filled = _(text).format(
        clause=_whole(fault)
        if fault.kind is TextFaultKind.NO_ENGLISH and not fault.clause
        else labels(fault.clause),
        name=_name(fault),
        other=_other(labels, fault),
    )
    return Finding(rule, level, filled, "", _(remedy), _place(fault))


def typed_finding(labels: Labels, one: TypedNumber) -> Finding:
    """Return what is wrong with a typed number as a sentence."""
    text, level = _TYPED[one.kind]
    filled = _(text).format(
        clause=labels(one.clause), text=one.text, expected=one.expected, label=one.label
    )
    remedy = _("Correct the number, or put the field in its place.")
    return Finding(NUMBER, level, filled, "", remedy, f"clause:{one.clause}")


def number_finding(
    labels: Labels, one: Discrepancy, issues: Mapping[str, SnapshotIssue]
) -> Finding:
    """Return a figure that would be printed wrongly as a sentence.

    Args:
        issues: By the offer that was accepted.
    """
    issue = issues.get(one.offer_id)
    text = _(_PRINTED[one.fault]).format(
        clause=labels(one.clause) if one.clause else _("An annex"),
        issue="" if issue is None else issue.title,
        printed=one.printed,
        agreed=_stored(one.agreed),
    )
    if one.clause:
        place = f"clause:{one.clause}"
    else:
        place = "" if issue is None else f"issue:{issue.position}"
    remedy = _("Put the field of the figure into the wording again.")
    return Finding(NUMBER, Level.ERROR, text, "", remedy, place)


def _blank(labels: Labels, fault: TextFault) -> Finding:
    name = blank_name(labels, fault)
    if fault.where in _SIDES:
        text = _("Not entered for the {side}: {name}.").format(
            side=_(_SIDES[fault.where]), name=name
        )
    elif fault.clause and fault.where.startswith("parameter:"):
        text = _("{clause}: not filled in: {name}.").format(clause=labels(fault.clause), name=name)
    else:
        text = _("Not entered: {name}.").format(name=name)
    remedy = _("Enter it; a final contract has no open blanks.")
    return Finding(BLANK, Level.WARNING, text, "", remedy, fault.where)


def blank_name(labels: Labels, fault: TextFault) -> str:
    """Return what a blank is called in the language in use."""
    if fault.name in _BLANKS and not fault.where.startswith("parameter:"):
        return _(_BLANKS[fault.name])
    placed = labels.clause(fault.clause)
    if placed is not None:
        for one in placed.text.parameters:
            if one.name == fault.name:
                return in_language(one.name, one.english)
    return fault.name


def _name(fault: TextFault) -> str:
    if fault.kind is TextFaultKind.ONE_SIDE_CHANGED:
        return _(_TONGUES[fault.name])
    if fault.kind is TextFaultKind.DEAD_REFERENCE:
        key = fault.name.partition("#")[0]
        clause = find_clause(key)
        if clause is not None:
            return in_language(clause.title, clause.title_english) or key
    return fault.name


def _other(labels: Labels, fault: TextFault) -> str:
    if fault.kind is TextFaultKind.FIGURES_DIFFER:
        return _(_TONGUES[fault.other])
    if fault.kind in {TextFaultKind.DUPLICATE, TextFaultKind.TERM_TWICE}:
        return labels(fault.other)
    return fault.other


def _whole(fault: TextFault) -> str:
    return _("“{name}”").format(name=fault.name)


def _place(fault: TextFault) -> str:
    return fault.where or (f"clause:{fault.clause}" if fault.clause else "settings")


def _stored(value: Value | None) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value or ""
