"""Cases, drafts and findings as the command line shows them: JSON data and lines for people."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from negotiator_desk.bargaining.parties import CaseKind, Side
from negotiator_desk.cli_text import table
from negotiator_desk.i18n import _
from negotiator_desk.money import format_amount
from negotiator_desk.pay.cells import Cell, Unit, cells
from negotiator_desk.pay.terms_data import terms_to_data
from negotiator_desk.procedure.checks import Finding, Level, side_name
from negotiator_desk.procedure.rules import jurisdiction_name
from negotiator_desk.services.cases import CaseRow, CaseView
from negotiator_desk.services.contracts import DraftRow
from negotiator_desk.services.costings import CaseCost
from negotiator_desk.services.health import PartHealth, StorePart
from negotiator_desk.services.issues import IssueView
from negotiator_desk.services.parties import PartyView


def amount(amount: Decimal | None) -> str:
    """Return yuan with two decimals, or that it is not known."""
    return _("not known") if amount is None else format_amount(amount)


def value_text(cell: Cell) -> str:
    """Return a value of terms without its unit; a plain number or points without empty decimals."""
    text = cell.text()
    return text.rstrip("0").rstrip(".") if cell.unit is Unit.PLAIN else text


def kind_name(kind: CaseKind) -> str:
    """Return the kind of a case in words."""
    match kind:
        case CaseKind.ENTERPRISE:
            return _("enterprise")
        case CaseKind.INDUSTRY:
            return _("industry")
        case CaseKind.REGIONAL:
            return _("regional")


def row_data(row: CaseRow) -> dict[str, object]:
    """Return a line of the list of cases for JSON."""
    return {
        "id": row.id,
        "number": row.number,
        "title": row.title,
        "kind": row.kind,
        "jurisdiction": row.jurisdiction,
        "employee_party": row.employee_party,
        "employer_party": row.employer_party,
        "issues": row.issues,
        "agreed_issues": row.agreed_issues,
        "sessions": row.sessions,
        "workers": row.workers,
        "changed_at": row.changed_at,
        "trashed_at": row.trashed_at,
    }


def party_data(party: PartyView) -> dict[str, object]:
    """Return a party for JSON."""
    return {
        "name": party.name,
        "credit_code": party.credit_code,
        "address": party.address,
        "head": party.head,
        "chief": None if party.chief is None else party.chief.name,
        "representatives": [one.name for one in party.representatives],
    }


def issue_data(issue: IssueView) -> dict[str, object]:
    """Return an issue for JSON."""
    return {
        "id": issue.id,
        "position": issue.position,
        "title": issue.title,
        "subject": issue.subject,
        "state": issue.state,
        "dataset": issue.dataset_name,
        "offers": issue.offers,
        "agreed_terms": None if issue.agreed_terms is None else terms_to_data(issue.agreed_terms),
        "agreed_offer_id": issue.agreed_offer_id,
    }


def draft_data(row: DraftRow) -> dict[str, object]:
    """Return a version of a draft for JSON."""
    return {
        "id": row.id,
        "version": row.version,
        "fingerprint": row.fingerprint,
        "pages": row.pages,
        "look": row.look,
        "is_final": row.is_final,
        "drafted_at": row.drafted_at,
    }


def case_lines(case: CaseView, issues: Sequence[IssueView], cost: CaseCost) -> list[str]:
    """Return a case for people."""
    place = jurisdiction_name(case.jurisdiction)
    about = _("{kind}, {place}").format(kind=kind_name(case.kind), place=place)
    lines = [_("{name} ({about})").format(name=f"{case.number}  {case.title}", about=about)]
    for side in Side:
        party = case.parties.get(side)
        name = _("not entered") if party is None else party.name
        lines.append(_("{side}: {name}").format(side=side_name(side), name=name))
    if case.contract_from is not None and case.contract_until is not None:
        lines.append(
            _("Term: {start} to {end}").format(
                start=case.contract_from.isoformat(), end=case.contract_until.isoformat()
            )
        )
    rows = [
        [
            str(issue.position),
            issue.title,
            _("agreed") if issue.agreed_terms is not None else _("open"),
            str(issue.offers),
        ]
        for issue in issues
    ]
    if rows:
        header = [_("no."), _("issue"), _("state"), _("offers")]
        lines += ["", *table(header, rows, right="03")]
    for issue in issues:
        if issue.agreed_terms is not None:
            lines += ["", _("Agreed: {issue}").format(issue=issue.title)]
            lines += table(
                [_("item"), _("value"), _("unit")],
                [
                    [" · ".join(one.label), value_text(one), one.unit_text]
                    for one in cells(issue.agreed_terms)
                ],
                right="1",
            )
    if cost.issues:
        text = _("Settlement: {total} yuan a year, {difference} more than at present")
        lines += [
            "",
            text.format(total=amount(cost.yearly_total), difference=amount(cost.yearly_difference)),
        ]
    return lines


def part_line(part: PartHealth) -> list[str]:
    """Return one part of the store and what was found in it."""
    names = {
        StorePart.DATABASE: _("database"),
        StorePart.JOURNAL: _("journal"),
        StorePart.ROWS: _("rows"),
        StorePart.FILES: _("files"),
    }
    counted = "" if part.counted is None else f"{part.counted:,}"
    return [names[part.part], counted, part.fault or _("sound")]


def finding_data(finding: Finding) -> dict[str, object]:
    """Return a finding as JSON has it."""
    return {
        "rule": finding.rule,
        "level": finding.level,
        "text": finding.text,
        "basis": finding.basis,
        "remedy": finding.remedy,
        "place": finding.place,
    }


def finding_line(finding: Finding) -> str:
    """Return a finding for people."""
    levels = {
        Level.ERROR: _("error"),
        Level.WARNING: _("warning"),
        Level.INFO: _("note"),
    }
    text = f"[{levels[finding.level]}] {finding.rule} {finding.text}"
    return _("{name} ({about})").format(name=text, about=finding.basis) if finding.basis else text
