"""The extras of raci's package: libraries that are imported only where they are used."""


def command_for(extra: str) -> str:
    """Return the command that installs an extra."""
    return f"pip install 'raci[{extra}]'"
