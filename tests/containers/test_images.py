"""Page images of an archive: unpacked beside the TEI with -o, pointed to, and never written anywhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from teikit.cli.main import cli
from tests.containers.documents import line, page, region, zipped

TEI = "{http://www.tei-c.org/ns/1.0}"


def archive(*pages: tuple[str, str], **members: bytes) -> bytes:
    """An export: PAGE files by the image each names, and further members."""
    files: dict[str, str | bytes] = {
        f"doc/page/{number:04}.xml": page(region("r", line(text)), image=image)
        for number, (image, text) in enumerate(pages, 1)
    }
    return zipped({**files, **members})


def convert(folder: Path, data: bytes, name: str = "export.zip", *options: str) -> tuple[int, str]:
    (folder / name).write_bytes(data)
    result = CliRunner().invoke(cli, ["convert", str(folder / name), *options])
    return result.exit_code, result.output


def addresses(path: Path) -> list[str]:
    return [str(one.get("url")) for one in etree.parse(path).iter(TEI + "graphic")]


def everything(folder: Path) -> set[str]:
    return {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()}


def test_images_lie_beside_the_tei(tmp_path: Path) -> None:
    data = archive(
        ("0001.jpg", "The first page of the paper."),
        ("Scan 2.JPG", "The second page of it."),
        ("https://example.org/3.jpg", "The third one."),
        ("4.jpg", "The fourth, without an image."),
        **{
            "doc/0001.jpg": b"\xff\xd8one",
            "doc/Scan 2.JPG": b"\xff\xd8two",
            "doc/thumbs.db": b"x",
            "doc/unused.jpg": b"x",
        },
    )
    out = tmp_path / "out"
    assert convert(tmp_path, data, "export.zip", "-o", str(out))[0] == 0
    assert addresses(out / "export.xml") == [
        "export/0001.jpg",
        "export/Scan%202.jpg",
        "https://example.org/3.jpg",
        "4.jpg",
    ]
    assert everything(out) == {"export.xml", "export/0001.jpg", "export/Scan 2.jpg"}
    assert (out / "export" / "0001.jpg").read_bytes() == b"\xff\xd8one"


def test_without_an_output_folder_nothing_is_unpacked(tmp_path: Path) -> None:
    data = archive(("0001.jpg", "The first page of the paper."), **{"doc/0001.jpg": b"one"})
    assert convert(tmp_path, data)[0] == 0
    assert everything(tmp_path) == {"export.zip", "export.xml"}
    assert addresses(tmp_path / "export.xml") == ["0001.jpg"]


def test_two_archives_do_not_write_over_each_other(tmp_path: Path) -> None:
    for name, content in (("a.zip", b"of a"), ("b.zip", b"of b")):
        (tmp_path / name).write_bytes(archive(("1.png", f"The page {content.decode()}."), **{"doc/1.png": content}))
    result = CliRunner().invoke(cli, ["convert", str(tmp_path), "-o", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert [(tmp_path / "out" / name / "1.png").read_bytes() for name in "ab"] == [b"of a", b"of b"]


def test_the_nearest_of_several_images_of_a_name_is_meant(tmp_path: Path) -> None:
    data = archive(("doc/1.jpg", "The first page of the paper."), **{"doc/1.jpg": b"right", "thumbs/1.jpg": b"wrong"})
    out = tmp_path / "out"
    assert convert(tmp_path, data, "export.zip", "-o", str(out))[0] == 0
    assert (out / "export" / "1.jpg").read_bytes() == b"right"


@pytest.mark.parametrize(
    ("image", "member", "file"),
    [
        ("../../evil.jpg", "../../evil.jpg", "evil.jpg"),
        ("/etc/evil.jpg", "/etc/evil.jpg", "evil.jpg"),
        ("..\\..\\evil.jpg", "..\\..\\evil.jpg", "evil.jpg"),
        ("C:\\evil.jpg", "C:\\evil.jpg", "evil.jpg"),
        ("nul.jpg", "doc/nul.jpg", "_nul.jpg"),
        ("a:b?.jpg", "doc/a:b?.jpg", None),
        ("%2e%2e%2fevil.jpg", "../evil.jpg", None),
        ("a?|b*.jpg", "doc/a?|b*.jpg", "a_b_.jpg"),
        ("evil.html", "doc/evil.html", None),
        (".htaccess.jpg", "doc/.htaccess.jpg", None),
    ],
)
def test_no_image_leaves_the_folder(tmp_path: Path, image: str, member: str, file: str | None) -> None:
    inner = tmp_path / "deep" / "down"
    inner.mkdir(parents=True)
    before = everything(tmp_path)
    code, told = convert(
        inner,
        archive((image, "The first page of the paper."), **{member: b"image"}),
        "export.zip",
        "-o",
        str(inner / "out"),
    )
    assert code == 0, told
    new = everything(tmp_path) - before - {"deep/down/export.zip", "deep/down/out/export.xml"}
    assert new == ({f"deep/down/out/export/{file}"} if file else set())


def test_a_link_in_place_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "export").symlink_to(tmp_path / "elsewhere")
    data = archive(("1.jpg", "The first page of the paper."), **{"doc/1.jpg": b"one"})
    code, told = convert(tmp_path, data, "export.zip", "-o", str(tmp_path / "out"))
    assert code == 2
    assert "something else bears it; move it away" in told
    assert not list((tmp_path / "elsewhere").iterdir())
    assert not (tmp_path / "out" / "export.xml").exists()
