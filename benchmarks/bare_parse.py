"""The yardstick: libyaml's events of all files of a folder, consumed, with nothing built."""

import gc
import sys
from pathlib import Path

from yaml._yaml import CParser

gc.disable()
for path in sorted(Path(sys.argv[1]).rglob("*.yaml")):
    parser = CParser(path.read_bytes())
    while parser.get_event() is not None:
        pass
