"""What a report was made from: inputs, settings in force with their origin, version and day."""

from hashlib import sha256
from typing import Any

from raci.check.effective_settings import settings_of
from raci.check.settings import Selection
from raci.findings.finding import Severity
from raci.findings.inputs import Checkout, Input
from raci.project import Project
from raci.render.facts.origin import inputs, made_from, settings
from raci.render.facts.table import to_json
from raci.version import __version__
from tests.render.facts.reading import by_key

FILES = {
    "org.yaml": "raci: 1\norg: {id: x}\nroles: {a: {duties: {b: B}}}\n",
    "raci.toml": """\
fail-on = "warning"
[severity]
GAP101 = "info"
[options.LOD501]
max = 7
[per-path-ignores]
"org.yaml" = ["TXT"]
""",
}


def in_force(**more: Any) -> dict[str, dict[str, Any]]:
    project = Project.of(FILES)
    return by_key(settings(settings_of(project, Selection(**more))), "setting")


def test_settings_have_their_origin() -> None:
    rows = in_force()
    assert (rows["fail-on"]["value"], rows["fail-on"]["origin"]) == ("warning", "raci.toml:1:1")
    assert rows["severity.GAP101"]["value"] == "info"
    assert rows["severity.GAP101"]["origin"].startswith("raci.toml:3")
    assert (rows["options.LOD501.max"]["value"], rows["lang"]["origin"][1]) == ("7", "默认")
    assert "TXT701" in rows["per-path-ignores.org.yaml"]["value"]
    assert in_force(fail_on=Severity.INFO)["fail-on"] == {
        "setting": "fail-on",
        "value": "info",
        "origin": ["command line", "命令行"],
    }


def test_inputs_are_sorted_by_path() -> None:
    files = [Input("b.yaml", "f" * 64, 3), Input("a.yaml", "e" * 64, 1_000_000)]
    assert to_json(inputs(files))["rows"] == [[*file] for file in sorted(files)]


def test_what_it_was_made_from() -> None:
    report = Project.of(FILES).check(as_of="2026-11-23")
    rows = to_json(made_from("x", report, Checkout("c0ffee", clean=False)))["rows"]
    facts = {fact[0]: value for fact, value in rows}
    assert facts["Made by"] == f"raci {__version__}"
    assert facts["As of"] == "2026-11-23"
    lines = [
        f"{sha256(text.encode()).hexdigest()}  {path}\n" for path, text in sorted(FILES.items())
    ]
    assert facts["Digest of the inputs"] == sha256("".join(lines).encode()).hexdigest()
    assert facts["Commit"] == "c0ffee"
    assert facts["Working tree"] == ["has changes that are not committed", "有未提交的改动"]
    assert len(to_json(made_from("x", report))["rows"]) == 4
