"""The grammar of the command line: its commands, what each takes, and how that is explained."""

from __future__ import annotations

import argparse
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from typing_extensions import override

from negotiator_desk.i18n import LANGUAGES, N_, _
from negotiator_desk.pay.fields import DatasetKind

ARGPARSE_TEXTS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("ignored explicit argument %r"),
)
"""Texts of Python's own parser, which looks them up in our catalogue."""

GUI = "gui"
SELF_TEST = "self-test"


class UsageError(Exception):
    """The command line is not one of ours; `usage` says what is."""

    def __init__(self, message: str, usage: str) -> None:
        super().__init__(message)
        self.usage = usage


class _Parser(argparse.ArgumentParser):
    """Hands a wrong command back, so that it can be answered in JSON too."""

    @override
    def error(self, message: str) -> NoReturn:
        raise UsageError(message, self.format_usage())

    @override
    def format_help(self) -> str:
        # Python repeats what stands for a command as a line of its own below the title.
        lines = super().format_help().splitlines(keepends=True)
        return "".join(line for line in lines if line.strip() != _("COMMAND"))


if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[_Parser]  # noqa: SLF001


def make_parser() -> argparse.ArgumentParser:
    """Return the parser, which explains itself in the language in use.

    It raises `UsageError` for a command line that is not one of ours.
    """
    parser = _Parser(
        prog="negotiator-desk",
        description=_("Negotiator Desk: offers costed at once, contracts drafted as PDF."),
        epilog=_(
            "Exit codes: 0 done; 1 refused by a rule, or something was found; 2 wrong command; "
            "3 store or disk; 4 a file or value cannot be used; 5 no window; 70 our mistake."
        ),
        parents=[_common()],
        add_help=False,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"%(prog)s {_version()}",
        help=_("show the version and end"),
    )
    # `set_defaults` reaches into the arguments themselves, so this level has its own.
    parser.set_defaults(command=GUI, json=False, lang=None, store=None)
    common = _common()
    names = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"))
    _add(names, common, _("open the window (without a command, too)"), GUI)
    demo = _add(
        names,
        common,
        _("replay the three sample cases in a new store and draft their contracts"),
        "demo",
    )
    demo.add_argument(
        "--no-window", action="store_true", help=_("do not open the window afterwards")
    )
    case = names.add_parser("case", parents=[common], add_help=False, help=_("list or show cases"))
    below = case.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True)
    listing = _add(below, common, _("list the cases"), "case list", name="list")
    listing.add_argument("--trash", action="store_true", help=_("those in the trash instead"))
    show = _add(below, common, _("show one case"), "case show", name="show")
    show.add_argument("case", metavar=_("CASE"), help=_("number or id of a case"))
    _add_costing(below, common)
    _add_import(names, common)
    draft = _add(names, common, _("draft a case's contract as PDF"), "draft")
    draft.add_argument("case", metavar=_("CASE"), help=_("number or id of a case"))
    draft.add_argument("--look", default="official", metavar=_("NAME"), help=_("how it is set"))
    draft.add_argument(
        "--final", action="store_true", help=_("make the final text, if nothing speaks against it")
    )
    draft.add_argument(
        "--edition",
        default="contract",
        choices=("contract", "annotated", "redline", "leaflet", "explanation"),
        help=_("what is saved; a redline is against the model text"),
    )
    draft.add_argument(
        "--format", default="pdf", choices=("pdf", "docx", "txt", "json"), help=_("as which file")
    )
    draft.add_argument(
        "--output", type=Path, metavar=_("FILE"), help=_("where the file is saved; otherwise here")
    )
    check = _add(
        names,
        common,
        _("check the store; with a case, what its contract lacks and what the rules say"),
        "check",
    )
    check.add_argument("case", nargs="?", metavar=_("CASE"), help=_("number or id of a case"))
    _add(names, common, _("try what an installation must be able to do"), SELF_TEST)
    return parser


def _common() -> _Parser:
    """Return what every level takes.

    What is not given on a level is left out of its result, so that the lower level does not undo
    the upper one's.
    """
    common = _Parser(add_help=False)
    common.add_argument(
        "--store",
        type=Path,
        default=argparse.SUPPRESS,
        metavar=_("FOLDER"),
        help=_("the folder of the store; otherwise the user's own"),
    )
    common.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help=_("answer in JSON, for other programs"),
    )
    common.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,
        help=_(
            "language of the answer; otherwise the system's, if it is Chinese or English, and else "
            "the window's"
        ),
    )
    common.add_argument("-h", "--help", action="help", help=_("show this help and end"))
    return common


def _add_costing(names: _Commands, common: _Parser) -> None:
    text = _("write a costing's page for members, annex and table of workers into a folder")
    parser = _add(names, common, text, "case costing", name="costing")
    parser.add_argument("case", metavar=_("CASE"), help=_("number or id of a case"))
    parser.add_argument(
        "--issue",
        type=int,
        metavar=_("NUMBER"),
        help=_("the issue's place in the agenda; otherwise every agreed one with data"),
    )
    parser.add_argument("--offer", metavar=_("ID"), help=_("an offer instead of what was agreed"))
    parser.add_argument(
        "--output", type=Path, metavar=_("FOLDER"), help=_("where the files are saved; else here")
    )
    parser.add_argument(
        "--names", action="store_true", help=_("list workers with their number and name")
    )
    parser.add_argument(
        "--paper",
        choices=LANGUAGES,
        default=None,
        help=_("language of the papers; otherwise that of the answer"),
    )


def _add_import(names: _Commands, common: _Parser) -> None:
    parser = _add(names, common, _("import a firm's file into a case"), "import")
    parser.add_argument("case", metavar=_("CASE"), help=_("number or id of a case"))
    parser.add_argument("file", type=Path, metavar=_("FILE"), help=_("xlsx or csv"))
    parser.add_argument(
        "--kind",
        choices=[kind.value for kind in DatasetKind],
        required=True,
        help=_("what its rows are"),
    )
    parser.add_argument("--sheet", metavar=_("NAME"), help=_("the sheet; otherwise the first"))
    parser.add_argument(
        "--drop-bad-rows", action="store_true", help=_("leave bad rows out and say how many")
    )


def _add(
    names: _Commands,
    common: _Parser,
    text: str,
    command: str,
    *,
    name: str | None = None,
) -> _Parser:
    parser = names.add_parser(
        name or command, parents=[common], add_help=False, help=text, description=text
    )
    parser.set_defaults(command=command)
    return parser


def _version() -> str:
    try:
        return metadata.version("negotiator-desk")
    except metadata.PackageNotFoundError:
        return "?"
