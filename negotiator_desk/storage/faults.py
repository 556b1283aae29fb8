"""Faults of the disk and of the store's file, said in words."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from negotiator_desk.errors import StorageError
from negotiator_desk.i18n import _


@contextmanager
def faults_in_words() -> Iterator[None]:
    """Turn SQLite's errors of the disk and the file into sentences; others pass unchanged.

    Raises:
        StorageError: The disk is full, read-only or failing, or the store is locked or damaged.
    """
    try:
        yield
    except DBAPIError as error:
        said = _sentence(error.orig)
        if said is None:
            raise
        raise said from error
    except dbapi2.Error as error:
        said = _sentence(error)
        if said is None:
            raise
        raise said from error


@contextmanager
def file_faults_in_words() -> Iterator[None]:
    """Turn the system's errors on the store's own files into sentences.

    Raises:
        StorageError: The disk is full, read-only or failing.
    """
    try:
        yield
    except OSError as error:
        raise _of_the_system(error) from error


def reason_of(error: OSError) -> str:
    """Return why the system refused a file, as a clause without its end mark."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return _("the disk is full")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return _("it may not be written there")
        case errno.ENOENT | errno.ENOTDIR:
            return _("there is no such folder")
        case errno.EISDIR:
            return _("a folder has that name")
        case errno.EEXIST:
            return _("a file has that name")
        case errno.ENAMETOOLONG:
            return _("the name is too long")
        case _:
            return _("the disk failed")


def _sentence(error: BaseException | None) -> StorageError | None:
    primary_code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    match primary_code:
        case dbapi2.SQLITE_FULL:
            return _disk_full()
        case dbapi2.SQLITE_BUSY | dbapi2.SQLITE_LOCKED:
            return StorageError(
                _("Another program holds the store, so nothing was changed."),
                hint=_("Close the other program, then try again."),
            )
        case dbapi2.SQLITE_PERM | dbapi2.SQLITE_READONLY | dbapi2.SQLITE_CANTOPEN:
            return _read_only()
        case dbapi2.SQLITE_IOERR:
            return _disk_failed()
        case dbapi2.SQLITE_CORRUPT | dbapi2.SQLITE_NOTADB:
            return damaged()
        case dbapi2.SQLITE_NOMEM:
            return StorageError(
                _("There was not enough memory, so nothing was changed."),
                hint=_("Close other programs, then try again."),
            )
        case _:
            return None


def damaged() -> StorageError:
    """Return what is said of a store whose file does not read as it was written."""
    return StorageError(
        _("The store is damaged; it was left as it is."),
        hint=_("Copy the whole store folder to a safe place before anything else is tried."),
    )


def _of_the_system(error: OSError) -> StorageError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return _disk_full()
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return _read_only()
    return _disk_failed()


def _disk_failed() -> StorageError:
    return StorageError(
        _("The disk failed while the store was read or written; nothing was changed."),
        hint=_("Check that the disk is connected and has free space, then try again."),
    )


def _disk_full() -> StorageError:
    return StorageError(
        _("The disk is full, so nothing was changed."),
        hint=_("Free some space on the disk that holds the store, then try again."),
    )


def _read_only() -> StorageError:
    return StorageError(
        _("The store cannot be written here, so nothing was changed."),
        hint=_("Check that you may write to the store's folder and its disk."),
    )
