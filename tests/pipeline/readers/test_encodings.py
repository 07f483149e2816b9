"""Vietnamese from before Unicode: every letter of each encoding, fonts that tell the truth and fonts that do
not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.docx import read_docx
from pipeline.readers.encodings import (
    Encoding,
    Family,
    FontEvidence,
    decode,
    decode_pieces,
    family,
    is_unicode,
)
from tests.pipeline.readers.docx_building import docx_file, par, run

TEXT = (
    "Ủy ban nhân dân tỉnh chỉ đạo các sở, ngành đẩy mạnh cải cách thủ tục hành chính, kỷ luật, kỹ năng xử lý"
)
TCVN3 = (
    "ñy ban nh©n d©n tØnh chØ ®¹o c¸c së, ngµnh ®Èy m¹nh c¶i c¸ch thñ tôc hµnh chÝnh, kû luËt, kü n¨ng xö lý"
)
VNI = (
    "UÛy ban nhaân daân tænh chæ ñaïo caùc sôû, ngaønh ñaåy maïnh "
    "caûi caùch thuû tuïc haønh chính, kyû luaät, kyõ naêng xöû lyù"
)
VPS = (
    "Ñy ban nhân dân tÌnh chÌ Çåo các sª, ngành ÇÄy månh cäi cách thû tøc hành chính, k› luÆt, kÏ næng xº lš"
)


@pytest.mark.parametrize(
    ("encoding", "old", "text"),
    [("tcvn3", TCVN3, TEXT.replace("Ủ", "ủ")), ("vni", VNI, TEXT), ("vps", VPS, TEXT)],
)
def test_a_sentence_of_each_encoding(encoding: Encoding, old: str, text: str) -> None:
    assert decode(old, encoding) == text


@pytest.mark.parametrize(
    ("encoding", "old", "text"),
    [
        ("tcvn3", "§ång Th¸p", "Đồng Tháp"),
        ("tcvn3", "ph­¬ng", "phương"),  # the code of ư is that of the soft hyphen
        ("tcvn3", "hoμ", "hoà"),  # Word's Greek letter
        ("tcvn3", "\uf0b5", "à"),  # a font that says it is a symbol font
        ("vni", "ÑOÀNG THAÙP", "ĐỒNG THÁP"),
        ("vni", "Tröôûng phoøng, nghieäp vuï, thò xaõ", "Trưởng phòng, nghiệp vụ, thị xã"),
        ("vni", "yù kieán, hôïp lyù, kyø hoïp", "ý kiến, hợp lý, kỳ họp"),
        ("vni", "10 m² ± 5 %", "10 m² ± 5 %"),
        ("vps", "TÐ PHÁP, “ Án", "TƯ PHÁP, Ề Án"),
    ],
)
def test_letters_that_need_care(encoding: Encoding, old: str, text: str) -> None:
    assert decode(old, encoding) == text


def test_capital_fonts_show_capitals() -> None:
    assert decode("kÕ ho¹ch", "tcvn3", capitals=True) == "KẾ HOẠCH"


def test_a_mark_in_the_next_run_joins_its_letter() -> None:
    assert decode_pieces(["nga", "øy tha", "ùng"], "vni") == ["ngà", "y thá", "ng"]


@given(st.lists(st.text(alphabet="aoeuyôöAOÔÖùøûõïâáàåãäêéèúüëñíìæóò bc", max_size=6), max_size=6))
def test_pieces_say_together_what_the_whole_says(pieces: list[str]) -> None:
    assert "".join(decode_pieces(pieces, "vni")) == decode("".join(pieces), "vni")


@pytest.mark.parametrize(
    ("font", "found"),
    [
        (".VnTime", Family("tcvn3", False)),
        (".VnTimeH", Family("tcvn3", True)),
        (".VNTIMEH", Family("tcvn3", True)),
        (".VnArial NarrowH", Family("tcvn3", True)),
        ("ABCDEF+.VnTimeH-Bold", Family("tcvn3", True)),
        ("ABCDEF+VnTime,Bold", Family("tcvn3", False)),
        ("VNI-Times", Family("vni", False)),
        ("vni-helve", Family("vni", False)),
        ("VPS Times", Family("vps", False)),
        ("VNtimes new roman", None),
        ("Times New Roman", None),
        ("", None),
        (None, None),
    ],
)
def test_a_font_is_known_by_its_name(font: str | None, found: Family | None) -> None:
    assert family(font) == found


@pytest.mark.parametrize(
    ("font", "texts", "found"),
    [
        ("Times New Roman", [TEXT], None),
        ("Times New Roman", [TCVN3], "tcvn3"),
        ("Times New Roman", [VNI], "vni"),
        ("Times New Roman", [VPS], "vps"),
        (".VnTime", [TEXT], None),
        (".VnTime", [TCVN3], "tcvn3"),
        ("VNI-Times", [VNI], "vni"),
        (".VnTime", [], "tcvn3"),
        # a few words are not enough against a font's name, and foreign words no sign of an old encoding
        ("Times New Roman", ["N¬i nhËn"], None),
        (
            "Times New Roman",
            ["Société Générale, Médecins du Monde, coopération à l'étranger, là-bas où Zoë naît"],
            None,
        ),
    ],
)
def test_words_decide_where_the_font_lies(font: str, texts: list[str], found: Encoding | None) -> None:
    evidence = FontEvidence()
    for text in texts:
        evidence.add(font, text)
    verdict = evidence.of_font(font)
    assert (verdict and verdict.encoding) == found


def test_a_text_that_no_old_encoding_gives_is_unicode_whatever_its_font() -> None:
    assert is_unicode("Sở")
    assert not is_unicode("Së Néi vô, cá")
    assert FontEvidence().of_text(".VnTime", "Sở Nội vụ") is None


def test_pasted_old_text_is_read_in_a_document_of_unicode() -> None:
    evidence = FontEvidence()
    evidence.add("Times New Roman", TEXT)
    found = evidence.of_text("Times New Roman", TCVN3)
    assert found is not None
    assert found.encoding == "tcvn3"


def fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def lines(path: Path) -> list[str]:
    return [paragraph.text for paragraph in read_docx(path).paragraphs()]


@pytest.mark.parametrize("font", [".VnTime", "Times New Roman"])
def test_a_document_in_an_old_encoding_whatever_its_font_says(tmp_path: Path, font: str) -> None:
    body = par(run(TCVN3, fonts(font))) + par(run("N¬i nhËn:", fonts(font)))
    assert lines(docx_file(tmp_path, body)) == [TEXT.replace("Ủ", "ủ"), "Nơi nhận:"]


def test_a_converted_document_that_kept_its_font(tmp_path: Path) -> None:
    body = par(run(TEXT, fonts(".VnTime"))) + par(run("có cán bộ", fonts(".VnTime")))
    assert lines(docx_file(tmp_path, body)) == [TEXT, "có cán bộ"]


def test_fonts_of_both_kinds_in_one_line(tmp_path: Path) -> None:
    body = par(
        run("Sở ", fonts("Times New Roman"))
        + run("Néi vô", fonts(".VnTime"))
        + run(" chuû trì", fonts("VNI-Times"))
    )
    assert lines(docx_file(tmp_path, body)) == ["Sở Nội vụ chủ trì"]


def test_the_old_letter_that_word_writes_as_a_soft_hyphen(tmp_path: Path) -> None:
    old = "<w:r><w:rPr>{}</w:rPr><w:t>ph</w:t><w:softHyphen/><w:t>¬ng</w:t></w:r>"
    assert lines(docx_file(tmp_path, par(old.format(fonts(".VnTime"))))) == ["phương"]
    assert lines(docx_file(tmp_path, par(old.format("").replace("¬", "o")))) == ["phong"]


def test_capitals_are_made_after_the_letters_are_read(tmp_path: Path) -> None:
    body = par(run("kÕ ho¹ch", f"{fonts('.VnTime')}<w:caps/>")) + par(run("kÕ ho¹ch", fonts(".VnTimeH")))
    assert lines(docx_file(tmp_path, body)) == ["KẾ HOẠCH", "KẾ HOẠCH"]


def test_a_footnote_call_keeps_its_place_when_letters_shrink(tmp_path: Path) -> None:
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = par(run("haønh chính", fonts("VNI-Times")) + call + run(" caùc", fonts("VNI-Times")))
    path = docx_file(tmp_path, body, footnotes=f'<w:footnote w:id="2">{par("x")}</w:footnote>')
    first = read_docx(path).blocks[0]
    assert [(call.offset, call.label) for call in first.calls] == [(len("hành chính"), "1")]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ho\u0300a gia\u0309i", "Hòa giải"),
        ("\u00ea\u0301 \u0111\u00ea\u0323", "ế đệ"),  # a letter with its hat and a tone mark beside it
        ("a\u0323\u0306", "ặ"),  # marks in either order
        ("trách\u200bnhiệm\u00a0\u00adcủa\ufeff", "tráchnhiệm của"),
        ("\u00d0\u1ed3ng", "\u00d0\u1ed3ng"),  # the look-alike of Đ stays as it is written: matching folds it
    ],
)
def test_one_form_of_unicode(tmp_path: Path, written: str, read: str) -> None:
    assert lines(docx_file(tmp_path, par(run(written)))) == [read]
