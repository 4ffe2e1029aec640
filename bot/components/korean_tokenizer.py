"""Tokenizer that splits Korean text into morphemes with exact offsets, so that particles (josa) stand apart from nouns."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from kiwipiepy import Kiwi
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class KoreanTokenizer(Tokenizer):
    """Morphemes of kiwipiepy as Rasa tokens; `start` and `end` are offsets into the original text.

    Several morphemes can share one syllable (했 = 하 + 었). Rasa wants tokens that do not overlap, so of morphemes
    that start inside an earlier one only the first is kept.
    """

    @staticmethod
    def required_packages() -> List[Text]:
        return ["kiwipiepy"]

    @staticmethod
    def supported_languages() -> List[Text]:
        return ["ko"]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    def __init__(self, config: Dict[Text, Any]) -> None:
        super().__init__(config)
        self._kiwi = Kiwi(num_workers=1)

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> KoreanTokenizer:
        return cls(config)

    def tokenize(self, message: Message, attribute: Text) -> List[Token]:
        """Splits one attribute of a message.

        Args:
            message: the Rasa message.
            attribute: its attribute to split (`text`, `response` …).

        Returns:
            Tokens in text order that neither overlap nor are empty; the whole text as one token when the
            analyser finds nothing (only spaces, only an unknown sign).
        """
        text = message.get(attribute)
        tokens: List[Token] = []
        end_of_last = 0
        for morpheme in self._kiwi.tokenize(text):
            if morpheme.len == 0 or morpheme.start < end_of_last:
                continue
            end_of_last = morpheme.start + morpheme.len
            tokens.append(
                Token(
                    text[morpheme.start : end_of_last],
                    morpheme.start,
                    end_of_last,
                    data={"pos": morpheme.tag},
                    lemma=morpheme.form,
                )
            )
        if not tokens:
            tokens = [Token(text, 0, len(text))]
        return self._apply_token_pattern(tokens)
