"""TXT701: a duty whose words leave open what must be done."""

from raci.matrix.matrix import Matrix
from raci.matrix.rows import Statement
from raci.rules.hits import hits_of_words
from raci.rules.relations import SUBJECT
from raci.rules.rule import Hits, Yield, rule
from raci.wording.clarity.language import in_languages
from raci.wording.clarity.vague import vague_words


@rule("TXT701", of=Statement, yields_to=(Yield("DEF013", by=SUBJECT), Yield("DEF017", by=SUBJECT)))
def vague_duty(duty: Statement, matrix: Matrix) -> Hits:
    """In one of its languages the wording names no object that could be checked."""
    phrases = (vague_words(*wording) for wording in in_languages(duty.text))
    yield from hits_of_words(duty, filter(None, phrases))
