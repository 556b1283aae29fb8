"""The command line: every command, in words and in JSON, with its exit code and both languages."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from negotiator_desk import cli
from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.cli import main
from negotiator_desk.cli_text import table, to_json, width
from negotiator_desk.procedure.checks import Finding, Level
from negotiator_desk.services import contracts, exports
from negotiator_desk.services.cases import CaseDetails, create_case, get_case, list_cases
from negotiator_desk.services.demo import load_sample, open_new_desk, sample_folders
from negotiator_desk.services.opening import open_desk
from negotiator_desk.storage.durable import write_durably

CSV = "工号,姓名,工序,月份,数量\nK001,工人一,打磨,2026-09,10\nK002,工人二,打磨,2026-09,{}\n"

WITHOUT_WINDOW = """
import sys
from importlib.abc import MetaPathFinder

class Blocker(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Blocker())
from negotiator_desk.cli import main
code = main(sys.argv[1:])
assert not any(name.startswith(("PySide6", "negotiator_desk.ui")) for name in sys.modules)
sys.exit(code)
"""


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one sample case, replayed but not drafted."""
    folder = tmp_path_factory.mktemp("sample") / "store"
    machinery = next(path for path in sample_folders() if path.name == "machinery")
    desk = open_new_desk(folder)
    load_sample(desk, machinery)
    desk.close()
    return folder


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_store, tmp_path / "store"))


@dataclass
class CommandLine:
    """Runs commands on one store, in English."""

    store: Path
    capture: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--store", str(self.store), "--lang", "en"])
        printed = self.capture.readouterr()
        return code, printed.out, printed.err

    def json(self, *arguments: str) -> tuple[int, Any]:
        code, out, _err = self(*arguments, "--json")
        return code, json.loads(out)


@pytest.fixture
def run(store: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(store, capsys)


def test_cases_are_listed(run: CommandLine) -> None:
    code, out, _err = run("case", "list")
    assert code == cli.OK
    assert "2026-001  甬恒精密机械能级工资专项集体合同" in out
    code, data = run.json("case", "list")
    assert [(case["number"], case["workers"]) for case in data["cases"]] == [("2026-001", 422)]


def test_an_empty_trash_says_so(run: CommandLine) -> None:
    assert run("case", "list", "--trash")[:2] == (cli.OK, "There are no cases here.\n")


def test_a_case_is_shown_with_what_was_agreed(run: CommandLine) -> None:
    code, out, _err = run("case", "show", "2026-001")
    assert code == cli.OK
    assert "employee side: 宁波甬恒精密机械有限公司工会委员会" in out
    assert "Settlement: 28,823,990.80 yuan a year, 1,220,974.80 more than at present" in out
    lines = [line.split() for line in out.splitlines()]
    assert ["One-off", "award", "·", "发明专利奖", "1,500.00", "yuan"] in lines
    assert ["Class", "of", "post", "·", "模具工", "core", "class"] in lines
    assert ["Points", "of", "post", "·", "模具工", "232"] in lines
    assert ["Value", "30", "元/班"] in lines
    _code, data = run.json("case", "show", "2026-001")
    assert data["settlement"] == {
        "yearly_total": "28823990.80",
        "yearly_difference": "1220974.80",
        "workers": 422,
    }
    assert [issue["state"] for issue in data["issues_list"]] == ["agreed"] * 3
    assert data["parties"]["employee"]["chief"] == "葛建民"


def test_an_unknown_case_is_refused_with_a_hint(run: CommandLine) -> None:
    code, out, err = run("case", "show", "2026-009")
    assert (code, out) == (cli.BAD_INPUT, "")
    assert "no case “2026-009” in this store; nothing was changed" in err
    code, data = run.json("case", "show", "2026-009")
    assert (code, data["error"]["kind"]) == (cli.BAD_INPUT, "input")
    assert data["error"]["hint"]


def test_a_draft_is_saved_once_and_again(run: CommandLine, tmp_path: Path) -> None:
    pdf = tmp_path / "合同.pdf"
    code, data = run.json("draft", "2026-001", "--output", str(pdf))
    assert (code, data["version"], data["new_version"]) == (cli.OK, 1, True)
    assert pdf.read_bytes().startswith(b"%PDF")
    first = pdf.read_bytes()
    code, out, _err = run("draft", "2026-001", "--output", str(pdf))
    assert code == cli.OK
    assert "Nothing has changed since version 1" in out
    assert pdf.read_bytes() == first


def test_what_the_rules_say_is_listed_before_the_draft(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = (
        Finding("R23", Level.ERROR, "Overtime pays 149 %.", "LL94 44 [V1]"),
        Finding("R22", Level.INFO, "Pay was compared.", ""),
    )
    monkeypatch.setattr(contracts, "check_draft", lambda _desk, _case_id: found)
    pdf = tmp_path / "合同.pdf"
    code, out, _err = run("draft", "2026-001", "--output", str(pdf))
    assert code == cli.OK
    assert out.startswith("[error] R23 Overtime pays 149 %. (LL94 44 [V1])\nDrafted version 1")
    _code, data = run.json("draft", "2026-001", "--output", str(pdf))
    assert [one["rule"] for one in data["findings"]] == ["R23", "R22"]


def test_the_papers_of_a_costing_are_written_into_a_folder(
    run: CommandLine, tmp_path: Path
) -> None:
    folder = tmp_path / "测算"
    code, data = run.json("case", "costing", "2026-001", "--output", str(folder))
    assert code == cli.OK
    (report,) = data["reports"]
    assert {key: report[key] for key in ("position", "standing", "language", "workers")} == {
        "position": 1,
        "standing": "agreed",
        "language": "en",
        "workers": 422,
    }
    settlement = run.json("case", "show", "2026-001")[1]["settlement"]
    for key in ("yearly_total", "yearly_difference"):
        assert report[key] == settlement[key]
    assert report["gaining"] + report["staying"] + report["losing"] == 422
    paths = [Path(report[key]) for key in ("summary", "annex", "table")]
    assert [path.name for path in paths] == [
        "2026-001-1-summary.pdf",
        "2026-001-1-annex.pdf",
        "2026-001-1-workers.xlsx",
    ]
    assert sorted(folder.iterdir()) == sorted(paths)
    assert [path.read_bytes()[:2] for path in paths] == [b"%P", b"%P", b"PK"]
    english = paths[0].read_bytes()
    code, out, _err = run(
        "case", "costing", "2026-001", "--paper", "zh_CN", "--names", "--output", str(folder)
    )
    assert code == cli.OK
    assert [line.strip() for line in out.splitlines()[1:]] == [str(path) for path in paths]
    assert paths[0].read_bytes() != english


def test_the_papers_of_an_offer_are_written_and_an_unknown_one_is_refused(
    run: CommandLine, tmp_path: Path
) -> None:
    code, _out, err = run("case", "costing", "2026-001", "--offer", "x", "--output", str(tmp_path))
    assert code == cli.BAD_INPUT
    assert "There is no offer “x”" in err
    offered = re.findall(r"([0-9a-f-]{36}) \(employer side, round 1", err)
    assert len(offered) == 1
    code, data = run.json(
        "case", "costing", "2026-001", "--offer", offered[0], "--output", str(tmp_path)
    )
    assert code == cli.OK
    (report,) = data["reports"]
    assert (report["standing"], report["offer_id"]) == ("offer", offered[0])


def test_papers_are_refused_where_nothing_can_be_costed(run: CommandLine, tmp_path: Path) -> None:
    folder = str(tmp_path / "x")
    code, _out, err = run("case", "costing", "2026-001", "--issue", "2", "--output", folder)
    assert code == cli.BAD_INPUT
    assert "Issue 2 of this case has no data to be costed on." in err
    code, _out, err = run("case", "costing", "2026-001", "--issue", "99", "--output", folder)
    assert code == cli.BAD_INPUT
    assert "This case has no issue 99; no paper was written." in err
    desk = open_desk(run.store)
    create_case(desk, CaseDetails("空案件", CaseKind.ENTERPRISE))
    desk.close()
    code, _out, err = run("case", "costing", "2026-002", "--output", folder)
    assert code == cli.REFUSED
    assert "no paper was written" in err
    assert not Path(folder).exists()


def test_papers_that_cannot_be_saved_end_with_the_disks_code(
    run: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "x").write_text("a file")
    for folder in (tmp_path / "x", tmp_path / "x" / "y"):
        code, _out, err = run("case", "costing", "2026-001", "--output", str(folder))
        assert code == cli.STORAGE
        assert "no paper was written" in err


def test_papers_that_a_full_disk_leaves_out_are_named(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_up(after: int) -> None:
        room = iter(range(after))

        def write(path: Path, content: bytes) -> None:
            if next(room, None) is None:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            write_durably(path, content)

        monkeypatch.setattr(exports, "write_durably", write)

    folder = tmp_path / "papers"
    for after, said in (
        (0, "summary.pdf could not be written: the disk is full. No file was written."),
        (
            2,
            "workers.xlsx could not be written: the disk is full. These files were written: "
            "2026-001-1-summary.pdf, 2026-001-1-annex.pdf; these were not: "
            "2026-001-1-workers.xlsx.",
        ),
    ):
        fill_up(after)
        code, _out, err = run("case", "costing", "2026-001", "--output", str(folder))
        assert code == cli.STORAGE
        assert said in err
        assert len(list(folder.iterdir())) == after


def test_without_a_name_the_draft_is_saved_here(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    assert run("draft", "2026-001")[0] == cli.OK
    assert [path.name for path in here.iterdir()] == ["2026-001-v1.pdf"]


def test_a_draft_that_cannot_be_saved_ends_with_the_disks_code(
    run: CommandLine, tmp_path: Path
) -> None:
    code, _out, err = run("draft", "2026-001", "--output", str(tmp_path / "no" / "x.pdf"))
    assert code == cli.STORAGE
    assert "there is no such folder; no part of it was left there" in err


def test_a_case_with_nothing_agreed_is_drafted_with_blanks_and_never_final(
    run: CommandLine, tmp_path: Path
) -> None:
    desk = open_desk(run.store)
    create_case(desk, CaseDetails("空案件", CaseKind.ENTERPRISE))
    desk.close()
    code, _out, err = run("draft", "2026-002", "--final", "--output", str(tmp_path / "x.pdf"))
    assert code == cli.REFUSED
    assert "not final yet" in err
    assert not (tmp_path / "x.pdf").exists()
    assert run("draft", "2026-002", "--output", str(tmp_path / "x.pdf"))[0] == cli.OK
    assert run("check", "2026-002")[0] == cli.REFUSED


@pytest.mark.parametrize(
    ("edition", "kind", "start"),
    [
        ("contract", "json", b"{"),
        ("contract", "docx", b"PK"),
        ("leaflet", "pdf", b"%PDF"),
        ("redline", "txt", "修改对照稿".encode()),
        ("explanation", "pdf", b"%PDF"),
        ("annotated", "pdf", b"%PDF"),
    ],
)
def test_every_edition_is_saved_under_its_name(
    run: CommandLine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    edition: str,
    kind: str,
    start: bytes,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, data = run.json("draft", "2026-001", "--edition", edition, "--format", kind)
    assert code == cli.OK
    path = Path(data["file"])
    assert path.read_bytes().startswith(start)
    assert path.name.endswith(f".{kind}")


def test_a_sound_store_and_contract_pass_the_check(run: CommandLine) -> None:
    code, data = run.json("check", "2026-001")
    assert code == cli.OK
    assert [part["part"] for part in data["store"]] == ["database", "journal", "rows", "files"]
    assert {part["fault"] for part in data["store"]} == {""}
    assert "R22" in [finding["rule"] for finding in data["findings"]]
    assert "error" not in [finding["level"] for finding in data["findings"]]
    assert run.json("check")[1]["findings"] == []


def test_a_row_touched_behind_our_back_is_found(run: CommandLine) -> None:
    from sqlcipher3 import dbapi2

    generation = (run.store / "CURRENT").read_text(encoding="ascii").strip()
    connection = dbapi2.connect(str(run.store / generation / "data.db"))
    connection.execute("UPDATE party SET name = 'someone else'")
    connection.commit()
    connection.close()
    code, out, _err = run("check")
    assert code == cli.REFUSED
    assert "Rows that differ from the journal: 2." in out


def test_a_file_is_imported_with_its_figures(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "产量.csv"
    path.write_text(CSV.format(20), encoding="utf-8")
    code, data = run.json("import", "2026-001", str(path), "--kind", "output")
    assert (code, data["rows"], data["workers"], data["dropped_rows"]) == (cli.OK, 2, 2, 0)
    desk = open_desk(run.store)
    assert get_case(desk, list_cases(desk)[0].id).datasets == 2
    desk.close()


def test_bad_cells_are_named_and_nothing_is_imported(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "产量.csv"
    path.write_text(CSV.format("很多"), encoding="utf-8")
    code, out, err = run("import", "2026-001", str(path), "--kind", "output")
    assert (code, out) == (cli.BAD_INPUT, "")
    assert "很多" in err
    code, data = run.json("import", "2026-001", str(path), "--kind", "output")
    assert code == cli.BAD_INPUT
    (cell,) = data["error"]["cells"]
    assert (cell["row"], cell["value"]) == (3, "很多")
    code, data = run.json("import", "2026-001", str(path), "--kind", "output", "--drop-bad-rows")
    assert (code, data["rows"], data["dropped_rows"]) == (cli.OK, 1, 1)


def test_a_missing_file_gets_a_sentence(run: CommandLine, tmp_path: Path) -> None:
    code, _out, err = run("import", "2026-001", str(tmp_path / "no.xlsx"), "--kind", "output")
    assert code == cli.BAD_INPUT
    assert "no.xlsx" in err


def test_a_store_in_use_is_refused(run: CommandLine) -> None:
    desk = open_desk(run.store)
    try:
        code, _out, err = run("case", "list")
    finally:
        desk.close()
    assert code == cli.STORAGE
    assert err


def test_the_demo_does_not_touch_a_store_that_is_there(run: CommandLine) -> None:
    code, _out, err = run("demo", "--no-window")
    assert code == cli.STORAGE
    assert "already a store" in err


@pytest.fixture
def one_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the demo replay the smallest sample alone; the journey has all three."""
    from negotiator_desk.services import demo

    smallest = [path for path in sample_folders() if path.name == "machinery"]
    monkeypatch.setattr(demo, "sample_folders", lambda: tuple(smallest))


@pytest.mark.usefixtures("one_sample")
def test_the_demo_drafts_the_samples_in_a_store_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "示例"
    assert main(["--lang", "en", "--store", str(folder), "demo", "--no-window"]) == cli.OK
    out = capsys.readouterr().out
    pdf = tmp_path / "示例-contracts" / "2026-001-v1.pdf"
    assert str(pdf) in out
    assert "28,823,990.80" in out
    assert pdf.read_bytes().startswith(b"%PDF")


@pytest.mark.usefixtures("one_sample")
def test_each_demo_gets_a_new_folder_of_the_users_own(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    stores = []
    for _ in range(2):
        assert main(["demo", "--json", "--lang", "en"]) == cli.OK
        stores.append(Path(json.loads(capsys.readouterr().out)["store"]).name)
    assert stores == ["demo-001", "demo-002"]


def test_the_self_test_passes_on_a_sound_installation(run: CommandLine) -> None:
    code, data = run.json("self-test")
    assert [check for check in data["checks"] if check["fault"]] == []
    assert code == cli.OK
    assert {"resources", "rules", "languages", "draft", "window"} == {
        check["check"] for check in data["checks"]
    }


def test_the_self_test_names_what_fails_and_goes_on(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from negotiator_desk import self_test

    def broken() -> None:
        raise self_test.SelfTestError("fonts")

    monkeypatch.setattr(
        self_test, "CHECKS", (("one", "one", broken), ("two", "two", self_test.check_rules))
    )
    code, data = run.json("self-test")
    caplog.clear()
    assert code == cli.REFUSED
    assert data["checks"] == [
        {"check": "one", "fault": "SelfTestError: fonts"},
        {"check": "two", "fault": ""},
    ]


def test_a_mistake_of_ours_is_logged_without_case_content(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from negotiator_desk import cli_commands
    from negotiator_desk.paths import log_file

    def broken(_options: object) -> None:
        raise ValueError("王某的底线")

    monkeypatch.setitem(cli_commands.COMMANDS, "case list", broken)  # type: ignore[arg-type]
    code, _out, err = run("case", "list")
    caplog.clear()
    assert code == cli.BUG
    assert str(log_file()) in err
    log = log_file().read_text(encoding="utf-8")
    assert "ValueError" in log
    assert "王某" not in log


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["case"], ["draft"], ["import", "2026-001", "x.csv"], ["--lang", "fr"]],
)
def test_a_wrong_command_ends_with_the_code_for_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments]) == cli.USAGE
    assert capsys.readouterr().err


def test_a_wrong_command_is_answered_in_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", "nonsense"]) == cli.USAGE
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["kind"] == "usage"
    assert "nonsense" in error["message"]


def test_no_command_makes_a_store_where_there_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = tmp_path / "typo"
    assert main(["case", "list", "--store", str(nowhere)]) == cli.STORAGE
    assert str(nowhere) in capsys.readouterr().err
    assert not nowhere.exists()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("usage: ", "options:", "Exit codes:")), ("zh_CN", ("用法：", "选项:", "退出码："))],
)
def test_help_is_in_the_language_asked_for(
    language: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", language, "--help"]) == cli.OK
    out = capsys.readouterr().out
    assert [word for word in words if word not in out] == []
    assert [line for line in out.splitlines() if line.strip() in {"命令", "COMMAND"}] == []
    assert main(["--lang", language, "draft"]) == cli.USAGE
    assert "LANGUAGE" not in os.environ


@pytest.mark.parametrize(
    ("locale", "word"), [("zh_CN.UTF-8", "用法"), ("en_US.UTF-8", "usage"), ("", "usage")]
)
def test_without_a_language_the_systems_decides(
    locale: str, word: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import locale as system

    # What Python answers for a locale that is not generated on the system.
    monkeypatch.setattr(system, "getlocale", lambda: ("en_US", "UTF-8"))
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    assert main(["--help"]) == cli.OK
    assert capsys.readouterr().out.startswith(word)


def test_everything_but_the_window_works_without_its_libraries(store: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", WITHOUT_WINDOW, *arguments, "--store", str(store)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"},
        )

    pdf = tmp_path / "x.pdf"
    for arguments in (
        ["case", "list"],
        ["draft", "2026-001", "--output", str(pdf)],
        ["check", "2026-001"],
    ):
        ended = run(*arguments)
        assert (ended.returncode, ended.stderr) == (cli.OK, ""), arguments
    assert pdf.read_bytes().startswith(b"%PDF")
    ended = run("gui", "--lang", "en")
    assert ended.returncode == cli.NO_WINDOW
    assert "The window cannot be opened: its libraries are not installed" in ended.stderr


def test_without_a_display_the_window_is_not_tried(
    store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main(["gui", "--store", str(store), "--lang", "en"]) == cli.NO_WINDOW
    assert "there is no display" in capsys.readouterr().err


def test_columns_line_up_when_chinese_counts_double() -> None:
    lines = table(["名", "n"], [["中文", "1"], ["ab", "10"]], right="1")
    assert lines == ["名     n", "----  --", "中文   1", "ab    10"]
    assert {width(line) for line in lines} == {8}


def test_json_refuses_what_is_not_exact() -> None:
    with pytest.raises(TypeError):
        to_json({"x": 0.1})


@pytest.fixture(autouse=True)
def _no_language_left() -> Iterator[None]:
    yield
    assert "LANGUAGE" not in os.environ
