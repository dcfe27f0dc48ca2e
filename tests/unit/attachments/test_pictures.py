"""A published picture is its pixels and nothing else."""

from __future__ import annotations

import base64
import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from learning_loop.attachments.findings import Looked
from learning_loop.attachments.looking import look_into
from learning_loop.attachments.pictures import strip_jpeg
from tests.planted import files as planted
from tests.planted.files import SECRET, holds


def rules(looked: Looked) -> set[str]:
    return {one.rule for one in looked.findings}


def made(image: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "suffix", "found"),
    [
        (planted.jpeg(), "jpg", {"position", "picture-facts", "trailing"}),
        (planted.png(), "png", {"picture-facts", "trailing"}),
    ],
)
def test_a_picture_loses_everything_but_its_pixels(data: bytes, suffix: str, found: set[str]) -> None:
    assert holds(data)
    looked = look_into(data, suffix, "A picture")
    assert rules(looked) == found
    assert looked.clean is not None
    assert not holds(looked.clean)
    assert look_into(data, suffix, "Another title").clean == looked.clean
    with Image.open(io.BytesIO(looked.clean)) as clean:
        clean.load()
        assert not clean.getexif()
        assert set(clean.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_photograph_stays_as_it_looks_and_stands_upright() -> None:
    image = Image.effect_noise((60, 40), 50).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    looked = look_into(made(image, "JPEG", exif=exif, quality=90), "jpeg", "A picture")
    assert looked.clean is not None
    with Image.open(io.BytesIO(looked.clean)) as clean:
        assert clean.size == (40, 60)
        turned = image.rotate(-90, expand=True)
        worst = max(
            abs(a - b) for a, b in zip(clean.convert("L").tobytes(), turned.convert("L").tobytes(), strict=True)
        )
    assert worst < 60


def test_a_drawing_keeps_its_pixels_to_the_bit() -> None:
    for mode in ("1", "L", "RGB", "RGBA", "P", "LA"):
        image = Image.effect_noise((20, 20), 90).convert(mode)
        looked = look_into(made(image, "PNG"), "png", "A picture")
        assert looked.clean is not None
        with Image.open(io.BytesIO(looked.clean)) as clean:
            assert clean.convert("RGBA").tobytes() == image.convert("RGBA").tobytes(), mode


def test_what_was_rubbed_out_of_a_picture_is_gone() -> None:
    image = Image.new("RGBA", (30, 30), (0, 0, 0, 0))
    for x in range(30):
        image.putpixel((x, 10), (250, 10, 10, 3))
    looked = look_into(made(image, "PNG"), "png", "A picture")
    assert rules(looked) == {"unseen-pixels"}
    assert looked.clean is not None
    with Image.open(io.BytesIO(looked.clean)) as clean:
        assert set(clean.convert("RGBA").tobytes()) == {0}


@pytest.mark.parametrize(("kind", "suffix"), [("GIF", "gif"), ("WEBP", "webp")])
def test_gif_and_webp_pass_and_moving_ones_do_not(kind: str, suffix: str) -> None:
    frames = [Image.effect_noise((20, 20), n * 30).convert("RGB") for n in (1, 2, 3)]
    still = look_into(made(frames[0], kind), suffix, "A picture")
    assert (rules(still), still.clean is not None) == (set(), True)
    moving = look_into(made(frames[0], kind, save_all=True, append_images=frames[1:]), suffix, "A picture")
    assert (rules(moving), moving.clean) == ({"picture-moves"}, None)


def test_a_picture_that_becomes_huge_is_refused_before_it_is_opened() -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
        + chunk(b"IEND", b"")
    )
    assert rules(look_into(bomb, "png", "A picture")) == {"too-large"}


@settings(max_examples=60)
@given(st.integers(0, 100_000), st.binary(min_size=1, max_size=30), st.sampled_from(["jpg", "png"]))
def test_a_damaged_picture_is_refused_or_made_whole_and_never_a_crash(at: int, noise: bytes, suffix: str) -> None:
    data = planted.jpeg() if suffix == "jpg" else planted.png()
    at = 10 + at % (len(data) - 10)
    looked = look_into(data[:at] + noise + data[at + len(noise) :], suffix, "A picture")
    assert looked.clean is None or not holds(looked.clean)


@given(st.binary(max_size=200))
def test_stripping_a_jpeg_ends_for_any_bytes(noise: bytes) -> None:
    try:
        strip_jpeg(b"\xff\xd8" + noise)
    except ValueError:
        return


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ink="http://www.inkscape.org/namespaces/inkscape" viewBox="0 0 9 9">{}</svg>'


def svg(inside: str, before: str = "") -> Looked:
    return look_into((before + SVG.format(inside)).encode(), "svg", "A drawing")


def test_a_drawing_of_allowed_shapes_stays_as_it_is() -> None:
    inside = '<title>Stages</title><g fill="#123456"><path d="M0 0h9"/><text x="1" y="2">Notice <tspan>and</tspan> ask</text></g><style>.a{fill:red}</style>'
    looked = svg(
        inside,
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
    )
    assert looked.findings == ()
    assert [piece.text for piece in looked.pieces] == ["Stages", "Notice", "and", "ask"]
    assert looked.clean is not None
    assert inside in looked.clean.decode()


@pytest.mark.parametrize(
    ("inside", "rule"),
    [
        ("<script>alert(1)</script>", "active-taken-out"),
        ('<rect onclick="alert(1)" width="1"/>', "active-taken-out"),
        ('<a xlink:href="javascript:alert(1)"><text>Go</text></a>', "active-taken-out"),
        ("<foreignObject><div xmlns='http://www.w3.org/1999/xhtml'>x</div></foreignObject>", "active-taken-out"),
        ('<set attributeName="href" to="javascript:alert(1)"/>', "active-taken-out"),
        ("<style>@import url(https://evil.example/x.css);</style>", "active-taken-out"),
        ('<rect fill="url(https://evil.example/#a)"/>', "active-taken-out"),
        (r'<rect style="fill:u\72l(https://evil.example)"/>', "active-taken-out"),
        ('<image xlink:href="https://evil.example/x.png"/>', "links-taken-out"),
        ('<use href="data:image/svg+xml;base64,AAAA"/>', "links-taken-out"),
        ("<metadata>evil</metadata>", "metadata"),
        ('<g ink:label="evil"/>', "personal"),
        ("<!-- evil -->", "source-notes"),
        ('<g display="none"><text>evil</text></g>', "leftovers"),
        ("<style>.gone{display:none}</style><text class='gone'>evil</text>", "leftovers"),
    ],
)  # fmt: skip
def test_what_acts_loads_or_hides_is_not_in_a_published_drawing(inside: str, rule: str) -> None:
    looked = svg(inside)
    assert rules(looked) == {rule}
    assert looked.clean is not None
    assert not any(word in looked.clean.decode() for word in ("evil", "alert", "script", "onclick", "foreign", "data:"))


@pytest.mark.parametrize(
    "text",
    [
        f'<text visibility="hidden">{SECRET}</text>', f'<g style="opacity: 0"><text>{SECRET}</text></g>', f'<text fill="none">{SECRET}</text>',
        f'<style>.a{{fill-opacity:0}}</style><text class="a">{SECRET}</text>', f'<defs><text>{SECRET}</text></defs>', f'<text font-size="0.5px">{SECRET}</text>',
    ],
)  # fmt: skip
def test_words_that_a_drawing_hides_stop_it(text: str) -> None:
    assert rules(svg(text)) == {"hidden-text"}


def test_a_picture_within_a_drawing_is_made_anew() -> None:
    looked = svg(f'<image width="9" href="data:image/png;base64,{base64.b64encode(planted.png()).decode()}"/>')
    assert rules(looked) == {"picture-facts", "trailing"}
    assert looked.clean is not None
    assert not holds(looked.clean)
    assert b"data:image/png" in looked.clean


def test_entities_in_a_drawing_are_refused() -> None:
    looked = svg("<text>&a;</text>", '<!DOCTYPE svg [<!ENTITY a "aaaa">]>')
    assert (rules(looked), looked.clean) == ({"broken"}, None)
