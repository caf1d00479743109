"""`teikit init` lays out a corpus that validates, and the files that CI reads are what CI expects."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from teikit.cli.init import command
from teikit.cli.validate import command as validate_command
from tests.benchmarks.validate_documents import document
from tests.conftest import CHECKOUT


def test_a_new_corpus_is_sound_and_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEIKIT_CACHE_DIR", str(tmp_path / ".cache"))
    title = 'Cables & "Memos" <1994>'
    result = CliRunner().invoke(command, ["new", "--title", title])
    assert result.exit_code == 0, result.output
    assert tomllib.loads(Path("new/corpus.toml").read_text(encoding="utf-8"))["corpus"]["title"] == title
    checked = CliRunner().invoke(validate_command, ["new"])
    assert checked.exit_code == 0, checked.output
    assert "1 for information" in checked.output, "the example person is not named anywhere"
    Path("new/tei/cable-1.xml").write_text(
        document("cable-1", 2500, 1).replace('xml:id="first"', 'xml:id="frist"').replace("#first", "#frist"),
        encoding="utf-8",
    )
    checked = CliRunner().invoke(validate_command, ["new"])
    assert "TK020" in checked.output, "persons are looked for in the authority file"
    Path("new/README.md").write_text("mine", encoding="utf-8")
    again = CliRunner().invoke(command, ["new"])
    assert "kept new/README.md" in again.output
    assert Path("new/README.md").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_written_is_one_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    result = CliRunner().invoke(command, [str(tmp_path / "file" / "new")])
    assert result.exit_code == 2
    assert "cannot write" in result.output
    assert "Traceback" not in result.output


def test_the_files_for_ci_call_commands_and_options_that_exist(tmp_path: Path) -> None:
    CliRunner().invoke(command, [str(tmp_path)])
    yaml = YAML(typ="safe")
    options = {name for parameter in validate_command.params for name in parameter.opts + parameter.secondary_opts}
    hooks = yaml.load(CHECKOUT / ".pre-commit-hooks.yaml")
    action = yaml.load(CHECKOUT / "action.yml")
    workflow = yaml.load(tmp_path / ".github/workflows/corpus.yml")
    assert action["runs"]["using"] == "composite"
    assert set(workflow["jobs"]) == {"validate", "pages"}
    lines = [hook["entry"] for hook in hooks]
    lines += [
        step["run"]
        for job in workflow["jobs"].values()
        for step in job["steps"]
        if "teikit validate" in step.get("run", "")
    ]
    assert len(lines) == 3
    for line in lines:
        assert {word.partition("=")[0] for word in line.split() if word.startswith("--")} <= options
    script = action["runs"]["steps"][-1]["run"]
    assert "${{" not in script, "nothing from outside is pasted into a script"
    assert {"--format", "--since"} <= options
    used = (tmp_path / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert all(hook["id"] in used for hook in hooks[:1])
