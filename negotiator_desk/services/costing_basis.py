"""What an issue's terms are costed on, and costings that are made only once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from negotiator_desk.models.bargaining import Issue
from negotiator_desk.models.columns import canonical_json
from negotiator_desk.models.evidence import Dataset as DatasetEntity
from negotiator_desk.pay import costing as pay_costing
from negotiator_desk.pay.basis import LegalFigures
from negotiator_desk.pay.costing import Costing
from negotiator_desk.pay.terms import Terms
from negotiator_desk.pay.terms_data import terms_fingerprint, terms_from_data
from negotiator_desk.procedure.legal_figures import legal_figures
from negotiator_desk.procedure.rules import load_pack
from negotiator_desk.services.facts import read_facts
from negotiator_desk.services.lookup import find_case
from negotiator_desk.services.memory import Memory


@dataclass(frozen=True)
class CostingBasis:
    """What an issue's terms are costed on."""

    issue_id: str
    dataset_id: str
    dataset_name: str
    fingerprint: str
    present: Terms | None
    law: LegalFigures

    @cached_property
    def inputs(self) -> tuple[str | None, ...]:
        """All that a costing rests on but the terms."""
        present = None if self.present is None else terms_fingerprint(self.present)
        return (self.fingerprint, present, self.law.rule_pack, str(self.law.monthly_minimum))


def basis_of_issue(session: Session, issue: Issue) -> CostingBasis | None:
    """Return what an issue is costed on; None where it has no dataset."""
    if issue.dataset_id is None:
        return None
    dataset = session.get_one(DatasetEntity, issue.dataset_id)
    pack = load_pack(find_case(session, issue.case_id).jurisdiction)
    return CostingBasis(
        issue_id=issue.id,
        dataset_id=dataset.id,
        dataset_name=dataset.name,
        fingerprint=dataset.fingerprint,
        present=terms_from_data(issue.present_terms) if issue.present_terms else None,
        law=legal_figures(pack),
    )


def cost_on(
    session: Session, memory: Memory[Costing], basis: CostingBasis, terms: Terms
) -> Costing:
    """Return a costing from memory, or make it and keep it there.

    Args:
        session: Reads the facts if they are needed.
        memory: The desk's memory of costings.
        basis: What is costed on.
        terms: Fit the facts.

    Raises:
        InputError: The terms do not cover the dataset.
        StorageError: The stored facts are missing or damaged.
    """
    inputs = [terms_fingerprint(terms), *basis.inputs]
    key = hashlib.sha256(canonical_json(inputs).encode()).hexdigest()
    found = memory.get(key)
    if found is None:
        facts = read_facts(session, basis.fingerprint)
        found = pay_costing.cost(facts, terms, basis.present, law=basis.law)
        memory.keep(key, found)
    return found
