"""The one door: all or nothing, plain values, several threads."""

from __future__ import annotations

import ast
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from negotiator_desk import services
from negotiator_desk.errors import RuleError, StorageError
from negotiator_desk.i18n import use_language
from negotiator_desk.models.case import Case
from negotiator_desk.models.evidence import StoredFile
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.opening import open_desk
from negotiator_desk.services.operations import OPERATION_LABELS, label
from negotiator_desk.storage.files import put_file
from negotiator_desk.storage.generations import Store, create_store
from negotiator_desk.storage.journal import UnrecordedChangeError
from tests.storage import rows


@pytest.fixture
def store(tmp_path: Path, now: datetime) -> Iterator[Store]:
    store = create_store(tmp_path / "store", now)
    yield store
    store.close()


@pytest.fixture
def desk(store: Store, now: datetime) -> Desk:
    return Desk(store, now=lambda: now, author="指导员")


def retitle(session: Session, case_id: str, title: str) -> None:
    session.get_one(Case, case_id).title = title


def test_an_operation_returns_its_value_and_the_tables_it_changed(desk: Desk) -> None:
    outcome = desk.run("create_case", rows.add_one_of_each)
    assert outcome.changed == set(outcome.value)
    assert desk.undo_operation == "create_case"


def test_an_operation_that_changes_nothing_writes_nothing(desk: Desk, store: Store) -> None:
    case_id = desk.run("create_case", rows.add_case).value
    before = rows.revisions(store.engine)
    outcome = desk.run("edit_case", lambda session: retitle(session, case_id, "快递行业协商"))
    assert outcome.changed == frozenset()
    assert rows.revisions(store.engine) == before
    assert desk.undo_operation == "create_case"


def test_a_row_made_and_removed_in_one_operation_leaves_no_revision(
    desk: Desk, store: Store
) -> None:
    def work(session: Session) -> None:
        session.delete(session.get_one(Case, rows.add_case(session)))

    assert desk.run("create_case", work).changed == frozenset()
    assert rows.revisions(store.engine) == 0


def test_an_operation_that_raises_changes_neither_store_nor_history(
    desk: Desk, store: Store
) -> None:
    desk.run("create_case", rows.add_case)
    desk.undo()
    before = (rows.dump(store.engine), rows.revisions(store.engine), desk.saved_at)

    def work(session: Session) -> None:
        rows.add_one_of_each(session)
        raise RuleError("refused")

    with pytest.raises(RuleError):
        desk.run("create_case", work)
    assert (rows.dump(store.engine), rows.revisions(store.engine), desk.saved_at) == before
    assert (desk.undo_operation, desk.redo_operation) == (None, "create_case")


def test_a_constraint_broken_at_the_end_changes_nothing(desk: Desk, store: Store) -> None:
    desk.run("create_case", rows.add_case)
    before = rows.dump(store.engine)
    with pytest.raises(IntegrityError):
        desk.run("create_case", rows.add_case)
    assert rows.dump(store.engine) == before
    assert desk.run("create_case", lambda session: rows.add_case(session, "2")).changed


def test_what_a_savepoint_took_back_is_not_journaled(desk: Desk, store: Store) -> None:
    def work(session: Session) -> None:
        rows.add_case(session, "kept")
        with pytest.raises(IntegrityError), session.begin_nested():
            rows.add_case(session, "kept")

    desk.run("create_case", work)
    assert rows.revisions(store.engine) == 1
    assert len(rows.dump(store.engine)["case"]) == 1


@pytest.mark.parametrize(
    "work",
    [
        lambda session: session.execute(update(Case).values(title="x")),
        lambda session: session.execute(insert(Case).values(id="x")),
        lambda session: session.execute(text("UPDATE \"case\" SET title = 'x'")),
        lambda session: session.execute(
            text("WITH some AS (SELECT 1) DELETE FROM \"case\" WHERE id IN (SELECT 'x')")
        ),
        lambda session: session.execute(insert(StoredFile).values(sha256="x")),
        lambda session: session.bulk_insert_mappings(Case, [{"id": "x"}]),
        lambda session: session.bulk_update_mappings(Case, [{"id": "x", "title": "x"}]),
        lambda session: session.connection().exec_driver_sql('DELETE FROM "case"'),
        lambda session: session.connection().exec_driver_sql("PRAGMA foreign_keys = OFF"),
        lambda session: session.connection().exec_driver_sql("DROP TRIGGER offer_kept"),
    ],
)
def test_a_change_that_goes_round_the_journal_is_refused(
    desk: Desk, store: Store, work: object
) -> None:
    desk.run("create_case", rows.add_case)
    before = rows.dump(store.engine)
    with pytest.raises(UnrecordedChangeError):
        desk.run("edit_case", work)  # type: ignore[arg-type]
    with pytest.raises(UnrecordedChangeError):
        desk.read(work)  # type: ignore[arg-type]
    assert rows.dump(store.engine) == before


def test_a_change_after_a_failed_flush_cannot_go_round_the_journal(desk: Desk) -> None:
    def work(session: Session) -> None:
        rows.add_case(session, "1")
        with pytest.raises(IntegrityError), session.begin_nested():
            rows.add_case(session, "1")
        session.execute(update(Case).values(title="x"))

    with pytest.raises(UnrecordedChangeError):
        desk.run("edit_case", work)


def test_nothing_but_the_desk_commits(desk: Desk, store: Store) -> None:
    def work(session: Session) -> None:
        rows.add_case(session)
        session.commit()

    with pytest.raises(UnrecordedChangeError):
        desk.run("create_case", work)
    assert rows.dump(store.engine)["case"] == []


def test_entities_do_not_leave_the_desk(desk: Desk) -> None:
    case_id = desk.run("create_case", rows.add_case).value
    with pytest.raises(AssertionError):
        desk.read(lambda session: session.get_one(Case, case_id))


def test_an_operation_inside_an_operation_is_refused(desk: Desk) -> None:
    with pytest.raises(AssertionError):
        desk.run("create_case", lambda _session: desk.run("create_case", rows.add_case).value)
    with pytest.raises(AssertionError):
        desk.run("create_case", lambda _session: desk.read(lambda _inner: None))
    assert desk.run("create_case", rows.add_case).changed == {"case"}


def test_a_reader_sees_one_moment_while_another_thread_writes(desk: Desk) -> None:
    case_id = desk.run("create_case", rows.add_case).value
    with ThreadPoolExecutor(1) as pool:

        def query(session: Session) -> tuple[str | None, str | None]:
            title = select(Case.title).where(Case.id == case_id)
            before = session.scalar(title)
            pool.submit(
                desk.run, "edit_case", lambda writing: retitle(writing, case_id, "新标题")
            ).result()
            return before, session.scalar(title)

        assert desk.read(query) == ("快递行业协商", "快递行业协商")
    assert desk.read(lambda session: session.scalar(select(Case.title))) == "新标题"


def test_many_threads_write_one_after_the_other(desk: Desk) -> None:
    started = threading.Barrier(4)

    def work(thread: int) -> None:
        started.wait()
        for number in range(10):
            desk.run(
                "create_case", lambda session, n=number: rows.add_case(session, f"{thread}-{n}")
            )

    with ThreadPoolExecutor(4) as pool:
        for job in [pool.submit(work, thread) for thread in range(4)]:
            job.result()
    assert desk.read(lambda session: session.scalar(select(func.count(Case.id)))) == 40
    assert desk.verify().revisions == 40


def test_an_empty_store_has_nothing_to_undo_or_redo(desk: Desk) -> None:
    with pytest.raises(RuleError, match="nothing to undo"):
        desk.undo()
    with pytest.raises(RuleError, match="nothing to redo"):
        desk.redo()
    assert desk.saved_at is None


def test_undo_and_redo_refuse_another_step_than_the_expected_one(desk: Desk, store: Store) -> None:
    desk.run("create_case", rows.add_case)
    first = desk.undo_step
    desk.run("create_case", lambda session: rows.add_case(session, "2"))
    second = desk.undo_step
    assert first is not None
    assert second is not None
    before = rows.dump(store.engine)

    with pytest.raises(RuleError, match="nothing was undone"):
        desk.undo(expected=first.transaction_id)
    assert rows.dump(store.engine) == before

    desk.undo(expected=second.transaction_id)
    undone = rows.dump(store.engine)
    with pytest.raises(RuleError, match="nothing was redone"):
        desk.redo(expected=first.transaction_id)
    assert rows.dump(store.engine) == undone
    assert desk.redo_step == second

    desk.redo(expected=second.transaction_id)
    assert rows.dump(store.engine) == before


def test_undo_refuses_a_row_that_was_changed_outside_the_program(desk: Desk, store: Store) -> None:
    desk.run("create_case", rows.add_case)
    with store.engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("UPDATE \"case\" SET title = 'outside'")
    before = rows.dump(store.engine)
    with pytest.raises(StorageError):
        desk.undo()
    assert rows.dump(store.engine) == before
    assert desk.undo_operation == "create_case"


def test_the_time_of_the_last_save_survives_the_end_of_the_program(
    tmp_path: Path, now: datetime
) -> None:
    desk = open_desk(tmp_path / "mine", author="", now=lambda: now)
    desk.run("create_case", rows.add_case)
    assert desk.saved_at == now
    desk.close()
    desk = open_desk(tmp_path / "mine", author="")
    assert desk.saved_at == now
    desk.close()
    desk.close()


def test_the_clock_is_read_in_utc(store: Store) -> None:
    desk = Desk(store, now=lambda: datetime.fromisoformat("2026-11-18T09:00+08:00"), author="")
    assert desk.now().tzinfo is UTC
    assert desk.now().hour == 1


def test_a_closed_desk_opens_no_connection(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "mine", author="")
    desk.close()
    with pytest.raises(AssertionError):
        desk.read(lambda _session: None)
    with pytest.raises(AssertionError):
        desk.run("create_case", rows.add_case)


def test_files_alone_are_stored_without_a_revision(desk: Desk, store: Store) -> None:
    outcome = desk.run("import_dataset", lambda session: put_file(session, b"x", "text/csv"))
    assert outcome.changed == frozenset()
    assert rows.revisions(store.engine) == 0


def test_every_operation_that_services_run_has_a_label() -> None:
    root = Path(services.__path__[0])
    run = {
        call.args[0].value
        for path in root.glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "run"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    assert run <= set(OPERATION_LABELS)


def test_an_operation_is_named_in_the_language_of_the_moment() -> None:
    assert label("table_offer") == "Table offer"
    use_language("zh_CN")
    assert label("table_offer") == "提出方案"
    assert label("of a later release") == "of a later release"
