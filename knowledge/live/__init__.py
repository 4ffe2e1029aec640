"""The live store: what was synced from official open APIs, apart from the tables of the repository.

Its database (`JOBCARE_LIVE_URL`) is never touched by `jobcare knowledge build`. Reading needs no network and no key:
`LiveStore` answers with the last good data and the time it was fetched. Fetching is done in `knowledge.connectors`.
"""

from knowledge.live.store import LiveStore

__all__ = ["LiveStore"]
