"""From source bytes to the model: no file access here, every fault a :class:`~esim_help.errors.Problem`."""
