"""What a policy asks of the subject of a finding, part by part."""

from collections.abc import Iterator

from raci.check.evidence import Asked
from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.policies.code import FAMILY
from raci.rules.subjects import SUBJECTS


def asked_of(finding: Finding, matrix: Matrix) -> Iterator[Asked]:
    """Yield the parts of a policy's expressions with their values; none of another rule."""
    kind, _, id_ = finding.code.partition(":")
    if kind != FAMILY:
        return
    from raci.policies.compiler import compiled
    from raci.policies.weigh import weigh

    policy = matrix.org.policies[id_]
    candidates = SUBJECTS[compiled(policy, matrix.org.attributes).rule.of](matrix)
    subject = next(each for each in candidates if each.ref == finding.subject)
    for part in weigh(policy, subject, matrix):
        yield Asked(part.text, part.value, (Ref(f"{policy.ref}#{part.key}"),))
