"""Two texts as a unified diff, as ``git apply`` and ``patch`` take it."""


def unified(before: str, after: str, from_title: str, to_title: str) -> str:
    """Give the unified diff of two texts; ``""`` where they are the same."""
    from difflib import unified_diff

    lines = unified_diff(_lines(before), _lines(after), from_title, to_title)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _lines(text: str) -> list[str]:
    """Split at line feeds alone, as patches do."""
    lines = text.split("\n")
    return [*(f"{line}\n" for line in lines[:-1]), *filter(None, lines[-1:])]
