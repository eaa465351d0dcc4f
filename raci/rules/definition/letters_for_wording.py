"""DEF017: a duty or a mandate whose wording is letters of a matrix."""

from raci.findings.finding import Hit
from raci.findings.ref import FUNCTIONS
from raci.matrix.letters import letters_of
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Statement
from raci.rules.rule import Hits, rule

_FUNCTIONS = {function.letter: function for function in FUNCTIONS}


@rule("DEF017", of=Statement)
def letters_for_wording(duty: Statement, _matrix: Matrix) -> Hits:
    """The wording is, in a language, nothing but letters: what they mean is lost."""
    letters = next(filter(None, map(letters_of, duty.text.values())), ())
    if letters:
        lists = tuple(f"{_FUNCTIONS[letter].value}: [{duty.key}]" for letter in letters)
        yield Hit(
            case=duty.holder.kind,
            holder=duty.holder,
            activity=duty.activity,
            letters="/".join(letters),
            lists=lists,
        )
