"""The index as files a browser can fetch a few of. docs/search.md, part B."""
