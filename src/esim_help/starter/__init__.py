"""The project that ``esim-help init`` lays down: data only. ``gitignore`` becomes ``.gitignore`` there."""
