"""`python -m ballotbox verify FILE…`"""

import sys

from ballotbox.command import main

if __name__ == "__main__":
    sys.exit(main())
