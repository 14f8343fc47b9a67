"""Brings files into the output folder so that a reader always meets a whole site. The one place that writes there.

A build is staged in a folder of its own, sealed by a written plan, and then moved into place: hashed assets, new
pages, changed pages, deletions, manifest. Killed before the seal it never happened; killed after it, the next build
finishes it.
"""

from esim_help.publish.drift import difference
from esim_help.publish.publication import Published, publish

__all__ = ["Published", "difference", "publish"]
