"""`python -m vocatio`, and the command `vocatio`."""

import sys


def main() -> None:
    """Run the command line; say which packages to install where they are missing."""
    try:
        from vocatio.project.main import main as run

        run()
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("vocatio"):
            raise
        package = error.name.partition(".")[0]
        sys.exit(
            f"vocatio: the package {package} is missing: install vocatio[server], "
            "or vocatio[demo] for the demo and for sample registers"
        )


if __name__ == "__main__":
    main()
