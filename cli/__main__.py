"""`python -m cli` is the command line, as `jianbao` is where it is installed."""

import sys

from cli.main import main

sys.exit(main())
