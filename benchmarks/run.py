"""Measure raci beside its yardsticks, in one run: `python benchmarks/run.py`.

Every figure is of whole processes, the median of several runs in turn (A B A B).
"""

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from measure import ROOT, Command, MeasuringError, aim, once, python, side_by_side, table

HERE = Path(__file__).resolve().parent
CHARTER_SECONDS = 60  # agenraci gets no more actions than it judges in about this time


class Plan(NamedTuple):
    """How much is measured, how often, and where files may be written."""

    duties: int
    runs: int
    startup_runs: int
    folder: Path


def main() -> int:
    """Read the arguments, run the parts, print their tables."""
    parser = argparse.ArgumentParser(description="Measure raci beside its yardsticks.")
    parser.add_argument("--duties", type=int, default=100_000, help="of the largest organisation")
    parser.add_argument("--small", action="store_true", help="few duties, once: does it run?")
    parser.add_argument("--part", choices=PARTS, help="this part only")
    parser.add_argument("--runs", type=int, help="of each command (3; start-up: 11)")
    args = parser.parse_args()
    if args.small:
        duties, runs, startup_runs = 4000, args.runs or 1, args.runs or 3
    else:
        duties, runs, startup_runs = args.duties, args.runs or 3, args.runs or 11
    try:
        with tempfile.TemporaryDirectory() as folder:
            _raci_runs(Path(folder))
            for part in [args.part] if args.part else PARTS:
                print(PARTS[part](Plan(duties, runs, startup_runs, Path(folder))), flush=True)
    except MeasuringError as failure:
        print(f"benchmark stopped: {failure}", file=sys.stderr)
        return 2
    return 0


def scale(plan: Plan) -> str:
    """Measure a large organisation: raci beside a bare parse of its files, and beside agenraci."""
    folder, charter = plan.folder / "scale", plan.folder / "charter.yaml"
    limit = _charter_limit(plan.folder)
    options = ["--charter", str(charter), "--charter-limit", str(limit)] if limit else []
    made = _generate(folder, "--duties", str(plan.duties), *options)
    commands = {"bare parse": _parse(folder), "raci check": _check(folder, plan.folder)}
    if limit:
        commands["agenraci"] = _agenraci(charter)
    costs = side_by_side(commands, plan.runs)
    actions = dict.fromkeys(costs, made["rows"])
    actions |= {"agenraci": min(limit, made["rows"])} if limit else {}
    bare, raci = costs["bare parse"].seconds, costs["raci check"]
    rows = []
    for name, cost in costs.items():
        each = cost.seconds / actions[name]
        ratios = [cost.seconds / bare, each * 1000, each / (raci.seconds / made["rows"])]
        figures = [f"{cost.seconds:.2f}", f"{cost.megabytes:.0f}", f"{actions[name]}"]
        rows.append([name, *figures, *(f"{ratio:.3f}" for ratio in ratios)])
    header = ["what", "seconds", "peak MB", "activities"]
    header += ["x bare parse", "s/1000 activities", "x raci, each"]
    aims = f"aims of raci check: {aim(raci.seconds / bare, 2, 'x bare parse')}, "
    aims += aim(raci.megabytes, 1000, " MB")
    lines = [_title("Scale", made, plan.runs), table(header, rows), aims]
    return "\n".join([*lines, *_remarks(actions)])


def startup(plan: Plan) -> str:
    """Measure small calls: what a user waits for, beside importing click."""
    folder, shop = plan.folder / "startup", ROOT / "org" / "ecommerce"
    if not shop.is_dir():
        raise MeasuringError("org/ecommerce is not there")
    made = _generate(folder, "--roles", "300", "--activities", "2000", "--files", "40")
    commands = {
        "python -c 'import click'": python("-c", "import click"),
        "raci --help": python("-m", "raci", "--help"),
        "raci check org/ecommerce": _check(shop, plan.folder),
        "raci check, 300 roles": _check(folder, plan.folder),
    }
    limits = dict(zip(commands, (None, 2, 4, 4), strict=True))
    costs = side_by_side(commands, plan.startup_runs)
    yardstick = next(iter(costs.values())).seconds
    rows = []
    for name, cost in costs.items():
        ratio, limit = cost.seconds / yardstick, limits[name]
        figures = [f"{cost.seconds * 1000:.0f}", f"{cost.megabytes:.0f}", f"{ratio:.2f}"]
        rows.append([name, *figures, aim(ratio, limit) if limit else ""])
    header = ["what", "milliseconds", "peak MB", "x import click", "aim"]
    return "\n".join([_title("Start-up", made, plan.startup_runs), table(header, rows)])


def growth(plan: Plan) -> str:
    """Measure a quarter, half and all of the duties: the time for each should stay the same."""
    sizes = [plan.duties // 4, plan.duties // 2, plan.duties]
    commands: dict[str, Command] = {}
    for size in sizes:
        folder = plan.folder / f"growth-{size}"
        made = _generate(folder, "--duties", str(size))
        commands[f"parse {size}"] = _parse(folder)
        commands[f"check {size}"] = _check(folder, plan.folder)
    costs = side_by_side(commands, plan.runs)
    first = costs[f"check {sizes[0]}"].seconds / sizes[0]
    rows = []
    for size in sizes:
        bare, raci = costs[f"parse {size}"], costs[f"check {size}"]
        each = raci.seconds / size
        figures = [raci.seconds, raci.seconds / bare.seconds, each * 1000, each / first]
        rows.append([f"{size}", *(f"{x:.3f}" for x in figures), f"{raci.megabytes:.0f}"])
    header = ["duties", "seconds", "x bare parse", "s/1000 duties", "x the smallest", "peak MB"]
    return "\n".join([_title("Growth, the largest", made, plan.runs), table(header, rows)])


def drill(plan: Plan) -> str:
    """Measure losing every role, person and platform in turn, beside one check of the same."""
    folder = plan.folder / "drill"
    made = _generate(folder, "--roles", "300", "--activities", "2000", "--files", "40")
    report = str(plan.folder / "drill.json")
    commands = {
        "raci check": _check(folder, plan.folder),
        "raci drill": python("-m", "raci", "drill", str(folder), "-o", report),
    }
    costs = side_by_side(commands, plan.runs)
    base = costs["raci check"].seconds
    rows = []
    for name, cost in costs.items():
        ratio = cost.seconds / base
        figures = [f"{cost.seconds:.2f}", f"{cost.megabytes:.0f}", f"{ratio:.2f}"]
        rows.append([name, *figures, aim(ratio, 5) if name == "raci drill" else ""])
    header = ["what", "seconds", "peak MB", "x raci check", "aim"]
    return "\n".join([_title("Drill", made, plan.runs), table(header, rows)])


def history(plan: Plan) -> str:
    """Measure the history of 200 commits, each a change, beside one check of the same."""
    top, commits = plan.folder / "history", 200
    made = _generate(top / "org", "--roles", "60", "--activities", "300", "--files", "10")
    _commit_roles(top, commits)
    report = str(plan.folder / "history.json")
    commands = {
        "raci check": _check(top / "org", plan.folder),
        "raci history": python("-m", "raci", "history", str(top / "org"), "-o", report),
    }
    costs = side_by_side(commands, plan.runs)
    base = costs["raci check"].seconds
    rows = []
    for name, cost in costs.items():
        ratio = cost.seconds / base / (commits if name == "raci history" else 1)
        figures = [f"{cost.seconds:.2f}", f"{cost.megabytes:.0f}", f"{ratio:.2f}"]
        rows.append([name, *figures, aim(ratio, 1) if name == "raci history" else ""])
    header = ["what", "seconds", "peak MB", "x raci check, each commit", "aim"]
    return "\n".join([_title(f"History, {commits} commits", made, plan.runs), table(header, rows)])


def _commit_roles(top: Path, commits: int) -> None:
    """Commit an organisation, with one role more in each commit."""

    def git(*arguments: str, moment: str = "") -> None:
        dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment} if moment else {}
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        command = ["git", *who, *arguments]
        subprocess.run(command, cwd=top, env=os.environ | dates, check=True, capture_output=True)

    git("init", "-q")
    for number in range(commits):
        roles = "".join(f"  added-{each}: {{name: Added {each}}}\n" for each in range(number + 1))
        (top / "org" / "added.yaml").write_text(f"raci: 1\nroles:\n{roles}", encoding="utf-8")
        git("add", "-A")
        moment = f"{1_700_000_000 + number * 86_400} +0000"
        git("commit", "-q", "-m", f"Role {number}", moment=moment)


def change(plan: Plan) -> str:
    """Measure comparing two versions, and planning a reorganisation, beside two checks."""
    folder, after = plan.folder / "change", plan.folder / "changed"
    made = _generate(folder, "--duties", str(plan.duties))
    shutil.rmtree(after, ignore_errors=True)
    shutil.copytree(folder, after)
    proposal = plan.folder / "proposal.yaml"
    role = _some_role(after)
    proposal.write_text(PROPOSAL.format(base=folder.name, role=role), encoding="utf-8")
    report = str(plan.folder / "change.json")
    commands = {
        "raci check": _check(folder, plan.folder),
        "raci diff": python("-m", "raci", "diff", str(folder), str(after), "-o", report),
        "raci plan": python("-m", "raci", "plan", str(proposal), str(plan.folder), "-o", report),
    }
    costs = side_by_side(commands, plan.runs)
    twice = 2 * costs["raci check"].seconds
    rows = []
    for name, cost in costs.items():
        figures = [f"{cost.seconds:.2f}", f"{cost.megabytes:.0f}", f"{cost.seconds / twice:.2f}"]
        rows.append([name, *figures, aim(cost.seconds / twice, 2) if name != "raci check" else ""])
    header = ["what", "seconds", "peak MB", "x two checks", "aim"]
    return "\n".join([_title("Change", made, plan.runs), table(header, rows)])


PROPOSAL = """\
raci-proposal: 1
title: One post becomes two
base: {base}
steps:
  - on: 2027-02-01
    changes:
      - add: role:benchmark-heir
      - rename: role:{role}
        to: benchmark-renamed
"""


def _some_role(folder: Path) -> str:
    """Give a role of an organisation."""
    from raci.project import Project

    return next(iter(Project.folder(folder).org.roles))


def rules(plan: Plan) -> str:
    """Measure every rule where it has something to judge, on a quarter of the duties and on all."""
    made = {}
    for size in (plan.duties // 4, plan.duties):
        folder = plan.folder / f"rules-{size}"
        made[folder] = _generate(folder, "--duties", str(size), "--everything")
    quarter, whole = _timed(list(made), plan)
    total = sum(seconds for *_, seconds in whole.rules.values())
    rows = []
    for code, (name, subjects, found, seconds) in whole.rules.items():
        each = seconds / max(subjects, 1)
        figures = [f"{seconds * 1000:.1f}", f"{each * 1e6:.2f}", f"{seconds / whole.walk:.1f}"]
        growth = _growth(quarter.rules[code][3], seconds)
        rows.append([f"{code} {name}", f"{subjects}", f"{found}", *figures, growth])
    rows.append(["all rules", "", "", f"{total * 1000:.1f}", "", f"{total / whole.walk:.1f}", ""])
    header = ["rule", "judged", "found", "ms", "us each", "x walk", "x growth"]
    idle = [code for code, (_, subjects, *_) in whole.rules.items() if not subjects]
    remark = f"one walk over all cells: {whole.walk * 1000:.1f} ms; reading, compiling: "
    remark += ", ".join(f"{whole.stages[each] * 1000:.0f} ms" for each in ("reading", "compiling"))
    lines = [_title("Rules", list(made.values())[-1], plan.runs), table(header, rows), remark]
    return "\n".join([*lines, *([f"nothing to judge: {', '.join(idle)}"] if idle else [])])


def extremes(plan: Plan) -> str:
    """Measure one extreme kind of organisation each, and twice as much of it."""
    from extremes import KINDS

    size = plan.duties // 20
    small = plan.folder / "extreme"
    commands = {"start": _check_as_text(_extreme(small, "line", 1))}
    for kind in KINDS:
        for number in (size, 2 * size):
            folder = _extreme(plan.folder / f"extreme-{kind}-{number}", kind, number)
            commands[f"{kind} {number}"] = _check_as_text(folder)
    costs = side_by_side(commands, plan.runs)
    start = costs["start"].seconds
    rows = []
    for kind in KINDS:
        one, two = (costs[f"{kind} {number}"].seconds for number in (size, 2 * size))
        ratio = (two - start) / max(one - start, 0.3)
        figures = [f"{one:.2f}", f"{two:.2f}", f"{ratio:.1f}"]
        rows.append([kind, *figures, aim(ratio, 2.6)])
    header = ["kind", "seconds", "twice as much", "x without start-up", "aim"]
    title = f"\nExtremes: {size} of a kind, and {2 * size}; median of {plan.runs}"
    return "\n".join([title, table(header, rows)])


def policies(plan: Plan) -> str:
    """Measure the policies of the documentation beside the rules that they stand for."""
    folder, out = plan.folder / "policies", plan.folder / "policies.json"
    made = _generate(folder, "--duties", str(plan.duties), "--everything")
    runs: list[Any] = []
    for turn in range(plan.runs):
        print(f"  run {turn + 1} of {plan.runs}: policies", file=sys.stderr)
        once(python(str(HERE / "policies.py"), str(folder), str(out)))
        runs.append(json.loads(out.read_text()))
    rows, totals = [], [0.0, median(run["compiling"] for run in runs)]
    for code in runs[0]["rules"]:
        rule, policy = (median(run["rules"][code][side][0] for run in runs) for side in (0, 1))
        totals = [totals[0] + rule, totals[1] + policy]
        rows.append(
            [code, f"{rule * 1000:.1f}", f"{policy * 1000:.1f}", f"{policy / rule:.1f}", ""]
        )
    ratio = totals[1] / totals[0]
    figures = [f"{seconds * 1000:.1f}" for seconds in totals]
    rows.append(["all, and compiling", *figures, f"{ratio:.1f}", aim(ratio, 3)])
    header = ["stands for", "rule: CPU ms", "policy: CPU ms", "x rule", "aim"]
    return "\n".join([_title("Policies", made, plan.runs), table(header, rows)])


def tables(plan: Plan) -> str:
    """Measure a workbook of 2,000 rows and 300 roles beside reading it with the library alone."""
    program, rows = str(HERE / "tables.py"), []
    for name, fill in (("full", "1"), ("a fifth filled", "5"), ("ten in a row", "usual")):
        book = plan.folder / f"{fill}.xlsx"
        once(python(program, "write", str(book), fill))
        commands = {
            "library alone": python(program, "read", str(book)),
            "raci check": _check(book, plan.folder),
            "as text": _check_as_text(book),
        }
        costs = side_by_side(commands, plan.runs)
        library = costs["library alone"].seconds
        for what, cost in costs.items():
            ratio = cost.seconds / library
            met = "" if what == "library alone" else aim(ratio, 2)
            figures = [f"{cost.seconds:.2f}", f"{cost.megabytes:.0f}", f"{ratio:.1f}", met]
            rows.append([name, what, *figures])
    header = ["sheet", "what", "seconds", "peak MB", "x library", "aim"]
    title = f"\nTables: a workbook of 2000 rows and 300 roles; median of {plan.runs}"
    return "\n".join([title, table(header, rows)])


def page(plan: Plan) -> str:
    """Measure writing the page and the pack beside a check, and the page beside a plain table."""
    folder, wanted = plan.folder / "page", ["--duties", str(min(plan.duties, 12_000))]
    made = _generate(folder, "--roles", "300", "--activities", "2000", "--files", "40", *wanted)
    file, pack, data = (plan.folder / name for name in ("page.html", "pack", "matrix.json"))
    commands = {
        "raci check": _check(folder, plan.folder),
        "raci matrix -o page.html": python("-m", "raci", "matrix", str(folder), "-o", str(file)),
        "raci report": python("-m", "raci", "report", str(folder), "-o", str(pack), "--force"),
    }
    costs = side_by_side(commands, plan.runs)
    check = costs["raci check"].seconds
    rows = [
        [name, f"{cost.seconds:.2f}", f"{cost.megabytes:.0f}", f"{cost.seconds / check:.2f}"]
        for name, cost in costs.items()
    ]
    size = file.stat().st_size / 1e6
    lines = [_title("Page", made, plan.runs)]
    lines += [table(["what", "seconds", "peak MB", "x raci check"], rows)]
    lines += [f"the page: {size:.1f} MB, {aim(size, 8, ' MB')}"]
    once(python("-m", "raci", "matrix", str(folder), "-o", str(data)))
    return "\n".join([*lines, _in_browser(file, data, plan)])


def _in_browser(file: Path, data: Path, plan: Plan) -> str:
    """Time the page in Chromium beside a plain table of the same matrix."""
    from page import chromium

    if chromium() is None or importlib.util.find_spec("playwright") is None:
        return "no Chromium or no playwright: the page was not opened"
    out, runs = plan.folder / "times.json", []
    for turn in range(plan.runs):
        print(f"  run {turn + 1} of {plan.runs}: browser", file=sys.stderr)
        once(python(str(HERE / "page.py"), str(file), str(data), str(out)))
        runs.append(json.loads(out.read_text()))
    rows = []
    for what in runs[0]["page"]:
        plain, own = (median(run[name][what] for run in runs) for name in ("plain table", "page"))
        rows.append([what, f"{plain:.0f}", f"{own:.0f}", f"{own / plain:.2f}"])
    return table(["in Chromium", "plain table: ms", "page: ms", "x plain table"], rows)


def _extreme(folder: Path, kind: str, size: int) -> Path:
    once(python(str(HERE / "extremes.py"), kind, str(size), str(folder)))
    return folder


def _check_as_text(folder: Path) -> Command:
    return python("-m", "raci", "check", str(folder), fine=(0, 1, 2))


class Timed(NamedTuple):
    """The seconds of one walk over all cells, of stages, and of rules, the slowest first."""

    walk: float
    stages: dict[str, float]
    rules: dict[str, tuple[str, int, int, float]]


def _timed(folders: Sequence[Path], plan: Plan) -> list[Timed]:
    """Time the rules of organisations in turn; give the medians."""
    told: dict[Path, list[Any]] = {folder: [] for folder in folders}
    out = plan.folder / "rules.json"
    for turn in range(plan.runs):
        for folder in folders:
            print(f"  run {turn + 1} of {plan.runs}: {folder.name}", file=sys.stderr)
            once(python(str(HERE / "rules.py"), str(folder), str(out)))
            told[folder].append(json.loads(out.read_text()))
    return [_medians(runs) for runs in told.values()]


def _medians(runs: Sequence[Any]) -> Timed:
    rules = {
        code: (name, subjects, found, median(run["rules"][code][3] for run in runs))
        for code, (name, subjects, found, _) in runs[0]["rules"].items()
    }
    stages = {each: median(run["stages"][each] for run in runs) for each in runs[0]["stages"]}
    slowest = sorted(rules.items(), key=lambda item: -item[1][3])
    return Timed(median(run["walk"] for run in runs), stages, dict(slowest))


def _growth(quarter: float, whole: float) -> str:
    """Give how much more a rule takes for each duty when there are four times as many."""
    return f"{whole / quarter / 4:.1f}" if quarter >= 0.001 else "-"


PARTS: dict[str, Callable[[Plan], str]] = {
    "scale": scale,
    "startup": startup,
    "growth": growth,
    "drill": drill,
    "history": history,
    "change": change,
    "rules": rules,
    "extremes": extremes,
    "policies": policies,
    "tables": tables,
    "page": page,
}


def _raci_runs(folder: Path) -> None:
    """Stop at once where raci does not run; a first run also writes its bytecode."""
    try:
        _generate(folder / "try", "--duties", "100")
        once(python("-m", "raci", "--help"))
        once(_check(folder / "try", folder))
    except MeasuringError as failure:
        raise MeasuringError(f"raci does not run here (pip install -e .)\n  {failure}") from failure


def _parse(folder: Path) -> Command:
    """Call a bare parse of all files below the folder."""
    return python(str(HERE / "bare_parse.py"), str(folder))


def _check(folder: Path, output: Path) -> Command:
    """Call a whole check with a complete report; findings (exit status 1) are no failure."""
    report = str(output / "report.json")
    return python("-m", "raci", "check", str(folder), "--format", "json", "-o", report, fine=(0, 1))


def _agenraci(charter: Path) -> Command:
    """Call agenraci; findings (exit status 1) are no failure."""
    code = "from agenraci.cli import main; main()"
    return python("-c", code, "validate", str(charter), fine=(0, 1))


def _charter_limit(folder: Path) -> int:
    """Estimate by a trial how many actions agenraci judges in its time; 0: not installed."""
    if importlib.util.find_spec("agenraci") is None:
        return 0
    charter = folder / "trial.yaml"
    made = _generate(folder / "trial", "--duties", "4000", "--charter", str(charter))
    return int(made["rows"] * CHARTER_SECONDS / once(_agenraci(charter)).seconds)


def _generate(folder: Path, *options: str) -> dict[str, int]:
    """Generate an organisation in a process of its own; return its counts."""
    command = [sys.executable, str(HERE / "generate.py"), str(folder), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MeasuringError(f"generate.py: {done.stderr.strip()}")
    counts: dict[str, int] = json.loads(done.stdout)
    return counts


def _title(name: str, made: dict[str, int], runs: int) -> str:
    """Say what follows, and on what it was measured."""
    things = "{duties} duties, {roles} roles, {rows} activities, {files} files".format_map(made)
    return f"\n{name}: {things}, {made['bytes'] / 1e6:.1f} MB; median of {runs}"


def _remarks(actions: dict[str, int]) -> list[str]:
    """Say what is special about agenraci's line."""
    if "agenraci" not in actions:
        return ["agenraci: not installed, left out"]
    if actions["agenraci"] < actions["raci check"]:
        return [f"agenraci: cut to {actions['agenraci']} activities, about {CHARTER_SECONDS} s"]
    return []


if __name__ == "__main__":
    sys.exit(main())
