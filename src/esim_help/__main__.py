"""``python -m esim_help``."""

from esim_help.cli import main

if __name__ == "__main__":
    main()
