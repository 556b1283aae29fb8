"""The command that writes the papers of a costing: page for members, annex, table of workers."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from negotiator_desk.cli_store import desk_of, file_stem
from negotiator_desk.cli_text import Answer
from negotiator_desk.drafting.costing_report import CostingReport
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _, language
from negotiator_desk.pay.terms import Terms
from negotiator_desk.procedure.checks import side_name
from negotiator_desk.services import cases, costing_reports
from negotiator_desk.services.costing_sheets import costed_issues
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueView, list_issues
from negotiator_desk.services.offer_views import list_offers


@dataclass(frozen=True)
class _Chosen:
    """An issue and the terms whose papers are written; `offer_id` is None for agreed ones."""

    issue: IssueView
    terms: Terms
    offer_id: str | None


def case_costing(options: argparse.Namespace) -> Answer:
    """Write the papers of what was agreed, or of one offer, into a folder."""
    folder: Path = options.output or Path()
    with desk_of(options) as desk:
        case = cases.get_case(desk, cases.find_case_id(desk, options.case))
        chosen = _choose(desk, case.id, options)
        made: list[costing_reports.PaperFile] = []
        data = []
        lines = []
        for one in chosen:
            report = costing_reports.report_data(
                desk,
                one.issue.id,
                one.terms,
                options.paper or language(),
                offer_id=one.offer_id,
                with_names=options.names,
            )
            stem = f"{file_stem(case.number)}-{one.issue.position}"
            files = costing_reports.papers(folder, stem, report, created=desk.now())
            made += files
            paths = [path for path, _content in files]
            data.append(_report_data(one, report, paths))
            lines.append(_("{issue}:").format(issue=one.issue.title))
            lines += [f"  {path}" for path in paths]
    # Every paper is made before the first is saved, so that a fault of one leaves none.
    costing_reports.save_papers(folder, made)
    return Answer({"reports": data}, lines)


def _choose(desk: Desk, case_id: str, options: argparse.Namespace) -> Sequence[_Chosen]:
    """Return what papers are written of.

    Raises:
        InputError: There is no such issue or offer.
        RuleError: Nothing that can be costed is agreed.
    """
    issues = costed_issues(desk, case_id)
    if options.issue is not None:
        every = [one.position for one in list_issues(desk, case_id)]
        if options.issue not in every:
            raise InputError(
                _("This case has no issue {number}; no paper was written.").format(
                    number=options.issue
                ),
                hint=_("The issues and their numbers are in `case show`."),
            )
        issues = tuple(one for one in issues if one.position == options.issue)
        if not issues:
            raise InputError(
                _("Issue {number} of this case has no data to be costed on.").format(
                    number=options.issue
                ),
                hint=_("The issues and their numbers are in `case show`."),
            )
    if options.offer is not None:
        return (_offered(desk, issues, options.offer),)
    agreed = [
        _Chosen(one, one.agreed_terms, one.agreed_offer_id)
        for one in issues
        if one.agreed_terms is not None
    ]
    if not agreed:
        raise RuleError(
            _("Nothing that can be costed is agreed there; no paper was written."),
            hint=_("Name an offer with --offer: {offers}").format(offers=_offers(desk, issues)),
        )
    return agreed


def _offered(desk: Desk, issues: Sequence[IssueView], offer_id: str) -> _Chosen:
    for issue in issues:
        for offer in list_offers(desk, issue.id):
            if offer.id == offer_id:
                return _Chosen(issue, offer.terms, offer.id)
    raise InputError(
        _("There is no offer “{id}” on an issue with data; no paper was written.").format(
            id=offer_id
        ),
        hint=_("The offers are: {offers}").format(offers=_offers(desk, issues)),
    )


def _offers(desk: Desk, issues: Sequence[IssueView]) -> str:
    """Return the offers that can be named, or that there are none."""
    texts = [
        _("{id} ({side}, round {round}, {issue})").format(
            id=offer.id, side=side_name(offer.side), round=offer.round, issue=issue.title
        )
        for issue in issues
        for offer in list_offers(desk, issue.id)
    ]
    return _("; ").join(texts) if texts else _("none")


def _report_data(one: _Chosen, report: CostingReport, paths: Sequence[Path]) -> dict[str, object]:
    gains = report.gains
    summary, annex, table = paths
    return {
        "issue": one.issue.title,
        "position": one.issue.position,
        "standing": report.head.standing,
        "offer_id": one.offer_id,
        "language": report.language,
        "fingerprint": report.fingerprint,
        "dataset_fingerprint": report.source.dataset_fingerprint,
        "terms_sha256": report.source.terms_sha256,
        "workers": report.source.workers,
        "yearly_total": report.totals.yearly_after,
        "yearly_difference": report.totals.yearly_difference,
        "mean_gain": None if gains is None else gains.mean,
        "least_gain": None if gains is None else gains.least,
        "gaining": None if gains is None else gains.gaining,
        "staying": None if gains is None else gains.staying,
        "losing": None if gains is None else gains.losing,
        "summary": summary,
        "annex": annex,
        "table": table,
    }
