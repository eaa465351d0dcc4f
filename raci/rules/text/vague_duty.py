"""TXT701: a duty whose words leave open what must be done."""

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Statement
from raci.rules.rule import Hits, rule
from raci.wording.clarity.language import language_of
from raci.wording.clarity.vague import vague_words


@rule("TXT701", of=Statement)
def vague_duty(duty: Statement, matrix: Matrix) -> Hits:
    """In one of its languages the wording names no object that could be checked."""
    phrases = (
        vague_words(language, text)
        for tag, text in sorted(duty.text.items())
        if (language := language_of(tag, text))
    )
    words = tuple(f"“{words}”" for words in dict.fromkeys(filter(None, phrases)))
    if words:
        yield Hit(holder=duty.holder, activity=duty.activity, words=words)
