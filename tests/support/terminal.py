"""The command line at a terminal."""

import os
import pty
import subprocess
import sys


def on_terminal(*arguments: str, **variables: str) -> tuple[int, str]:
    """Run raci with a terminal for its output, as a person does."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "200", **variables}
    command = [sys.executable, "-m", "raci", *arguments]
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        printed = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            printed += part
    os.close(ours)
    return process.returncode, printed.decode()
