"""Reads what was chosen for a contract from the store, as the drafting room takes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.drafting.assemble import Choices, ClauseChoice, OwnClause, Rewording
from negotiator_desk.drafting.clauses import Basis
from negotiator_desk.drafting.snapshot import ContractKind
from negotiator_desk.drafting.wording import (
    MainContract,
    Tongue,
    parameters_from_data,
    parameters_to_data,
)
from negotiator_desk.models.wording import ClauseDecision, ContractSettings, OwnClauseRow
from negotiator_desk.services.clause_places import clause_places


def contract_settings(session: Session, case_id: str) -> ContractSettings | None:
    """Return what was chosen for a case's contract as a whole; None before anything was."""
    return session.scalar(select(ContractSettings).where(ContractSettings.case_id == case_id))


def chosen_kind(session: Session, case_id: str) -> ContractKind | None:
    """Return the kind of contract that was chosen; None = the one that fits what is agreed."""
    settings = contract_settings(session, case_id)
    return None if settings is None else settings.kind


def load_choices(session: Session, case_id: str) -> Choices:
    """Return everything that was chosen for a case's contract.

    Clauses in the trash are left out, and with them the places where they stood; so is what was
    decided for issues that have left the agenda.
    """
    settings = contract_settings(session, case_id)
    decisions = session.scalars(
        select(ClauseDecision).where(ClauseDecision.case_id == case_id).order_by(ClauseDecision.id)
    )
    own = session.scalars(select(OwnClauseRow).where(OwnClauseRow.trashed_at.is_(None)))
    places = clause_places(session, case_id)
    clauses = {
        place: _choice(one) for one in decisions if (place := places.now(one.place)) is not None
    }
    owned = {one.id: own_clause(one) for one in own}
    if settings is None:
        return Choices(clauses=clauses, own=owned)
    main = settings.main_title
    return Choices(
        language=settings.language,
        governing=settings.governing,
        main_contract=MainContract(main, settings.main_signed_on) if main else None,
        clauses=clauses,
        own=owned,
    )


def own_clause(row: OwnClauseRow) -> OwnClause:
    """Return a user's own clause as the drafting room takes it."""
    details: Mapping[str, Any] = row.details
    side = details.get("changed_side")
    return OwnClause(
        id=row.id,
        title=row.title,
        title_english=row.title_english,
        text=row.text,
        english=row.english,
        parameters=parameters_from_data(details.get("parameters", [])),
        basis=tuple(Basis(*one) for one in details.get("basis", ())),
        notes=details.get("notes", ""),
        plain=details.get("plain", ""),
        plain_english=details.get("plain_english", ""),
        topics=tuple(details.get("topics", ())),
        origin=row.origin,
        origin_version=row.origin_version,
        version=row.version,
        is_imported=row.is_imported,
        changed_side=None if side is None else Tongue(side),
    )


def own_details(clause: OwnClause) -> dict[str, Any]:
    """Return what a user's own clause has beside its wording, as the store keeps it."""
    side = clause.changed_side
    return {
        "parameters": parameters_to_data(clause.parameters),
        "basis": [[one.source, one.article, one.mark] for one in clause.basis],
        "notes": clause.notes,
        "plain": clause.plain,
        "plain_english": clause.plain_english,
        "topics": list(clause.topics),
        "changed_side": None if side is None else side.value,
    }


def rewording_data(rewording: Rewording | None) -> dict[str, Any] | None:
    """Return a clause's wording in one contract as the store keeps it."""
    if rewording is None:
        return None
    side = rewording.changed_side
    return {
        "title": rewording.title,
        "title_english": rewording.title_english,
        "text": rewording.text,
        "english": rewording.english,
        "changed_side": None if side is None else side.value,
    }


def _choice(row: ClauseDecision) -> ClauseChoice:
    data: Mapping[str, Any] | None = row.rewording
    side = None if data is None else data["changed_side"]
    return ClauseChoice(
        is_included=row.is_included,
        variant=row.variant,
        position=row.position,
        chapter=row.chapter,
        rewording=None
        if data is None
        else Rewording(
            title=data["title"],
            title_english=data["title_english"],
            text=data["text"],
            english=data["english"],
            changed_side=None if side is None else Tongue(side),
        ),
        values=dict(row.entries),
    )
