"""TXT703: a duty that names a thing and nothing to do with it."""

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Statement
from raci.rules.relations import SUBJECT
from raci.rules.rule import Hits, Yield, rule
from raci.wording.clarity.language import in_languages
from raci.wording.clarity.verbless import is_verbless


@rule("TXT703", of=Statement, yields_to=(Yield("TXT701", by=SUBJECT), Yield("DEF017", by=SUBJECT)))
def duty_without_verb(duty: Statement, matrix: Matrix) -> Hits:
    """In all of its languages that are judged the wording is a bare noun."""
    judged = in_languages(duty.text)
    if judged and all(is_verbless(language, text) for language, text in judged):
        words = tuple(f"“{text.strip()}”" for text in dict.fromkeys(text for _, text in judged))
        yield Hit(holder=duty.holder, activity=duty.activity, words=words)
