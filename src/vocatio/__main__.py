"""`python -m vocatio`, and the command `vocatio`."""

from vocatio.project.main import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
