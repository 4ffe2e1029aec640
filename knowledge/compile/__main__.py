"""`python -m knowledge.compile --from DIR`"""

import argparse
import sys
from pathlib import Path

from knowledge.compile import SourceError, compile_tables
from knowledge.paths import TABLES


def main() -> int:
    """Compiles the tables, prints what was written and left out, and returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.compile")
    parser.add_argument("--from", dest="source", type=Path, required=True, metavar="DIR", help="원본 표가 있는 폴더")
    parser.add_argument("--to", type=Path, default=TABLES, metavar="DIR", help="표를 쓸 폴더")
    options = parser.parse_args()
    try:
        report = compile_tables(options.source, options.to)
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    for name, count in sorted(report.rows.items()):
        print(f"{name}: {count:,}줄")
    for left in report.left_out:
        print(f"뺀 것: {left.table}: {left.reason}: {left.count:,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
