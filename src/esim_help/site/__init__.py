"""From a centre to the files of its site: pure functions from values to bytes, no files read or written."""
