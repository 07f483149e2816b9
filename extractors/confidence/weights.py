"""What a model weighs, read from its file: how much each feature that it knows speaks for each label, and how
much it speaks for two labels that they follow each other.

The file is one of CRFsuite, which answers for whole passages and tells its weights only rounded.
"""

from collections.abc import Iterator, Mapping
from struct import Struct
from typing import Final, NamedTuple

# Magic, size, type, version; then how many features, labels and attributes there are, and where they begin.
_HEADER: Final = Struct("<4sI4sI6I")
# What stands before the features: magic, size, number.
_CHUNK: Final = Struct("<4sII")
# A feature: its kind, its attribute (or the label that stands before), its label, its weight.
_FEATURE: Final = Struct("<IIId")
# What stands before names: magic, size, two signs of the format, how many places there are and where.
_NAMES: Final = Struct("<4s5I")
_PLACE: Final = Struct("<I")
# Before a name: its number, and its length with the zero behind it.
_NAME: Final = Struct("<II")
_OF_ATTRIBUTE: Final = 0


class Weights(NamedTuple):
    """The labels of a model; the weights of each feature for each label; those of each label for the one that
    follows it. All are in the order of the labels."""

    labels: tuple[str, ...]
    features: Mapping[str, list[float]]
    following: list[list[float]]


def read_weights(model: bytes) -> Weights:
    """The weights in a model's file."""
    *_, begin, labels_at, attributes_at = _HEADER.unpack_from(model)
    labels = dict(_names(model, labels_at))
    attributes = dict(_names(model, attributes_at))
    _, _, count = _CHUNK.unpack_from(model, begin)
    begin += _CHUNK.size
    found: dict[str, list[float]] = {name: [0.0] * len(labels) for name in attributes.values()}
    following = [[0.0] * len(labels) for _ in labels]
    for kind, source, label, weight in _FEATURE.iter_unpack(model[begin : begin + count * _FEATURE.size]):
        to = found[attributes[source]] if kind == _OF_ATTRIBUTE else following[source]
        to[label] = weight
    return Weights(tuple(labels[at] for at in range(len(labels))), found, following)


def _names(model: bytes, at: int) -> Iterator[tuple[int, str]]:
    """The names of a part of the file, each with its number."""
    *_, count, places = _NAMES.unpack_from(model, at)
    begin = at + places
    for (place,) in _PLACE.iter_unpack(model[begin : begin + count * _PLACE.size]):
        number, length = _NAME.unpack_from(model, at + place)
        start = at + place + _NAME.size
        yield number, model[start : start + length - 1].decode()
