"""The store's schema: which one a file has, and how it is brought up to date."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine

from negotiator_desk.errors import StorageError
from negotiator_desk.i18n import _
from negotiator_desk.storage.engine import APPLICATION_ID, writer

NEWEST = 6
"""Number of the newest schema, kept in SQLite's `user_version`."""

MIGRATIONS = Path(__file__).parent / "migrations"


def revision_name(number: int) -> str:
    """Return the name of a schema, as its migration and the journal's images bear it."""
    return f"{number:04}"


def schema_number(connection: Connection) -> int:
    """Return the number of the schema that a file has; 0 is an empty file."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def upgrade(engine: Engine, *, newest: int = NEWEST, migrations: Path = MIGRATIONS) -> None:
    """Bring a file to the newest schema, in one transaction.

    Foreign keys are not enforced meanwhile, so that a table can be rebuilt, and are checked as a
    whole before the transaction ends.

    Args:
        newest: Number of the schema to arrive at.
        migrations: Folder of `env.py` and `versions`.

    Raises:
        StorageError: A newer release wrote the file; nothing was touched.
    """
    with writer(engine).connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys = OFF")  # has no effect inside a transaction
        try:
            with connection.begin():
                _upgrade_inside(connection, newest, migrations)
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def refuse_newer(number: int, newest: int = NEWEST) -> None:
    """Refuse a schema that this release does not know.

    Raises:
        StorageError: A newer release wrote the file.
    """
    if number > newest:
        raise StorageError(
            _("This store was saved by a newer version of the program; it was left as it is."),
            hint=_("Install the newer version on this computer."),
        )


def _upgrade_inside(connection: Connection, newest: int, migrations: Path) -> None:
    found = schema_number(connection)
    refuse_newer(found, newest)
    if found == newest:
        return
    # Costs an ordinary start, which finds the newest schema, nothing.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision_name(newest))
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    assert not broken, f"the migration broke {len(broken)} foreign keys"
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {newest}")
