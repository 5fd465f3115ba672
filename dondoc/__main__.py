"""`python -m dondoc`."""

import sys

from dondoc.command_line import main

sys.exit(main())
