"""Small documents in the formats that containers come in, built from nothing but their specifications."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
PAGE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15"
ALTO = "http://www.loc.gov/standards/alto/ns-v4#"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def par(*runs: str, properties: str = "") -> str:
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}">{inner}</Relationships>'


def docx(body: str, parts: Mapping[str, str] | None = None, main: str = "word/document.xml") -> bytes:
    """A Word file. `parts` are further parts of `word/` by their kind (`footnotes`, `header`), without root element for those."""
    parts = parts or {}
    # Word names its parts as it likes; the relations tell what they are.
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{kind}7.xml"/>' for at, kind in enumerate(parts)
    )
    roots = {"header": "hdr", "footer": "ftr"}
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _relations(f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="{main}"/>'),
        main.replace("word/", "word/_rels/") + ".rels": _relations(relations),
        main: f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    for kind, content in parts.items():
        root = roots.get(kind, kind)
        members[f"word/{kind}7.xml"] = f'<w:{root} xmlns:w="{W}">{content}</w:{root}>'
    return zipped(members)


def odt(
    body: str, styles: str = "", mimetype: str = "application/vnd.oasis.opendocument.text", shared: str = ""
) -> bytes:
    """An OpenDocument text. `shared` are the styles and master pages of `styles.xml`."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("style", "style"),
            ("draw", "drawing"),
        )
    )
    spaces += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    members = {"mimetype": mimetype, "content.xml": content}
    if shared:
        members["styles.xml"] = f"<office:document-styles {spaces}>{shared}</office:document-styles>"
    return zipped(members)


def words(x: float, y: float, text: str, size: float = 12) -> bytes:
    """A content stream that draws text at a place in points."""
    escaped = text.encode("latin-1").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, escaped)


def rectangle(x: float, y: float, width: float, height: float, grey: float = 0) -> bytes:
    return b"%g g %g %g %g %g re f 0 g\n" % (grey, x, y, width, height)


def pdf(*pages: bytes, page_entries: bytes = b"", trailer: bytes = b"", annotation: bytes = b"") -> bytes:
    """A PDF of these content streams, letter size, Helvetica."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    annotations = b"/Annots [%s]" % annotation if annotation else b""
    for stream in pages:
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R %s %s /Resources << /Font "
            b"<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
            % (len(objects), page_entries, annotations)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        trailer,
        len(out),
    )


def line(text: str, custom: str = "") -> str:
    return f'<TextLine custom="{custom}"><TextEquiv><Unicode>{escape(text)}</Unicode></TextEquiv></TextLine>'


def region(name: str, *lines: str, custom: str = "") -> str:
    return f'<TextRegion id="{name}" custom="{custom}">{"".join(lines)}</TextRegion>'


def page(*regions: str, order: tuple[str, ...] = (), image: str = "p.jpg") -> str:
    references = "".join(f'<RegionRefIndexed index="{at}" regionRef="{name}"/>' for at, name in enumerate(order))
    ordered = f'<ReadingOrder><OrderedGroup id="o">{references}</OrderedGroup></ReadingOrder>' if order else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<PcGts xmlns="{PAGE}"><Page imageFilename="{image}" imageWidth="10" '
        f'imageHeight="10">{ordered}{"".join(regions)}</Page></PcGts>'
    )


def alto(*blocks: str, order: tuple[str, ...] = ()) -> str:
    references = "".join(f'<ElementRef REF="{name}"/>' for name in order)
    ordered = f"<ReadingOrder><OrderedGroup>{references}</OrderedGroup></ReadingOrder>" if order else ""
    return f'<alto xmlns="{ALTO}">{ordered}<Layout><Page ID="p"><PrintSpace>{"".join(blocks)}</PrintSpace></Page></Layout></alto>'
