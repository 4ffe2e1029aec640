"""How many majors that incumbents named are brought onto a 소계열: `python -m tests.evaluation.major_names [--json]`.

Answers that name no major (인문계, 공고, 상고 … are kinds of high schools) cannot be, and lower the share.
"""

from __future__ import annotations

import sys

from tests.evaluation.survey_names import report

if __name__ == "__main__":
    sys.exit(report("major", lambda kb: kb.major_fields.find))
