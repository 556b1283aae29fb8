"""Random work, undone and redone: every row is as it was."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import RuleError
from negotiator_desk.models.bargaining import Agreement, Issue, Offer
from negotiator_desk.models.case import Case, Party, Representative
from negotiator_desk.models.contract import ContractDraft
from negotiator_desk.models.evidence import Dataset
from negotiator_desk.models.private import Mandate
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.opening import open_desk
from negotiator_desk.storage.revisions import rows_unlike_journal
from tests.storage import rows

pick = st.integers(0, 1000)
sides = st.sampled_from(Side)


class WorkAndUndo(RuleBasedStateMachine):
    """Keeps a copy of every state there was, and the place in it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.moment = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)
        self.desk = self.open()
        self.past = [rows.dump(self.engine)]
        self.operations: list[str] = []
        self.place = 0

    def open(self) -> Desk:
        return open_desk(Path(self.folder.name) / "store", now=self.now, author="指导员")

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    @property
    def engine(self) -> Any:
        return self.desk._store.engine

    def some(self, session: Session, entity: Any, number: int) -> Any:
        ids = session.scalars(select(entity.id).order_by(entity.id)).all()
        return session.get_one(entity, ids[number % len(ids)]) if ids else None

    def do(self, operation: str, work: Any) -> None:
        before = self.past[self.place]
        outcome: Outcome[Any] = self.desk.run(operation, work)
        after = rows.dump(self.engine)
        assert outcome.changed == {name for name in after if after[name] != before[name]}
        if outcome.changed:
            self.past = [*self.past[: self.place + 1], after]
            self.operations = [*self.operations[: self.place], operation]
            self.place += 1

    @rule(number=pick)
    def create_case(self, number: int) -> None:
        def work(session: Session) -> None:
            if session.scalar(select(Case.id).where(Case.number == f"{number}")) is None:
                case_id = rows.add_case(session, f"{number}")
                for side in Side:
                    rows.add_party(session, case_id, side)
                rows.add_meeting(session, case_id)
                for position in (1, 2, 3):
                    rows.add_issue(session, case_id, position)

        self.do("create_case", work)

    @rule(number=pick, title=st.text("甲乙丙 a", min_size=1, max_size=3))
    def edit_case(self, number: int, title: str) -> None:
        def work(session: Session) -> None:
            case = self.some(session, Case, number)
            if case is not None:
                case.title = title
                case.trashed_at = None if case.trashed_at else self.moment

        self.do("edit_case", work)

    @rule(number=pick)
    def swap_case_numbers(self, number: int) -> None:
        def work(session: Session) -> None:
            one, other = self.some(session, Case, number), self.some(session, Case, number + 1)
            if one is not None and one is not other:
                first, second = one.number, other.number
                one.number = "between"
                session.flush()
                other.number = first
                session.flush()
                one.number = second

        self.do("edit_case", work)

    @rule(number=pick)
    def add_representative(self, number: int) -> None:
        def work(session: Session) -> None:
            party = self.some(session, Party, number)
            if party is not None:
                rows.add_representative(session, party.id, number)

        self.do("add_representative", work)

    @rule(number=pick)
    def remove_representative(self, number: int) -> None:
        def work(session: Session) -> None:
            representative = self.some(session, Representative, number)
            if representative is not None:
                session.delete(representative)

        self.do("remove_representative", work)

    @rule(number=pick)
    def add_issue_with_mandates(self, number: int) -> None:
        def work(session: Session) -> None:
            case = self.some(session, Case, number)
            if case is not None:
                last = session.scalar(
                    select(func.max(Issue.position)).where(Issue.case_id == case.id)
                )
                issue_id = rows.add_issue(session, case.id, (last or 0) + 1)
                for side in Side:
                    rows.add_mandate(session, issue_id, side)

        self.do("add_issue", work)

    @rule(number=pick)
    def turn_agenda_round(self, number: int) -> None:
        def work(session: Session) -> None:
            case = self.some(session, Case, number)
            if case is not None:
                issues = session.scalars(select(Issue).where(Issue.case_id == case.id)).all()
                places = [issue.position for issue in issues]
                for issue in issues:
                    issue.position += 1_000_000
                session.flush()
                for issue, position in zip(issues, [*places[1:], *places[:1]], strict=True):
                    issue.position = position

        self.do("edit_issue", work)

    @rule(number=pick)
    def remove_issue_and_close_up(self, number: int) -> None:
        def work(session: Session) -> None:
            issue = self.some(session, Issue, number)
            offered = issue and session.scalar(select(Offer.id).where(Offer.issue_id == issue.id))
            if issue is None or offered:
                return
            later = session.scalars(
                select(Issue)
                .where(Issue.case_id == issue.case_id, Issue.position > issue.position)
                .order_by(Issue.position)
            ).all()
            for mandate in session.scalars(select(Mandate).where(Mandate.issue_id == issue.id)):
                session.delete(mandate)
            session.flush()
            session.delete(issue)
            session.flush()
            for one in later:
                one.position -= 1
                session.flush()

        self.do("remove_issue", work)

    @rule(number=pick, side=sides, weight=st.integers(0, 100))
    def change_mandate(self, number: int, side: Side, weight: int) -> None:
        def work(session: Session) -> None:
            mandate = self.some(session, Mandate, number)
            if mandate is not None:
                mandate.weight = weight
                mandate.limit = {"value": f"{weight}.0000"}

        self.do("save_mandate", work)

    @rule(number=pick, side=sides)
    def table_offer(self, number: int, side: Side) -> None:
        def work(session: Session) -> None:
            issue = self.some(session, Issue, number)
            if issue is not None:
                earlier = session.scalar(
                    select(func.count()).where(Offer.issue_id == issue.id, Offer.side == side)
                )
                meeting = rows.add_meeting(session, issue.case_id, number + 10_000 * earlier + 2)
                rows.add_offer(
                    session, issue.id, meeting, number=earlier + 1, side=side, value=f"{number}"
                )

        self.do_or_refused("table_offer", work)

    @rule(number=pick)
    def withdraw_offer(self, number: int) -> None:
        def work(session: Session) -> None:
            offer = self.some(session, Offer, number)
            if offer is not None and offer.withdrawn_at is None:
                offer.withdrawn_at = self.moment

        self.do("withdraw_offer", work)

    @rule(number=pick)
    def accept_offer(self, number: int) -> None:
        def work(session: Session) -> None:
            offer = self.some(session, Offer, number)
            if offer is not None:
                if session.scalar(select(Agreement.id).where(Agreement.issue_id == offer.issue_id)):
                    raise RuleError("agreed already")
                rows.add_agreement(session, offer.issue_id, offer.id, offer.session_id)

        self.do_or_refused("accept_offer", work)

    @rule(number=pick, content=st.binary(min_size=1, max_size=2))
    def import_dataset(self, number: int, content: bytes) -> None:
        def work(session: Session) -> None:
            case = self.some(session, Case, number)
            if case is not None:
                rows.add_dataset(session, case.id, content)

        self.do("import_dataset", work)

    @rule(number=pick)
    def remove_dataset(self, number: int) -> None:
        def work(session: Session) -> None:
            dataset = self.some(session, Dataset, number)
            if dataset is not None:
                session.delete(dataset)

        self.do("remove_dataset", work)

    @rule(number=pick)
    def draft_contract(self, number: int) -> None:
        def work(session: Session) -> None:
            case = self.some(session, Case, number)
            if case is not None:
                earlier = session.scalar(
                    select(func.count()).where(ContractDraft.case_id == case.id)
                )
                rows.add_draft(session, case.id, earlier + 1)

        self.do("draft_contract", work)

    @rule(number=pick)
    def fail_half_way(self, number: int) -> None:
        def work(session: Session) -> None:
            rows.add_case(session, f"lost {number}")
            raise RuleError("changed my mind")

        self.do_or_refused("create_case", work)

    @precondition(lambda self: self.place > self.oldest)
    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _time in range(min(times, self.place - self.oldest)):
            outcome = self.desk.undo()
            self.place -= 1
            assert outcome.value == self.operations[self.place]

    @precondition(lambda self: self.place < len(self.operations))
    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _time in range(min(times, len(self.operations) - self.place)):
            outcome = self.desk.redo()
            assert outcome.value == self.operations[self.place]
            self.place += 1

    @rule()
    def reopen(self) -> None:
        self.desk.close()
        self.desk = self.open()

    @invariant()
    def rows_are_as_remembered(self) -> None:
        assert rows.dump(self.engine) == self.past[self.place]

    @invariant()
    def next_steps_are_known(self) -> None:
        undo = self.operations[self.place - 1] if self.place > self.oldest else None
        redo = self.operations[self.place] if self.place < len(self.operations) else None
        assert (self.desk.undo_operation, self.desk.redo_operation) == (undo, redo)

    @property
    def oldest(self) -> int:
        return max(0, len(self.operations) - Desk.UNDO_LIMIT)

    def do_or_refused(self, operation: str, work: Any) -> None:
        before = rows.revisions(self.engine)
        try:
            self.do(operation, work)
        except RuleError:
            assert rows.revisions(self.engine) == before

    def teardown(self) -> None:
        report = self.desk.verify()
        assert report.broken is None
        assert report.revisions == rows.revisions(self.engine)
        with self.engine.connect() as connection:
            assert rows_unlike_journal(connection, "0002") == ()
        self.desk.close()
        self.folder.cleanup()


WorkAndUndo.TestCase.settings = settings(max_examples=15, stateful_step_count=40, deadline=None)
TestWorkAndUndo = WorkAndUndo.TestCase


def test_only_the_last_fifty_operations_can_be_undone(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "store", author="")
    for number in range(Desk.UNDO_LIMIT + 5):
        desk.run("create_case", lambda session, n=number: rows.add_case(session, f"{n}"))
    for _time in range(Desk.UNDO_LIMIT):
        desk.undo()
    assert desk.undo_operation is None
    desk.close()
    desk = open_desk(tmp_path / "store", author="")
    assert desk.undo_operation is None
    for _time in range(Desk.UNDO_LIMIT):
        desk.redo()
    assert desk.redo_operation is None
    assert desk.read(lambda session: session.scalar(select(func.count(Case.id)))) == 55
    desk.close()


def test_a_fresh_operation_after_an_undo_leaves_nothing_to_redo(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "store", author="")
    desk.run("create_case", lambda session: rows.add_case(session, "1"))
    desk.run("edit_case", lambda session: rows.add_case(session, "2"))
    desk.undo()
    desk.undo()
    desk.redo()
    desk.run("add_issue", lambda session: rows.add_case(session, "3"))
    assert desk.redo_operation is None
    assert [desk.undo().value, desk.undo().value] == ["add_issue", "create_case"]
    assert desk.undo_operation is None
    assert desk.redo_operation == "create_case"
    desk.close()


def test_rows_that_swapped_their_unique_values_swap_back(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "store", author="")

    def make(session: Session) -> list[str]:
        case_id = rows.add_case(session)
        return [rows.add_issue(session, case_id, position) for position in (1, 2, 3)]

    ids = desk.run("create_case", make).value

    def places(session: Session) -> list[int]:
        return [session.get_one(Issue, issue_id).position for issue_id in ids]

    def turn(session: Session) -> None:
        for issue_id, away in zip(ids, (11, 12, 13), strict=True):
            session.get_one(Issue, issue_id).position = away
        session.flush()
        for issue_id, position in zip(ids, (2, 3, 1), strict=True):
            session.get_one(Issue, issue_id).position = position

    desk.run("edit_issue", turn)
    assert desk.read(places) == [2, 3, 1]
    desk.undo()
    assert desk.read(places) == [1, 2, 3]
    desk.redo()
    assert desk.read(places) == [2, 3, 1]
    desk.close()


def test_texts_that_swapped_their_unique_values_swap_back(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "store", author="")

    def make(session: Session) -> list[str]:
        return [rows.add_case(session, number) for number in ("1", "2")]

    ids = desk.run("create_case", make).value

    def numbers(session: Session) -> list[str]:
        return [session.get_one(Case, case_id).number for case_id in ids]

    def swap(session: Session) -> None:
        one, other = (session.get_one(Case, case_id) for case_id in ids)
        one.number = "between"
        session.flush()
        other.number = "1"
        session.flush()
        one.number = "2"

    desk.run("edit_case", swap)
    assert desk.read(numbers) == ["2", "1"]
    desk.undo()
    assert desk.read(numbers) == ["1", "2"]
    desk.close()
