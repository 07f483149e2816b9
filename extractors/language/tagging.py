"""Parts of speech and phrases, computed for a sentence when asked for and kept with its document.

Tagging costs more than reading the PDF it came from, so no component does it: `sent._.tags` and
`sent._.chunks` do, for the sentences a span touches. underthesea's models get the tokens as they are here;
its public `pos_tag` and `chunk` would segment the text again, in other spellings.
"""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Span

from extractors.language.composition import compose

# The models take time quadratic in what they get. The longest sentence of the plans at hand has about 150
# words.
_WINDOW: Final = 200
_TAGS: Final = "word_tags"
_PHRASES: Final = "phrase_tags"


def tags_of(text: Doc | Span) -> list[str]:
    """underthesea's part of speech (N, Np, V, A, E, M, CH …) of each token, "" for blanks."""
    return [tag for window, first, last in _windows(text) for tag in _words(window)[first:last]]


def chunks_of(text: Doc | Span) -> list[Span]:
    """The phrases that begin in `text`, in order, as spans labelled NP, VP, PP, AP …; words in no phrase are
    in none."""
    return [
        span
        for window, first, last in _windows(text)
        for span in _phrases(window)
        if first <= span.start - window.start < last
    ]


def _windows(text: Doc | Span) -> Iterator[tuple[Span, int, int]]:
    """The stretches of whole sentences to tag, each with the part of it (by token) that belongs to `text`.

    Without sentence boundaries the whole document counts as one sentence.
    """
    span = text[:] if isinstance(text, Doc) else text
    if not len(span):
        return
    # spaCy's stubs leave `Span.sents` out.
    sentences = span.sents if span.doc.has_annotation("SENT_START") else [span.doc[:]]  # type: ignore[attr-defined]
    for sentence in sentences:
        for start in range(sentence.start, sentence.end, _WINDOW):
            end = min(start + _WINDOW, sentence.end)
            first, last = max(span.start, start), min(span.end, end)
            if first < last:
                yield span.doc[start:end], first - start, last - start


def _words(window: Span) -> list[str]:
    kept: list[str] | None = window._.get(_TAGS)
    if kept is None:
        # Loading the model takes 0.1 s and 30 MB: only who asks pays.
        from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor

        kept = _per_token(window, [tag for _, tag in CRFPOSTagPredictor.Instance().predict(_forms(window))])
        window._.set(_TAGS, kept)
    return kept


def _phrases(window: Span) -> list[Span]:
    kept: list[str] | None = window._.get(_PHRASES)
    if kept is None:
        from underthesea.pipeline.chunking.model_crf import CRFChunkingPredictor

        tagged = list(zip(_forms(window), (tag for tag in _words(window) if tag), strict=True))
        kept = _per_token(
            window, [phrase for _, _, phrase in CRFChunkingPredictor.Instance().predict(tagged)]
        )
        window._.set(_PHRASES, kept)
    spans: list[tuple[int, int, str]] = []
    for token, phrase in zip(window, kept, strict=True):
        position, _, label = phrase.partition("-")
        if position == "I" and spans and spans[-1][2] == label:
            spans[-1] = (spans[-1][0], token.i + 1, label)
        elif label:
            spans.append((token.i, token.i + 1, label))
    return [Span(window.doc, start, end, label=label) for start, end, label in spans]


def _forms(window: Span) -> list[str]:
    return [" ".join(compose(token.text).text.split()) for token in window if not token.is_space]


def _per_token(window: Span, values: list[str]) -> list[str]:
    rest = iter(values)
    return ["" if token.is_space else next(rest) for token in window]


def register() -> None:
    """Register `tags` and `chunks` with spaCy, for documents and spans. Doing so again changes nothing."""
    for kind in (Doc, Span):
        kind.set_extension("tags", getter=tags_of, force=True)
        kind.set_extension("chunks", getter=chunks_of, force=True)
    for stored in (_TAGS, _PHRASES):
        Span.set_extension(stored, default=None, force=True)
