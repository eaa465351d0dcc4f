"""Write a large organisation, for measuring: `python benchmarks/generate.py FOLDER --duties N`.

The same arguments give the same bytes.
"""

import argparse
import json
import math
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from everything import everything_lines
from organisation import Activity, Department, Organisation, Platform, Role, Shape, build
from words import Word

_SPECIAL = re.compile(r"""[,:#{}\[\]&*!|>'"%@`]""")


def scalar(text: str) -> str:
    """Write a text as YAML, quoted where it must be; none here looks like a number or a null."""
    return json.dumps(text, ensure_ascii=False) if _SPECIAL.search(text) else text


def texts(word: Word, source: str = "") -> str:
    """Write a text in both languages, and where it was taken from."""
    tail = f", source: {source}" if source else ""
    return f"{{zh: {scalar(word.zh)}, en: {scalar(word.en)}{tail}}}"


def capital(word: Word) -> Word:
    """Begin the English with a capital."""
    return word._replace(en=word.en[0].upper() + word.en[1:])


def department_lines(number: int, department: Department) -> Iterator[str]:
    """Write a department with its mandate."""
    yield f"  {department.id}:"
    yield f"    name: {texts(department.name)}"
    if department.parent:
        yield f"    parent: {department.parent.id}"
    if number % 3 == 0:
        yield f"    reviewed: 202{5 + number % 2}-06-30"
    if department.has_head:
        yield f"    head: {department.head.id}"
    yield f"    source: D{number}"
    if department.has_mandate and department.activities:
        yield "    duties:"
        for line, activity in enumerate(department.activities, 1):
            yield f"      {activity.id}: {texts(capital(activity.name), f'D{number}.{line}')}"


def role_lines(department: Department, role: Role) -> Iterator[str]:
    """Write a role with its job description."""
    yield f"  {role.id}:"
    yield f"    name: {texts(role.name)}"
    yield f"    department: {department.id}"
    if role.lead:
        yield f"    reports_to: {role.lead.id}"
    if role.headcount != 1:
        yield f"    headcount: {role.headcount}"
    if role.duties:
        page = role.id.rsplit("-", 1)[1]
        yield "    duties:"
        for line, (activity, wording) in enumerate(role.duties.items(), 1):
            yield f"      {activity}: {texts(wording, f'P{page}.{line}')}"


def activity_lines(activity: Activity) -> Iterator[str]:
    """Write a row of the matrix, with the functions claimed on its side."""
    yield f"  {activity.id}:"
    yield f"    name: {texts(capital(activity.name))}"
    yield f"    department: {activity.department.id}"
    for function, roles in activity.functions.items():
        yield f"    {function}: [{', '.join(roles)}]"
    if activity.platforms:
        yield f"    platforms: [{', '.join(activity.platforms)}]"
    yield f"    tags: [{', '.join(activity.tags)}]"
    if activity.critical:
        yield "    critical: true"


def platform_line(platform: Platform) -> str:
    """Write a platform, on one line."""
    owners = f", owners: [{', '.join(platform.owners)}]" if platform.owners else ""
    return f"  {platform.id}: {{name: {texts(platform.name)}, kind: {platform.kind}{owners}}}"


def file_lines(departments: list[tuple[int, Department]]) -> Iterator[str]:
    """Write a file of some departments and all that belongs to them."""
    units = [department for _, department in departments]
    sections = {
        "departments": chain.from_iterable(department_lines(*entry) for entry in departments),
        "roles": (line for unit in units for role in unit.roles for line in role_lines(unit, role)),
        "activities": (
            line for unit in units for entry in unit.activities for line in activity_lines(entry)
        ),
        "platforms": (platform_line(entry) for unit in units for entry in unit.platforms),
    }
    yield "raci: 1"
    for section, lines in sections.items():
        body = list(lines)
        if body:
            yield from ("", f"{section}:", *body)


def root_lines(organisation: Organisation) -> Iterator[str]:
    """Write the root file: the organisation's settings and its separations."""
    declared = [activity.id for activity in organisation.activities if activity.declared]
    yield "raci: 1"
    yield "org:"
    yield "  id: benchmark"
    yield "  name: {zh: 基准测试集团, en: Benchmark group}"
    yield "  languages: [zh, en]"
    yield "  accountable: department-head"
    yield "  reviewed: 2026-01-31"
    yield ""
    yield "separations:"
    yield "  request-and-release:"
    yield '    between: [["tag:payment-request"], ["tag:payment-release"]]'
    yield "    within: role"
    yield "  first-and-last:"
    yield f'    between: [["activity:{declared[0]}"], ["activity:{declared[-1]}"]]'
    yield "    within: reporting-line"


def write_organisation(organisation: Organisation, folder: Path, files: int) -> int:
    """Write the root and its department files; return the bytes written."""
    entries = list(enumerate(organisation.departments, 1))
    (folder / "departments").mkdir(parents=True, exist_ok=True)
    size = _write(folder / "org.yaml", root_lines(organisation))
    for number in range(files - 1):
        share = entries[number :: files - 1]
        size += _write(folder / "departments" / f"{share[0][1].id}.yaml", file_lines(share))
    return size


def charter_lines(organisation: Organisation, limit: int | None = None) -> Iterator[str]:
    """Write the same rows as a charter of agenraci, which knows no wordings and derives nothing.

    One role does each action and one answers for it; `limit` cuts the actions short.
    """
    known = {role.id for role in organisation.roles}
    yield from ("project: benchmark", "roles:", *(f"  - {role}" for role in sorted(known)))
    yield "actions:"
    for activity in organisation.activities[:limit]:
        head = activity.department.head
        doer = activity.doers[0] if activity.doers else head
        yield f"  {activity.id}:"
        yield f"    responsible: {doer.id}"
        yield f"    accountable: [{', '.join(activity.functions.get('accountable', [head.id]))}]"
        for function in ("consulted", "informed"):
            roles = [role for role in activity.functions.get(function, []) if role in known]
            if roles:
                yield f"    {function}: [{', '.join(roles)}]"


def _write(path: Path, lines: Iterator[str]) -> int:
    """Write the lines as UTF-8 with plain line ends; return the bytes written."""
    return path.write_bytes("".join(f"{line}\n" for line in lines).encode())


def counts(organisation: Organisation, files: int, size: int) -> dict[str, int]:
    """Count what was written."""
    departments = organisation.departments
    mandates = sum(len(unit.activities) for unit in departments if unit.has_mandate)
    return {
        "files": files,
        "bytes": size,
        "departments": len(departments),
        "mandates": mandates,
        "roles": len(organisation.roles),
        "activities": sum(activity.declared for activity in organisation.activities),
        "rows": len(organisation.activities),
        "platforms": sum(len(unit.platforms) for unit in departments),
        "duties": sum(len(role.duties) for role in organisation.roles),
    }


def main() -> None:
    """Read the arguments, write the files, print what was written as JSON."""
    parser = argparse.ArgumentParser(description="Write a large organisation, for measuring.")
    parser.add_argument("folder", type=Path, help="an empty or new folder")
    parser.add_argument("--duties", type=int, help="twice the activities, if absent; else 4000")
    parser.add_argument("--roles", type=int, help="3 for 40 duties, if absent")
    parser.add_argument("--activities", type=int, help="declared ones; 1 for 2 duties, if absent")
    parser.add_argument("--files", type=int, help="with the root; 1 for 25 roles, if absent")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--everything", action="store_true", help="people, waivers and so on, too")
    parser.add_argument("--charter", type=Path, help="also write an agenraci charter here")
    parser.add_argument("--charter-limit", type=int, help="with no more actions than this")
    args = parser.parse_args()
    if args.folder.exists() and any(args.folder.iterdir()):
        parser.error(f"{args.folder} is not empty")
    duties = args.duties or 2 * (args.activities or 2000)
    roles = args.roles or duties * 3 // 40
    files = args.files or 1 + math.ceil(roles / 25)
    try:
        organisation = build(Shape(roles, args.activities or duties // 2, duties, files, args.seed))
    except ValueError as error:
        parser.error(str(error))
    size = write_organisation(organisation, args.folder, files)
    if args.everything:
        size += _write(args.folder / "everything.yaml", everything_lines(organisation, args.seed))
        files += 1
    if args.charter:
        _write(args.charter, charter_lines(organisation, args.charter_limit))
    print(json.dumps(counts(organisation, files, size)))


if __name__ == "__main__":
    main()
