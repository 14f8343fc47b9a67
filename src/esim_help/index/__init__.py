"""From articles to whole-number impacts. All floating point is done here, once. See docs/search.md, part I."""
