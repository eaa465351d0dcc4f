"""Commands that write, each with a folder in which it is run again and again."""

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from raci.project import Project
from tests.support.command import define, raci
from tests.support.faults import Fault, dies, dies_torn, killed
from tests.support.repositories import commit, git
from tests.support.waivers import DAY, SHOP, one

FIXABLE = """\
raci: 1
activities:
  {id}: {{informed: [seler]}}
roles:
  {id}-clerk: {{reports_to: manager, duties: {{{id}: See to {id}.}}}}
"""
STORE = """\
raci: 1
roles:
  storer: {reports_to: manager, duties: {store: Keep the store.}}
"""
TESTS = "raci-test: 1\ncases:\n  it:\n    {path}\n    settings: {{select: [GAP104]}}\n"
INLINE = "organisation: {platforms: {till: {}}}"
MATRIX = "| Phase | Task | Clerk | Chief |\n| --- | --- | --- | --- |\n" + "".join(
    f"| Selling | Task {number} | R | A |\n" for number in range(25)
)
FILES = {
    "shop/org.yaml": SHOP.replace("[online-sales]", "[online-sales, pack, send, store]"),
    "shop/pack.yaml": FIXABLE.format(id="pack"),
    "shop/more/send.yaml": FIXABLE.format(id="send"),
    "shop/more/store.yaml": STORE,
    "shop/raci.toml": 'select = ["DEF", "GAP104"]  # judged hundreds of times\n',
    "shop/plan.md": "| Task | Boss | Clerk |\n|-|-|-|\n| Pay | A | R |\n| Sell | A | R |\n",
    **{f"shop/tests/{name}.yaml": TESTS.format(path="path: ..") for name in "ab"},
    **{f"loose/{name}.yaml": TESTS.format(path=INLINE) for name in "ab"},
    "matrix.md": MATRIX,
    "shop/部门.yaml": "raci: 1\ndepartments:\n  office: {head: manager}\n",
}
PROPOSAL = """\
raci-proposal: 1
title: A shop for JD
base: shop
steps:
  - on: 2027-02-01
    changes:
      - add: department:jd
        as: {name: JD}
      - add: role:jd-clerk
        as: {department: jd, reports_to: manager, duties: {store: Keep the store.}}
      - hand_over: department:jd
        to: jd-clerk
      - retire: role:storer
        dropping: [duty:storer/store]
      - rename: role:pack-clerk
        to: packer
      - set: department:office
        as: {name: Office}
"""


class Writer(NamedTuple):
    """A command that writes, and what it needs."""

    arguments: Callable[[], tuple[str, ...]]
    has_git: bool = False
    linked: str = ""
    files: int = 1
    """How many files it changes."""


def waive() -> tuple[str, ...]:
    handle = one(Project.folder("shop").check(as_of=DAY[1]), "GAP104").handle
    return ("waive", handle, "shop", "--reason=a", "--by=manager", "--until=2027-03-31", *DAY)


def fix() -> tuple[str, ...]:
    return ("check", "--fix", "--exit-zero", "shop", *DAY)


def baseline() -> tuple[str, ...]:
    return ("baseline", "shop", *DAY)


def apply() -> tuple[str, ...]:
    return ("apply", "jd.yaml", "--ahead-of-date", *DAY)


def write_mapping() -> tuple[str, ...]:
    return ("check", "shop/plan.md", "--write-mapping", "--exit-zero", *DAY)


def accept() -> tuple[str, ...]:
    return ("test", "shop", "--accept", *DAY)


def accept_loose() -> tuple[str, ...]:
    return ("test", "loose", "--accept", *DAY)


def import_() -> tuple[str, ...]:
    return ("import", "matrix.md", "-o", "new")


WRITERS = {
    "waive": Writer(waive),
    "waive in a linked file": Writer(waive, linked="shop/org.yaml"),
    "baseline": Writer(baseline, has_git=True),
    "fix": Writer(fix, has_git=True, files=2),
    "mapping": Writer(write_mapping),
    "accept": Writer(accept, has_git=True, files=2),
    "accept outside an organisation": Writer(accept_loose, has_git=True, files=2),
    "apply": Writer(apply, files=5),
    "import": Writer(import_, files=3),
    "apply with git": Writer(apply, has_git=True, files=5),
    "apply in linked files": Writer(apply, has_git=True, linked="shop/pack.yaml"),
}
Texts = dict[str, bytes]


class Scene:
    """A folder in which a command is run again and again from the same files."""

    def __init__(self, writer: Writer, files: Mapping[str, str] = FILES) -> None:
        for path, text in {**files, "jd.yaml": PROPOSAL}.items():
            define(text, path)
        if writer.has_git:
            git(Path(), "init", "-q")
            commit(Path())
        if writer.linked:
            os.link(writer.linked, "link")
        self.writer = writer
        self.arguments = writer.arguments()
        self.before = texts()
        ran = raci(*self.arguments)
        assert ran.exit_code == 0, ran.output
        self.after = texts()
        self.reset()

    def reset(self) -> None:
        for name in texts().keys() - self.before.keys():
            Path(name).unlink()
        for name, content in self.before.items():
            if not Path(name).exists() or Path(name).read_bytes() != content:
                Path(name).write_bytes(content)

    def kill(self, at: int, *, torn: bool = False) -> bool:
        """Kill the command at its n-th change, or when its n-th writing is half done."""
        fault = Fault(at, dies_torn, ("write",)) if torn else Fault(at, dies)
        return killed(lambda: raci(*self.arguments), fault)

    def half_done(self) -> None:
        """Kill the command when the journal and all files but the last are written."""
        fault = Fault(1 + self.writer.files, dies, ("replace", "unlink"))
        assert killed(lambda: raci(*self.arguments), fault)
        assert shown(texts()) not in (shown(self.before), shown(self.after))

    def recover(self) -> None:
        """Run the command again, and the lines that it may say: all comes to what is wanted."""
        if shown(texts()) == shown(self.after):
            raci(*self.arguments)  # the command has nothing left to do, but to tidy up
            assert texts() == self.after
            return
        half_done = shown(texts()) != shown(self.before)
        ran = raci(*self.arguments)
        lines = mending(ran.stderr)
        assert bool(lines) == half_done, ran.stderr
        if lines:
            assert ran.exit_code == 2
            subprocess.run(["sh", "-ec", "\n".join(lines)], check=True, capture_output=True)
            assert shown(texts()) == shown(self.before)
            assert raci(*self.arguments).exit_code == 0
        assert texts() == self.after
        if self.writer.linked:
            assert Path(self.writer.linked).samefile("link")


def texts() -> Texts:
    """Give all files but those of git, in which raci has a folder of its own."""
    files = (path for path in Path().rglob("*") if path.is_file())
    named = {path.as_posix(): path.read_bytes() for path in files}
    return {
        name: raw for name, raw in named.items() if not name.startswith(".git/") or "/raci/" in name
    }


def shown(files: Texts) -> Texts:
    """Give the files that are not hidden."""
    return {name: raw for name, raw in files.items() if "/." not in f"/{name}"}


def mending(told: str) -> list[str]:
    """Give the lines that are to restore the files."""
    if "restore" not in told:
        return []
    lines = told.split("restore its files:\n")[1].splitlines()
    return lines[: lines.index("This line keeps them as they are:")]
