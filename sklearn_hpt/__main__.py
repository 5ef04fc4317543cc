"""``python -m sklearn_hpt``: the command line."""

import sys

from sklearn_hpt.cli import main

if __name__ == "__main__":
    sys.exit(main())
