"""The manifest: what a pack was made from and how, what was judged, and which files it has."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from raci.change.history.records import History
from raci.check.settings import Settings
from raci.findings.finding import Finding, Severity
from raci.findings.inputs import Checkout, Input, sha256_of
from raci.findings.report import Checked, Report
from raci.findings.standing import Standing
from raci.findings.text import in_language
from raci.matrix.matrix import Matrix
from raci.model.entities import Org, Pack, Waiver
from raci.render.facts.findings import state_of_waiver
from raci.render.facts.origin import each_setting
from raci.render.facts.rules import state_of
from raci.render.findings.options import Options
from raci.render.pack import WORKBOOK, Files
from raci.render.pack.checksums import parts_digest

Json = dict[str, Any]


class Plugin(NamedTuple):
    """An installed package that adds rules, and their codes."""

    name: str
    version: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What a pack is made of: an organisation, its report, and how it was checked.

    ``path`` is the organisation's, as reports show it; ``read`` are its files. ``options`` are
    those of the renderers of findings. ``standing`` is how well it is known who approved each
    waiver, by waiver and role, None where git is not asked; ``checkout`` is None where git has no
    commit. ``history`` is that of a period, where one is asked for.
    """

    org: Org
    matrix: Matrix
    path: str
    read: tuple[Input, ...]
    report: Report
    settings: Settings
    options: Options
    checkout: Checkout | None = None
    standing: Mapping[str, Mapping[str, Standing]] | None = None
    history: History | None = None
    plugins: tuple[Plugin, ...] = ()

    @property
    def checked(self) -> Checked | None:
        """What was checked of the organisation; None where nothing of it can be read."""
        every = (each for each in self.report.organisations if each.path == self.path)
        return next(every, None)

    @property
    def whole(self) -> bool:
        """Whether everything was judged, so that the pack may say so."""
        return self.report.exit_status() < 2


def manifest(made: Made, files: Files) -> Json:
    """Return the manifest of files; its schema is ``schemas/v1/manifest.schema.json``."""
    report, checked = made.report, made.checked
    git = {} if made.standing is None else {"git": _git(made.checkout)}
    return {
        "organisation": made.org.id,
        "path": made.path,
        "lang": made.options.lang,
        "checked": made.whole,
        "exit_status": report.exit_status(),
        **git,
        **_history(made.history),
        "counts": dict(checked.counts) if checked and checked.sound else None,
        "read": [each._asdict() for each in made.read],
        "packs": [_pack(each) for each in made.org.packs.values()],
        "plugins": [each._asdict() for each in made.plugins],
        "settings": list(_settings(made.settings)),
        "rules": list(_rules(made)),
        "findings": _counts(report.every),
        "waivers": [_waiver(each, made) for each in made.org.waivers.values()],
        "files": [_file(path, raw) for path, raw in sorted(files.items())],
    }


def _git(checkout: Checkout | None) -> Json | None:
    if checkout is None:
        return None
    later = checkout.changed_after
    return {**checkout._asdict(), "changed_after": later._asdict() if later else None}


def _history(history: History | None) -> Json:
    if history is None:
        return {}
    period = {"from": history.start, "to": history.end, "head": history.head}
    return {"history": {**period, "commits": history.commits}}


def _pack(pack: Pack) -> Json:
    return {"id": pack.id, "version": pack.version}


def _settings(settings: Settings) -> Iterator[Json]:
    """Yield the settings that the list of rules does not have, each with its origin."""
    for name, value, origin in each_setting(settings):
        if not name.startswith(("mandatory.", "severity.")):
            yield {"name": name, "value": value, "origin": in_language(origin, "en")}


def _rules(made: Made) -> Iterator[Json]:
    """Yield every rule: how severe it is and by which setting, and what it judged or why not."""
    settings, known = made.settings, made.options.sheets()
    tallies = {tally.code: tally for tally in (made.checked.tallies if made.checked else ())}
    findings = Counter(finding.code for finding in made.report.every)
    sound = made.checked is not None and made.checked.sound
    for code in sorted({*settings.names, *tallies, *findings}):
        tally, info = tallies.get(code), known.get(code)
        severity = settings.severity(code, info.severity if info else Severity.ERROR)
        by = settings.severities.get(code)
        chosen = settings.selected.get(code) or settings.left_out.get(code)
        yield {
            "code": code,
            "name": settings.names.get(code, code),
            "severity": severity.label,
            "severity_by": str(by[1]) if by else "default",
            "chosen_by": str(chosen or "default"),
            "mandatory": code in settings.mandatory,
            "state": state_of(code, tally, settings, sound=sound).state,
            "subjects": tally.subjects if tally else 0,
            "findings": findings[code],
        }


def _counts(findings: Sequence[Finding]) -> Json:
    severities = Counter(finding.severity for finding in findings if finding.status == "new")
    statuses = Counter(finding.status for finding in findings)
    return {
        "total": len(findings),
        **{severity.label: severities[severity] for severity in reversed(Severity)},
        "waived": statuses["waived"],
        "baselined": statuses["baselined"],
        "by_rule": dict(sorted(Counter(finding.code for finding in findings).items())),
    }


def _waiver(waiver: Waiver, made: Made) -> Json:
    covered = Counter(each.waiver.waiver for each in made.report.every if each.waiver)
    standing = (made.standing or {}).get(waiver.id, {})
    state = state_of_waiver(waiver, made.report.as_of, standing, made.settings.approvals[0])
    return {
        "waiver": waiver.id,
        "rule": waiver.rule,
        "at": waiver.at,
        "involves": waiver.involves,
        "reason": in_language(waiver.reason, made.options.lang),
        "approved_by": [
            {"role": role, "on": day, **_level(standing.get(role))}
            for role, day in waiver.approved_by.items()
        ],
        "from": waiver.start,
        "until": waiver.until,
        "in_force": state == "in-force",
        "covers": covered[waiver.ref],
    }


def _level(standing: Standing | None) -> Json:
    return {"standing": standing.level} if standing else {}


def _file(path: str, raw: bytes) -> Json:
    """Return what a pack has: of a workbook its parts count, not how they are packed."""
    if path.endswith(WORKBOOK):
        return {"path": path, "parts_sha256": parts_digest(raw)}
    return {"path": path, "sha256": sha256_of(raw)}
