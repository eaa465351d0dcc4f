"""DEF017: a duty or a mandate whose wording is letters of a matrix."""

from raci.findings.finding import Hit
from raci.findings.notation import OWN
from raci.matrix.letters import letters_of
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Statement
from raci.rules.rule import Hits, rule


@rule("DEF017", of=Statement)
def letters_for_wording(duty: Statement, matrix: Matrix) -> Hits:
    """The wording is, in a language, nothing but letters: what they mean is lost."""
    notation = matrix.org.notation
    found = (letters_of(words, notation) for words in duty.text.values())
    letters = next(filter(None, found), ())
    if letters:
        meant = (each for letter in letters for each in notation.get(letter, OWN.get(letter, ())))
        lists = tuple(f"{each.value}: [{duty.key}]" for each in dict.fromkeys(meant))
        yield Hit(
            case=duty.holder.kind,
            holder=duty.holder,
            activity=duty.activity,
            letters="/".join(letters),
            lists=lists,
        )
