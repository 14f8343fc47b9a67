"""What makes a folder a project."""

SETTINGS_NAME = "esim-help.toml"
"""The file that a project's folder is known by. It stands alone here so that finding it imports nothing."""
