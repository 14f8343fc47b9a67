"""The nouns of the help centre: frozen values without behaviour of their own. Imports only ``errors``."""
