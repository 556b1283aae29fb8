"""Every operation has a name in the Edit menu, can be undone, and can be repeated."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import negotiator_desk
from negotiator_desk.bargaining.notes import NoteKind
from negotiator_desk.bargaining.parties import CaseKind, Origin, Side
from negotiator_desk.drafting.assemble import OWN
from negotiator_desk.drafting.old_text import OldKind, OldParagraph
from negotiator_desk.drafting.wording import Tongue
from negotiator_desk.i18n import use_language
from negotiator_desk.models.base import Base
from negotiator_desk.pay.assumptions import Assumptions
from negotiator_desk.pay.fields import DatasetKind
from negotiator_desk.pay.terms import Subject, TextTerm
from negotiator_desk.services.assumptions import save_assumptions
from negotiator_desk.services.cases import (
    CaseDetails,
    create_case,
    edit_case,
    get_case,
    restore_case,
    trash_case,
)
from negotiator_desk.services.comments import (
    add_comment,
    list_comments,
    remove_comment,
    settle_comment,
)
from negotiator_desk.services.contract_views import ContractSetup, get_contract
from negotiator_desk.services.contracts import draft_contract, finish_contract, list_drafts
from negotiator_desk.services.datasets import import_dataset, list_datasets, remove_dataset
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.evidence import (
    EvidencePlace,
    EvidenceSource,
    add_evidence,
    list_evidence,
    note_evidence,
    remove_evidence,
)
from negotiator_desk.services.issue_options import (
    fill_in_options,
    list_bonuses,
    list_options,
    remove_bonus,
    remove_option,
    save_bonus,
    save_option,
)
from negotiator_desk.services.issues import IssueDetails, add_issue, edit_issue, remove_issue
from negotiator_desk.services.mandates import MandateDetails, save_mandate, save_points
from negotiator_desk.services.meeting_sheets import list_sheets, seal_sheet, sign_sheet
from negotiator_desk.services.offer_sketches import (
    SketchDetails,
    list_sketches,
    remove_sketch,
    save_sketch,
)
from negotiator_desk.services.offer_views import list_offers
from negotiator_desk.services.offers import (
    accept_offer,
    hold_offer,
    release_offer,
    table_offer,
    withdraw_offer,
)
from negotiator_desk.services.old_agreements import (
    WordReading,
    import_agreement,
    list_agreements,
    remove_agreement,
    take_over_clauses,
)
from negotiator_desk.services.operations import OPERATION_LABELS, label
from negotiator_desk.services.option_views import BonusDetails, OptionDetails
from negotiator_desk.services.own_clauses import (
    OwnClauseDetails,
    add_own_clause,
    edit_own_clause,
    list_own_clauses,
    trash_own_clause,
)
from negotiator_desk.services.package_ratings import rating_sheet, save_ratings
from negotiator_desk.services.parties import (
    PartyDetails,
    add_representative,
    edit_representative,
    remove_representative,
    replace_representative,
    save_party,
)
from negotiator_desk.services.private_notes import add_note, edit_note, list_notes, remove_note
from negotiator_desk.services.restoring import restore_version
from negotiator_desk.services.session_agenda import set_agenda
from negotiator_desk.services.session_attendance import mark_arrival
from negotiator_desk.services.session_minutes import (
    add_entry,
    edit_entry,
    remove_entry,
    save_minutes,
)
from negotiator_desk.services.session_records import get_record
from negotiator_desk.services.session_states import (
    end_session,
    reopen_session,
    resume_session,
    suspend_session,
)
from negotiator_desk.services.sessions import SessionDetails, add_session, edit_session
from negotiator_desk.services.side_briefs import (
    BriefDetails,
    save_brief,
)
from negotiator_desk.services.what_ifs import list_what_ifs, remove_what_if, save_what_if
from negotiator_desk.services.wordings import (
    ClauseEdit,
    choose_variant,
    fill_in,
    include_clause,
    move_clause,
    restore_wording,
    reword_clause,
    save_setup,
)
from negotiator_desk.storage.images import recorded_tables
from negotiator_desk.storage.intake.word_answers import Proposal, Reason, WordText
from tests.services import exchange_examples
from tests.services.conftest import (
    Bargaining,
    add_dataset,
    fill_everything_in,
    number,
    output_dataset,
    person,
    rate_table,
)

SERVICES = Path(negotiator_desk.__file__).parent / "services"
CSV = "工号,姓名,工序,月份,数量\nK001,工人一,同城·有电梯,2026-09,10\n"

Work = Callable[[Desk, Bargaining, Path], object]
"""Does something to the case on the table; files may be written into the folder."""


@dataclass(frozen=True)
class Example:
    """An operation, and what must have happened before it."""

    work: Work
    before: Work = lambda _desk, _table, _folder: None


def _seal(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return seal_sheet(desk, table.session, "zh_CN")


def _details(title: str = "改名") -> CaseDetails:
    return CaseDetails(title, CaseKind.REGIONAL)


def _representative(desk: Desk, table: Bargaining) -> str:
    return get_case(desk, table.case).parties[Side.EMPLOYEE].representatives[1].id


def _on_the_table(desk: Desk, table: Bargaining) -> str:
    return list_offers(desk, table.heat)[0].id


def _table_heat(desk: Desk, table: Bargaining, _folder: Path) -> object:
    terms = [(table.heat, number("400"))]
    return table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True)


def _accept(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return accept_offer(desk, _on_the_table(desk, table), Side.EMPLOYER, table.session)


def _hold(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return hold_offer(desk, _on_the_table(desk, table), Side.EMPLOYER, table.session)


def _attach(desk: Desk, table: Bargaining, _folder: Path) -> object:
    place = EvidencePlace(issue_id=table.heat)
    return add_evidence(desk, table.case, place, [EvidenceSource("物价.txt", b"CPI")])


def _attached(desk: Desk, table: Bargaining) -> str:
    return list_evidence(desk, table.case)[0].id


def _sketch(desk: Desk, table: Bargaining, _folder: Path) -> object:
    terms = ((table.heat, number("410")),)
    return save_sketch(desk, table.case, SketchDetails(Side.EMPLOYEE, terms))


def _agree(desk: Desk, table: Bargaining, folder: Path) -> None:
    _table_heat(desk, table, folder)
    _accept(desk, table, folder)


def _weigh(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return save_mandate(desk, table.rest, Side.EMPLOYEE, MandateDetails(weight=1))


def _try_out(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return save_what_if(desk, table.rates, "再加两分", rate_table("0.8400", "1.0200"))


def _import(desk: Desk, table: Bargaining, folder: Path) -> object:
    path = folder / "产量.csv"
    path.write_text(CSV, encoding="utf-8")
    return import_dataset(desk, table.case, path, kind=DatasetKind.OUTPUT)


def _another_dataset(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return add_dataset(desk, table.case, output_dataset(workers=2), name="十月产量")


def _remove_dataset(desk: Desk, table: Bargaining, _folder: Path) -> object:
    (unused,) = [row.id for row in list_datasets(desk, table.case) if row.id != table.dataset]
    return remove_dataset(desk, unused)


def _meet(desk: Desk, place: str, *present: str) -> SessionDetails:
    return SessionDetails(desk.now(), place, Side.EMPLOYER, present=present)


_OWN = OwnClauseDetails("高温津贴", "高温津贴随工资发放。")


def _comment(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return add_comment(desk, table.case, "scope", "再议")


def _open_comment(desk: Desk, table: Bargaining) -> str:
    return list_comments(desk, table.case)[0].id


def _write_own(desk: Desk, _table: Bargaining, _folder: Path) -> object:
    return add_own_clause(desk, _OWN)


def _own(desk: Desk) -> str:
    return list_own_clauses(desk)[0].clause.id


def _place_with(desk: Desk, table: Bargaining, what: str) -> str:
    """Return the place of a clause that has parameters, or variants."""
    clauses = get_contract(desk, table.case).clauses
    return next(
        one.place
        for one in clauses
        if one.library is not None and one.is_included and getattr(one.library, what)
    )


def _variant(desk: Desk, table: Bargaining, _folder: Path) -> object:
    place = _place_with(desk, table, "variants")
    view = next(one for one in get_contract(desk, table.case).clauses if one.place == place)
    assert view.library is not None
    return choose_variant(desk, table.case, place, view.library.variants[0].key)


def _fill_in(desk: Desk, table: Bargaining, _folder: Path) -> object:
    view = next(one for one in get_contract(desk, table.case).clauses if one.text.used_parameters)
    parameter = view.text.used_parameters[0]
    least = parameter.least or 1
    typed = {"date": "2027-01-01", "person": "工会", "text": "约定"}.get(
        parameter.kind.value, str(least)
    )
    return fill_in(desk, table.case, view.place, parameter.name, typed)


def _reword(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return reword_clause(
        desk, table.case, "scope", ClauseEdit("适用范围", "Scope", "本合同适用于全体职工。", "")
    )


def _ready(desk: Desk, table: Bargaining, _folder: Path) -> None:
    """Agree everything and leave no blank."""
    terms = {
        table.rates: rate_table("0.8600", "1.0700", quota=100),
        table.heat: number("400"),
    }
    for issue_id, value in terms.items():
        offered = [(issue_id, value)]
        (offer,) = table_offer(desk, table.session, Side.EMPLOYEE, offered, binding=True).value
        accept_offer(desk, offer, Side.EMPLOYER, table.session)
    fill_everything_in(desk, table.case)


def _draft_twice(desk: Desk, table: Bargaining, folder: Path) -> None:
    _agree(desk, table, folder)
    draft_contract(desk, table.case)
    _reword(desk, table, folder)


def _reading() -> WordReading:
    article = OldParagraph(OldKind.ARTICLE, "第一条", "本合同适用于全体职工。")
    text = WordText((Proposal(article, Reason.NUMBER, is_certain=True),), (), ())
    return WordReading("合同.docx", b"PK", text)


def _import_agreement(desk: Desk, table: Bargaining, _folder: Path) -> object:
    reading = _reading()
    paragraphs = tuple(one.paragraph for one in reading.paragraphs)
    return import_agreement(desk, table.case, reading, paragraphs, "旧合同")


def _agreement(desk: Desk, table: Bargaining) -> str:
    return list_agreements(desk, table.case)[0].id


def _write(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return add_entry(desk, table.session, "工会方说明诉求。", table.rates)


def _entry(desk: Desk, table: Bargaining) -> str:
    return get_record(desk, table.session).entries[0].id


def _suspend(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return suspend_session(desk, table.session, "各自商量")


def _end(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return end_session(desk, table.session)


def _note(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return add_note(
        desk, table.case, Side.EMPLOYEE, NoteKind.CAUCUS, "可以让两分", session_id=table.session
    )


def _noted(desk: Desk, table: Bargaining) -> str:
    return list_notes(desk, table.case, Side.EMPLOYEE)[0].id


def _keep_options(desk: Desk, table: Bargaining, _folder: Path) -> object:
    save_option(desk, table.heat, Side.EMPLOYEE, OptionDetails("三百五", number("350"), 5_000))
    details = OptionDetails("每周一天", TextTerm("每周休息一天。"), 10_000)
    return save_option(desk, table.rest, Side.EMPLOYEE, details)


def _join(desk: Desk, table: Bargaining, folder: Path) -> object:
    _keep_options(desk, table, folder)
    return _join_kept(desk, table, folder)


def _join_kept(desk: Desk, table: Bargaining, _folder: Path) -> object:
    options = tuple(
        list_options(desk, issue_id, Side.EMPLOYEE)[0].id for issue_id in (table.heat, table.rest)
    )
    return save_bonus(desk, table.case, Side.EMPLOYEE, BonusDetails(options, 250, -100))


def _value_two(desk: Desk, table: Bargaining, folder: Path) -> None:
    aims = MandateDetails(number("400"), number("300"), 60)
    save_mandate(desk, table.heat, Side.EMPLOYEE, aims)
    _keep_options(desk, table, folder)
    details = OptionDetails("另议", TextTerm("另议。"), 0)
    save_option(desk, table.rest, Side.EMPLOYEE, details)


def _rate(desk: Desk, table: Bargaining, _folder: Path) -> object:
    sheet = rating_sheet(desk, table.case, Side.EMPLOYEE)
    return save_ratings(desk, table.case, Side.EMPLOYEE, sheet, [50] * len(sheet.packages))


EXAMPLES: dict[str, Example] = {
    "fill_in_options": Example(
        lambda desk, table, _folder: fill_in_options(
            desk, table.heat, Side.EMPLOYEE, number("300"), number("400"), 3
        )
    ),
    "remove_bonus": Example(
        lambda desk, table, _folder: remove_bonus(
            desk, list_bonuses(desk, table.case, Side.EMPLOYEE)[0].id
        ),
        _join,
    ),
    "remove_option": Example(
        lambda desk, table, _folder: remove_option(
            desk, list_options(desk, table.heat, Side.EMPLOYEE)[0].id
        ),
        _join,
    ),
    "save_bonus": Example(_join_kept, _keep_options),
    "save_brief": Example(
        lambda desk, table, _folder: save_brief(
            desk, table.case, Side.EMPLOYEE, BriefDetails("申请协调处理", 4_000, 3_500)
        )
    ),
    "save_option": Example(
        lambda desk, table, _folder: save_option(
            desk, table.heat, Side.EMPLOYEE, OptionDetails("四百", number("400"))
        )
    ),
    "save_points": Example(
        lambda desk, table, _folder: save_points(
            desk, table.case, Side.EMPLOYEE, {table.heat: 55, table.rest: 45}
        ),
        _weigh,
    ),
    "save_ratings": Example(_rate, _value_two),
    "accept_message": Example(exchange_examples.accept),
    "add_employer": Example(exchange_examples.add_one, exchange_examples.add),
    "confirm_text": Example(exchange_examples.confirm, exchange_examples.draft),
    "edit_employer": Example(exchange_examples.edit, exchange_examples.add),
    "give_consent": Example(exchange_examples.consent, exchange_examples.asked),
    "move_employer": Example(exchange_examples.move, exchange_examples.add),
    "receive_message": Example(exchange_examples.receive),
    "remove_employer": Example(exchange_examples.remove, exchange_examples.consented),
    "send_message": Example(exchange_examples.send, _table_heat),
    "add_minutes_entry": Example(_write),
    "add_private_note": Example(_note),
    "edit_minutes_entry": Example(
        lambda desk, table, _folder: edit_entry(desk, _entry(desk, table), "企业方答复。"), _write
    ),
    "edit_private_note": Example(
        lambda desk, table, _folder: edit_note(
            desk, _noted(desk, table), NoteKind.LEGAL, "须先问律师"
        ),
        _note,
    ),
    "end_session": Example(_end),
    "mark_attendance": Example(
        lambda desk, table, _folder: mark_arrival(desk, table.session, _representative(desk, table))
    ),
    "remove_minutes_entry": Example(
        lambda desk, table, _folder: remove_entry(desk, _entry(desk, table)), _write
    ),
    "remove_private_note": Example(
        lambda desk, table, _folder: remove_note(desk, _noted(desk, table)), _note
    ),
    "reopen_session": Example(
        lambda desk, table, _folder: reopen_session(desk, table.session), _end
    ),
    "resume_session": Example(
        lambda desk, table, _folder: resume_session(desk, table.session), _suspend
    ),
    "save_minutes": Example(
        lambda desk, table, _folder: save_minutes(desk, table.session, "双方均已发言。")
    ),
    "set_agenda": Example(
        lambda desk, table, _folder: set_agenda(desk, table.session, [table.rest, table.rates])
    ),
    "suspend_session": Example(_suspend),
    "seal_sheet": Example(_seal),
    "sign_sheet": Example(
        lambda desk, table, _folder: sign_sheet(
            desk, list_sheets(desk, table.session)[0].id, Side.EMPLOYEE, "张三"
        ),
        _seal,
    ),
    "import_agreement": Example(_import_agreement),
    "remove_agreement": Example(
        lambda desk, table, _folder: remove_agreement(desk, _agreement(desk, table)),
        _import_agreement,
    ),
    "take_over_clauses": Example(
        lambda desk, table, _folder: take_over_clauses(desk, _agreement(desk, table), [0]),
        _import_agreement,
    ),
    "add_comment": Example(_comment),
    "add_own_clause": Example(_write_own),
    "choose_variant": Example(_variant),
    "edit_own_clause": Example(
        lambda desk, _table, _folder: edit_own_clause(
            desk, _own(desk), OwnClauseDetails("高温津贴", "高温津贴按月发放。")
        ),
        _write_own,
    ),
    "fill_in_clause": Example(_fill_in),
    "finish_contract": Example(
        lambda desk, table, _folder: finish_contract(desk, table.case), _ready
    ),
    "include_clause": Example(
        lambda desk, table, _folder: include_clause(
            desk, table.case, OWN + _own(desk), is_included=True
        ),
        _write_own,
    ),
    "move_clause": Example(
        lambda desk, table, _folder: move_clause(
            desk, table.case, "scope", chapter="general", position=3
        )
    ),
    "remove_comment": Example(
        lambda desk, table, _folder: remove_comment(desk, _open_comment(desk, table)), _comment
    ),
    "restore_version": Example(
        lambda desk, table, _folder: restore_version(desk, list_drafts(desk, table.case)[0].id),
        _draft_twice,
    ),
    "restore_wording": Example(
        lambda desk, table, _folder: restore_wording(desk, table.case, "scope"), _reword
    ),
    "reword_clause": Example(_reword),
    "save_contract_setup": Example(
        lambda desk, table, _folder: save_setup(
            desk, table.case, ContractSetup(governing=Tongue.ENGLISH)
        )
    ),
    "settle_comment": Example(
        lambda desk, table, _folder: settle_comment(
            desk, _open_comment(desk, table), is_settled=True
        ),
        _comment,
    ),
    "trash_own_clause": Example(
        lambda desk, _table, _folder: trash_own_clause(desk, _own(desk)), _write_own
    ),
    "accept_offer": Example(_accept, _table_heat),
    "add_issue": Example(
        lambda desk, table, _folder: add_issue(
            desk, table.case, IssueDetails("餐补", Subject.NUMBER)
        )
    ),
    "add_representative": Example(
        lambda desk, table, _folder: add_representative(
            desk, table.case, Side.EMPLOYEE, person("新代表", chief=True)
        )
    ),
    "add_session": Example(
        lambda desk, table, _folder: add_session(
            desk, table.case, _meet(desk, "会议室", _representative(desk, table))
        )
    ),
    "create_case": Example(lambda desk, _table, _folder: create_case(desk, _details())),
    "draft_contract": Example(
        lambda desk, table, _folder: draft_contract(desk, table.case), _agree
    ),
    "edit_case": Example(lambda desk, table, _folder: edit_case(desk, table.case, _details())),
    "edit_issue": Example(
        lambda desk, table, _folder: edit_issue(
            desk, table.rates, IssueDetails("单价", Subject.PIECE_RATES)
        )
    ),
    "edit_representative": Example(
        lambda desk, table, _folder: edit_representative(
            desk, _representative(desk, table), person("改名", chief=True, origin=Origin.APPOINTED)
        )
    ),
    "edit_session": Example(
        lambda desk, table, _folder: edit_session(
            desk, table.session, _meet(desk, "另一间", _representative(desk, table))
        )
    ),
    "import_dataset": Example(_import),
    "remove_dataset": Example(_remove_dataset, _another_dataset),
    "remove_issue": Example(lambda desk, table, _folder: remove_issue(desk, table.rest), _weigh),
    "remove_representative": Example(
        lambda desk, table, _folder: remove_representative(desk, _representative(desk, table))
    ),
    "restore_case": Example(
        lambda desk, table, _folder: restore_case(desk, table.case),
        lambda desk, table, _folder: trash_case(desk, table.case),
    ),
    "add_evidence": Example(_attach),
    "note_evidence": Example(
        lambda desk, table, _folder: note_evidence(desk, _attached(desk, table), "第一页"), _attach
    ),
    "remove_evidence": Example(
        lambda desk, table, _folder: remove_evidence(desk, _attached(desk, table)), _attach
    ),
    "remove_sketch": Example(
        lambda desk, table, _folder: remove_sketch(desk, list_sketches(desk, table.case)[0].id),
        _sketch,
    ),
    "save_sketch": Example(_sketch),
    "replace_representative": Example(
        lambda desk, table, _folder: replace_representative(
            desk, _representative(desk, table), person("接任", chief=True)
        )
    ),
    "hold_offer": Example(_hold, _table_heat),
    "release_offer": Example(
        lambda desk, table, _folder: release_offer(desk, _on_the_table(desk, table)),
        lambda desk, table, folder: (_table_heat(desk, table, folder), _hold(desk, table, folder)),
    ),
    "remove_what_if": Example(
        lambda desk, table, _folder: remove_what_if(desk, list_what_ifs(desk, table.rates)[0].id),
        _try_out,
    ),
    "save_assumptions": Example(
        lambda desk, table, _folder: save_assumptions(desk, table.rates, Assumptions(months=18))
    ),
    "save_mandate": Example(_weigh),
    "save_party": Example(
        lambda desk, table, _folder: save_party(
            desk, table.case, Side.EMPLOYER, PartyDetails("新名称")
        )
    ),
    "save_what_if": Example(_try_out),
    "table_offer": Example(_table_heat),
    "trash_case": Example(lambda desk, table, _folder: trash_case(desk, table.case)),
    "withdraw_offer": Example(
        lambda desk, table, _folder: withdraw_offer(desk, _on_the_table(desk, table)), _table_heat
    ),
}


def test_every_operation_of_the_services_has_a_label_and_an_example() -> None:
    used = {
        node.args[0].value
        for path in SERVICES.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "run"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert used == set(OPERATION_LABELS) == set(EXAMPLES)


def test_every_label_is_translated() -> None:
    use_language("zh_CN")
    assert [key for key, text in OPERATION_LABELS.items() if label(key) == text] == []


@pytest.mark.parametrize("operation", sorted(EXAMPLES))
def test_undo_restores_every_row_and_redo_repeats_it(
    desk: Desk, table: Bargaining, tmp_path: Path, operation: str
) -> None:
    example = EXAMPLES[operation]
    example.before(desk, table, tmp_path)
    before = _rows(desk)
    example.work(desk, table, tmp_path)
    after = _rows(desk)
    assert desk.undo_operation == operation
    assert after != before
    assert desk.undo().value == operation
    assert _rows(desk) == before
    assert desk.redo_operation == operation
    assert desk.redo().value == operation
    assert _rows(desk) == after
    assert desk.verify().broken is None


def _rows(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every recorded table, the private layer included."""

    def query(session: Session) -> dict[str, list[tuple[object, ...]]]:
        return {
            name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for name, table in Base.metadata.tables.items()
            if name in recorded_tables()
        }

    return desk.read(query)
