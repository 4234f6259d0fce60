"""Files as people send them, good and bad."""

import io

import pikepdf
from PIL import Image


def photograph() -> bytes:
    """A small picture, as a telephone takes one."""
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(made, "JPEG")
    return made.getvalue()


def paper(*, script: bool = False) -> bytes:
    """A page as PDF, if asked with a program in it."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        if script:
            action = pikepdf.Dictionary(
                S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
            )
            document.Root.OpenAction = document.make_indirect(action)
        document.save(made)
    return made.getvalue()


def locked() -> bytes:
    """A PDF that asks for a password."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(made, encryption=pikepdf.Encryption(owner="o", user="u"))
    return made.getvalue()
