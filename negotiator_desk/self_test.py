"""What an installation must be able to do; freezing a program breaks just these things."""

from __future__ import annotations

import importlib.util
import io
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from negotiator_desk.i18n import LANGUAGES, N_, SOURCE_LANGUAGE, _, language, use_language
from negotiator_desk.paths import resource
from negotiator_desk.procedure.rules import jurisdictions, load_pack
from negotiator_desk.services import contracts, demo
from negotiator_desk.services.health import check_store
from negotiator_desk.services.opening import open_desk

FOLDERS = ("clauses", "fonts", "icons", "locale", "looks", "rules", "sample")


class SelfTestError(Exception):
    """A check of the installation failed."""


def check_resources() -> None:
    """Find every folder of resources, with something in it.

    Raises:
        FileNotFoundError: A folder is missing.
        SelfTestError: One is empty.
    """
    for name in FOLDERS:
        if not any(path.is_file() for path in resource(name).rglob("*")):
            raise SelfTestError(name)


def check_rules() -> None:
    """Read every rule pack.

    Raises:
        FormatError: One does not follow its format.
    """
    for key in jurisdictions():
        load_pack(key)


def check_languages() -> None:
    """Show a text in every language.

    Raises:
        FileNotFoundError: A catalogue is missing.
        SelfTestError: A catalogue does not translate.
    """
    before = language()
    try:
        for code in LANGUAGES:
            use_language(code)
            if (_(PROOF) == PROOF) is not (code == SOURCE_LANGUAGE):
                raise SelfTestError(code)
    finally:
        use_language(before)


def check_store_and_draft() -> None:
    """Make a store, replay a sample, draft its contract, open the store again and check it.

    Raises:
        DeskError: Something in between was refused.
        SelfTestError: The PDF or the store is not sound.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = Path(folder) / "store"
        desk = demo.open_new_desk(store)
        try:
            case_id = demo.load_sample(desk, demo.sample_folders()[0])
            draft = contracts.draft_contract(desk, case_id).value
            pdf = contracts.draft_pdf(desk, draft.id)
        finally:
            desk.close()
        if not _has_embedded_font(pdf):
            raise SelfTestError("PDF")
        desk = open_desk(store)
        try:
            faults = [part.fault for part in check_store(desk) if part.fault]
        finally:
            desk.close()
        if faults:
            raise SelfTestError(faults[0])


def check_window() -> None:
    """Open a window and close it; without the window's libraries there is nothing to try.

    Raises:
        DeskError: The window's store could not be made.
        FileNotFoundError: A font, an icon or a look is missing.
    """
    if not _is_window_installed():
        return
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from negotiator_desk.ui.selftest import window_opens

    window_opens()


def _has_embedded_font(pdf: bytes) -> bool:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return any(
            isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one for one in document.objects
        )


def _is_window_installed() -> bool:
    try:
        return importlib.util.find_spec("PySide6") is not None
    except ImportError:
        return False


PROOF = N_("Move case to trash")
"""A text that every language but the source's translates."""

CHECKS: tuple[tuple[str, str, Callable[[], None]], ...] = (
    ("resources", N_("resources"), check_resources),
    ("rules", N_("rule packs"), check_rules),
    ("languages", N_("languages"), check_languages),
    ("draft", N_("store, sample and contract"), check_store_and_draft),
    ("window", N_("window"), check_window),
)
"""Key, label and work of every check."""
