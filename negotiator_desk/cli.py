"""The command line: `negotiator-desk`; it works without the window's libraries."""

from __future__ import annotations

import argparse
import gettext
import io
import locale
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from negotiator_desk.cli_parser import GUI, SELF_TEST, UsageError, make_parser
from negotiator_desk.cli_text import Answer, to_json
from negotiator_desk.errors import InputError, RuleError, StorageError, UserError
from negotiator_desk.i18n import LANGUAGES, SOURCE_LANGUAGE, _, language, use_language
from negotiator_desk.log import start_log, stop_log
from negotiator_desk.paths import default_store, log_file, resource, settings_file
from negotiator_desk.settings import load_settings

OK = 0
REFUSED = 1
"""Refused by a rule, or something was found."""
USAGE = 2
STORAGE = 3
"""The store or the disk is at fault."""
BAD_INPUT = 4
"""A file or a value that was given cannot be used."""
NO_WINDOW = 5
"""The window's libraries are not there."""
BUG = 70
INTERRUPTED = 130

_logger = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the process's exit code.

    Args:
        arguments: Without the program's name; None takes them from the system.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak_unicode()
    use_language(_language_for(given))
    try:
        with _argparse_in_our_language():
            options = make_parser().parse_args(given)
    except UsageError as error:
        _say_usage(error, as_json="--json" in given)
        return USAGE
    except SystemExit:
        return OK
    with suppress(OSError):  # a log that cannot be written stops no work
        start_log(log_file())
    try:
        return _run(options)
    finally:
        stop_log()


def _say_usage(error: UsageError, *, as_json: bool) -> None:
    if as_json:
        said = {"kind": "usage", "message": str(error), "hint": error.usage.strip(), "cells": []}
        _say(to_json({"error": said}))
    else:
        sys.stderr.write(error.usage)
        sys.stderr.write(_("negotiator-desk: {message}").format(message=error) + "\n")


def _run(options: argparse.Namespace) -> int:
    if options.command == GUI:
        return _open_window(options.store or default_store(), options.lang)
    try:
        answer = _answer(options)
        _say(to_json(answer.data) if options.json else "\n".join(answer.lines))
    except UserError as error:
        return _refuse(error, as_json=options.json)
    except BrokenPipeError:
        # Whoever read our answer has read enough; Python must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:
        _logger.exception("a command failed")
        text = _("The program made a mistake; the store was left as it was. Details: {path}")
        sys.stderr.write(text.format(path=log_file()) + "\n")
        return BUG
    if answer.opens is not None and _has_display():
        return _open_window(answer.opens, options.lang)
    return answer.code


def _answer(options: argparse.Namespace) -> Answer:
    # Imported here: the window opens without waiting for what only the commands need.
    from negotiator_desk.cli_commands import COMMANDS, self_test_answer

    if options.command == SELF_TEST:
        return self_test_answer(_run_checks())
    return COMMANDS[options.command](options)


def _run_checks() -> list[tuple[str, str, str]]:
    """Run every check of the installation; one that fails does not stop the others."""
    from negotiator_desk.self_test import CHECKS

    results = []
    for key, label, work in CHECKS:
        fault = ""
        try:
            work()
        except Exception as error:
            _logger.exception("self-test %s failed", key)
            fault = f"{type(error).__name__}: {error}"
        results.append((key, label, fault))
    return results


def _refuse(error: UserError, *, as_json: bool) -> int:
    from negotiator_desk.cli_commands import bad_cells

    cells = bad_cells(error)
    match error:
        case RuleError():
            kind, code = "rule", REFUSED
        case StorageError():
            kind, code = "storage", STORAGE
        case InputError():
            kind, code = "input", BAD_INPUT
        case _other:
            kind, code = ("other", REFUSED) if cells is None else ("input", BAD_INPUT)
    listed = Answer({"cells": []}, []) if cells is None else cells
    if as_json:
        said = {"kind": kind, "message": str(error), "hint": error.hint, **listed.data}
        _say(to_json({"error": said}))
    else:
        lines = [str(error), *listed.lines, *([error.hint] if error.hint else [])]
        sys.stderr.write("\n".join(lines) + "\n")
    return code


def _open_window(store: Path, chosen_language: str | None) -> int:
    if not _has_display() and not os.environ.get("QT_QPA_PLATFORM"):
        sys.stderr.write(_("The window cannot be opened: there is no display.") + "\n")
        sys.stderr.write(_("The commands work without it: see --help.") + "\n")
        return NO_WINDOW
    try:
        from negotiator_desk.app import run
    except ImportError as error:
        if (error.name or "").startswith("negotiator_desk"):
            raise
        text = _("The window cannot be opened: its libraries are not installed ({reason}).")
        sys.stderr.write(text.format(reason=error) + "\n")
        sys.stderr.write(_("The commands work without it: see --help.") + "\n")
        return NO_WINDOW
    settings = load_settings(settings_file())
    return run(store, replace(settings, language=chosen_language or settings.language))


def _has_display() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _language_for(given: Sequence[str]) -> str:
    """Return the language asked for, else the system's, else that of the window's settings."""
    for place, word in enumerate(given):
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else None
        if word == "--lang" and place + 1 < len(given):
            value = given[place + 1]
        if value in LANGUAGES:
            return value
    # Python answers "en_US" for a Chinese locale that is not generated on the system.
    system = (_language_of_environment() or locale.getlocale()[0] or "").lower()
    if system.startswith(("zh", "chinese")):
        return LANGUAGES[0]
    if system.startswith(("en", "english")):
        return SOURCE_LANGUAGE
    return load_settings(settings_file()).language


def _language_of_environment() -> str:
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next((value for name in names if (value := os.environ.get(name))), "")


@contextmanager
def _argparse_in_our_language() -> Iterator[None]:
    """Have Python's own parser look its texts up in our catalogue."""
    domain, before = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain("desk", str(resource("locale")))
    gettext.textdomain("desk")
    os.environ["LANGUAGE"] = language()
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def _speak_unicode() -> None:
    """Print Chinese in whatever way the terminal can, and never fail over a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
