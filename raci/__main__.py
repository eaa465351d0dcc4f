"""``python -m raci``, and the command ``raci``."""

import os
import sys
from typing import NoReturn

from raci.cli import main


def run() -> NoReturn:
    """Run the command line and leave at once.

    To take the interpreter apart, and the organisation with it, object by object, would cost a
    tenth of a small run; all files are written and closed by then.
    """
    status = 0
    try:
        main()
    except SystemExit as end:
        if end.code is not None and not isinstance(end.code, int):
            raise
        status = end.code or 0
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except OSError:  # the output cannot take any more
        status = status or 2
    os._exit(status)


if __name__ == "__main__":
    run()
