"""Rules of installed packages: found as Python finds them, and whatever fails is told by name."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from raci.cli.formats import FINDINGS
from raci.rules import catalogue
from raci.rules.plugins import Plugins, installed, load_plugins
from tests.support.paths import ROOT
from tests.support.plugins import install
from tests.support.repositories import IDENTITY, commit, git

SAMPLE = ROOT / "tests" / "fixtures" / "plugin"
ORG = """\
raci: 1
org: {id: shop}
roles: {crm: {}, sales: {}, aide: {}}
platforms:
  store: {owners: [crm, sales], deputies: [aide]}
  mall: {}
"""
OWN = catalogue.codes()  # before any test has a plugin on its path
DAY = ("--as-of", "2027-01-01")
MANY, IDLE = "platform_with_many_owners", "deputy_without_duty"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of Python's path with the sample plugin."""
    install(SAMPLE, tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    (folder / ".git").mkdir(parents=True)
    (folder / "org.yaml").write_text(ORG, encoding="utf-8")
    return folder


def ran(site: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run raci as a process: a plugin is found where it starts."""
    path = os.pathsep.join((str(site), str(ROOT)))
    environment = os.environ | {"PYTHONPATH": path, "COLUMNS": "80", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "raci", *arguments],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert "raci has a defect" not in done.stderr
    return done


def told(site: Path, folder: Path, *arguments: str) -> list[dict[str, Any]]:
    done = ran(site, folder, "check", *DAY, "--format", "json", *arguments)
    findings: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return findings


# What a plugin's rule can


def test_its_rules_judge_among_those_of_raci(site: Path, shop: Path) -> None:
    findings = told(site, shop)
    assert {"ACM901", "GAP104"} <= {finding["code"] for finding in findings}
    (own,) = (finding for finding in findings if finding["code"] == "ACM901")
    assert own["name"] == "platform-with-many-owners"
    assert own["severity"] == "warning"
    assert own["subject"] == "platform:store"
    assert own["involves"] == ["role:crm", "role:sales"]
    assert own["message"] == "crm and sales own store: 2, where one is agreed"
    assert own["place"]["line"] == 5
    assert not [f for f in told(ROOT, shop) if f["code"].startswith("ACM")]


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (("--select", "ACM901"), {"ACM901"}),
        (("--select", "platform-with-many-owners"), {"ACM901"}),
        (("--select", "acm"), {"ACM901"}),
        (("--select", "deputy-without-duty"), {"ACM902"}),
        (("--select", "ACM,ACM902"), {"ACM901", "ACM902"}),
        (("--ignore", "ACM"), {"GAP104"}),
    ],
)
def test_it_is_selected_by_code_name_and_family(
    site: Path, shop: Path, arguments: tuple[str, ...], codes: set[str]
) -> None:
    assert {finding["code"] for finding in told(site, shop, *arguments)} == codes


@pytest.mark.parametrize(
    ("settings", "severity"),
    [
        ('[severity]\nACM901 = "error"', "error"),
        ('[severity]\nACM = "info"', "info"),
        ("[options.ACM901]\nat-most = 2", None),
        ("[options.platform-with-many-owners]\nat-most = 2", None),
        ('ignore = ["ACM901"]', None),
        ('ignore = ["ACM901"]\nmandatory = ["platform-with-many-owners"]', "warning"),
        ('[per-path-ignores]\n"org.yaml" = ["ACM"]', None),
    ],
)
def test_settings_name_it(site: Path, shop: Path, settings: str, severity: str | None) -> None:
    (shop / "raci.toml").write_text(settings, encoding="utf-8")
    severities = [f["severity"] for f in told(site, shop) if f["code"] == "ACM901"]
    assert severities == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("settings", "line", "message"),
    [
        ("[options.ACM901]\nat-mots = 2", 2, "did you mean `at-most`?"),
        ("[options.ACM901]\nat-most = -1", 2, "at-most"),
        ('[options.ACM901]\nat-most = "2"', 2, "at-most"),
        ('[severity]\nACM9O1 = "error"', 2, "did you mean `ACM901`?"),
        ('ignore = ["platform-with-many-owner"]', 1, "did you mean `platform-with-many-owners`?"),
    ],
)
def test_mistakes_in_settings_are_told_at_their_line(
    site: Path, shop: Path, settings: str, line: int, message: str
) -> None:
    (shop / "raci.toml").write_text(settings, encoding="utf-8")
    (finding,) = told(site, shop)
    assert (finding["code"], finding["place"]["path"]) == ("DEF002", "raci.toml")
    assert finding["place"]["line"] == line
    assert message in finding["message"]


def test_settings_that_name_a_plugin_that_is_not_installed_are_wrong(shop: Path) -> None:
    (shop / "raci.toml").write_text('mandatory = ["ACM901"]', encoding="utf-8")
    (finding,) = told(ROOT, shop)
    assert (finding["code"], finding["place"]["path"]) == ("DEF002", "raci.toml")


def test_its_findings_are_waived_and_recorded(site: Path, shop: Path) -> None:
    waiver = """\
waivers:
  two-owners:
    rule: platform-with-many-owners
    at: platform:store
    involves: [role:crm, role:sales]
    reason: both pay
    until: 2027-02-01
    approved_by: {crm: 2026-12-01}
"""
    (shop / "org.yaml").write_text(ORG + waiver, encoding="utf-8")
    assert [f["status"] for f in told(site, shop, "--select", "ACM901")] == ["waived"]
    (shop / "org.yaml").write_text(ORG, encoding="utf-8")
    assert ran(site, shop, "baseline", *DAY).returncode == 0
    assert "ACM901" in (shop / "raci-baseline.yaml").read_text(encoding="utf-8")
    assert [f["status"] for f in told(site, shop, "--select", "ACM901")] == ["baselined"]


def test_it_yields_as_raci_s_rules_do(site: Path, shop: Path) -> None:
    text = ORG.replace("deputies: [aide]", "deputies: [nobody]")
    (shop / "org.yaml").write_text(text, encoding="utf-8")
    assert [f["code"] for f in told(site, shop, "--select", "ACM902")] == ["DEF004"]


def test_sarif_has_its_page(site: Path, shop: Path) -> None:
    done = ran(site, shop, "check", *DAY, "--format", "sarif")
    driver = json.loads(done.stdout)["runs"][0]["tool"]["driver"]
    (rule,) = (rule for rule in driver["rules"] if rule["id"] == "ACM901")
    assert rule["shortDescription"]["text"] == "A platform has more owners than agreed"
    assert "## Why it matters" in rule["help"]["markdown"]


def test_the_list_and_the_page_show_it(site: Path, shop: Path) -> None:
    assert "ACM901  platform-with-many-owners" in ran(site, shop, "rules").stdout
    page = ran(site, shop, "rules", "acm901").stdout
    assert "A rule of the plugin acme-rules." in page
    assert "`at-most` (a whole number from 0; 1 by default)" in page
    chinese = ran(site, shop, "rules", "ACM901", "--lang", "zh").stdout
    assert "平台的负责人多于 `at-most` 个。" in chinese
    english = ran(site, shop, "rules", "ACM902", "--lang", "zh").stdout
    assert "A deputy of a platform has no duties of its own." in english


def test_the_shell_completes_it(site: Path, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_RACI_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "raci rules ACM")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert ran(site, shop).stdout.split() == ["plain,ACM901", "plain,ACM902"]


def test_a_message_without_chinese_is_told_in_english(site: Path, shop: Path) -> None:
    done = ran(site, shop, "check", *DAY, "--select", "ACM902", "--lang", "zh", "--show", "info")
    assert "aide deputises for store and has no duties" in done.stdout


def test_the_schema_of_settings_and_why_know_it(site: Path, shop: Path) -> None:
    schema = json.loads(ran(site, shop, "schema", "settings").stdout)
    assert "at-most" in schema["properties"]["options"]["properties"]["ACM901"]["properties"]
    assert {"ACM", "ACM901", "platform-with-many-owners"} <= {*schema["$defs"]["Rule"]["enum"]}
    (own,) = told(site, shop, "--select", "ACM901")
    assert "crm" in ran(site, shop, "why", own["fingerprint"][:8], *DAY).stdout


# What fails


def test_a_plugin_that_fails_takes_nothing_with_it(site: Path, shop: Path) -> None:
    (site / "acme_rules" / f"{IDLE}.py").write_text("import no_such_module\n", encoding="utf-8")
    done = ran(site, shop, "check", *DAY, "--format", "json")
    assert done.returncode == 3
    findings = json.loads(done.stdout)["findings"]
    assert {"DEF015", "ACM901", "GAP104"} <= {finding["code"] for finding in findings}
    (failed,) = (finding for finding in findings if finding["code"] == "DEF015")
    assert failed["message"] == (
        "rule deputy-without-duty of plugin acme-rules is not used: "
        "ModuleNotFoundError: No module named 'no_such_module'"
    )
    listed = ran(site, shop, "rules", "--lang", "zh")
    assert listed.returncode == 0
    assert "插件 acme-rules 的规则 deputy-without-duty 未启用" in listed.stderr
    assert "ACM901" in listed.stdout


@pytest.mark.parametrize("form", FINDINGS)
def test_every_format_tells_it(site: Path, shop: Path, form: str) -> None:
    (site / "acme_rules" / "__init__.py").write_text("1 / 0\n", encoding="utf-8")
    done = ran(site, shop, "check", *DAY, "--format", form, "--lang", "zh")
    assert done.returncode == 3
    assert "acme-rules" in done.stdout
    assert "ZeroDivisionError" in done.stdout
    assert "GAP104" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "org"),
    [
        (("check", "--select", "GAP"), ORG),
        (("check", "--ignore", "DEF"), ORG),
        (("check", "--exit-zero"), ORG),
        (("check", "-"), ORG),
        (("check",), ORG + "x: 1\n"),
        (("check",), "raci: 1\nroles: [\n"),
    ],
)
def test_nothing_hides_it(site: Path, shop: Path, arguments: tuple[str, ...], org: str) -> None:
    (site / "acme_rules" / "__init__.py").write_text("1 / 0\n", encoding="utf-8")
    (shop / "org.yaml").write_text(org, encoding="utf-8")
    path = os.pathsep.join((str(site), str(ROOT)))
    done = subprocess.run(
        [sys.executable, "-m", "raci", *arguments, *DAY], input=org,
        cwd=shop, env=os.environ | {"PYTHONPATH": path}, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert "acme-rules" in done.stdout
    assert done.returncode == 3


PROPOSAL = """\
raci-proposal: 1
title: One more
base: org.yaml
steps:
  - on: 2027-02-01
    changes: [{add: role:new}]
"""


@pytest.mark.parametrize("command", ["check --since HEAD", "diff HEAD .", "plan more.yaml"])
def test_every_comparison_tells_it(
    site: Path, shop: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    (site / "acme_rules" / "__init__.py").write_text("1 / 0\n", encoding="utf-8")
    git(shop, "init", "-q")
    commit(shop, **{"org.yaml": ORG, "more.yaml": PROPOSAL})
    done = ran(site, shop, *command.split(), *DAY)
    assert "plugin acme-rules is not used" in done.stdout
    assert done.returncode == 3


def test_the_manifest_of_an_audit_pack_names_it_with_its_version(site: Path, shop: Path) -> None:
    assert ran(site, shop, "report", "-o", "pack", *DAY).returncode == 0
    manifest = json.loads((shop / "pack" / "manifest.json").read_bytes())
    about = tomllib.loads((SAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    rules = ["ACM901", "ACM902"]
    expected = {"name": "acme-rules", "version": about["version"], "rules": rules}
    assert manifest["plugins"] == [expected]


BODIES = {
    "crash": ("1 / 0", "ZeroDivisionError"),
    "no hit": ("yield 7", "AttributeError"),
    "no generator": ("return 7", "TypeError"),
    "a case that the page lacks": ("yield Hit(case='other')", "KeyError: 'other'"),
    "a hole without a value": ("yield Hit()", "KeyError: 'roles'"),
    "a value that no format takes": (
        "yield Hit(roles=platform, count=1)",
        "TypeError: roles: Platform is no value of a message",
    ),
    "a related place that is written nowhere": (
        "yield Hit(also=((Ref('role:gone'), Ref('role:gone')),), roles=(), count=1)",
        "KeyError",
    ),
    "a place that is written nowhere": (
        "yield Hit(at=Ref('role:gone'), roles=(), count=1)",
        "KeyError",
    ),
    "an involved text": ("yield Hit(involves=('crm',), roles=(), count=1)", "'crm' is no Ref"),
}


@pytest.mark.parametrize("body", BODIES)
def test_a_rule_that_crashes_is_told_with_its_plugin(site: Path, shop: Path, body: str) -> None:
    code, error = BODIES[body]
    file = site / "acme_rules" / f"{MANY}.py"
    before, _, _ = file.read_text(encoding="utf-8").partition("    if len(")
    text = before.replace("import Hit", "import Hit\nfrom raci.findings.ref import Ref")
    file.write_text(f"{text}    {code}\n", encoding="utf-8")
    done = ran(site, shop, "check", *DAY, "--format", "json", "--show", "info")
    assert done.returncode == 3
    findings = json.loads(done.stdout)["findings"]
    assert "GAP104" in {finding["code"] for finding in findings}
    (failed,) = (finding for finding in findings if finding["code"] == "DEF015")
    assert failed["subject"] == "platform:store"
    assert failed["message"].startswith(
        "rule ACM901 [platform-with-many-owners] of plugin acme-rules crashed here: "
    )
    assert error in failed["message"]
    assert "ACM901" not in {finding["code"] for finding in findings}


def test_a_choice_of_subjects_that_crashes_is_told(site: Path, shop: Path) -> None:
    file = site / "acme_rules" / f"{MANY}.py"
    text = file.read_text(encoding="utf-8").replace("platform.owners)\n", "platform.owner)\n", 1)
    file.write_text(text, encoding="utf-8")
    failed = [f for f in told(site, shop) if f["code"] == "DEF015"]
    assert {f["subject"] for f in failed} == {"platform:store", "platform:mall"}
    assert "AttributeError" in failed[0]["message"]


def test_a_relation_that_does_not_fit_is_told_and_nothing_is_lost(site: Path, shop: Path) -> None:
    file = site / "acme_rules" / f"{IDLE}.py"
    file.write_text(file.read_text(encoding="utf-8").replace("DEF004", "GAP104"), encoding="utf-8")
    findings = told(site, shop, "--extend-select", "ACM902")
    assert {"ACM901", "ACM902", "DEF015", "GAP104"} <= {f["code"] for f in findings}
    (failed,) = (finding for finding in findings if finding["code"] == "DEF015")
    assert "ACM902 [deputy-without-duty] of plugin acme-rules" in failed["message"]


NUMBERS = count()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample as a package with a name of its own, since Python imports a name once."""
    number = next(NUMBERS)
    project = Path(shutil.copytree(SAMPLE, tmp_path / "project"))
    name = f"sample_{number}"
    (project / "acme_rules").rename(project / name)
    about = project / "pyproject.toml"
    text = about.read_text(encoding="utf-8").replace("acme_rules", name)
    about.write_text(text.replace("acme-rules", f"sample-{number}"), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "site")
    return install(project, tmp_path / "site")


def loaded(package: Path) -> Plugins:
    folders = [folder for folder in installed() if folder.parent == package.parent]
    return load_plugins(folders, OWN)


def failures(package: Path) -> list[tuple[str, str, str]]:
    """Return what is not used: the case, the rule or plugin, and what is wrong."""
    said = []
    for case, values in loaded(package).failures:
        assert values["plugin"] == package.name.replace("_", "-")
        taken = f"{values.get('taken')} of {values.get('owner')}"
        said.append((case, values["rule"], values.get("error", taken)))
    return said


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_sample_is_right(package: Path) -> None:
    plugins = loaded(package)
    assert [found.rule.code for found in plugins.rules] == ["ACM902", "ACM901"]
    assert {found.rule.plugin for found in plugins.rules} == {package.name.replace("_", "-")}
    assert plugins.failures == []


@pytest.mark.parametrize(
    ("suffix", "old", "new", "error"),
    [
        (".md", "severity: warning", "severity: fatal", 'severity: "fatal" is not one of'),
        (".md", "severity: warning", "severity: off", '"chosen" is a required property'),
        (".md", "severity: warning\n", "", '"severity" is a required property'),
        (".md", "title:\n  en:", "title:\n  fr:", "title: "),
        (".md", "hint:", "hnit:", "hnit"),
        (".md", "cases:\n", "cases: [\n", "UnreadableError"),
        (".md", "---\n", "", "does not begin with a head"),
        (".md", "code: ACM901", "code: ACM903", "the function's code is ACM901, that of the page"),
        (".md", "  at-most:", "  at-least:", "options are at-most, those of the page at-least"),
        (".py", "at_most: Count = 1", "at_most: int = 1", "ValueError"),
        (".py", "of=Platform", "of=str", "unknown subjects: <class 'str'>"),
        (".py", '"platforms"', '"systems"', "unknown needs: systems"),
        (".py", f"def {MANY}", "def many", f"{MANY}.py defines no function {MANY} with @rule"),
        (".py", "from ._names", "raise SystemExit(0)\nfrom ._names", "SystemExit"),
        (".py", '"ACM901"', '"acm-901"', "the code acm-901 is not capital letters"),
        (".zh.md", "## 何时关闭", "何时关闭", "the Chinese page has 4 sections, not 5"),
    ],
)
def test_what_is_wrong_with_a_rule_is_told_and_the_other_is_used(
    package: Path, suffix: str, old: str, new: str, error: str
) -> None:
    change(package / f"{MANY}{suffix}", old, new)
    ((case, rule, said),) = failures(package)
    assert (case, rule) == ("plugin-rule", "platform-with-many-owners")
    assert error in said
    assert [found.rule.code for found in loaded(package).rules] == ["ACM902"]


def test_a_package_without_init_is_read_once(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (package / "__init__.py").unlink()
    monkeypatch.setattr(sys, "path", [str(package.parent), *sys.path])
    assert failures(package) == []


@pytest.mark.parametrize("suffix", [".md", ".py"])
def test_a_rule_has_two_files(package: Path, suffix: str) -> None:
    (package / f"{MANY}{suffix}").unlink()
    assert failures(package) == [
        ("plugin-rule", "platform-with-many-owners", f"{MANY}{suffix} is missing")
    ]


@pytest.mark.parametrize(
    ("code", "taken"),
    [
        ("GAP101", "GAP101 of raci"),
        ("DEF002", "DEF002 of raci"),
        ("DEF005", "DEF005 of raci"),
        ("POL101", "POL of policies"),
    ],
)
def test_a_code_that_is_taken_is_told(package: Path, code: str, taken: str) -> None:
    for suffix in (".py", ".md"):
        change(package / f"{MANY}{suffix}", "ACM901", code)
    assert failures(package) == [("plugin-taken", "platform-with-many-owners", taken)]


@pytest.mark.parametrize(
    ("name", "owner"),
    [("overlap_in_line", "raci"), ("unused_activity", "raci"), ("gap", "raci")],
)
def test_a_name_that_is_taken_is_told(package: Path, name: str, owner: str) -> None:
    for suffix in (".py", ".md"):
        (package / f"{MANY}{suffix}").rename(package / f"{name}{suffix}")
    (package / f"{MANY}.zh.md").unlink()
    change(package / f"{name}.py", MANY, name)
    shown = name.replace("_", "-")
    assert failures(package) == [("plugin-taken", shown, f"{shown} of {owner}")]


def test_a_free_number_of_a_family_of_raci_is_free(package: Path) -> None:
    for suffix in (".py", ".md"):
        change(package / f"{MANY}{suffix}", "ACM901", "GAP901")
    assert [found.rule.code for found in loaded(package).rules] == ["ACM902", "GAP901"]


def test_of_two_plugins_with_one_code_the_second_is_told(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(SAMPLE, tmp_path / "another")
    monkeypatch.syspath_prepend(tmp_path / "another")
    folders = [f for f in installed() if tmp_path in f.parents]
    plugins = load_plugins(folders, OWN)
    assert {found.rule.plugin for found in plugins.rules} == {"acme-rules"}
    name = package.name.replace("_", "-")
    assert [(f.values["plugin"], f.values["owner"]) for f in plugins.failures] == [
        (name, "acme-rules"),
        (name, "acme-rules"),
    ]


@pytest.mark.parametrize(
    ("points", "error"),
    [
        ("[raci.rules]\na = no_such_package\n", "No module named 'no_such_package'"),
        ("[raci.rules]\na = json.decoder\n", "json.decoder is a module"),
        ("[raci.rules]\na = \n", "Error"),
        ("[raci.rules]\n=\n[", "Error"),
    ],
)
def test_an_entry_point_that_names_no_package_is_told(
    package: Path, points: str, error: str
) -> None:
    (metadata,) = (folder for folder in installed() if folder.parent == package.parent)
    (metadata / "entry_points.txt").write_text(points, encoding="utf-8")
    ((case, _, said),) = failures(package)
    assert case == "plugin"
    assert error in said


def test_metadata_of_others_are_no_plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, points in {
        "tool-1.dist-info": "[console_scripts]\ntool = tool:main\n",
        "about-1.dist-info": "[console_scripts]\nraci.rules = about:main\n",
        "bare-1.dist-info": None,
    }.items():
        (tmp_path / name).mkdir()
        if points is not None:
            (tmp_path / name / "entry_points.txt").write_text(points, encoding="utf-8")
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path), str(tmp_path / "nowhere")])
    folders = [folder for folder in installed() if folder.parent == tmp_path]
    assert load_plugins(folders, {}) == Plugins()


def test_a_start_without_plugins_imports_no_metadata(shop: Path) -> None:
    script = "import sys; from raci.rules import catalogue; catalogue.rules(); print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=shop, env=environment, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert "importlib.metadata" not in done.stdout.split()
