"""``python -m engine.resume.worker``: a file on standard input, ``{"text": …}`` or ``{"reason": …}`` on standard output.

It gives itself little memory and time before it looks at the file.
"""

from __future__ import annotations

import json
import resource
import sys

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 20


def main() -> int:
    from engine.resume.formats import text_of
    from engine.resume.reading import ResumeError

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        answer = {"text": text_of(sys.stdin.buffer.read())}
    except ResumeError as error:
        answer = {"reason": error.reason}
    except MemoryError:
        answer = {"reason": "unsafe"}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
