"""How many certificates that incumbents named are recognised: `python -m tests.evaluation.certificate_names [--json]`.

An answer counts if it, or a part of it, names a certificate or a family of them (컴퓨터활용능력 without its grade).
"""

from __future__ import annotations

import sys

from tests.evaluation.survey_names import report

if __name__ == "__main__":
    sys.exit(report("certificate", lambda kb: kb.certificate_names.find_in_answer))
