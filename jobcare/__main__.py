"""`python -m jobcare`"""

import sys

from jobcare.cli import main

if __name__ == "__main__":
    sys.exit(main())
