"""What lies in bundles is remembered from run to run, with why a file of one could not be unpacked."""

from pathlib import Path

from upath import UPath

from pipeline.intake.bundles import Contents, Member
from pipeline.store.sources.bundle_listings import BundleListings
from schemas.said import Said

HASH = "a" * 64
DAMAGED = Said("the file has over {limit} MB", limit=7)


def test_a_listing_is_given_back_as_it_was_noted(tmp_path: Path) -> None:
    listings = BundleListings(UPath(tmp_path))
    members = (Member("a.pdf", (0,), "b" * 64), Member("b.pdf", (1,), None, "too_large", DAMAGED))
    listings.note(Contents(HASH, members, 2), "1.0")
    found = listings.get(HASH, "1.0")
    assert found == Contents(HASH, members, 2)
    message = found.members[1].message
    assert message is not None
    assert message.in_language("vi") == "tệp lớn hơn 7 MB"
    assert listings.get(HASH, "1.1") is None


def test_a_listing_of_another_form_is_none(tmp_path: Path) -> None:
    listings = BundleListings(UPath(tmp_path))
    for said in ('{"name": "a", "position": [0], "message": "it is damaged"}', '{"name": "a"}'):
        (tmp_path / f"{HASH}.json").write_text(f'{{"version": "1.0", "skipped": 0, "members": [{said}]}}')
        assert listings.get(HASH, "1.0") is None
