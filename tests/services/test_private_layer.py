"""What a side enters privately is found nowhere else."""

from __future__ import annotations

import ast
import inspect
import io
import re
import secrets
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

import negotiator_desk
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.cli import main
from negotiator_desk.i18n import use_language
from negotiator_desk.pay.terms import TextTerm
from negotiator_desk.services import (
    cases,
    contracts,
    costing_reports,
    costing_sheets,
    costings,
    home,
    issues,
    offer_views,
    offers,
    parties,
    sessions,
)
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issue_options import save_option
from negotiator_desk.services.mandates import MandateDetails, get_mandate, save_mandate
from negotiator_desk.services.operations import label
from negotiator_desk.services.option_views import OptionDetails
from negotiator_desk.services.side_briefs import BriefDetails, get_brief, save_brief
from negotiator_desk.services.what_ifs import save_what_if
from tests.services.conftest import REST, Bargaining, rate_table

PACKAGE = Path(negotiator_desk.__file__).parent
WEIGHT = 37
TRIED = "4321.9876"
"""A rate that is nowhere but in a trial."""


def plant(desk: Desk, table: Bargaining) -> list[str]:
    """Enter mandates, briefs, options and a trial whose every text is random; return the texts."""
    secret = [secrets.token_hex(12) for _ in range(6)]
    for place, side in enumerate(Side):
        target, limit, note = secret[3 * place : 3 * place + 3]
        opening, other_target, other_limit = (secrets.token_hex(12) for _ in range(3))
        details = MandateDetails(
            TextTerm(target),
            TextTerm(limit),
            WEIGHT,
            note,
            TextTerm(opening),
            TextTerm(other_target),
            TextTerm(other_limit),
            WEIGHT,
        )
        save_mandate(desk, table.rest, side, details)
        assert get_mandate(desk, table.rest, side) == details
        alternative, option = secrets.token_hex(12), secrets.token_hex(12)
        save_brief(desk, table.case, side, BriefDetails(alternative, 4_321, 1_234))
        assert get_brief(desk, table.case, side).alternative == alternative
        save_option(desk, table.rest, side, OptionDetails(option, TextTerm(opening), 9_876))
        secret += [opening, other_target, other_limit, alternative, option]
    tried = [secrets.token_hex(12) for _ in range(3)]
    save_what_if(desk, table.rest, tried[0], TextTerm(tried[1]))
    save_what_if(desk, table.rates, tried[2], rate_table(TRIED, TRIED))
    return [*secret, *tried, TRIED]


def settle(desk: Desk, table: Bargaining) -> str:
    terms = [(table.rest, REST), (table.rates, rate_table("0.8200", "1.0000"))]
    for offer_id in offers.table_offer(
        desk, table.session, Side.EMPLOYEE, terms, binding=True
    ).value:
        offers.accept_offer(desk, offer_id, Side.EMPLOYER, table.session)
    return contracts.draft_contract(desk, table.case).value.id


def shared_results(desk: Desk, table: Bargaining, draft_id: str) -> Iterator[object]:
    """Yield the result of every public function that reads the store, apart from mandates."""
    read = {
        cases: ("list_cases", "get_case", "find_case_id"),
        parties: ("check_parties",),
        issues: ("list_issues", "get_issue"),
        sessions: ("list_sessions",),
        offer_views: ("list_offers", "list_case_offers"),
        costings: ("cost_offers", "cost_case", "cost_present"),
        costing_sheets: ("costed_issues",),
        contracts: ("check_draft", "list_drafts", "draft_snapshot"),
        home: ("overview", "next_step"),
    }
    arguments = {
        "case_id": table.case,
        "name": table.case,
        "issue_id": table.rest,
        "draft_id": draft_id,
        "row": cases.list_cases(desk)[0],
    }
    for module, names in read.items():
        for name in names:
            function = getattr(module, name)
            needed = inspect.signature(function).parameters
            yield function(desk, *(arguments[key] for key in needed if key in arguments))


def test_no_shared_service_tells_of_a_mandate(desk: Desk, table: Bargaining) -> None:
    secret = plant(desk, table)
    draft_id = settle(desk, table)
    told = "".join(repr(result) for result in shared_results(desk, table, draft_id))
    assert [text for text in secret if text in told] == []


def test_no_contract_tells_of_a_mandate(desk: Desk, table: Bargaining) -> None:
    secret = plant(desk, table)
    draft_id = settle(desk, table)
    pdf = contracts.draft_pdf(desk, draft_id)
    reader = PdfReader(io.BytesIO(pdf))
    text = "".join(page.extract_text() for page in reader.pages) + repr(reader.metadata)
    data = repr(contracts.draft_snapshot(desk, draft_id).to_data())
    attached = "".join(repr(content) for content in reader.attachments.values())
    assert [one for one in secret if one in text + data + attached or one.encode() in pdf] == []


@pytest.mark.parametrize("with_names", [False, True])
def test_no_paper_of_a_costing_tells_of_a_mandate_or_a_trial(
    desk: Desk, table: Bargaining, tmp_path: Path, with_names: bool
) -> None:
    secret = plant(desk, table)
    settle(desk, table)
    sheet = costing_sheets.open_sheet(desk, table.rates)
    assert sheet is not None
    report = costing_reports.report_data(
        desk, table.rates, rate_table("0.8200", "1.0000"), "en", with_names=with_names
    )
    told = [repr(sheet), repr(report)]
    for pdf in (costing_reports.summary_pdf(report), costing_reports.annex_pdf(report)):
        reader = PdfReader(io.BytesIO(pdf))
        told += [page.extract_text() for page in reader.pages]
        told += [repr(reader.metadata), repr(list(reader.attachments.values()))]
    book = tmp_path / "workers.xlsx"
    costing_reports.save_worker_table(book, report, created=desk.now())
    with zipfile.ZipFile(book) as archive:
        told += [archive.read(name).decode() for name in archive.namelist()]
    everything = "".join(told).replace(",", "")
    assert "0.82" in everything
    assert [text for text in secret if text in everything] == []


def test_no_command_tells_of_a_mandate(
    desk: Desk, folder: Path, table: Bargaining, tmp_path: Path, capsys: object
) -> None:
    secret = plant(desk, table)
    settle(desk, table)
    desk.close()
    costing = ["case", "costing", "2026-001", "--output", str(tmp_path / "papers")]
    for command in (
        ["case", "list"],
        ["case", "show", "2026-001"],
        ["check", "2026-001"],
        costing,
        [*costing, "--offer", "none"],
    ):
        for form in ([], ["--json"]):
            main([*command, "--store", str(folder), "--lang", "en", *form])
    told = capsys.readouterr().out  # type: ignore[attr-defined]
    assert "2026-001" in told
    assert [text for text in secret if text in told] == []


def test_the_moment_of_a_mandate_does_not_show_in_the_list_of_cases(
    desk: Desk, table: Bargaining
) -> None:
    before = cases.list_cases(desk)
    save_mandate(desk, table.rest, Side.EMPLOYEE, MandateDetails(weight=1))
    assert cases.list_cases(desk) == before


@pytest.mark.parametrize(
    ("language", "told"), [("en", "mandate|target|limit|aim"), ("zh_CN", "授权|底线|目标|限")]
)
def test_undo_and_redo_do_not_say_what_kind_of_thing_was_entered(
    desk: Desk, table: Bargaining, language: str, told: str
) -> None:
    use_language(language)
    save_mandate(desk, table.rest, Side.EMPLOYEE, MandateDetails(weight=1))
    offered = desk.undo_operation
    assert offered is not None
    assert desk.undo().value == desk.redo_operation == offered
    assert label(offered) in {"Private entry", "私密记录"}
    assert re.search(told, label(offered), re.IGNORECASE) is None


@pytest.mark.parametrize(
    ("entity", "module", "only"),
    [
        ("Mandate", "private", "services/mandates.py"),
        ("SideBrief", "private", "services/side_briefs.py"),
        ("IssueOption", "private", "services/issue_options.py"),
        ("OptionBonus", "private", "services/issue_options.py"),
        ("PackageRating", "private", "services/package_ratings.py"),
        ("WhatIf", "costing", "services/what_ifs.py"),
        ("PrivateNote", "private", "services/private_notes.py"),
    ],
)
def test_only_one_module_of_the_services_knows_a_private_table(
    entity: str, module: str, only: str
) -> None:
    users = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if any(
            isinstance(node, ast.ImportFrom)
            and node.module == f"negotiator_desk.models.{module}"
            and any(alias.name == entity for alias in node.names)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert users == [only]
