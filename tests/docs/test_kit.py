"""What others run raci by: the pre-commit hook, the GitHub action, the GitLab job, docs/ci.md.

``fixtures/schemas/`` holds copies of ``github-action.json`` from SchemaStore (Apache-2.0) and of
GitLab's own ``ci.json`` (MIT).
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest
import yaml

from raci.version import __version__
from tests.support.paths import ROOT

CLEAN = """\
raci: 1
org: {id: shop}
roles:
  boss: {accountable: [pay]}
  clerk: {reports_to: boss, duties: {pay: Pay the invoices}}
"""
FAILED = CLEAN.replace("accountable: [pay]", "duties: {hire: Hire people}")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = {step.get("id", step.get("uses", "end")): step for step in ACTION["runs"]["steps"]}
NO_INDEX = re.compile("No matching distribution|Could not find a version|Connection|timed out")
HOSTILE = (
    "; touch pwned",
    "$(touch pwned)",
    "`touch pwned`",
    "' && touch pwned #",
    '" || touch pwned; "',
    "${{ github.token }}",
    "*",
    "--exit-zero",
    "组织/销售 部",
    "a  b",
)


def snippets(language: str = "yml") -> Mapping[str, str]:
    """Give the files that docs/ci.md shows, by the name in their first line."""
    text = (ROOT / "docs" / "ci.md").read_text("utf-8")
    blocks = re.findall(rf"^```{language}\n# (\S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return dict(blocks)


def schema(name: str) -> jsonschema.Draft7Validator:
    text = (ROOT / "tests" / "fixtures" / "schemas" / f"{name}.json").read_text("utf-8")
    return jsonschema.Draft7Validator(json.loads(text))


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    command = ["git", *who, *arguments]
    ran = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True)
    return ran.stdout.strip()


def commit(folder: Path, text: str) -> str:
    """Commit an organisation, in ``org/`` as docs/ci.md has it, and give the revision."""
    (folder / "org").mkdir(exist_ok=True)
    (folder / "org" / "org.yaml").write_text(text, encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "x")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet")
    return folder


@pytest.fixture
def launcher(tmp_path: Path) -> Path:
    """Give a ``raci`` of the checkout."""
    path = tmp_path / "bin" / "raci"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m raci "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return path


# The GitHub action


def test_the_action_is_one() -> None:
    schema("github-action").validate(ACTION)


def test_no_input_is_pasted_into_a_script() -> None:
    scripts = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
    assert len(scripts) == 4
    assert not [script for script in scripts if "${{" in script]


def test_every_input_is_used_and_every_other_action_has_its_version() -> None:
    steps = json.dumps(ACTION["runs"]["steps"])
    assert not [name for name in ACTION["inputs"] if f"inputs.{name} " not in steps]
    assert set(re.findall(r"inputs\.([\w-]+)", steps)) == set(ACTION["inputs"])
    used = [step["uses"] for step in ACTION["runs"]["steps"] if "uses" in step]
    assert all(re.fullmatch(r"(actions|github)/[\w/-]+@v\d+", name) for name in used)


def run_action(
    folder: Path, program: Path, base: str = "", **inputs: str
) -> tuple[int, str, dict[str, str]]:
    """Run the action's check with inputs; give its exit status, its log and its outputs.

    ``base`` is the branch that a pull request goes to.
    """
    log, written = run_step("check", folder, program, base, inputs)
    return end_of(folder, STATUS=written["exit-status"]), log, written


def run_plan(
    folder: Path, program: Path, base: str = "", checked: str = "0", **inputs: str
) -> tuple[int, str, dict[str, str]]:
    """Run the action's plan behind a check that ended so, as ``run_action`` does the check."""
    log, written = run_step("plan", folder, program, base, inputs)
    return end_of(folder, STATUS=checked, PLAN_STATUS=written.get("plan-status", "")), log, written


def run_step(
    name: str, folder: Path, program: Path, base: str, inputs: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    """Run a step of the action as GitHub does; give its log and its outputs."""
    step, folder_of_runner = STEPS[name], program.parent.parent
    given = {name: value["default"] for name, value in ACTION["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    environment = os.environ | {
        name: given.get(re.sub(r".*inputs\.([\w-]+) .*", r"\1", value), str(program))
        for name, value in step["env"].items()
    }
    outputs = folder_of_runner / "outputs"
    outputs.write_text("", encoding="utf-8")
    environment |= {"RUNNER_TEMP": str(folder_of_runner), "GITHUB_OUTPUT": str(outputs)}
    environment |= {"GITHUB_STEP_SUMMARY": str(folder_of_runner / "summary.md")}
    environment |= {"GITHUB_BASE_REF": base}
    log = bash(step["run"], folder, environment)
    assert log.returncode == 0, log.stderr  # the last step fails, after the upload
    written = dict(line.split("=", 1) for line in outputs.read_text("utf-8").splitlines())
    return log.stdout + log.stderr, written


def end_of(folder: Path, **statuses: str) -> int:
    """Run the action's last step; give its exit status."""
    end = STEPS["end"]
    assert end["if"] == "always()"
    assert set(statuses) <= set(end["env"])
    return bash(end["run"], folder, os.environ | statuses).returncode


def bash(
    script: str, folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a script as GitHub runs one with ``shell: bash``."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=dict(environment),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def recorder(tmp_path: Path) -> Path:
    """Give a program that prints its arguments as JSON and exits with 7."""
    path = tmp_path / "recorder" / "raci"
    path.parent.mkdir()
    path.write_text(
        f"#!{sys.executable}\nimport json, sys\nprint(json.dumps(sys.argv[1:]))\nsys.exit(7)\n",
        encoding="utf-8",
    )
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("text", HOSTILE)
def test_what_inputs_hold_is_never_run(text: str, repository: Path, recorder: Path) -> None:
    names = ("select", "ignore", "fail_on", "since", "as_of", "lang")
    inputs = dict.fromkeys((*names, "args", "paths"), text)
    status, log, _ = run_action(repository, recorder, **inputs)
    options = [f"--{name.replace('_', '-')}={text}" for name in names]
    assert json.loads(log) == ["check", "--format=github", *options, text, "--", text]
    assert status == 7
    assert os.listdir(repository) == [".git"]


def test_lists_have_an_item_a_line(repository: Path, recorder: Path) -> None:
    inputs = {"select": "GAP\nOVL\n", "paths": "a b\n\n组织\n", "args": "--show\nwaived"}
    _, log, _ = run_action(repository, recorder, **inputs)
    lists = ["--select=GAP,OVL,", "--show", "waived", "--", "a b", "组织"]
    assert json.loads(log) == ["check", "--format=github", *lists]


@pytest.mark.installs
def test_the_action_installs_the_raci_that_it_stands_beside(tmp_path: Path) -> None:
    published(tmp_path / "action")
    outputs = tmp_path / "outputs"
    runner = {"PYTHON": sys.executable, "RUNNER_TEMP": str(tmp_path)}
    runner |= {"GITHUB_ACTION_PATH": str(tmp_path / "action"), "GITHUB_OUTPUT": str(outputs)}
    ran = bash(STEPS["install"]["run"], tmp_path, os.environ | runner)
    if NO_INDEX.search(ran.stderr):
        pytest.skip("no package index can be reached")
    assert ran.returncode == 0, ran.stderr
    program = outputs.read_text("utf-8").removeprefix("raci=").strip()
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    assert __version__ in version.stdout


def test_the_action_checks(repository: Path, launcher: Path) -> None:
    commit(repository, CLEAN)
    status, log, outputs = run_action(repository, launcher)
    assert (status, outputs) == (0, {"exit-status": "0"}), log
    commit(repository, FAILED)
    status, log, outputs = run_action(repository, launcher, sarif="true", paths="org\n")
    assert status == 1
    assert "::error file=org/org.yaml," in log
    sarif = json.loads(Path(outputs["sarif-file"]).read_text("utf-8"))
    assert sarif["version"] == "2.1.0"
    assert "GAP101" in (launcher.parent.parent / "summary.md").read_text("utf-8")
    status, log, outputs = run_action(repository, launcher, paths="nowhere", sarif="true")
    assert (status, outputs) == (2, {"exit-status": "2"})


def test_the_action_tells_what_a_change_brings(repository: Path, launcher: Path) -> None:
    before = commit(repository, FAILED)
    status, log, _ = run_action(repository, launcher, since=before, fail_on="info")
    assert status == 0, log
    commit(repository, FAILED.replace("hire: Hire", "sack: {}, hire: Hire"))
    status, log, _ = run_action(repository, launcher, since=before)
    assert status == 1
    assert "sack" in log
    assert "hire" not in log


def test_the_action_judges_a_pull_request_by_what_it_brings(
    repository: Path, launcher: Path
) -> None:
    before = commit(repository, FAILED)
    git(repository, "update-ref", "refs/remotes/origin/main", before)
    assert run_action(repository, launcher, base="main")[0] == 0
    assert run_action(repository, launcher, base="main", since="none")[0] == 1
    assert run_action(repository, launcher)[0] == 1
    (repository / "raci.toml").write_text('ignore = ["GAP"]\n', encoding="utf-8")
    commit(repository, FAILED.replace("hire: Hire", "sack: {}, hire: Hire"))
    status, log, _ = run_action(repository, launcher, base="main")
    assert status == 1
    assert "GAP101" in log
    assert "CHG811" in log
    assert "hire has nobody" not in log


def test_a_base_that_was_not_fetched_is_told_with_what_to_do(
    repository: Path, launcher: Path, tmp_path: Path
) -> None:
    commit(repository, FAILED)
    commit(repository, CLEAN)
    git(tmp_path, "clone", "--quiet", "--depth", "1", repository.as_uri(), "shallow")
    status, log, _ = run_action(tmp_path / "shallow", launcher, base="release")
    assert status == 2
    assert "fetch-depth: 0" in log


@pytest.mark.parametrize("base", HOSTILE)
def test_the_name_of_a_branch_is_never_run(base: str, repository: Path, recorder: Path) -> None:
    _, log, _ = run_action(repository, recorder, base=base)
    assert json.loads(log) == ["check", "--format=github", f"--since=origin/{base}", "--"]
    assert os.listdir(repository) == [".git"]


# The plans of a pull request


PROPOSAL = """\
raci-proposal: 1
title: Guests
base: ../org
steps:
- on: 2127-02-01
  changes:
  - %s
"""
SAFE = "add: role:guest"
UNAPPROVED = "hand_over: assignment:pay/accountable/boss\n    to: clerk"
UNSAFE = "release: assignment:pay/accountable/boss"
BROKEN = "retire: role:nobody"


def propose(repository: Path, change: str, name: str = "guests.yaml") -> None:
    (repository / "plans").mkdir(exist_ok=True)
    (repository / "plans" / name).write_text(PROPOSAL % change, encoding="utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "x")


@pytest.fixture
def pulled(repository: Path) -> Path:
    """Give a repository whose branch ``origin/main`` has an organisation and a proposal."""
    commit(repository, CLEAN)
    propose(repository, UNSAFE, "old.yaml")
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    return repository


def test_a_pull_request_that_touches_no_proposal_has_no_plan(pulled: Path, launcher: Path) -> None:
    assert run_plan(pulled, launcher)[::2] == (0, {})  # a push
    commit(pulled, FAILED)
    (pulled / "plans" / "old.yaml").unlink()
    status, log, outputs = run_plan(pulled, launcher, base="main")
    assert (status, outputs) == (0, {"plan-status": "0"})
    assert "No proposal has changed" in log
    assert run_plan(pulled, launcher, base="main", checked="1")[0] == 1
    assert not (launcher.parent.parent / "summary.md").exists()


@pytest.mark.parametrize(
    ("change", "inputs", "expected"),
    [
        (SAFE, {}, 0),
        (SAFE, {"require_approval": "true"}, 0),
        (UNAPPROVED, {}, 0),
        (UNAPPROVED, {"require_approval": "true"}, 1),
        (UNSAFE, {}, 1),
        (UNSAFE, {"since": "none"}, 1),
        (UNSAFE, {"proposals": "org"}, 0),
        (UNSAFE, {"proposals": "none"}, 0),
        (BROKEN, {}, 2),
    ],
)
def test_the_action_is_red_unless_what_is_proposed_is_safe(
    change: str, inputs: dict[str, str], expected: int, pulled: Path, launcher: Path
) -> None:
    propose(pulled, change)
    status, log, outputs = run_plan(pulled, launcher, base="main", **inputs)
    assert status == expected, log
    summary = launcher.parent.parent / "summary.md"
    assert summary.exists() == ("plan-file" in outputs) == ("proposals" not in inputs)
    if summary.exists():
        comment = Path(outputs["plan-file"]).read_text("utf-8")
        title = "# plans/guests.yaml" if expected == 2 else "# Plan: Guests"
        assert comment.startswith(title)
        assert summary.read_text("utf-8").startswith(title)
        assert "DEF004" in comment or expected < 2
        assert ("| " in summary.read_text("utf-8")) == (expected < 2)
        assert "| " not in comment


def test_a_plan_that_ends_worse_than_the_check_decides(pulled: Path, launcher: Path) -> None:
    propose(pulled, BROKEN)
    assert run_plan(pulled, launcher, base="main", checked="1")[0] == 2
    assert run_plan(pulled, launcher, base="main", checked="3")[0] == 3


@pytest.mark.parametrize("text", HOSTILE)
def test_what_inputs_of_the_plan_hold_is_never_run(
    text: str, repository: Path, recorder: Path
) -> None:
    names = ("since", "as_of", "lang")
    inputs = dict.fromkeys((*names, "plan_args", "proposals"), text)
    status, log, _ = run_plan(repository, recorder, base=text, **inputs)
    options = [f"--{name.replace('_', '-')}={text}" for name in names]
    output = f"--output={recorder.parent.parent / 'raci-plan.md'}"
    assert json.loads(log) == ["plan", *options, text, output, "--", text]
    assert status == 7
    assert os.listdir(repository) == [".git"]


def test_the_docs_post_the_text_that_the_action_writes() -> None:
    workflow = yaml.safe_load(snippets()[".github/workflows/raci.yml"])
    (post,) = [s for s in workflow["jobs"]["check"]["steps"] if "gh pr comment" in s.get("run", "")]
    named = set(re.findall(r"steps\.raci\.outputs\.([\w-]+)", json.dumps(post)))
    assert named == {"plan-file"} <= set(ACTION["outputs"])
    assert "${{" not in post["run"]
    assert workflow["permissions"]["pull-requests"] == "write"


def test_the_workflow_in_the_docs_gives_the_action_inputs_that_it_has() -> None:
    workflow = yaml.safe_load(snippets()[".github/workflows/raci.yml"])
    steps = workflow["jobs"]["check"]["steps"]
    (use,) = [step for step in steps if "example/raci" in step.get("uses", "")]
    assert use["id"] == "raci"
    assert set(use["with"]) < set(ACTION["inputs"])


# The GitLab job


def test_the_gitlab_job_writes_its_reports(repository: Path, launcher: Path) -> None:
    file = yaml.safe_load(snippets()[".gitlab-ci.yml"])
    schema("gitlab-ci").validate(file)
    job = file["raci"]
    before = commit(repository, FAILED)
    commit(repository, FAILED.replace("hire: Hire", "sack: {}, hire: Hire"))

    def run(**environment: str) -> tuple[int, list[str]]:
        ran = bash("\n".join(job["script"]), repository, in_path(launcher) | environment)
        reports = job["artifacts"]["reports"]
        quality = json.loads((repository / reports["codequality"]).read_text("utf-8"))
        assert "<testsuite" in (repository / reports["junit"]).read_text("utf-8")
        return ran.returncode, sorted(finding["description"] for finding in quality)

    status, everything = run()
    assert (status, len(everything)) == (1, 3)
    status, brought = run(CI_MERGE_REQUEST_DIFF_BASE_SHA=before)
    assert (status, len(brought)) == (1, 1)
    assert "sack" in brought[0]
    merged = git(repository, "rev-parse", "HEAD")
    shas = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": before, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": merged}
    assert run(**shas) == (0, [])


def test_the_gitlab_job_of_plans_writes_them(pulled: Path, launcher: Path) -> None:
    job = yaml.safe_load(snippets()[".gitlab-ci.yml"])["raci-plan"]
    (written,) = job["artifacts"]["paths"]
    base = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": git(pulled, "rev-parse", "HEAD")}

    def run() -> int:
        script = "\n".join(job["script"])
        return bash(script, pulled, in_path(launcher) | base).returncode

    assert run() == 0
    assert not (pulled / written).exists()
    propose(pulled, UNAPPROVED)
    assert run() == 1
    assert "# Plan: Guests" in (pulled / written).read_text("utf-8")
    propose(pulled, SAFE)
    assert run() == 0


# Code owners


GUARDED = (
    *("raci.toml", "org/raci.toml", "org/shop/raci.toml", "pyproject.toml", "org/pyproject.toml"),
    *("org/raci-baseline.yaml", "org/packs/payroll.yaml", "org/org.yaml", "org/separations.yaml"),
    *("org/waivers.yaml", "org/people.yaml"),
)


def matching(pattern: str, path: str) -> bool:
    """Tell whether a pattern of a CODEOWNERS file, whole or a name, matches."""
    if not pattern.startswith("/"):
        return path.rsplit("/", maxsplit=1)[-1] == pattern
    return f"/{path}" == pattern or (pattern.endswith("/") and f"/{path}".startswith(pattern))


def test_what_weakens_a_check_has_owners_of_its_own_on_github() -> None:
    lines = snippets("")[".github/CODEOWNERS"].splitlines()
    for path in (*GUARDED, ".github/workflows/raci.yml", ".github/CODEOWNERS"):
        owners = [owner for pattern, owner in map(str.split, lines) if matching(pattern, path)]
        assert owners[-1] in ("@example/internal-control", "@example/human-resources"), path
    sales = [owner for pattern, owner in map(str.split, lines) if matching(pattern, "org/a.yaml")]
    assert sales == ["@example/organisation"]


def test_what_weakens_a_check_has_owners_of_its_own_on_gitlab() -> None:
    sections = re.split(r"^\[", snippets("")[".gitlab/CODEOWNERS"], flags=re.MULTILINE)[1:]
    owned = {section.partition("]")[0]: section.splitlines()[1:] for section in sections}
    assert [*owned] == ["Organisation", "Internal control", "People"]
    control = [*filter(None, owned["Internal control"] + owned["People"])]
    for path in (*GUARDED, ".gitlab-ci.yml", ".gitlab/CODEOWNERS"):
        assert any(matching(pattern, path) for pattern in control), path
    assert not any(matching(pattern, "org/a.yaml") for pattern in control)


# pre-commit


def test_the_manifest_is_one() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    subprocess.run(command, cwd=ROOT, check=True)


@pytest.mark.installs
def test_pre_commit_runs_the_hook(repository: Path, tmp_path: Path) -> None:
    """With the checkout as the hook's repository, installed as pre-commit installs it."""
    config = yaml.safe_load(snippets()[".pre-commit-config.yaml"])
    hooks = tmp_path / "raci"
    config["repos"][0] |= {"repo": str(hooks), "rev": published(hooks)}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")

    def run(*arguments: str) -> tuple[int, str]:
        ran = subprocess.run(
            [sys.executable, "-m", "pre_commit", *arguments],
            cwd=repository,
            env=os.environ
            | {"PRE_COMMIT_HOME": str(tmp_path / "home"), "PRE_COMMIT_COLOR": "never"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return ran.returncode, ran.stdout + ran.stderr

    git(repository, "add", ".")
    status, log = run("install-hooks")
    if NO_INDEX.search(log):
        pytest.skip("no package index can be reached")
    assert status == 0, log

    (repository / "notes.yaml").write_text("services: {}\n", encoding="utf-8")
    git(repository, "add", ".")
    status, log = run("run")
    assert (status, "Skipped" in log) == (0, True), log
    (repository / "org").mkdir()
    (repository / "org" / "org.yaml").write_text(CLEAN, encoding="utf-8")
    git(repository, "add", ".")
    status, log = run("run")
    assert (status, "Passed" in log) == (0, True), log
    (repository / "org" / "org.yaml").write_text(FAILED, encoding="utf-8")
    git(repository, "add", ".")
    status, log = run("run")
    assert status == 1
    assert re.search(r"org/org.yaml\n +4:", log)
    assert "GAP101" in log


def published(folder: Path) -> str:
    """Copy the checkout as it is into a repository of its own, and give the revision."""
    for name in git(ROOT, "ls-files", "-co", "--exclude-standard").splitlines():
        source = ROOT / name
        if source.is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, folder / name)
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "x")
    return git(folder, "rev-parse", "HEAD")


# docs/ci.md, for editors


def shown(start: str) -> str:
    """Give the line of docs/ci.md that starts so."""
    lines = (ROOT / "docs" / "ci.md").read_text("utf-8").splitlines()
    (found,) = [line for line in lines if line.startswith(start)]
    return found


def in_path(launcher: Path) -> dict[str, str]:
    return os.environ | {"PATH": f"{launcher.parent}:{os.environ['PATH']}"}


def test_an_editor_that_runs_linters(repository: Path, launcher: Path) -> None:
    commit(repository, CLEAN)
    command = shown("raci check - ").partition(" < ")[0]
    ran = subprocess.run(
        ["bash", "-c", command],
        input=FAILED,
        cwd=repository,
        env=in_path(launcher),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 1, ran.stderr
    assert re.search(r"^org/org\.yaml:\d+:\d+: error GAP101", ran.stdout, re.MULTILINE)


def test_the_schema_that_an_editor_reads_is_no_part_of_the_organisation(
    repository: Path, launcher: Path
) -> None:
    commit(repository, CLEAN)
    before = bash("raci check", repository, in_path(launcher)).stdout
    written = bash(shown("raci schema --with-ids"), repository, in_path(launcher))
    assert written.returncode == 0, written.stderr
    assert "known-role" in (repository / "org" / ".raci.schema.json").read_text("utf-8")
    assert bash("raci check", repository, in_path(launcher)).stdout == before


def test_the_settings_in_the_docs_hold(repository: Path, launcher: Path) -> None:
    text = (ROOT / "docs" / "ci.md").read_text("utf-8")
    (settings,) = re.findall(r"^```toml title=\"raci.toml\"\n(.*?)^```$", text, re.M | re.S)
    (repository / "raci.toml").write_text(settings, encoding="utf-8")
    commit(repository, CLEAN)
    ran = bash("raci check org --show-settings", repository, in_path(launcher))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for setting in ("fail-on", "OVL201"):
        assert re.search(rf"^{setting} = .* # raci.toml:\d+:\d+$", ran.stdout, re.MULTILINE)
    assert re.search(r"^# not LOD501 .* # raci.toml:\d+:\d+$", ran.stdout, re.MULTILINE)


def test_junit_for_any_server(repository: Path, launcher: Path) -> None:
    commit(repository, FAILED)
    command = shown("raci check org --format text --format junit")
    assert bash(command, repository, in_path(launcher)).returncode == 1
    assert "GAP101" in (repository / "raci-junit.xml").read_text("utf-8")
