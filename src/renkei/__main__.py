"""`python -m renkei`: the same command line as `renkei`."""

import sys

from renkei.cli import main

if __name__ == "__main__":
    sys.exit(main())
