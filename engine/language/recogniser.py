"""Names in free Korean text: what a person says about certificates, majors, skills, work, training and tools.

Importing this module imports spaCy: import it when it is first needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from spacy.language import Language
from spacy.tokens import Doc, Span

from engine.language.aligned import Aligned
from engine.language.gazetteer import Gazetteer, Kind, Sense
from engine.language.korean_pipeline import blank_korean
from engine.language.name_search import NameSearch
from engine.language.nearby_kind import sorted_by_context
from engine.language.typing_errors import NearNames
from knowledge.base import KnowledgeBase

MOST_LETTERS = 5000
"""Longer texts are read up to here: a résumé has its own reader."""

_NAMES, _NAME, _MISTYPED = "names", "name", "mistyped"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text.

    kind, name, ids, duties: what it most likely stands for, see `gazetteer.Sense`. text: the person's own words, which are
    source[start:end] (characters). others: what else the same words can stand for, likeliest first. mistyped: whether the
    name was only found by allowing for a wrong letter.
    """

    kind: Kind
    text: str
    start: int
    end: int
    ids: tuple[str, ...]
    name: str
    duties: tuple[str, ...] = ()
    others: tuple[Sense, ...] = ()
    mistyped: bool = False

    def as_kind(self, *kinds: Kind) -> Sense | None:
        """What the mention stands for as the first of these kinds that it can be, or None."""
        senses = {sense.kind: sense for sense in (Sense(self.kind, self.name, self.ids, self.duties), *self.others)}
        return next((senses[kind] for kind in kinds if kind in senses), None)


class Recogniser:
    """Finds the names of a knowledge base in texts. Load one and share it: it is safe to use from several threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._lock = Lock()
        self._gazetteer = gazetteer
        self._nlp = blank_korean()
        self._nlp.add_pipe("jobcare_names")
        self._nlp.get_pipe("jobcare_names").use(gazetteer)  # type: ignore[attr-defined]

    @classmethod
    def load(cls, kb: KnowledgeBase) -> Recogniser:
        """The recogniser of all names that the base knows."""
        return cls(Gazetteer.read(kb))

    def recognise(self, text: str) -> tuple[Mention, ...]:
        """The names in the text, from first to last, none overlapping: the longest wins. Never raises for any text."""
        aligned = Aligned.of(text[:MOST_LETTERS])
        if not aligned.compact:
            return ()
        # In a memory zone nothing that people type stays in spaCy's store of strings.
        with self._lock, self._nlp.memory_zone():
            doc = self._nlp(aligned.text)
            return tuple(self._mention(span, text, aligned) for span in doc.spans[_NAMES])

    @property
    def names(self) -> Gazetteer:
        """All names that are looked for."""
        return self._gazetteer

    def _mention(self, span: Span, source: str, aligned: Aligned) -> Mention:
        first, *others = sorted_by_context(self._gazetteer.senses(span.id_), aligned.text, span.end_char)
        start, end = aligned.origin(span.start_char, span.end_char)
        return Mention(
            kind=first.kind,
            text=source[start:end],
            start=start,
            end=end,
            ids=first.ids,
            name=first.name,
            duties=first.duties,
            others=tuple(others),
            mistyped=span.label_ == _MISTYPED,
        )


@Language.factory("jobcare_names")
def create_name_finder(nlp: Language, name: str) -> NameFinder:
    """Makes the component; `NameFinder.use` gives it its names."""
    return NameFinder()


class NameFinder:
    """Pipeline component: writes `doc.spans["names"]`, each span with the compact form of the name as its `id_`.

    The label is `name` or `mistyped`. A token that reaches over the edge of a name is split there.
    """

    def __init__(self) -> None:
        self.use(Gazetteer({}))

    def use(self, gazetteer: Gazetteer) -> None:
        """Sets the names to look for."""
        self._gazetteer = gazetteer
        self._near = NearNames(gazetteer)

    def __call__(self, doc: Doc) -> Doc:
        search = NameSearch(doc, self._gazetteer, self._near)
        found = search.names()
        found += search.mistyped(found)
        _split_at_edges(doc, {edge for name in found for edge in (name.start, name.end)})
        spans = [
            doc.char_span(name.start, name.end, label=_MISTYPED if name.mistyped else _NAME, span_id=name.form)
            for name in sorted(found, key=lambda name: name.start)
        ]
        doc.spans[_NAMES] = [span for span in spans if span is not None]
        return doc


def _split_at_edges(doc: Doc, edges: set[int]) -> None:
    with doc.retokenize() as retokenizer:
        for token in doc:
            end = token.idx + len(token.text)
            places = [token.idx, *sorted(edge for edge in edges if token.idx < edge < end), end]
            if len(places) > 2:
                pieces = [doc.text[left:right] for left, right in zip(places, places[1:], strict=False)]
                retokenizer.split(token, pieces, heads=[(token, number) for number in range(len(pieces))])
