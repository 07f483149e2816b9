"""tesseract kept running: the same readings as by a program for each call, and what happens where it cannot
be kept, dies or hangs."""

import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.errors import ReadError
from pipeline.readers.ocr import engine, kept
from pipeline.readers.ocr.images import DPI
from pipeline.readers.ocr.kept import DiedError, Program, borrowed, kept_running
from tests.pipeline.readers.ocr.test_ocr_reading import needs_tesseract

pytestmark = pytest.mark.skipif(kept.tty is None, reason="this system has no terminals of the kind")

OPTIONS = ("-l", "vie")
# A program that gives names back as tesseract does with what it reads, and does something else at
# the short ones, those of images.
ANSWERS = """#!/bin/sh
[ "$1" = - ] || { printf "<html><div class='ocr_page'></div></html>" > "$2.hocr"; exit; }
echo "<html>"
while read name; do
    [ ${#name} -gt 20 ] || { %s; }
    echo " <div class='ocr_page' title='image \\"$name\\"'>"
    echo "  <p>text</p>"
    echo " </div>"
done
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where a program that stands in for tesseract is to be written."""
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(engine, "unavailable", lambda: None)
    monkeypatch.setattr(kept, "_unfit", set())
    yield tmp_path / "tesseract"
    assert not children()


def write(program: Path, text: str) -> None:
    program.write_text(text)
    program.chmod(0o755)


def children() -> list[psutil.Process]:
    """The programs that run; what other tests started is none of them."""
    return [child for child in psutil.Process().children() if child.name() in ("tesseract", "sleep")]


def print_of(text: str) -> Image.Image:
    image = Image.new("L", (900, 120), 255)
    ImageDraw.Draw(image).text((30, 30), text, fill=0, font=ImageFont.load_default(48))
    return image


@needs_tesseract
def test_a_kept_program_reads_what_one_for_each_call_reads() -> None:
    calls = [([print_of("Plan"), print_of("Page 12")], "block"), ([print_of("7.5")], "line")] * 2
    by_itself = [engine.recognise(images, mode, DPI) for images, mode in calls]
    with kept_running():
        assert [engine.recognise(images, mode, DPI) for images, mode in calls] == by_itself
        assert 1 <= len(children()) <= 2
    assert not children()
    assert [len(lines) for lines in by_itself[0]] == [1, 1]


@needs_tesseract
def test_more_images_than_are_named_at_once_are_all_read() -> None:
    with kept_running():
        found = engine.recognise(
            [print_of(f"{number % 10}0") for number in range(2 * kept.NAMES + 1)], "line", 70
        )
    assert len(found) == 2 * kept.NAMES + 1


def test_outside_of_a_document_no_program_is_kept(stand_in: Path) -> None:
    write(stand_in, ANSWERS % ":")
    with borrowed(OPTIONS) as program:
        assert program is None


def test_a_program_is_used_again_and_by_one_at_a_time(stand_in: Path) -> None:
    write(stand_in, ANSWERS % ":")
    with kept_running(), kept_running():
        with borrowed(OPTIONS) as first, borrowed(OPTIONS) as second, borrowed(("-l", "eng")) as other:
            assert len({first, second, other}) == 3
        with borrowed(OPTIONS) as again:
            assert again in (first, second)


def test_no_more_programs_stay_idle_than_cores_and_one(
    stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(stand_in, ANSWERS % ":")
    monkeypatch.setattr(kept, "count", lambda: 1)
    with kept_running():
        for language in "abcd":
            with borrowed(("-l", language)):
                pass
        assert [program.options[1] for program in kept._idle] == ["c", "d"]
        assert len(children()) == 2


def test_a_reading_that_fails_ends_its_program(stand_in: Path) -> None:
    write(stand_in, ANSWERS % ":")
    with kept_running():
        with pytest.raises(ValueError, match="no picture"), borrowed(OPTIONS):
            raise ValueError("no picture")
        assert not children()


def test_a_program_that_dies_gives_way_to_one_for_the_call(stand_in: Path) -> None:
    write(stand_in, ANSWERS % "exit 1")
    with kept_running():
        assert engine.recognise([print_of("a")], "block", DPI) == [[]]
        assert not children()


@pytest.mark.parametrize("start", ["exit 1", "cat > /dev/null", "while read name; do echo $name; done"])
def test_a_program_that_does_not_start_so_is_not_tried_again(
    stand_in: Path, start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = stand_in.parent / "log"
    write(stand_in, (ANSWERS % ":").replace("echo", f"echo start >> {log}\n{start}\necho", 1))
    monkeypatch.setattr(kept, "ANSWER_SECONDS", 0.5)
    with kept_running():
        for _ in range(2):
            assert engine.recognise([print_of("a")], "block", DPI) == [[]]
    assert log.read_text().split() == ["start"]


def test_a_program_that_hangs_is_stopped(stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(stand_in, ANSWERS % "exec sleep 100")
    monkeypatch.setattr(engine, "START_SECONDS", 0.2)
    monkeypatch.setattr(engine, "IMAGE_SECONDS", 0.2)
    with kept_running(), pytest.raises(ReadError) as caught:
        engine.recognise([print_of("a")], "block", DPI)
    assert caught.value.reason == "timeout"


def test_answers_to_one_call_are_not_taken_for_those_to_the_next(stand_in: Path) -> None:
    write(stand_in, ANSWERS % ":")
    program = Program(OPTIONS)
    try:
        said = [program.read(names, 10).decode() for names in (["1.bmp", "2.bmp"], [], ["3.bmp"])]
    finally:
        program.end()
    assert [[f"{n}.bmp" in text for n in (1, 2, 3)] for text in said] == [
        [True, True, False],
        [False, False, False],
        [False, False, True],
    ]
    assert [text.count("<p>") for text in said] == [2, 0, 1]
    assert not program.folder.exists()


def test_a_program_that_died_says_so(stand_in: Path) -> None:
    write(stand_in, ANSWERS % ":")
    program = Program(OPTIONS)
    program._process.kill()
    with pytest.raises(DiedError):
        program.read(["1.bmp"], 10)
    program.end()


def test_threads_read_side_by_side(stand_in: Path) -> None:
    write(stand_in, ANSWERS % ":")
    found: list[int] = []

    def read() -> None:
        for _ in range(5):
            with borrowed(OPTIONS) as program:
                assert program is not None
                found.append(program.read(["1.bmp"], 10).count(b"<p>"))

    with kept_running():
        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [1] * 20


def test_the_end_of_whoever_keeps_it_is_its_end(stand_in: Path) -> None:
    write(stand_in, ANSWERS % ":")
    program = Program(OPTIONS)
    assert program._process.stdin is not None
    program._process.stdin.close()
    try:
        assert program._process.wait(10) == 0
    except subprocess.TimeoutExpired:
        pytest.fail("it goes on with nobody to ask it")
    finally:
        program.end()
