"""The counts behind lost tone marks are made of texts: invented ones."""

import lzma
from pathlib import Path

import pytest

from pipeline.readers.ocr.marks.counts import Counts
from pipeline.syllable_counts import __main__ as script
from pipeline.syllable_counts.counting import counted, lines_of, without

TEXT = "Các tổ chức trên địa bàn xã Bình Mẫu có trách nhiệm thẩm định hồ sơ do mình lập ra. "
OTHER = "Giao Phòng Tài chính lập dự toán kinh phí hằng năm để Ủy ban nhân dân huyện xem xét. "


def test_texts_that_share_long_passages_with_one_left_out_are_left_out() -> None:
    assert list(without([TEXT, OTHER, TEXT + OTHER], [TEXT])) == [OTHER]
    assert list(without([TEXT, OTHER], [])) == [TEXT, OTHER]


def test_only_what_tells_spellings_apart_is_kept() -> None:
    found = counted([TEXT * 3 + "Các tô màu xanh. " * 3 + "Một lần."], [])
    assert found.single["tô3"] == found.single["tô0"] == 3
    assert found.pairs["cac2", "tô3"] == 3
    assert found.triples["cac2", "tô3", "chưc2"] == 3
    assert ("xa4", "binh1") not in found.pairs
    assert "lân1" not in found.single


def test_names_are_kept_however_rare() -> None:
    found = counted([TEXT], ["huyện Kiên Mẫu", "huyện Kiên Mẫu"])
    assert found.pairs["kiên0", "mâu4"] == 1


def test_the_lines_give_the_counts() -> None:
    found = counted([TEXT * 3 + "Các tô màu xanh. " * 3], [])
    counts = Counts(lines_of(found))
    assert counts.probability("|", "cac2", "tô3") > 10 * counts.probability("|", "cac2", "tô4")
    assert list(lines_of(found)) == list(lines_of(counted([TEXT * 3 + "Các tô màu xanh. " * 3], [])))


def test_the_script_gives_the_same_file_for_the_same_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = tmp_path / "texts.xz"
    texts.write_bytes(lzma.compress(f"{TEXT}\n=====\n{OTHER}".encode()))
    packed = []
    for name in ("one", "two"):
        monkeypatch.setattr("sys.argv", ["syllable_counts", str(texts), "--out", str(tmp_path / name)])
        script.main()
        packed.append((tmp_path / name).read_bytes())
    assert packed[0] == packed[1]
    assert "2 of 2 texts" in capsys.readouterr().out
