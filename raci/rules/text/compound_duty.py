"""TXT702: a line that holds several duties, which could have different owners."""

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Statement
from raci.rules.rule import Hits, rule
from raci.wording.clarity.compound import separate_duties
from raci.wording.clarity.language import language_of


@rule("TXT702", of=Statement)
def compound_duty(duty: Statement, matrix: Matrix) -> Hits:
    """In one of its languages the wording names deeds that are duties of their own."""
    phrases = (
        words
        for tag, text in sorted(duty.text.items())
        if (language := language_of(tag, text))
        for words in separate_duties(language, text)
    )
    words = tuple(f"“{word}”" for word in dict.fromkeys(phrases))
    if words:
        yield Hit(holder=duty.holder, activity=duty.activity, words=words)
