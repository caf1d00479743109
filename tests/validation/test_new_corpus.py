"""`teikit init` lays out a corpus that validates, and the files that CI reads are what CI expects."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator, ValidationError
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


def vendored(name: str) -> Draft7Validator:
    """A schema of GitHub's files, as the package check-jsonschema ships it."""
    text = (files("check_jsonschema") / "builtin_schemas" / "vendor" / f"{name}.json").read_text(encoding="utf-8")
    return Draft7Validator(json.loads(text))


def test_the_files_for_ci_are_valid_against_the_schemas_of_those_who_read_them(tmp_path: Path) -> None:
    CliRunner().invoke(command, [str(tmp_path)])
    yaml = YAML(typ="safe", pure=True)
    vendored("github-actions").validate(yaml.load(CHECKOUT / "action.yml"))
    workflow = yaml.load(tmp_path / ".github/workflows/corpus.yml")
    vendored("github-workflows").validate(workflow)
    with pytest.raises(ValidationError):
        vendored("github-workflows").validate({**workflow, "jobs": {"validate": {"step": []}}})


def test_pre_commit_takes_the_hooks(tmp_path: Path) -> None:
    CliRunner().invoke(command, [str(tmp_path)])
    for kind, file in (
        ("validate-manifest", CHECKOUT / ".pre-commit-hooks.yaml"),
        ("validate-config", tmp_path / ".pre-commit-config.yaml"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", kind, str(file)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_new_corpus_takes_a_transcript_and_becomes_a_site(tmp_path: Path) -> None:
    """The commands that its README and its workflow give, in their order."""
    CliRunner().invoke(command, [str(tmp_path)])
    specimen = CHECKOUT / "corpus" / "sources" / "ja-en-fisheries.txt"
    (tmp_path / "sources" / specimen.name).write_bytes(specimen.read_bytes())
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    workflow = YAML(typ="safe").load(tmp_path / ".github/workflows/corpus.yml")
    steps = [step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"]]
    lines = [line.strip() for line in readme.splitlines() if line.startswith("    teikit")]
    lines += [line for line in steps if line.startswith("teikit")]
    assert [line.split()[1] for line in lines] == ["convert", "validate", "render", "validate", "render"]
    env = {**os.environ, "TEIKIT_CACHE_DIR": str(tmp_path.parent / "cache")}
    env.pop("GITHUB_STEP_SUMMARY", None)
    for line in lines:
        call = [sys.executable, "-c", "from teikit.cli.main import main; main()", *shlex.split(line)[1:]]
        done = subprocess.run(call, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (line, done.stdout, done.stderr)
    assert (tmp_path / "site" / "ja-en-fisheries.html").stat().st_size > 10_000
    assert (tmp_path / "report.html").exists()
    assert json.loads((tmp_path / "teikit.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
