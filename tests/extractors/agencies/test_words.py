"""A slip of the pen in a file of words is an error, and loses no name in silence."""

import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from pydantic import ValidationError

from extractors.agencies.history import HistoryWords
from extractors.agencies.name_words import SETS, NameWords, check_not_before
from extractors.agencies.registry_words import RegistryWords
from extractors.agencies.role_words import RoleWords
from extractors.text.loader import WordFile, WordFileError


def content(name: str) -> dict[str, Any]:
    return tomllib.loads(files("extractors").joinpath(f"words/{name}.toml").read_text(encoding="utf-8"))


def rename(table: dict[str, Any], old: str, new: str) -> None:
    table[new] = table.pop(old)


@pytest.mark.parametrize(
    ("name", "form", "slip", "fault"),
    [
        ("agency_names", NameWords, lambda t: t["not_before"].update({"sở": []}), "not_before.sở"),
        (
            "agency_names",
            NameWords,
            lambda t: t["heads"].update(needs_place=["thúe"]),
            "no head of the class",
        ),
        ("agency_names", NameWords, lambda t: t["heads"].update(has_parts=["sờ"]), "no head: sờ"),
        ("agency_names", NameWords, lambda t: rename(t, "inside", "insides"), "insides"),
        ("agency_names", NameWords, lambda t: t["inside"].update(numbering=["số thứ"]), "one word each"),
        ("roles", RoleWords, lambda t: rename(t["parts"], "lead", "leads"), "parts.lead"),
        ("roles", RoleWords, lambda t: t["orders"].update(giving=["Giao"]), "matching form"),
        ("agency_registry", RegistryWords, lambda t: t["tier_names"].pop("commune"), "codes without words"),
        ("agency_registry", RegistryWords, lambda t: t["department_of"].update(commune="Phồng"), "no head"),
        ("agency_registry", RegistryWords, lambda t: t["levels"].update({"ấp": "hamlet"}), "levels.ấp"),
        ("agency_history", HistoryWords, lambda t: t["classes"].pop("party"), "codes without words"),
        ("agency_history", HistoryWords, lambda t: t["body"].append(t["body"][0]), "stands there twice"),
        ("agency_history", HistoryWords, lambda t: t["classes"].update(party=["tỉnh ủy"]), "pattern"),
    ],
)
def test_a_slip_is_an_error(
    name: str, form: type[WordFile], slip: Callable[[dict[str, Any]], object], fault: str
) -> None:
    tables = content(name)
    form.model_validate(tables)
    slip(tables)
    with pytest.raises(ValidationError) as error:
        form.model_validate(tables)
    assert fault in str(error.value)


def test_what_makes_another_thing_stands_behind_a_head_or_a_noun() -> None:
    tables = content("agency_names")
    tables["not_before"]["sổ"] = ["hữu"]
    with pytest.raises(WordFileError, match="sổ"):
        check_not_before(NameWords.model_validate(tables), SETS)
