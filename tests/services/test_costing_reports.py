"""Reports on a costing: their figures are the services' own, and nothing private is in them."""

from __future__ import annotations

import csv
import io
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.costing_report import CostingReport, Standing
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.drafting.report_annex import annex
from negotiator_desk.drafting.report_summary import summaries
from negotiator_desk.drafting.typeset.fit import one_page
from negotiator_desk.drafting.typeset.look import SUMMARY_LOOK, load_look
from negotiator_desk.errors import RuleError, StorageError
from negotiator_desk.i18n import LANGUAGES, use_language
from negotiator_desk.pay.assumptions import Assumptions, OnCost
from negotiator_desk.pay.basis import ComparedWith, Formula
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.gains import GroupKind
from negotiator_desk.pay.quality import Quality
from negotiator_desk.pay.term_result import Line
from negotiator_desk.pay.terms import PieceRate, RateTable, Subject, TextTerm
from negotiator_desk.pay.terms_data import terms_fingerprint
from negotiator_desk.services.assumptions import save_assumptions
from negotiator_desk.services.cases import list_cases
from negotiator_desk.services.costing_reports import (
    annex_pdf,
    report_data,
    save_paper,
    save_worker_table,
    summary_pdf,
)
from negotiator_desk.services.costing_sheets import costed_issues
from negotiator_desk.services.costings import (
    cost_of_one_unit,
    cost_present,
    cost_terms,
    worker_pay,
)
from negotiator_desk.services.demo import load_sample, sample_folders
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.services.mandates import MandateDetails, save_mandate
from negotiator_desk.services.offers import accept_offer, table_offer, withdraw_offer
from negotiator_desk.services.opening import open_desk
from negotiator_desk.services.quotas import quota_attainment
from negotiator_desk.services.what_ifs import save_what_if
from tests.services.conftest import Bargaining, add_dataset, issue, new_case, rate_table

GOLDEN = Path(__file__).parents[1] / "drafting" / "golden"
OFFERED = rate_table("0.8200", "1.0000")


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def tabled(desk: Desk, table: Bargaining, argument: str = "") -> str:
    (offer_id,) = table_offer(
        desk,
        table.session,
        Side.EMPLOYEE,
        [(table.rates, OFFERED)],
        binding=True,
        argument=argument,
    ).value
    return offer_id


def agree(desk: Desk, table: Bargaining, argument: str = "") -> str:
    offer_id = tabled(desk, table, argument)
    accept_offer(desk, offer_id, Side.EMPLOYER, table.session)
    return offer_id


def test_figures_are_those_of_the_other_services(desk: Desk, table: Bargaining) -> None:
    tabled(desk, table)
    report = report_data(desk, table.rates, OFFERED, "zh_CN")
    after, before = cost_terms(desk, table.rates, OFFERED), cost_present(desk, table.rates)
    assert after is not None
    assert before is not None
    totals = report.totals
    assert totals.yearly_after == after.costing.yearly_total
    assert totals.yearly_before == before.costing.yearly_total
    assert totals.yearly_difference == after.costing.yearly_difference
    assert (totals.monthly_before, totals.monthly_after) == (
        before.costing.monthly_total,
        after.costing.monthly_total,
    )
    assert (totals.lowest_before, totals.lowest_after) == (
        before.costing.lowest,
        after.costing.lowest,
    )
    workers = worker_pay(desk, table.rates, OFFERED)
    assert sorted((line.before, line.after) for line in report.workers) == sorted(
        (one.before, one.after) for one in workers
    )
    assert report.gains is not None
    assert sum(line.after - (line.before or 0) for line in report.workers) == 3 * report.gains.mean
    for line in report.units.lines[:2]:
        found = cost_of_one_unit(desk, table.rates, OFFERED, line.key)
        assert found is not None
        assert line.yearly == found.yearly
    attainment = quota_attainment(desk, table.rates, OFFERED)
    assert attainment is not None
    assert report.quota is not None
    assert report.quota.lines[-1].samples == attainment.overall.samples
    assert report.term.of_term(Line.TOTAL) == after.costing.yearly_total


def test_every_section_names_its_formula_and_the_report_its_basis(
    desk: Desk, table: Bargaining
) -> None:
    tabled(desk, table)
    report = report_data(desk, table.rates, OFFERED, "zh_CN")
    assert report.formulas == (
        Formula.PIECE_RATES,
        Formula.CONTRACT_TERM,
        Formula.ONE_UNIT,
        Formula.MINIMUM_WAGE,
        Formula.WHO_GAINS,
        Formula.QUOTA,
        Formula.QUOTA_NEEDED,
        Formula.RATE_NEEDED,
    )
    found = cost_terms(desk, table.rates, OFFERED)
    assert found is not None
    source = report.source
    assert source.dataset_fingerprint == found.fingerprint
    assert source.dataset_name == "九月产量"
    assert source.terms_sha256 == terms_fingerprint(OFFERED)
    assert source.present_sha256 == terms_fingerprint(rate_table("0.8000", "0.9500"))
    assert source.compared_with is ComparedWith.PRESENT_TERMS
    assert source.rule_pack.startswith("ningbo ")
    assert (source.first_month, source.last_month) == (date(2026, 9, 1), date(2026, 9, 1))
    text = text_of(annex_pdf(report))
    for digest in (source.dataset_fingerprint, source.terms_sha256, source.assumptions_sha256):
        assert digest in text.replace("\n", "")


def test_a_report_says_what_its_terms_are(desk: Desk, table: Bargaining) -> None:
    def standing(report: CostingReport) -> tuple[Standing, Side | None, int | None]:
        return report.head.standing, report.head.side, report.head.round

    present = report_data(desk, table.rates, rate_table("0.8000", "0.9500"), "zh_CN")
    assert standing(present) == (Standing.PRESENT, None, None)
    assert present.totals.yearly_difference == 0
    first = agree(desk, table)
    agreed = report_data(desk, table.rates, OFFERED, "zh_CN")
    assert standing(agreed) == (Standing.AGREED, Side.EMPLOYEE, 1)
    assert (agreed.head.session, agreed.head.on) == (1, date(2026, 10, 20))
    assert report_data(desk, table.rates, OFFERED, "zh_CN", offer_id=first) == agreed


def test_terms_that_nobody_tabled_have_no_paper(desk: Desk, table: Bargaining) -> None:
    trial = rate_table("0.8100", "1.0000")
    save_what_if(desk, table.rates, "我们的打算", trial)
    offer_id = tabled(desk, table)
    for named in (None, offer_id):
        with pytest.raises(RuleError, match="a trial is private"):
            report_data(desk, table.rates, trial, "zh_CN", offer_id=named)


def test_an_offer_that_was_withdrawn_has_no_paper(desk: Desk, table: Bargaining) -> None:
    offer_id = tabled(desk, table)
    withdraw_offer(desk, offer_id)
    for named in (None, offer_id):
        with pytest.raises(RuleError, match="withdrawn"):
            report_data(desk, table.rates, OFFERED, "zh_CN", offer_id=named)


def test_an_offer_named_by_its_id_is_that_offer(desk: Desk, table: Bargaining) -> None:
    made = [
        table_offer(desk, table.session, side, [(table.rates, OFFERED)], binding=False).value[0]
        for side in (Side.EMPLOYEE, Side.EMPLOYER)
    ]
    sides = [
        report_data(desk, table.rates, OFFERED, "zh_CN", offer_id=one).head.side for one in made
    ]
    assert sides == [Side.EMPLOYEE, Side.EMPLOYER]
    newest = report_data(desk, table.rates, OFFERED, "zh_CN")
    assert (newest.head.standing, newest.head.side) == (Standing.OFFER, Side.EMPLOYER)


def test_a_paper_on_something_not_agreed_bears_a_word_that_says_so(
    desk: Desk, table: Bargaining
) -> None:
    offer_id = tabled(desk, table)
    offered = report_data(desk, table.rates, OFFERED, "zh_CN")
    accept_offer(desk, offer_id, Side.EMPLOYER, table.session)
    agreed = report_data(desk, table.rates, OFFERED, "zh_CN")
    watermarks = [
        "/XObject" in PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]
        for report in (offered, agreed)
        for pdf in (summary_pdf(report), annex_pdf(report))
    ]
    assert watermarks == [True, True, False, False]


def test_without_data_or_a_costed_subject_there_is_no_report(desk: Desk, table: Bargaining) -> None:
    for uncosted in (table.heat, table.rest):
        with pytest.raises(RuleError, match="no data to be costed on"):
            report_data(desk, uncosted, OFFERED, "zh_CN")


def plant(desk: Desk, table: Bargaining) -> list[str]:
    """Enter private things and an argument whose every text is a random one."""
    secret = [secrets.token_hex(12) for _ in range(9)]
    for place, side in enumerate(Side):
        target, limit, note = secret[3 * place : 3 * place + 3]
        save_mandate(
            desk, table.rest, side, MandateDetails(TextTerm(target), TextTerm(limit), 1, note)
        )
    save_what_if(desk, table.rest, secret[6], TextTerm(secret[7]))
    save_what_if(desk, table.rates, secret[8], rate_table("0.8800", "1.1100"))
    return secret


def test_nothing_private_and_no_argument_is_in_any_paper(
    desk: Desk, table: Bargaining, tmp_path: Path
) -> None:
    secret = [*plant(desk, table), secrets.token_hex(12)]
    agree(desk, table, argument=secret[-1])
    report = report_data(desk, table.rates, OFFERED, "zh_CN")
    told = repr(report.to_data())
    for pdf in (summary_pdf(report), annex_pdf(report)):
        told += text_of(pdf) + repr(PdfReader(io.BytesIO(pdf)).metadata)
    for name in ("t.csv", "t.xlsx"):
        save_worker_table(tmp_path / name, report, created=desk.now())
        told += (tmp_path / name).read_bytes().decode("latin-1")
    told += repr(_cells(tmp_path / "t.xlsx"))
    assert [text for text in secret if text in told] == []


def _cells(path: Path) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(path)
    return {
        name: [[cell.value for cell in row] for row in book[name].iter_rows()]
        for name in book.sheetnames
    }


def test_workers_are_named_only_if_that_is_asked_for(
    desk: Desk, table: Bargaining, tmp_path: Path
) -> None:
    tabled(desk, table)
    for with_names in (False, True):
        report = report_data(desk, table.rates, OFFERED, "zh_CN", with_names=with_names)
        save_worker_table(tmp_path / "t.xlsx", report, created=desk.now())
        save_worker_table(tmp_path / "t.csv", report, created=desk.now())
        told = [
            repr(report.to_data()),
            text_of(annex_pdf(report)),
            repr(_cells(tmp_path / "t.xlsx")),
            (tmp_path / "t.csv").read_text(encoding="utf-8-sig"),
        ]
        for text in told:
            for name in ("K001", "工人2"):
                assert (name in text) is with_names
        assert "工人" not in text_of(summary_pdf(report))


def test_without_names_the_order_of_the_data_does_not_show(desk: Desk) -> None:
    case = new_case(desk)
    operation = "同城"
    quantities = {"K1": 3000, "K2": 1000, "K3": 2000}
    facts = Dataset.build(
        DatasetKind.OUTPUT,
        {
            "worker": list(quantities),
            "name": ["甲", "乙", "丙"],
            "operation": [operation] * 3,
            "month": [date(2026, 9, 1)] * 3,
            "quantity": list(quantities.values()),
            "hours": [Decimal("160.00")] * 3,
        },
    )
    dataset = add_dataset(desk, case, facts)

    def terms(rate: str) -> RateTable:
        return RateTable((PieceRate(operation, Decimal(rate), quota_per_shift=60),))

    details = IssueDetails("单价", Subject.PIECE_RATES, dataset, terms("1.0000"))
    priced = add_issue(desk, case, details).value
    report = report_data(desk, priced, terms("1.0000"), "zh_CN")
    assert [line.before for line in report.workers] == [1000, 2000, 3000]
    assert report.quota is not None
    assert [(one.worker, one.units) for one in report.quota.samples] == [
        ("1", Decimal("1000.00")),
        ("2", Decimal("2000.00")),
        ("3", Decimal("3000.00")),
    ]


def test_small_groups_are_put_together_even_with_names(desk: Desk) -> None:
    case = new_case(desk)
    teams = ["甲"] * 5 + ["乙"] * 2 + ["丙"]
    facts = Dataset.build(
        DatasetKind.OUTPUT,
        {
            "worker": [f"K{place}" for place in range(8)],
            "name": ["某人"] * 8,
            "group": teams,
            "operation": [*(["同城·有电梯"] * 7), "同城·无电梯"],
            "month": [date(2026, 9, 1)] * 8,
            "quantity": [1000 + place for place in range(8)],
        },
    )
    dataset = add_dataset(desk, case, facts)
    rates = issue(desk, case, "单价", rate_table("0.8000", "0.9500"), dataset=dataset)
    present = rate_table("0.8000", "0.9500")
    report = report_data(desk, rates, present, "zh_CN", with_names=True)
    (table,) = report.who_gains.tables
    assert [(row.name, row.kind, row.workers) for row in table.groups] == [
        ("甲", GroupKind.NAMED, 5),
        ("", GroupKind.MERGED, 3),
    ]
    assert "乙" not in text_of(summary_pdf(report))


def test_assumptions_kept_for_the_issue_are_in_the_term(desk: Desk, table: Bargaining) -> None:
    tabled(desk, table)
    save_assumptions(
        desk,
        table.rates,
        Assumptions(12, on_costs=(OnCost("社会保险", Decimal("0.2500")),)),
    )
    report = report_data(desk, table.rates, OFFERED, "zh_CN")
    pay = report.term.of_term(Line.BASE_PAY)
    on_costs = report.term.of_term(Line.ON_COSTS)
    assert pay is not None
    assert on_costs is not None
    assert on_costs > pay * Decimal("0.25")
    assert "社会保险按工资的25.00%" in text_of(annex_pdf(report))
    before = report.term.present_on_costs
    assert before is not None
    assert 0 < before < on_costs
    page = plain_text(one_page(summaries(report), load_look(SUMMARY_LOOK)))
    (row,) = (line for line in page.splitlines() if line.startswith("其中单位负担的社会保险等"))
    now, then, change = (Decimal(cell.replace(",", "")) for cell in row.split("\t")[1:])
    assert (now, then) == (before, on_costs)
    assert now + change == then


@pytest.mark.parametrize("interface", LANGUAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_interface_does_not_change_a_paper(
    desk: Desk, table: Bargaining, interface: str, language: str
) -> None:
    tabled(desk, table)
    use_language("en")
    expected = report_data(desk, table.rates, OFFERED, language)
    papers = summary_pdf(expected), annex_pdf(expected)
    use_language(interface)
    report = report_data(desk, table.rates, OFFERED, language)
    assert report == expected
    assert (summary_pdf(report), annex_pdf(report)) == papers
    assert ("Minimum wage" in text_of(papers[0])) is (language == "en")


def test_the_quality_of_the_data_limits_every_amount(desk: Desk, table: Bargaining) -> None:
    tabled(desk, table)
    exact = report_data(desk, table.rates, OFFERED, "en")
    save_assumptions(desk, table.rates, Assumptions(facts_quality=Quality.ESTIMATED))
    report = report_data(desk, table.rates, OFFERED, "en")
    assert report.totals == exact.totals
    assert f"{exact.totals.yearly_after:,.2f}" in text_of(summary_pdf(exact))
    assert f"{exact.totals.yearly_after:,.2f}" not in text_of(annex_pdf(report))
    assert "The data are estimated" in text_of(summary_pdf(report))


def test_the_table_of_workers_is_a_workbook_with_its_basis_or_csv(
    desk: Desk, table: Bargaining, tmp_path: Path
) -> None:
    tabled(desk, table)
    report = report_data(desk, table.rates, OFFERED, "zh_CN", with_names=True)
    save_worker_table(tmp_path / "职工.xlsx", report, created=desk.now())
    sheets = _cells(tmp_path / "职工.xlsx")
    assert list(sheets) == ["职工", "依据", "分组", "定额样本"]
    header, first, *_rest = sheets["职工"]
    assert header == ["工号", "姓名", "组别", "现在（元/月）", "变为（元/月）", "增减（元/月）"]
    line = report.workers[0]
    assert line.before is not None
    assert first == [
        line.worker,
        line.name,
        None,
        pytest.approx(float(line.before)),
        pytest.approx(float(line.after)),
        pytest.approx(float(line.after - line.before)),
    ]
    basis = {str(row[0]): str(row[1]) for row in sheets["依据"][1:]}
    assert basis["数据指纹（SHA-256）"] == report.source.dataset_fingerprint
    assert basis["条件指纹（SHA-256）"] == report.source.terms_sha256
    assert basis["规则包"] == "宁波市，2014-05-01起"
    assert basis[f"piece_rates/{report.source.formula_version}"].startswith("计件工资：每行＝")
    save_worker_table(tmp_path / "职工.csv", report, created=desk.now())
    content = (tmp_path / "职工.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert rows[0] == header
    assert [Decimal(row[4]) for row in rows[1:]] == [one.after for one in report.workers]


def test_equal_reports_make_equal_files(desk: Desk, table: Bargaining, tmp_path: Path) -> None:
    tabled(desk, table)
    report = report_data(desk, table.rates, OFFERED, "zh_CN")
    again = CostingReport.from_data(report.to_data())
    moment = datetime(2026, 11, 2, tzinfo=UTC)
    for name, one in (("a.xlsx", report), ("b.xlsx", again)):
        save_worker_table(tmp_path / name, one, created=moment)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert summary_pdf(again) == summary_pdf(report)
    assert annex_pdf(again) == annex_pdf(report)


def test_a_paper_that_cannot_be_saved_is_said_to_be_so(tmp_path: Path) -> None:
    save_paper(tmp_path / "一页通.pdf", b"%PDF")
    assert (tmp_path / "一页通.pdf").read_bytes() == b"%PDF"
    with pytest.raises(StorageError, match="could not be written"):
        save_paper(tmp_path / "no" / "一页通.pdf", b"%PDF")


@dataclass(frozen=True)
class Sample:
    """A sample case's costed issue, as it was agreed."""

    name: str
    report: CostingReport
    yearly_total: Decimal
    yearly_difference: Decimal | None


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Sample]]:
    """The three sample cases, replayed once, each with the report on what was agreed."""
    moment = datetime(2026, 11, 12, 1, 0, tzinfo=UTC)
    desk = open_desk(tmp_path_factory.mktemp("samples") / "store", author="x", now=lambda: moment)
    found = {}
    for folder in sample_folders():
        case = load_sample(desk, folder)
        (costed,) = costed_issues(desk, case)
        assert costed.agreed_terms is not None
        cost = cost_terms(desk, costed.id, costed.agreed_terms)
        assert cost is not None
        report = report_data(desk, costed.id, costed.agreed_terms, "zh_CN")
        found[folder.name] = Sample(
            folder.name, report, cost.costing.yearly_total, cost.costing.yearly_difference
        )
    assert len(list_cases(desk)) == len(found)
    yield found
    desk.close()


NAMES = ("couriers", "delivery", "machinery")


@pytest.mark.parametrize("name", NAMES)
def test_the_text_of_a_sample_report_is_as_approved(samples: dict[str, Sample], name: str) -> None:
    report = samples[name].report
    # The lists of workers and samples are thousands of lines; their makers have tests of their own.
    quota = None if report.quota is None else replace(report.quota, samples=())
    short = replace(report, workers=report.workers[:6], quota=quota)
    page = one_page(summaries(report), load_look(SUMMARY_LOOK))
    text = plain_text(page) + "\n" + plain_text(annex(short))
    path = GOLDEN / f"costing_{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_figures_read_back_from_a_sample_page_are_the_services(
    samples: dict[str, Sample], name: str
) -> None:
    sample = samples[name]
    pdf = summary_pdf(sample.report)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    text = text_of(pdf)
    gains = sample.report.gains
    assert gains is not None
    assert sample.yearly_difference is not None
    for figure in (
        f"{sample.yearly_total:,.2f}",
        f"+{sample.yearly_difference:,.2f}",
        f"+{gains.mean:,.2f}元",
        f"{gains.gaining:,}／{gains.staying:,}／{gains.losing:,}",
    ):
        assert figure in text
    for code in (sample.report.fingerprint[:4], sample.report.source.dataset_fingerprint[:16]):
        assert code.upper() in text
