"""Names of people and the lines about them, which only a local terminal shows, and on request."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from raci.findings.finding import Finding
from raci.findings.place import Place
from raci.findings.ref import Ref
from raci.findings.report import Report
from raci.findings.text import Text
from raci.project import Project


@dataclass(frozen=True, slots=True)
class People:
    """What ``--show-people`` adds to findings about some organisations."""

    found: Sequence[Project]

    def report(self, report: Report) -> Report:
        """Return a report whose findings name people and show the lines about them."""
        return replace(report, findings=tuple(self.findings(report.findings)))

    def findings(self, findings: Iterable[Finding]) -> Iterable[Finding]:
        """Yield findings that name people and show the lines about them."""
        names = {project.org.id: names_of(project) for project in self.found}
        for finding in findings:
            yield replace(
                finding,
                names={**finding.names, **names.get(finding.organisation, {})},
                place=self.place(finding.place),
                related=tuple(map(self.place, finding.related)),
            )

    def place(self, place: Place) -> Place:
        """Return a place with its line, even if it is about people."""
        if not place.hidden or place.cell:
            return place
        for project in self.found:
            for document in project.found.documents:
                if project.found.title(document.path) == place.path:
                    line = document.lines.line(place.span.line)
                    return replace(place, source=line, hidden=False)
        return place


def names_of(project: Project) -> Mapping[Ref, Text]:
    """Return the names of an organisation's people."""
    return {person.ref: person.name for person in project.org.people.values() if person.name}
