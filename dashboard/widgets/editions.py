"""The file of a sealed edition, checked and handed out."""

from dashboard.views import editions
from dashboard.widgets.pick import present
from dashboard.widgets.saving import offer
from dashboard.widgets.visitor import visitor


def offer_file(digest: str, name: str) -> None:
    """A button that saves the sealed file as it was sealed; its bytes are checked when it is pressed.

    The file holds what every unit answered, so that only who reads all branches is offered it.
    """
    if not visitor().reach.everywhere:
        return
    reader = present()
    offer(
        reader.words("Save the sealed file"),
        lambda: editions.file_of(reader, digest).content,
        name,
        "application/zip",
        icon=":material/download:",
        key=f"file {digest}",
    )
