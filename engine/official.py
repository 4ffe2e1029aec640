"""Official texts that a deployer imported, found for an occupation, a 능력단위 or a certificate.

They stand beside the project's own texts, never in their place, and always with their source. Without a live store
there are none.
"""

from __future__ import annotations

from knowledge.base import KnowledgeBase
from knowledge.live.texts import CERTIFICATE, DICTIONARY, OCCUPATION, UNIT, OfficialText
from knowledge.naming import plain

TEXTS_AT_MOST = 3
"""So many texts on one occupation: a unit may hold dozens of dictionary jobs."""


def official_on_occupation(kb: KnowledgeBase, code: str) -> tuple[OfficialText, ...]:
    """Texts on a 직업 whose publisher places it in the occupation's unit, those of the same name first.

    A unit text is of the wider group unless its name is the occupation's: show its name. Raises KeyError for an
    unknown code.
    """
    occupation = kb.occupations[code]
    if kb.live is None:
        return ()
    name = plain(occupation.name)
    found = [text for kind in (OCCUPATION, DICTIONARY) for text in kb.live.texts.of_unit(kind, occupation.unit)]
    same = [text for text in found if plain(text.name) == name]
    others = [text for text in found if text not in same and text.kind == OCCUPATION]
    return tuple([*same, *others][:TEXTS_AT_MOST])


def official_on_unit(kb: KnowledgeBase, code: str) -> OfficialText | None:
    """The official definition of a 능력단위 by its full code (`0201010101_22v3`), or None."""
    return kb.live.texts.get(UNIT, code) if kb.live else None


def official_on_certificate(kb: KnowledgeBase, name: str) -> OfficialText | None:
    """What Q-Net says about a certificate, found by its jmCd, else by its name; or None."""
    if kb.live is None:
        return None
    known = kb.certificates.get(name)
    if known and known.code and (text := kb.live.texts.get(CERTIFICATE, known.code)):
        return text
    return next(iter(kb.live.texts.named(CERTIFICATE, name)), None)
