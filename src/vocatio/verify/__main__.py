"""`python -m vocatio.verify` is `vocatio-verify`."""

import sys

from vocatio.verify.command import main

sys.exit(main())
