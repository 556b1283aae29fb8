"""Bytes kept under their SHA-256: originals, dataset columns, PDFs."""

from __future__ import annotations

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.models.evidence import StoredFile
from negotiator_desk.storage.faults import damaged


def put_file(session: Session, content: bytes, media_type: str) -> str:
    """Store `content`, once however often it is put, and return its SHA-256.

    Args:
        media_type: What the bytes are, such as "application/pdf"; the first one given stays.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    known = session.scalar(select(StoredFile.sha256).where(StoredFile.sha256 == sha256))
    if known is None:
        file = StoredFile(sha256=sha256, media_type=media_type, size=len(content), content=content)
        session.add(file)
        session.flush()
    return sha256


def get_file(session: Session, sha256: str) -> bytes:
    """Return the bytes stored under `sha256`.

    Raises:
        StorageError: They are missing or are not the bytes that were stored.
    """
    content = session.scalar(select(StoredFile.content).where(StoredFile.sha256 == sha256))
    if content is None or hashlib.sha256(content).hexdigest() != sha256:
        raise damaged()
    return content
