"""``python -m toolkit`` is the command ``facilitate``."""

import sys

from toolkit.cli import main

sys.exit(main())
