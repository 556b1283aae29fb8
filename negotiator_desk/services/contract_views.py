"""A contract as it stands now: its clauses in order, and what may be put into it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.drafting.assemble import OfferedClause, OwnClause, offered_clauses
from negotiator_desk.drafting.clauses import Clause
from negotiator_desk.drafting.composition import Composition
from negotiator_desk.drafting.snapshot import ContractKind, Snapshot, contract_kind_for
from negotiator_desk.drafting.wording import (
    ContractLanguage,
    MainContract,
    TextChapter,
    TextClause,
    Tongue,
)
from negotiator_desk.models.wording import ClauseComment, ContractSettings
from negotiator_desk.services.choices import contract_settings, load_choices
from negotiator_desk.services.clause_places import clause_places
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.lookup import find_case
from negotiator_desk.services.snapshots import take_snapshot


@dataclass(frozen=True)
class ClauseView:
    """A clause that stands in the contract or may be put into it.

    Attributes:
        text: Its wording, parameters and values.
        number: Of its article; None where it does not stand in the contract.
        is_optional: It may be left out.
        library: The library's clause; None for a user's own.
        own_variants: The user's own variants of it.
        comments: How many comments on it are not settled.
        is_one_sided: The contract has two languages, and one of them was changed without the other.
    """

    text: TextClause
    number: int | None
    is_optional: bool
    library: Clause | None
    own_variants: tuple[OwnClause, ...]
    comments: int
    is_one_sided: bool

    @property
    def place(self) -> str:
        """Its place for ever, as `TextClause.place`."""
        return self.text.place

    @property
    def is_included(self) -> bool:
        """Whether it stands in the contract."""
        return self.number is not None


@dataclass(frozen=True)
class ContractSetup:
    """What is chosen for the contract as a whole.

    Attributes:
        kind: None = the kind that fits what is agreed.
        main_contract: The comprehensive contract it belongs to; None = it stands by itself.
        floor_case_id: The industry's or region's case whose contract it must not fall below.
    """

    kind: ContractKind | None = None
    language: ContractLanguage = ContractLanguage.CHINESE
    governing: Tongue = Tongue.CHINESE
    main_contract: MainContract | None = None
    floor_case_id: str | None = None


@dataclass(frozen=True)
class ContractView:
    """A case's contract as it stands now.

    Attributes:
        snapshot: What would be drafted now, without what the terms cost.
        kind_by_terms: The kind that fits what is agreed.
        chapters: Of the plan, in order, also those without clauses.
        clauses: In the order of the contract, also those that do not stand in it.
    """

    snapshot: Snapshot
    setup: ContractSetup
    kind_by_terms: ContractKind
    chapters: tuple[TextChapter, ...]
    clauses: tuple[ClauseView, ...]


def get_contract(desk: Desk, case_id: str) -> ContractView:
    """Return a case's contract as it stands now.

    Raises:
        RuleError: There is no such case.
    """
    now = desk.now()

    def query(session: Session) -> ContractView:
        case = find_case(session, case_id)
        snapshot = take_snapshot(session, case, now)
        choices = load_choices(session, case_id)
        settings = contract_settings(session, case_id)
        assert snapshot.text is not None, "a snapshot taken now has its wording"
        composition = Composition(snapshot)
        numbers = {
            placed.text.place: placed.number
            for chapter in composition.chapters
            for placed in chapter.clauses
        }
        places = clause_places(session, case_id)
        open_comments = [
            places.now(kept)
            for kept in session.scalars(
                select(ClauseComment.place).where(
                    ClauseComment.case_id == case_id, ClauseComment.settled_at.is_(None)
                )
            )
        ]
        offered = offered_clauses(snapshot, choices)
        return ContractView(
            snapshot=snapshot,
            setup=_setup(settings),
            kind_by_terms=contract_kind_for(issue.subject for issue in snapshot.issues),
            chapters=snapshot.text.chapters,
            clauses=tuple(
                ClauseView(
                    text=one.text,
                    number=numbers.get(one.text.place) if one.is_included else None,
                    is_optional=one.is_optional,
                    library=one.clause,
                    own_variants=_own_variants(one, tuple(choices.own.values())),
                    comments=open_comments.count(one.text.place),
                    is_one_sided=choices.language is ContractLanguage.BILINGUAL
                    and one.text.changed_side is not None,
                )
                for one in offered
            ),
        )

    return desk.read(query)


def _setup(settings: ContractSettings | None) -> ContractSetup:
    if settings is None:
        return ContractSetup()
    return ContractSetup(
        kind=settings.kind,
        language=settings.language,
        governing=settings.governing,
        main_contract=MainContract(settings.main_title, settings.main_signed_on)
        if settings.main_title
        else None,
        floor_case_id=settings.floor_case_id,
    )


def _own_variants(offered: OfferedClause, own: tuple[OwnClause, ...]) -> tuple[OwnClause, ...]:
    if offered.clause is None:
        return ()
    return tuple(one for one in own if one.origin == offered.clause.key)
