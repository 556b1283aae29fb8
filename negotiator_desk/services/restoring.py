"""Takes up the wording of an earlier version again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.drafting.assemble import (
    OWN,
    Choices,
    ClauseChoice,
    OfferedClause,
    OwnClause,
    Rewording,
    assemble,
    offered_clauses,
)
from negotiator_desk.drafting.library import find_clause
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.wording import ContractText, Provenance, TextClause
from negotiator_desk.errors import RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Offer
from negotiator_desk.models.contract import ContractDraft
from negotiator_desk.models.wording import ClauseDecision, ContractSettings, OwnClauseRow
from negotiator_desk.services.choices import (
    contract_settings,
    load_choices,
    own_details,
    rewording_data,
)
from negotiator_desk.services.clause_places import ClausePlaces, clause_places
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.lookup import find_open_case
from negotiator_desk.services.snapshots import take_snapshot
from negotiator_desk.storage.ids import new_id


def restore_version(desk: Desk, draft_id: str) -> Outcome[int]:
    """Give the contract the clauses, wording and values of an earlier version again.

    What is agreed stays as it is: figures come from the agreements of today. Clauses that do not
    fit the case any more are left out. A clause whose wording the library has changed since keeps
    the old wording as this contract's own.

    Returns:
        How many clauses of the version were left out.

    Raises:
        RuleError: There is no such version, it has no wording of its own, the case is in the trash.
    """
    now = desk.now()

    def work(session: Session) -> int:
        draft = session.get(ContractDraft, draft_id)
        if draft is None:
            raise RuleError(_("This draft is not in the store; nothing was changed."))
        case = find_open_case(session, draft.case_id)
        old = Snapshot.from_data(draft.snapshot)
        if old.text is None:
            raise RuleError(
                _("Version {version} is older than the wording of contracts is kept.").format(
                    version=draft.version
                ),
                hint=_("Its PDF is kept: read it beside the contract."),
            )
        places = clause_places(session, case.id)
        text = _of_agenda(session, places, old, old.text)
        _restore_settings(session, case.id, old)
        for row in session.scalars(select(ClauseDecision).where(ClauseDecision.case_id == case.id)):
            session.delete(row)
        for clause in old.text.clauses:
            if clause.key.startswith(OWN):
                _bring_back(session, clause, clause.key, now)
            elif clause.variant.startswith(OWN) and _asks_more(clause):
                _bring_back(session, clause, clause.variant, now)
        session.flush()
        today = replace(take_snapshot(session, case, now), contract_kind=old.contract_kind)
        own = load_choices(session, case.id).own
        choices = choices_for(today, text, own)
        for place, choice in choices.clauses.items():
            kept = places.kept(place)
            assert kept is not None, "the text is about the agenda of today"
            session.add(
                ClauseDecision(
                    id=new_id(),
                    case_id=case.id,
                    place=kept,
                    is_included=choice.is_included,
                    variant=choice.variant,
                    position=choice.position,
                    chapter=choice.chapter,
                    rewording=rewording_data(choice.rewording),
                    entries=dict(choice.values),
                )
            )
        restored = {one.place for one in assemble(today, choices).clauses}
        gone = len(old.text.clauses) - len(text.clauses)
        return gone + sum(one.place not in restored for one in text.clauses)

    return desk.run("restore_version", work)


def _of_agenda(
    session: Session, places: ClausePlaces, old: Snapshot, text: ContractText
) -> ContractText:
    """Return an earlier text with its clauses named by the places of their issues today.

    Clauses of issues that have left the agenda are left out.
    """
    offers = {issue.position: issue.offer_id for issue in old.issues}
    found: list[TextClause] = []
    for clause in text.clauses:
        if clause.issue is None:
            found.append(clause)
            continue
        offer = session.get(Offer, offers.get(clause.issue, ""))
        position = None if offer is None else places.position(offer.issue_id)
        if position is not None:
            found.append(replace(clause, issue=position))
    return replace(text, clauses=tuple(found))


def choices_for(today: Snapshot, text: ContractText, own: Mapping[str, OwnClause]) -> Choices:
    """Return the choices that make a contract of today say what an earlier text said.

    Args:
        today: The case as it is now, of the kind of the earlier text.
        text: The earlier text, its clauses named by the agenda of today.
        own: The user's own clauses by id.
    """
    base = Choices(text.language, text.governing, text.main_contract, {}, own)
    offered = {one.text.place: one for one in offered_clauses(today, base)}
    choices: dict[str, ClauseChoice] = {}
    positions: dict[str, int] = {}
    for clause in text.clauses:
        positions[clause.chapter] = positions.get(clause.chapter, 0) + 1
        choices[clause.place] = ClauseChoice(
            is_included=True,
            variant=_variant(clause, offered.get(clause.place), own),
            position=positions[clause.chapter],
            chapter=clause.chapter,
            values=dict(clause.values),
        )
    for place, one in offered.items():
        if place not in choices and one.is_optional:
            choices[place] = ClauseChoice(is_included=False)
    made = replace(base, clauses=choices)
    today_texts = {one.text.place: one.text for one in offered_clauses(today, made)}
    for clause in text.clauses:
        now = today_texts.get(clause.place)
        if now is not None and not _says_the_same(now, clause):
            choices[clause.place] = replace(
                choices[clause.place],
                rewording=Rewording(
                    clause.title,
                    clause.title_english,
                    clause.text,
                    clause.english,
                    clause.changed_side,
                ),
            )
    return replace(made, clauses=choices)


def _variant(
    clause: TextClause, offered: OfferedClause | None, own: Mapping[str, OwnClause]
) -> str:
    """Return the variant of an old clause as far as it is still there."""
    if offered is None or offered.clause is None:
        return ""
    if clause.variant.startswith(OWN):
        return clause.variant if clause.variant.removeprefix(OWN) in own else ""
    return clause.variant if clause.variant in {v.key for v in offered.clause.variants} else ""


def _says_the_same(now: TextClause, old: TextClause) -> bool:
    return (now.title, now.title_english, now.text, now.english) == (
        old.title,
        old.title_english,
        old.text,
        old.english,
    )


def _restore_settings(session: Session, case_id: str, old: Snapshot) -> None:
    assert old.text is not None, "the caller has looked"
    row = contract_settings(session, case_id)
    if row is None:
        row = ContractSettings(id=new_id(), case_id=case_id)
        session.add(row)
    main = old.text.main_contract
    row.kind = old.contract_kind
    row.language = old.text.language
    row.governing = old.text.governing
    row.main_title = "" if main is None else main.title
    row.main_signed_on = None if main is None else main.signed_on


def _asks_more(clause: TextClause) -> bool:
    """Whether an own variant asks for what the library's clause has no parameter for.

    Only then is it needed again: else its wording can be this contract's alone.
    """
    model = find_clause(clause.key)
    known = set() if model is None else {one.name for one in model.parameters}
    return any(one.name not in known for one in clause.used_parameters)


def _bring_back(session: Session, clause: TextClause, name: str, now: datetime) -> None:
    """Take a user's own clause or variant out of the trash, or write it anew where it was undone.

    Args:
        name: "own:" and its id.
    """
    own_id = name.removeprefix(OWN)
    row = session.get(OwnClauseRow, own_id)
    if row is not None:
        row.trashed_at = None
        return
    own = OwnClause(
        id=own_id,
        title=clause.title,
        title_english=clause.title_english,
        text=clause.text,
        english=clause.english,
        parameters=clause.parameters,
        basis=clause.basis,
        notes=clause.notes,
        plain=clause.plain,
        plain_english=clause.plain_english,
        topics=clause.topics,
        version=clause.version,
        is_imported=clause.provenance is Provenance.IMPORTED,
        changed_side=clause.changed_side,
    )
    session.add(
        OwnClauseRow(
            id=own.id,
            title=own.title,
            title_english=own.title_english,
            text=own.text,
            english=own.english,
            details=own_details(own),
            origin="" if clause.key == name else clause.key,
            origin_version=0,
            version=own.version,
            is_imported=own.is_imported,
            written_at=now,
            trashed_at=None,
        )
    )
