"""A contract's wording: which clauses stand in it, in which variant, filled in with what.

The contract is seen and changed clause by clause; every change is one operation that can be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.drafting.assemble import OWN, OfferedClause, Rewording, offered_clauses
from negotiator_desk.drafting.parameters import parse_value
from negotiator_desk.drafting.wording import TextClause, Tongue
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.wording import ClauseDecision, ContractSettings
from negotiator_desk.services.choices import contract_settings, load_choices, rewording_data
from negotiator_desk.services.clause_places import clause_places, no_clause
from negotiator_desk.services.contract_views import ContractSetup
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import long_text, optional_line, required_line
from negotiator_desk.services.lookup import find_case, find_open_case
from negotiator_desk.services.snapshots import take_snapshot
from negotiator_desk.storage.ids import new_id


@dataclass(frozen=True)
class ClauseEdit:
    """A clause's wording in one contract, as it was typed.

    Attributes:
        other_needs_no_change: Only one language was changed, and the other still says the same.
    """

    title: str
    title_english: str
    text: str
    english: str
    other_needs_no_change: bool = False


def save_setup(desk: Desk, case_id: str, setup: ContractSetup) -> Outcome[None]:
    """Choose the kind, the languages and what the contract belongs to.

    Raises:
        InputError: The main contract's title cannot be used.
        RuleError: There is no such case, it is in the trash, or the floor is the case itself.
    """

    def work(session: Session) -> None:
        find_open_case(session, case_id)
        if setup.floor_case_id == case_id:
            raise RuleError(_("A contract cannot be the floor of itself; nothing was changed."))
        if setup.floor_case_id is not None:
            find_case(session, setup.floor_case_id)
        row = contract_settings(session, case_id)
        if row is None:
            row = ContractSettings(id=new_id(), case_id=case_id)
            session.add(row)
        main = setup.main_contract
        row.kind = setup.kind
        row.language = setup.language
        row.governing = setup.governing
        row.main_title = (
            "" if main is None else required_line(main.title, _("Name of the main contract"))
        )
        row.main_signed_on = None if main is None else main.signed_on
        row.floor_case_id = setup.floor_case_id

    return desk.run("save_contract_setup", work)


def include_clause(desk: Desk, case_id: str, place: str, *, is_included: bool) -> Outcome[None]:
    """Put a clause into the contract or leave it out.

    Args:
        place: A place of the contract's, or "own:" and the id of a user's own clause.

    Raises:
        RuleError: There is no such clause, it cannot be left out, the case is in the trash.
    """

    def change(row: ClauseDecision, offered: OfferedClause | None) -> None:
        if offered is not None and not offered.is_optional and not is_included:
            raise RuleError(
                _("“{title}” cannot be left out; nothing was changed.").format(
                    title=offered.text.title
                ),
                hint=_("Choose another variant of it, or change its wording."),
            )
        row.is_included = is_included

    return desk.run("include_clause", _decision(desk, case_id, place, change))


def choose_variant(desk: Desk, case_id: str, place: str, variant: str) -> Outcome[None]:
    """Choose the wording of a clause; a wording of this contract alone gives way to it.

    Args:
        variant: Key of a variant, "own:" and an id, or "" for the ordinary wording.

    Raises:
        RuleError: There is no such clause or variant, or the case is in the trash.
    """

    def change(row: ClauseDecision, offered: OfferedClause | None) -> None:
        clause = None if offered is None else offered.clause
        keys = {"", *(one.key for one in clause.variants)} if clause is not None else {""}
        if variant not in keys and not (clause is not None and variant.startswith(OWN)):
            raise _no_variant()
        row.variant = variant
        row.rewording = None

    decide = _decision(desk, case_id, place, change)

    def work(session: Session) -> None:
        if variant.startswith(OWN):
            own = load_choices(session, case_id).own.get(variant.removeprefix(OWN))
            if own is None or own.origin != place.partition("#")[0]:
                raise _no_variant()
        decide(session)

    return desk.run("choose_variant", work)


def fill_in(desk: Desk, case_id: str, place: str, name: str, typed: str) -> Outcome[str]:
    """Fill in one parameter of a clause.

    Args:
        name: The parameter's name.
        typed: As typed; "" = it is a blank again.

    Returns:
        The value as it is stored.

    Raises:
        InputError: The value is not one of the parameter's kind, or outside its limits.
        RuleError: There is no such clause or parameter, or the case is in the trash.
    """
    stored: list[str] = []

    def change(row: ClauseDecision, offered: OfferedClause | None) -> None:
        parameters = () if offered is None else offered.text.parameters
        parameter = next((one for one in parameters if one.name == name), None)
        if parameter is None:
            raise RuleError(_("This clause has nothing to fill in there; nothing was changed."))
        value = parse_value(parameter, typed)
        entries = {key: kept for key, kept in row.entries.items() if key != name}
        row.entries = {**entries, name: value} if value else entries
        stored.append(value)

    outcome = desk.run("fill_in_clause", _decision(desk, case_id, place, change))
    return Outcome(stored[0], outcome.changed)


def reword_clause(desk: Desk, case_id: str, place: str, edit: ClauseEdit) -> Outcome[None]:
    """Change a clause's wording in this contract alone; it keeps where it came from.

    A change on one side of a bilingual clause is remembered until the other follows.

    Raises:
        InputError: The wording is empty or too long.
        RuleError: There is no such clause, or the case is in the trash.
    """

    def change(row: ClauseDecision, offered: OfferedClause | None) -> None:
        if offered is None:
            raise RuleError(_("This clause does not stand in the contract; nothing was changed."))
        before = offered.text
        rewording = Rewording(
            title=required_line(edit.title, _("Title")),
            title_english=optional_line(edit.title_english, _("Title in English")),
            text=wording(edit.text, _("Wording")),
            english=english_wording(edit.english, _("Wording in English")),
        )
        side = changed_side(before, rewording.text, rewording.english)
        if edit.other_needs_no_change:
            side = None
        row.rewording = rewording_data(replace(rewording, changed_side=side))

    return desk.run("reword_clause", _decision(desk, case_id, place, change))


def restore_wording(desk: Desk, case_id: str, place: str) -> Outcome[None]:
    """Give a clause the wording of its variant again.

    Raises:
        RuleError: There is no such case, or it is in the trash.
    """

    def change(row: ClauseDecision, _offered: OfferedClause | None) -> None:
        row.rewording = None

    return desk.run("restore_wording", _decision(desk, case_id, place, change))


def move_clause(
    desk: Desk, case_id: str, place: str, *, chapter: str, position: int
) -> Outcome[None]:
    """Move a clause to another place.

    Args:
        chapter: Key of the chapter it shall stand in.
        position: Place among the chapter's clauses, those that are left out too, from 1.

    Raises:
        RuleError: There is no such clause or chapter, or the case is in the trash.
    """
    now = desk.now()

    def work(session: Session) -> None:
        case = find_open_case(session, case_id)
        snapshot = take_snapshot(session, case, now)
        assert snapshot.text is not None, "a snapshot taken now has its wording"
        if chapter not in {one.key for one in snapshot.text.chapters}:
            raise RuleError(_("This contract has no such chapter; nothing was changed."))
        offered = offered_clauses(snapshot, load_choices(session, case_id))
        if place not in {one.text.place for one in offered}:
            raise no_clause()
        places = [
            one.text.place
            for one in offered
            if one.text.chapter == chapter and one.text.place != place
        ]
        places.insert(max(0, position - 1), place)
        for number, one in enumerate(places, start=1):
            _row(session, case_id, one).position = number
        _row(session, case_id, place).chapter = chapter

    return desk.run("move_clause", work)


def changed_side(before: TextClause, text: str, english: str) -> Tongue | None:
    """Return the language that a new wording changes without the other; None = both or neither.

    A side that was left behind earlier stays marked until it is changed too.
    """
    in_chinese = text.split() != before.text.split()
    in_english = english.split() != before.english.split()
    if in_chinese and in_english:
        return None
    if in_chinese:
        return None if before.changed_side is Tongue.ENGLISH else Tongue.CHINESE
    if in_english:
        return None if before.changed_side is Tongue.CHINESE else Tongue.ENGLISH
    return before.changed_side


def wording(text: str, field: str) -> str:
    """Return a clause's wording as it is stored: no empty lines, no spaces at their ends.

    Raises:
        InputError: It is empty or too long.
    """
    lines = [line.strip() for line in long_text(text, field).splitlines()]
    kept = "\n".join(line for line in lines if line)
    if not kept:
        raise InputError(
            _("“{field}” is empty; nothing was changed.").format(field=field),
            hint=_("Leave the clause out of the contract if it shall say nothing."),
        )
    return kept


def english_wording(text: str, field: str) -> str:
    """Return a clause's English wording as `wording` does; "" is allowed.

    Raises:
        InputError: It is too long.
    """
    return wording(text, field) if text.strip() else ""


def _no_variant() -> RuleError:
    return RuleError(
        _("This clause has no such variant; nothing was changed."),
        hint=_("Look at the list again."),
    )


def _decision(
    desk: Desk,
    case_id: str,
    place: str,
    change: Callable[[ClauseDecision, OfferedClause | None], None],
) -> Callable[[Session], None]:
    """Return the work that changes what is decided about one clause.

    Args:
        change: Gets the clause's row and the clause as it is; None where it does not stand in the
            contract.
    """
    now = desk.now()

    def work(session: Session) -> None:
        case = find_open_case(session, case_id)
        snapshot = take_snapshot(session, case, now)
        choices = load_choices(session, case_id)
        offered = offered_clauses(snapshot, choices)
        found = next((one for one in offered if one.text.place == place), None)
        if found is None and place.removeprefix(OWN) not in choices.own:
            raise no_clause()
        change(_row(session, case_id, place), found)
        session.flush()

    return work


def _row(session: Session, case_id: str, place: str) -> ClauseDecision:
    """Return what is decided about a clause, ready to be changed."""
    kept = clause_places(session, case_id).kept(place)
    if kept is None:
        raise no_clause()
    row = session.scalar(
        select(ClauseDecision).where(
            ClauseDecision.case_id == case_id, ClauseDecision.place == kept
        )
    )
    if row is None:
        row = ClauseDecision(
            id=new_id(), case_id=case_id, place=kept, variant="", chapter="", entries={}
        )
        session.add(row)
        session.flush()
    return row
