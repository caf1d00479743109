"""TEI to pages and texts, through XSLT 3.0.

`render` is for one document, `Renderer` for many. Any TEI will do, teikit's own or another's: nothing here knows how a
document came about.
"""

from teikit.rendering.formats import Format, formats
from teikit.rendering.xslt import Renderer, render

__all__ = ["Format", "Renderer", "formats", "render"]
