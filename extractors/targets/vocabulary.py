"""The words by which targets are read, each file of `extractors/words` in its form.

What each class does, with an example, is said in the files themselves.
"""

from typing import Final

from extractors.text.loader import WordFile, WordList, load


class _Printed(WordFile):
    ge: WordList
    gt: WordList
    le: WordList
    lt: WordList


class _AfterNumber(WordFile):
    or_more: WordList
    or_less: WordList
    levels: WordList


class _SplitLimit(WordFile):
    negation: WordList
    over: WordList


class _Chain(WordFile):
    fillers: WordList
    starting: WordList
    minimums: WordList
    before_no_year: WordList
    linking: WordList


class _Range(WordFile):
    until: WordList


class ComparatorWords(WordFile):
    """comparators.toml: how much of a number is meant."""

    printed: _Printed
    after_number: _AfterNumber
    split: _SplitLimit
    chain: _Chain
    range: _Range


class ChangeVerbs(WordFile):
    """Verbs by the direction that they give a number."""

    increase: WordList
    decrease: WordList
    maintain: WordList


class _Words(WordFile):
    words: WordList


class _Bringing(WordFile):
    verbs: WordList
    up: WordList
    down: WordList


class _MeasuredChange(WordFile):
    measures: WordList
    rising: WordList
    growth: WordList
    falling: WordList


class _Baseline(WordFile):
    words: WordList
    not_after: WordList


class ChangeWords(WordFile):
    """changes.toml: which way a number is to go."""

    before_number: ChangeVerbs
    governing: ChangeVerbs
    negation: _Words
    bringing: _Bringing
    measured: _MeasuredChange
    reaching: _Words
    baseline: _Baseline


class _Measures(WordFile):
    rates: WordList
    governed: WordList
    not_before: WordList
    ages: WordList
    lifetime: WordList


class _Shares(WordFile):
    percent: WordList
    per_mille: WordList


class _Ratios(WordFile):
    bases: WordList


class _Units(WordFile):
    durations: WordList
    money: WordList
    physical: WordList
    periods: WordList
    scores: WordList


class _Ranks(WordFile):
    units: WordList
    tops: WordList
    groups: WordList
    ranked: WordList
    verbs: WordList
    places: WordList


class MeasureWords(WordFile):
    """measures.toml: what is measured, and in what unit."""

    measures: _Measures
    shares: _Shares
    ratios: _Ratios
    units: _Units
    ranks: _Ranks


class _Nouns(WordFile):
    known: WordList
    suffixes: WordList
    stops: WordList


class _NoCount(WordFile):
    units: WordList
    numbered: WordList


class CountedNouns(WordFile):
    """counted_nouns.toml: what a bare number counts."""

    nouns: _Nouns
    no_count: _NoCount


class _ClauseBegin(WordFile):
    openers: WordList
    detailing: WordList
    after_openers: WordList
    not_openers_after: WordList
    heads: WordList
    verbs: WordList
    measured: WordList
    labels: WordList
    times: WordList


class _Steering(WordFile):
    verbs: WordList
    carrying_out: WordList
    manners: WordList
    not_before: WordList


class _Doers(WordFile):
    sets: WordList
    predicates: WordList
    nouns_like_verbs: WordList


class _Object(WordFile):
    acts: WordList
    after_acts: WordList
    no_object: WordList
    reach: WordList


class _ClauseEnd(WordFile):
    after_comma: WordList
    tails: WordList


class _Brackets(WordFile):
    naming_nothing: WordList
    kept: WordList


class _Year(WordFile):
    ends: WordList
    until: WordList
    inside: WordList


class ClauseWords(WordFile):
    """clauses.toml: where the clause of a target begins and ends."""

    begin: _ClauseBegin
    steering: _Steering
    doers: _Doers
    object: _Object
    end: _ClauseEnd
    brackets: _Brackets
    year: _Year


class _Aims(WordFile):
    signals: WordList
    outright: WordList
    obliging: WordList
    must: WordList


class _Deeds(WordFile):
    verbs: WordList
    done: WordList
    having: WordList
    reaching: WordList
    after_reaching: WordList


class _Each(WordFile):
    words: WordList
    verbs: WordList
    sending: WordList


class _Multiple(WordFile):
    words: WordList
    units: WordList


class _Lists(WordFile):
    numbers: WordList


class _Names(WordFile):
    titles: WordList
    going_on: WordList


class _Results(WordFile):
    said: WordList
    about: WordList
    reports: WordList
    no_report_after: WordList
    estimates: WordList
    descriptive: WordList
    compared_what: WordList
    compared_by: WordList
    compared_with: WordList
    surpassing: WordList
    comparing: WordList
    had: WordList


class _Thresholds(WordFile):
    consequences: WordList
    conditions: WordList
    deciding: WordList
    those: WordList
    reaching: WordList
    faults: WordList
    have: WordList
    below: WordList
    failing: WordList
    level: WordList


class _Rules(WordFile):
    encouragements: WordList
    rates: WordList
    granting: WordList
    granting_limits: WordList
    granted: WordList
    described: WordList
    told_of: WordList
    telling: WordList


class CommitmentWords(WordFile):
    """commitments.toml: which numbers a plan commits to."""

    aims: _Aims
    deeds: _Deeds
    each: _Each
    multiple: _Multiple
    lists: _Lists
    names: _Names
    results: _Results
    thresholds: _Thresholds
    rules: _Rules


COMPARATORS: Final = load("comparators", ComparatorWords)
CHANGES: Final = load("changes", ChangeWords)
MEASURES: Final = load("measures", MeasureWords)
COUNTED: Final = load("counted_nouns", CountedNouns)
CLAUSES: Final = load("clauses", ClauseWords)
COMMITMENTS: Final = load("commitments", CommitmentWords)
