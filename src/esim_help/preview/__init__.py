"""The live preview: an edited article is on screen in under a second. An edge; the one place that imports starlette."""
