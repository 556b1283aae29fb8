"""What each command of the command line does: it asks the services and puts the answer in words."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from negotiator_desk.cli_costing import case_costing
from negotiator_desk.cli_store import desk_of, file_stem
from negotiator_desk.cli_text import Answer, table
from negotiator_desk.cli_views import (
    amount,
    case_lines,
    draft_data,
    finding_data,
    finding_line,
    issue_data,
    kind_name,
    part_line,
    party_data,
    row_data,
)
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.paths import user_data
from negotiator_desk.pay.fields import DatasetKind
from negotiator_desk.procedure.checks import Finding, Level
from negotiator_desk.services import cases, contracts, costings, datasets, editions
from negotiator_desk.services import demo as samples
from negotiator_desk.services.datasets import ImportRefused
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.health import check_store
from negotiator_desk.services.issues import list_issues

FOUND = 1
"""Exit code when a check found something."""


@dataclass(frozen=True)
class _Replayed:
    """One sample, replayed and drafted; `seconds` is for all of it."""

    case_id: str
    number: str
    title: str
    workers: int
    yearly_total: Decimal
    yearly_difference: Decimal | None
    pages: int
    seconds: Decimal
    pdf: Path


def demo(options: argparse.Namespace) -> Answer:
    """Replay the samples in a new store and draft their contracts."""
    folder = options.store or _new_demo_folder()
    drafts = folder.with_name(f"{folder.name}-contracts")
    desk = samples.open_new_desk(folder)
    try:
        drafts.mkdir(parents=True, exist_ok=True)
        rows = [_replay(desk, sample, drafts) for sample in samples.sample_folders()]
    finally:
        desk.close()
    header = [
        _("case"),
        _("workers"),
        _("a year, yuan"),
        _("more a year, yuan"),
        _("pages"),
        _("seconds"),
    ]
    lines = table(header, [_demo_line(row) for row in rows], right="12345")
    lines += ["", *(str(row.pdf) for row in rows), _("Store: {folder}").format(folder=folder)]
    data = {"store": folder, "cases": [vars(row) for row in rows]}
    return Answer(data, lines, opens=None if options.no_window else folder)


def list_cases(options: argparse.Namespace) -> Answer:
    """List the cases, the latest changed first."""
    with desk_of(options) as desk:
        rows = cases.list_cases(desk, trashed=options.trash)
    if not rows:
        return Answer({"cases": []}, [_("There are no cases here.")])
    header = [_("number"), _("title"), _("kind"), _("agreed"), _("sessions"), _("workers")]
    lines = table(
        header,
        [
            [
                row.number,
                row.title,
                kind_name(row.kind),
                f"{row.agreed_issues}/{row.issues}",
                str(row.sessions),
                f"{row.workers:,}",
            ]
            for row in rows
        ],
        right="345",
    )
    return Answer({"cases": [row_data(row) for row in rows]}, lines)


def show_case(options: argparse.Namespace) -> Answer:
    """Show one case: its parties, its issues, what was agreed and what that costs."""
    with desk_of(options) as desk:
        case = cases.get_case(desk, cases.find_case_id(desk, options.case))
        issues = list_issues(desk, case.id)
        cost = costings.cost_case(desk, case.id)
        drafts = contracts.list_drafts(desk, case.id)
    data = {
        **row_data(case),
        "contract_from": case.contract_from,
        "contract_until": case.contract_until,
        "parties": {side: party_data(party) for side, party in case.parties.items()},
        "issues_list": [issue_data(issue) for issue in issues],
        "settlement": {
            "yearly_total": cost.yearly_total,
            "yearly_difference": cost.yearly_difference,
            "workers": cost.workers,
        },
        "drafts": [draft_data(draft) for draft in drafts],
    }
    return Answer(data, case_lines(case, issues, cost))


def import_(options: argparse.Namespace) -> Answer:
    """Import a firm's file into a case."""
    with desk_of(options) as desk:
        case_id = cases.find_case_id(desk, options.case)
        report = datasets.import_dataset(
            desk,
            case_id,
            options.file,
            kind=DatasetKind(options.kind),
            sheet=options.sheet,
            drop_bad_rows=options.drop_bad_rows,
        ).value
    data = {
        "dataset_id": report.dataset_id,
        "rows": report.rows,
        "workers": report.workers,
        "months": report.months,
        "dropped_rows": report.dropped_rows,
        "skipped_totals": report.skipped_totals,
        "notes": report.notes,
        "fingerprint": report.fingerprint,
    }
    text = _("Imported {rows} rows of {workers} workers; bad rows left out: {dropped}.").format(
        rows=report.rows, workers=report.workers, dropped=report.dropped_rows
    )
    fingerprint = _("Fingerprint: {sha256}").format(sha256=report.fingerprint)
    return Answer(data, [text, *report.notes, fingerprint])


def draft(options: argparse.Namespace) -> Answer:
    """Draft a case's contract and save an edition, after what the rules say against it."""
    with desk_of(options) as desk:
        case_id = cases.find_case_id(desk, options.case)
        number = cases.get_case(desk, case_id).number
        findings = contracts.check_draft(desk, case_id)
        make = contracts.finish_contract if options.final else contracts.draft_contract
        outcome = make(desk, case_id, look=options.look)
        request = editions.EditionRequest(
            edition=editions.Edition(options.edition),
            format=editions.FileFormat(options.format),
            draft_id=outcome.value.id,
            look=options.look,
        )
        path = options.output or Path(_edition_name(number, outcome.value.version, request))
        editions.save_edition(desk, case_id, request, path)
    row = outcome.value
    data = {
        **draft_data(row),
        "file": path.absolute(),
        "new_version": bool(outcome.changed),
        "findings": [finding_data(finding) for finding in findings],
    }
    text = (
        _("Drafted version {version}, {pages} pages: {path}")
        if outcome.changed
        else _("Nothing has changed since version {version}, {pages} pages; saved again: {path}")
    )
    against = [finding_line(one) for one in findings if one.level is not Level.INFO]
    said = text.format(version=row.version, pages=row.pages, path=path.absolute())
    return Answer(data, [*against, said])


def check(options: argparse.Namespace) -> Answer:
    """Check the store and, if a case is named, its contract."""
    findings: tuple[Finding, ...] = ()
    with desk_of(options) as desk:
        parts = check_store(desk)
        if options.case is not None:
            findings = contracts.check_draft(desk, cases.find_case_id(desk, options.case))
    lines = table([_("part"), _("counted"), _("found")], [part_line(part) for part in parts])
    if options.case is not None:
        lines += ["", *(finding_line(finding) for finding in findings)]
        if not findings:
            lines.append(_("The rules that could be checked say nothing against the contract."))
    bad = any(part.fault for part in parts) or any(
        finding.level is Level.ERROR for finding in findings
    )
    data = {
        "store": [
            {"part": part.part, "counted": part.counted, "fault": part.fault} for part in parts
        ],
        "findings": [finding_data(finding) for finding in findings],
    }
    return Answer(data, lines, FOUND if bad else 0)


def self_test_answer(results: Sequence[tuple[str, str, str]]) -> Answer:
    """Put the results of the self-test in words.

    Args:
        results: Key, label and fault of each check; "" for none.
    """
    lines = table(
        [_("check"), _("found")],
        [[_(label), fault or _("sound")] for _key, label, fault in results],
    )
    bad = any(fault for _key, _label, fault in results)
    data = {"checks": [{"check": key, "fault": fault} for key, _label, fault in results]}
    return Answer(data, lines, FOUND if bad else 0)


def bad_cells(error: UserError) -> Answer | None:
    """Name the cells that an import was refused for; None for other errors."""
    if not isinstance(error, ImportRefused):
        return None
    rows = [
        [cell.sheet, str(cell.row), cell.column, cell.value, cell.expected]
        for cell in error.bad_cells
    ]
    header = [_("sheet"), _("row"), _("column"), _("value"), _("expected")]
    data = [
        {
            "sheet": cell.sheet,
            "row": cell.row,
            "column": cell.column,
            "value": cell.value,
            "expected": cell.expected,
        }
        for cell in error.bad_cells
    ]
    lines = table(header, rows, right="1") if rows else []
    if rows:
        lines.append(_("With --drop-bad-rows the good rows are imported without these."))
    return Answer({"cells": data}, lines)


COMMANDS: Mapping[str, Callable[[argparse.Namespace], Answer]] = {
    "case costing": case_costing,
    "case list": list_cases,
    "case show": show_case,
    "check": check,
    "demo": demo,
    "draft": draft,
    "import": import_,
}
"""Name of a command → what it does."""


def _replay(desk: Desk, sample: Path, drafts: Path) -> _Replayed:
    started = time.perf_counter_ns()
    sys.stderr.write(_("Replaying {name} …").format(name=sample.name) + "\n")
    case_id = samples.load_sample(desk, sample)
    row = contracts.draft_contract(desk, case_id).value
    case = cases.get_case(desk, case_id)
    pdf = drafts / _file_name(case.number, row.version)
    contracts.save_pdf(desk, row.id, pdf)
    cost = costings.cost_case(desk, case_id)
    milliseconds = (time.perf_counter_ns() - started) // 1_000_000
    return _Replayed(
        case_id=case_id,
        number=case.number,
        title=case.title,
        workers=cost.workers,
        yearly_total=cost.yearly_total,
        yearly_difference=cost.yearly_difference,
        pages=row.pages,
        seconds=Decimal(milliseconds).scaleb(-3),
        pdf=pdf,
    )


def _demo_line(row: _Replayed) -> list[str]:
    return [
        f"{row.number} {row.title}",
        f"{row.workers:,}",
        amount(row.yearly_total),
        amount(row.yearly_difference),
        str(row.pages),
        f"{row.seconds:.1f}",
    ]


def _new_demo_folder() -> Path:
    """Return a folder for the samples that nothing is in; earlier ones are left alone."""
    number = 1
    while (folder := user_data() / f"demo-{number:03}").exists():
        number += 1
    return folder


def _edition_name(number: str, version: int, request: editions.EditionRequest) -> str:
    kind = "" if request.edition is editions.Edition.CONTRACT else f"-{request.edition.value}"
    return f"{file_stem(number)}-v{version}{kind}.{request.format.value}"


def _file_name(number: str, version: int) -> str:
    return f"{file_stem(number)}-v{version}.pdf"
