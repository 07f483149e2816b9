"""What lies in the bundles (ZIP, RAR) that the store was fed with: a listing of each, by the bundle's hash.

Only a shortcut: a bundle whose listing is missing or damaged is opened again. The datasets know the files in
a bundle, not the bundle; without this, each run would have to unpack it to see whether it changed, and
`status` could not tell at all.
"""

import json
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from upath import UPath

from pipeline.intake.bundles import Contents, Member
from pipeline.store.writing.files import write_atomically
from schemas.said import Said


class BundleListings:
    """The listings under `folder`."""

    def __init__(self, folder: UPath) -> None:
        self._folder = folder

    def get(self, sha256: str, version: str | None = None) -> Contents | None:
        """What the bundle with this hash holds, if that version (any, without one) noted it."""
        try:
            said = json.loads(self._file(sha256).read_bytes())
            if version not in (None, said["version"]):
                return None
            return Contents(sha256, tuple(map(_member, said["members"])), int(said["skipped"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def note(self, contents: Contents, version: str) -> None:
        """Remember a listing; OSError where the disk refuses."""
        if self.get(contents.sha256, version) == contents:
            return
        members = [_as_json(member) for member in contents.members]
        said = {"version": version, "skipped": contents.skipped, "members": members}
        write_atomically(self._file(contents.sha256), json.dumps(said).encode("ascii"))

    def keep_only(self, hashes: Collection[str]) -> None:
        """Forget all others."""
        for file in self._folder.glob("*.json"):
            if file.stem not in hashes:
                file.unlink()

    def _file(self, sha256: str) -> UPath:
        return self._folder / f"{sha256}.json"


def _as_json(member: Member) -> dict[str, Any]:
    values = {name: value for name, value in asdict(member).items() if value is not None}
    return values if member.message is None else {**values, "message": member.message.parts}


def _member(values: dict[str, Any]) -> Member:
    message = values.get("message")
    return Member(
        **{
            **values,
            "position": tuple(values["position"]),
            "message": None if message is None else Said.of_parts(*message),
        }
    )
