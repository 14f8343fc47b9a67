"""esim-help: a searchable, honest help centre from a folder of Markdown."""

__version__ = "0.1.0"
