"""One sync of a source at a time on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from knowledge.file_lock import hold
from knowledge.paths import var_folder


class SyncRunning(Exception):
    """The source is being synced by another process, or the lock file cannot be written. Korean message."""


@contextmanager
def sync_lock(source: str) -> Iterator[None]:
    """Holds the lock of a source. Raises SyncRunning if it is held. The lock ends with the process that holds it."""
    path = var_folder() / f"sync-{source}.lock"
    with ExitStack() as held:
        try:
            held.enter_context(hold(path))
        except BlockingIOError as error:
            raise SyncRunning("이 자료를 다른 곳에서 받고 있어요. 끝난 뒤에 다시 해 주세요.") from error
        except OSError as error:
            raise SyncRunning(f"{path.parent} 폴더에 쓸 수 없어요.") from error
        yield
