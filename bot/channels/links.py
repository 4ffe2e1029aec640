"""Links to a picture or document for messengers, which have no cookie: signed, bound to one conversation, expiring."""

from dataclasses import dataclass
from typing import Literal, cast

from itsdangerous import BadData, URLSafeTimedSerializer

LINK_HOURS = 24
"""How long a link in a messenger works. The file itself can be asked for again in the conversation."""

Kind = Literal["image", "document"]


@dataclass(frozen=True)
class Linked:
    """What a valid link leads to: a file of the conversation ``sender``."""

    sender: str
    kind: Kind
    file_id: str


class Links:
    """Makes and reads the links of a gateway whose public address is ``base`` (empty: no links can be made)."""

    def __init__(self, secret: str, base: str) -> None:
        self._signer = URLSafeTimedSerializer(secret, salt="jobcare-file-link")
        self._base = base.rstrip("/")

    def make(self, sender: str, kind: Kind, file_id: str) -> str | None:
        """The address of a file of this conversation; ``None`` when the gateway has no public address."""
        if not self._base:
            return None
        return f"{self._base}/shared/{self._signer.dumps([sender, kind, file_id])}"

    @property
    def page(self) -> str | None:
        """The address of the web page; ``None`` when the gateway has no public address."""
        return f"{self._base}/" if self._base else None

    def read(self, token: str) -> Linked | None:
        """What the link leads to; ``None`` if it was not made here or is older than ``LINK_HOURS``."""
        try:
            sender, kind, file_id = self._signer.loads(token, max_age=LINK_HOURS * 3600)
        except (BadData, ValueError, TypeError):
            return None
        return Linked(str(sender), cast(Kind, kind), str(file_id))
