"""The shipped scripts and styles without comments and spare white space. The one module that imports the minifiers."""

from __future__ import annotations

from rcssmin import cssmin
from rjsmin import jsmin


def minified(name: str, content: bytes) -> bytes:
    """The same script or style in fewer bytes; what is neither stays as it is.

    >>> minified("js/a.js", b"// why\\nlet a  =  1;\\n")
    b'let a=1;'
    """
    minify = {"js": jsmin, "css": cssmin}.get(name.rpartition(".")[2])
    return minify(content.decode()).encode() if minify else content
