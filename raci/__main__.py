"""``python -m raci``."""

from raci.cli import main

if __name__ == "__main__":
    main()
