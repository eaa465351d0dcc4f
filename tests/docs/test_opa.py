"""What docs/opa.md shows of Rego: its fields are published, and a Rego engine answers as shown."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from raci.project import Project
from raci.schema import schema_path
from tests.docs.test_docs import FENCE
from tests.support.command import raci
from tests.support.paths import ROOT

TEXT = (ROOT / "docs" / "opa.md").read_text("utf-8")
FILES = {title: block for _, title, block in FENCE.findall(TEXT) if title}
(SHOWN,) = (json.loads(block) for language, _, block in FENCE.findall(TEXT) if language == "json")
SHAPES = {"row": "Row", "cell": "Cell", "role": "MatrixRole", "platform": "MatrixPlatform"}
POLICIES = """\
policies:
  critical-platform-has-deputy:
    for: platform
    when: platform.critical
    require: size(platform.deputies) > 0
    message: "{platform.id} is critical and has no deputy"
  finance-apart:
    for: role
    when: role.department == "finance" && role.manager != ""
    forbid: role(role.manager).department == "sales"
    message: "{role.id} of finance reports to {role.manager} of sales"
  no-agent:
    for: activity
    forbid: activity.accountable.exists(r, role(r).kind == "agent")
    message: "{activity.accountable}, an agent, is accountable for {activity.id}"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files of the page, and the matrix."""
    (tmp_path / ".git").mkdir()
    for title, block in FILES.items():
        (tmp_path / title).parent.mkdir(exist_ok=True)
        (tmp_path / title).write_text(block, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert raci("matrix", "--format", "json", "-o", "matrix.json").exit_code == 0
    return tmp_path


def engine(name: str) -> str:
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed: the Rego of docs/opa.md is not run")
    return program


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.usefixtures("folder")
def test_opa_answers_as_shown() -> None:
    done = run(engine("opa"), "eval", "--input", "matrix.json", "--data", "policy/raci.rego",
               "--format", "json", "data.main.deny")  # fmt: skip
    (result,) = json.loads(done.stdout)["result"]
    assert sorted(result["expressions"][0]["value"]) == SHOWN


@pytest.mark.usefixtures("folder")
def test_conftest_answers_as_shown() -> None:
    done = run(engine("conftest"), "test", "matrix.json", "--output", "json")
    assert done.returncode == 1
    (result,) = json.loads(done.stdout)
    assert sorted(failure["msg"] for failure in result["failures"]) == SHOWN


def test_the_rego_names_published_fields_alone() -> None:
    schema = json.loads(schema_path("matrix").read_text("utf-8"))
    rego = FILES["policy/raci.rego"]
    fields = {
        name: set(re.findall(rf"\b(?:{name}|{name}s\[[\w.]+\])\.(\w+)", rego)) for name in SHAPES
    }
    assert all(fields.values())
    for name, shape in SHAPES.items():
        assert fields[name] <= set(schema["$defs"][shape]["properties"])
    assert set(re.findall(r"\binput\.(\w+)", rego)) <= set(schema["properties"])


def test_what_is_shown_is_what_the_same_policies_of_raci_tell() -> None:
    pytest.importorskip("cel_expr_python")
    report = Project.of({"org.yaml": FILES["org.yaml"] + POLICIES}).check(as_of="2027-01-01")
    told = [finding.message for finding in report if finding.code.startswith("POL:")]
    assert sorted(told) == SHOWN


def matrix(text: str, *options: str) -> dict[str, Any]:
    Path(".git").mkdir(exist_ok=True)
    Path("org.yaml").write_text(text, encoding="utf-8")
    data: dict[str, Any] = json.loads(raci("matrix", "--format", "json", *options).stdout)
    return data


def test_the_matrix_has_what_its_cells_refer_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = """\
raci: 1
org: {id: shop}
departments:
  shop: {head: boss}
  sales: {parent: shop, head: lead}
roles:
  boss: {department: shop}
  lead: {department: sales, name: {en: Lead, zh: 主管}, deputies: [clerk], headcount: 2}
  clerk: {department: sales, kind: agent, duties: {sell: Sell}}
activities:
  sell: {platforms: [mall], tags: [money], critical: true}
  count: {department: shop, accountable: [boss]}
platforms:
  mall: {kind: sales-channel, owners: [clerk], deputies: [lead], critical: true}
  old: {status: archived}
people:
  p-1: {name: Kim, roles: {lead: {}}}
"""
    data = matrix(text, "--lang", "zh", "--only", "platform:mall")
    assert [row["activity"] for row in data["rows"]] == ["sell"]
    row = data["rows"][0]
    assert (row["critical"], row["tags"], row["platforms"]) == (True, ["money"], ["mall"])
    assert data["departments"][1] == {
        "department": "sales", "name": "sales", "parent": "shop", "head": "lead", "attributes": {}
    }  # fmt: skip
    boss, lead, clerk = data["roles"]
    assert (boss["reports_to"], lead["reports_to"], clerk["reports_to"]) == (None, "boss", "lead")
    assert (lead["name"], lead["headcount"], lead["deputies"]) == ("主管", 2, ["clerk"])
    assert (lead["kind"], clerk["kind"]) == ("person", "agent")
    mall, old = data["platforms"]
    assert (mall["owners"], mall["deputies"], mall["critical"]) == (["clerk"], ["lead"], True)
    assert (mall["kind"], old["status"]) == ("sales-channel", "archived")
    assert "Kim" not in json.dumps(data)
    assert "p-1" not in json.dumps(data)
