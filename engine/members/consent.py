"""The two consents of the service, as facts: what they are called and how long they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

TEXT_VERSION = "2026-11-22"
"""Version of the consent texts in bot/replies/consent_texts.py. A change of their meaning needs a new version."""

VALID_FOR = timedelta(days=730)
"""Two years, then consent is asked anew (as in the guide)."""

KINDS = ("personal", "sensitive")
"""개인정보 and 민감정보, asked apart and in this order."""

COUNSEL = "counsel"
"""What somebody who gave neither agrees to who only wants to talk to a counsellor: their concern and contact are stored."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a member last answered to one of the consents."""

    kind: str
    given: bool
    text_version: str
    decided_at: datetime

    def holds(self, moment: datetime) -> bool:
        """Given, to the present text, and not older than two years."""
        return self.given and self.text_version == TEXT_VERSION and moment - self.decided_at < VALID_FOR
