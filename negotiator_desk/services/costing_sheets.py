"""The sheet a costing page works on: one issue's facts, law, assumptions and choosable terms.

A sheet is read from the store once; whatever is then tried on it is worked out from the sheet alone
(`costing_pictures`), so that a figure can follow a moving hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from negotiator_desk.models.evidence import Dataset as DatasetEntity
from negotiator_desk.pay.assumptions import Assumptions
from negotiator_desk.pay.basis import LegalFigures
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.ladder_rules import LadderRules
from negotiator_desk.pay.terms import Terms
from negotiator_desk.pay.terms_data import terms_from_data
from negotiator_desk.procedure.ladder_figures import ladder_rules
from negotiator_desk.procedure.legal_figures import legal_figures
from negotiator_desk.procedure.rules import load_pack
from negotiator_desk.services.assumptions import get_assumptions
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.facts import read_facts
from negotiator_desk.services.issues import FACTS, IssueView, list_issues
from negotiator_desk.services.lookup import find_case, find_issue
from negotiator_desk.services.offer_views import OfferView, list_offers
from negotiator_desk.times import CHINA_TIME


@dataclass(frozen=True)
class CostingSheet:
    """Everything that costing an issue rests on, but the terms.

    Attributes:
        facts: The dataset's columns.
        present: The terms in force; None = compare with recorded pay, if any.
        year: Calendar year in which ages are counted, in China.
        offers: Every offer on the issue, the newest first, withdrawn ones included.
        agreed: The agreed terms; None before agreement.
        ladder: What the rule pack asks of a wage grid.
    """

    issue_id: str
    case_id: str
    title: str
    dataset_name: str
    facts: Dataset = field(repr=False)
    present: Terms | None
    law: LegalFigures
    assumptions: Assumptions
    year: int
    offers: tuple[OfferView, ...]
    agreed: Terms | None
    ladder: LadderRules


def costed_issues(desk: Desk, case_id: str) -> tuple[IssueView, ...]:
    """Return the issues of a case that can be costed: a subject with a formula, and a dataset.

    Raises:
        RuleError: There is no such case.
    """
    return tuple(
        issue
        for issue in list_issues(desk, case_id)
        if issue.subject in FACTS and issue.dataset_id is not None
    )


def open_sheet(desk: Desk, issue_id: str) -> CostingSheet | None:
    """Return the sheet of an issue; None where it has no dataset or its subject is not costed.

    Raises:
        RuleError: There is no such issue.
        StorageError: The stored facts are missing or damaged.
    """
    offers = list_offers(desk, issue_id)
    assumptions = get_assumptions(desk, issue_id)

    def query(session: Session) -> CostingSheet | None:
        issue = find_issue(session, issue_id)
        if issue.dataset_id is None or issue.subject not in FACTS:
            return None
        dataset = session.get_one(DatasetEntity, issue.dataset_id)
        case = find_case(session, issue.case_id)
        pack = load_pack(case.jurisdiction)
        accepted = [one.terms for one in offers if one.agreed_session_number is not None]
        return CostingSheet(
            issue_id=issue.id,
            case_id=case.id,
            title=issue.title,
            dataset_name=dataset.name,
            facts=read_facts(session, dataset.fingerprint),
            present=terms_from_data(issue.present_terms) if issue.present_terms else None,
            law=legal_figures(pack),
            assumptions=assumptions,
            year=desk.now().astimezone(CHINA_TIME).year,
            offers=tuple(sorted(offers, key=lambda one: one.id, reverse=True)),
            agreed=accepted[0] if accepted else None,
            ladder=ladder_rules(pack),
        )

    return desk.read(query)
