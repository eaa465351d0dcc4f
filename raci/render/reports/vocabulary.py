"""What the expressions of policies see: an overview, and the fields of one subject."""

from collections.abc import Iterator, Mapping

from raci.findings.text import in_language
from raci.policies.vocabulary import ATTRIBUTES, Field, Vocabulary
from raci.render.formats.document import Cell, ReportDocument
from raci.render.reports.builder import Builder

HEAD = ("vocabulary-name", "type", "what-it-is")


def overview(vocabulary: Vocabulary, lang: str) -> ReportDocument:
    """Return what a policy may be for, and the functions and variables of all expressions."""
    builder = Builder("reports", lang)
    subjects = (
        (name, in_language(subject.about, lang)) for name, subject in vocabulary.subjects.items()
    )
    functions = (
        (
            f"{name}({', '.join(function.takes)})",
            function.gives,
            _with_example(function.about[lang], function.example),
        )
        for name, function in vocabulary.functions.items()
    )
    return builder.document(
        builder.words["vocabulary"],
        (
            builder.table("subjects", ("vocabulary-name", "what-it-is"), subjects),
            builder.table("look-ups", ("look-up", "gives", "what-it-is"), functions, 2),
            builder.table("variables", HEAD, _fields(vocabulary.variables, lang), 2),
        ),
        (builder.words["vocabulary-more"], builder.words["vocabulary-empty"]),
    )


def fields(subject: str, vocabulary: Vocabulary, lang: str) -> ReportDocument:
    """Return the fields of a subject: the type of each, what it is, and an expression with it.

    The attributes that are declared for it follow.
    """
    builder = Builder("reports", lang)
    known = vocabulary.subjects[subject]
    declared = vocabulary.attributes.get(subject, {}).items()
    attributes = {f"{ATTRIBUTES}.{name}": each for name, each in declared}
    rows = _fields({**known.fields, **attributes}, lang)
    return builder.document(
        subject,
        (builder.table("", HEAD, rows, 2),),
        (in_language(known.about, lang), builder.words["vocabulary-empty"]),
    )


def _fields(known: Mapping[str, Field], lang: str) -> Iterator[tuple[Cell, ...]]:
    for name, field in known.items():
        type_ = f"{field.type} ({field.of})" if field.of else field.type
        yield name, type_, _with_example(in_language(field.about, lang), field.example)


def _with_example(about: str, example: str) -> Cell:
    return about, example
