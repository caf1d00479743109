"""`teikit validate`, `teikit rule`: flags, settings, exit codes, several formats in one run, mending."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from teikit.cli.rule import command as rule_command
from teikit.cli.validate import command
from teikit.validation.rules import all_rules
from tests.benchmarks.validate_documents import document

BASE = document("cable-1", 2500, 1)
WRONG = BASE.replace('who="#first"', 'who="#frist"', 1)


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEIKIT_CACHE_DIR", str(tmp_path / ".cache"))
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def call(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(command, list(arguments), input=stdin)


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_clean_run_says_so_in_one_line() -> None:
    write("cable-1.xml", BASE)
    result = call("cable-1.xml")
    assert (result.exit_code, result.output) == (0, "1 file, 3 schemas, no findings\n")


def test_a_finding_shows_the_line_a_caret_and_what_to_do() -> None:
    write("out/cable-1.xml", WRONG)
    result = call("out", "--select", "TK003")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0].startswith("out/cable-1.xml:")
    assert ": error TK003 @who points to #frist" in lines[0]
    assert lines[2].index("^^^") - 9 == lines[1].index("who=") - 9
    assert "Did you mean #first?" in lines[3]
    assert lines[-1] == "1 file, 3 schemas, 1 error"


def test_standard_input_has_a_name() -> None:
    result = call("-", "--stdin-name", "draft.xml", "--format", "concise", "--select", "TK003", stdin=WRONG)
    assert result.exit_code == 1
    assert result.output.startswith("draft.xml:")


def test_settings_are_found_above_the_files_and_flags_beat_them() -> None:
    write("corpus.toml", '[validate]\nignore = ["TK003"]\n')
    write("tei/cable-1.xml", WRONG)
    assert call("tei").exit_code == 0
    write("corpus.toml", '[validate]\nseverity = { TK003 = "information" }\n')
    assert call("tei").exit_code == 0
    assert call("tei", "--severity", "TK003=error").exit_code == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[validate]\nignroe = ["TK003"]\n', "corpus.toml:2: unknown key 'ignroe'; did you mean 'ignore'?"),
        ("[validat]\n", "corpus.toml:1: unknown table or key 'validat'; did you mean 'validate'?"),
        ('[validate]\nlayers = ["rngg"]\n', "corpus.toml:2: unknown layer 'rngg'; did you mean 'rng'?"),
        ("[validate]\njobs = true\n", "corpus.toml:2: jobs must be a whole number"),
        ("[validate\n", "corpus.toml:1"),
        ('[validate]\nseverity = { TK003 = "eror" }\n', "did you mean 'error'?"),
    ],
)
def test_settings_that_are_wrong_say_where(text: str, message: str) -> None:
    write("corpus.toml", text)
    write("cable-1.xml", BASE)
    result = call("cable-1.xml")
    assert result.exit_code == 2
    assert message in result.output


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_rule_that_does_not_exist_is_no_quiet_pass(option: str) -> None:
    write("cable-1.xml", WRONG)
    result = call("cable-1.xml", option, "TK033")
    assert result.exit_code == 2
    assert "there is no rule 'TK033'; did you mean TK0" in result.output
    assert call("cable-1.xml", option, "rng:element-unkown").exit_code == 2


def test_settings_in_pyproject() -> None:
    write("pyproject.toml", '[project]\nname = "x"\n[tool.teikit.validate]\nignore = ["TK"]\n')
    write("cable-1.xml", WRONG)
    assert call("cable-1.xml").exit_code == 0


def test_several_formats_in_one_run() -> None:
    write("cable-1.xml", WRONG)
    result = call(
        "cable-1.xml",
        "--format",
        "concise",
        "--format",
        "sarif=out/r.sarif",
        "--format",
        "junit=out/r.xml",
        "--format",
        "html=out/r.html",
    )
    assert result.exit_code == 1
    assert result.output.splitlines()[0].startswith("cable-1.xml:")
    assert json.loads(Path("out/r.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert Path("out/r.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert "<h1>" in Path("out/r.html").read_text(encoding="utf-8")
    assert call("cable-1.xml", "--format", "text", "--format", "json").exit_code == 2
    assert call("cable-1.xml", "--format", "txt").exit_code == 2
    result = call("cable-1.xml", "--format", "json", "--output-file", "r.jsonl", "-q")
    assert result.output == ""
    assert json.loads(Path("r.jsonl").read_text(encoding="utf-8").splitlines()[0])["rule"] == "TK003"


def test_github_is_chosen_in_its_own_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    write("cable-1.xml", WRONG)
    assert call("cable-1.xml").output.startswith("::error file=cable-1.xml,line=")


def test_baseline_statistics_exit_zero_and_list_files() -> None:
    write("cable-1.xml", WRONG)
    assert call("cable-1.xml", "--write-baseline", "known.json").exit_code == 0
    result = call("cable-1.xml", "--baseline", "known.json")
    assert result.exit_code == 0
    assert "1 known from the baseline" in result.output
    assert call("cable-1.xml", "--exit-zero").exit_code == 0
    assert "TK003" in call("cable-1.xml", "--statistics").output.split("schemas")[0]
    write("cable-2.xml", BASE.replace("cable-1", "cable-2").replace("teikit.rng", "none.rng"))
    assert "      1  not checked  xml:schema" in call(".", "--statistics").output.splitlines()
    Path("cable-2.xml").unlink()
    assert call(".", "--list-files").output == "cable-1.xml\n"
    assert call("cable-1.xml", "--baseline", "none.json").exit_code == 2


def test_fix_mends_what_is_safe_and_nothing_else() -> None:
    text = BASE.replace('<?xml-model href="teikit.rng"', "<!--", 1).replace('structure/1.0"?>', "-->", 1)
    text = "\n".join(line for line in BASE.splitlines() if "xml-model" not in line) + "\n"
    text = text.replace('who="#first"', 'who="first"', 1).replace(' corresp="#ja-p1"', "", 1)
    write("cable-1.xml", text)
    shown = call("cable-1.xml", "--diff")
    assert shown.exit_code == 1
    assert Path("cable-1.xml").read_text(encoding="utf-8") == text
    added = [
        line[1:].strip() for line in shown.output.splitlines() if line.startswith("+") and not line.startswith("+++")
    ]
    assert any('who="#first"' in line for line in added)
    assert call("cable-1.xml", "--fix").exit_code == 0
    assert Path("cable-1.xml").read_text(encoding="utf-8").replace(' corresp="#ja-p1"', "") == BASE.replace(
        ' corresp="#ja-p1"', ""
    )
    before = Path("cable-1.xml").read_bytes()
    assert call("cable-1.xml", "--diff").exit_code == 0
    call("cable-1.xml", "--fix")
    assert Path("cable-1.xml").read_bytes() == before


def test_what_cannot_be_mended_is_said_and_no_clean_pass() -> None:
    write("cable-1.xml", BASE.replace("</TEI>", ""))
    result = call("cable-1.xml", "--diff")
    assert result.exit_code == 2
    assert "cable-1.xml:" in result.output
    assert call("none.xml", "--diff").exit_code == 2
    write("corpus.toml", '[validate]\nper-file-ignores = { "cable-1.xml" = ["TK004"] }\n')
    write("cable-1.xml", BASE.replace('who="#first"', 'who="first"', 1))
    assert call("cable-1.xml", "--diff").exit_code == 0, "what is ignored in a file is not mended there"
    Path("corpus.toml").unlink()
    assert call("cable-1.xml", "--diff").exit_code == 1
    write(
        "cable-1.xml",
        Path("cable-1.xml").read_text("utf-8").replace("<text>", '<?teikit ignore="TK004" reason="x"?><text>'),
    )
    assert call("cable-1.xml", "--diff").exit_code == 0, "nor what the file itself keeps from being told"


def test_mending_leaves_standard_output_to_the_format() -> None:
    write("cable-1.xml", BASE.replace('who="#first"', 'who="first"', 1).replace('"#translator"', '"#translatr"', 1))
    result = call("cable-1.xml", "--fix", "--format", "json")
    assert [json.loads(line)["rule"] for line in result.stdout.splitlines()] == ["TK003"]
    assert "mended 1 × TK004" in result.stderr


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def test_since_checks_changed_files_and_their_neighbours() -> None:
    git("init", "-q", "-b", "main")
    for number in (1, 2, 3):
        text = document(f"cable-{number}", 2500, number)
        write(
            f"cable-{number}.xml",
            text.replace("</title>", ' <ref target="cable-1.xml#ja">1</ref></title>', 1) if number == 2 else text,
        )
    git("add", ".")
    git("commit", "-qm", "first")
    assert call(".", "--since", "HEAD").exit_code == 0
    write("cable-1.xml", WRONG)
    result = call(".", "--since", "HEAD", "--list-files")
    assert result.output.split() == ["cable-1.xml", "cable-2.xml"]
    assert call(".", "--since", "HEAD").exit_code == 1
    assert call(".", "--since", "no-such-revision").exit_code == 2


def test_since_checks_what_pointed_to_a_file_that_is_gone() -> None:
    git("init", "-q", "-b", "main")
    for number in (1, 2, 3):
        text = document(f"cable-{number}", 2500, number)
        pointing = text.replace("</title>", ' <ref target="cable-1.xml#ja">1</ref></title>', 1)
        write(f"cable-{number}.xml", pointing if number == 2 else text)
    git("add", ".")
    git("commit", "-qm", "first")
    git("mv", "cable-1.xml", "cable-9.xml")
    assert call(".", "--since", "HEAD", "--list-files").output.split() == ["cable-2.xml", "cable-9.xml"]
    assert "TK005" in call(".", "--since", "HEAD", "--format", "concise").output
    git("rm", "-q", "--cached", "cable-9.xml")
    Path("cable-9.xml").unlink()
    assert call(".", "--since", "HEAD", "--list-files").output.split() == ["cable-2.xml"]


def test_since_sees_an_identifier_that_another_file_has() -> None:
    git("init", "-q", "-b", "main")
    for number in (1, 2):
        write(f"cable-{number}.xml", document(f"cable-{number}", 2500, number))
    git("add", ".")
    git("commit", "-qm", "first")
    write("cable-3.xml", document("cable-1", 2500, 3))
    assert call(".", "--since", "HEAD", "--list-files").output.split() == ["cable-1.xml", "cable-3.xml"]
    assert "TK001" in call(".", "--since", "HEAD", "--format", "concise").output


def test_since_sees_the_same_text_and_the_same_number_in_another_file() -> None:
    git("init", "-q", "-b", "main")
    for number in (1, 2, 3):
        write(f"cable-{number}.xml", document(f"cable-{number}", 2500, number))
    git("add", ".")
    git("commit", "-qm", "first")
    write("cable-4.xml", document("cable-4", 2500, 1))
    write("cable-5.xml", document("cable-5", 2500, 5).replace("<idno>cable-5<", "<idno>CABLE-2<"))
    listed = call(".", "--since", "HEAD", "--list-files").output.split()
    assert listed == ["cable-1.xml", "cable-2.xml", "cable-4.xml", "cable-5.xml"]
    assert "TK016" in call(".", "--since", "HEAD", "--format", "concise").output


def test_since_sees_what_includes_a_changed_file_and_a_changed_schema() -> None:
    git("init", "-q", "-b", "main")
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="people.xml"/>'
    write("cable-1.xml", BASE.replace("<listPerson>", f"{include}<listPerson>", 1))
    write("cable-2.xml", document("cable-2", 2500, 1))
    write("people.xml", '<listPerson xmlns="http://www.tei-c.org/ns/1.0"/>')
    write("schemas/own.rng", "<grammar/>")
    git("add", ".")
    git("commit", "-qm", "first")
    write("people.xml", '<listPerson xmlns="http://www.tei-c.org/ns/1.0" n="1"/>')
    assert call(".", "--since", "HEAD", "--list-files").output.split() == ["cable-1.xml", "people.xml"]
    write("schemas/own.rng", "<grammar />")
    assert len(call(".", "--since", "HEAD", "--list-files").output.split()) == 3


def test_the_manual_of_every_rule_can_be_read() -> None:
    runner = CliRunner()
    listed = runner.invoke(rule_command, []).output
    for entry in all_rules():
        assert entry.identifier in listed
        page = runner.invoke(rule_command, [entry.identifier.lower()])
        assert page.exit_code == 0
        assert "Bad" in page.output
    assert "Did you mean" not in runner.invoke(rule_command, ["rng:element-unknown"]).output
    wrong = runner.invoke(rule_command, ["TK0012"])
    assert wrong.exit_code == 2
    assert "did you mean TK012" in wrong.output


def test_since_checks_every_file_where_the_persons_of_the_corpus_changed() -> None:
    write("corpus.toml", '[validate]\nauthority = ["persons/list.xml"]\n')
    Path("persons").mkdir()
    people = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="list"><text/></TEI>'
    write("persons/list.xml", people)
    for number in (1, 2):
        write(f"cable-{number}.xml", BASE.replace("cable-1", f"cable-{number}"))
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "x")
    write("persons/list.xml", people.replace("<text/>", "<text><body/></text>"))
    listed = call(".", "--since", "HEAD", "--list-files").output.split()
    assert {"cable-1.xml", "cable-2.xml"} <= set(listed)


@pytest.mark.parametrize("encoding", ["UTF-8", "utf-8-sig", "UTF-16", "ISO-8859-1", "Shift_JIS"])
def test_fix_keeps_the_encoding_and_the_line_ends(encoding: str) -> None:
    said = "UTF-8" if encoding == "utf-8-sig" else encoding
    text = BASE.replace('encoding="UTF-8"', f'encoding="{said}"').replace('who="#first"', 'who="first"', 1)
    text = text.replace("\n", "\r\n")
    Path("cable-1.xml").write_bytes(text.encode(encoding, "xmlcharrefreplace"))
    assert "mended 1 × TK004" in call("cable-1.xml", "--fix").stderr
    mended = Path("cable-1.xml").read_bytes()
    assert mended == text.replace('who="first"', 'who="#first"', 1).encode(encoding, "xmlcharrefreplace")
    assert call("cable-1.xml", "--layer", "rng,corpus").exit_code == 0


def test_elements_of_html_are_told_as_those_of_tei() -> None:
    write("cable-1.xml", BASE.replace("</speaker>", "</speaker><p>a <b>c</b></p>", 1))
    assert 'That is HTML; in TEI write <hi rend="bold">.' in call("cable-1.xml").output


def test_files_that_are_no_tei_are_skipped_also_where_they_are_named_if_one_says_so() -> None:
    """As in a hook, which names every XML file of a commit, a catalog of schemas among them."""
    write("cable-1.xml", BASE)
    write("catalog.xml", '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"/>')
    assert call("cable-1.xml", "catalog.xml").exit_code == 1
    result = call("cable-1.xml", "catalog.xml", "--only-tei")
    assert (result.exit_code, result.output) == (0, "1 file, 3 schemas, no findings, 1 file skipped that is no TEI\n")
    assert call("catalog.xml", "--only-tei").exit_code == 0
    assert call("none.xml", "--only-tei").exit_code == 2
    write("broken.xml", "<catalog>")
    assert call("broken.xml", "--only-tei").exit_code == 1
