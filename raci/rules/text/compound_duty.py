"""TXT702: a line that holds several duties, which could have different owners."""

from itertools import chain

from raci.matrix.matrix import Matrix
from raci.matrix.rows import Statement
from raci.rules.hits import hits_of_words
from raci.rules.rule import Hits, rule
from raci.wording.clarity.compound import separate_duties
from raci.wording.clarity.language import in_languages


@rule("TXT702", of=Statement)
def compound_duty(duty: Statement, matrix: Matrix) -> Hits:
    """In one of its languages the wording names deeds that are duties of their own."""
    phrases = (separate_duties(*wording) for wording in in_languages(duty.text))
    yield from hits_of_words(duty, chain.from_iterable(phrases))
