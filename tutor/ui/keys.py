"""Keys as a table: what each does, where it is shown, and by which name it can be set anew."""

from textual.binding import Binding, BindingType

Key = tuple[str, str, str, str, str]
"""Key, action, name in the footer, what it does, id."""
DISPLAYED = {
    "enter,space": "enter",
    "plus": "+",
    "minus": "-",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}


def bindings(keys: tuple[Key, ...], *shown: str) -> list[BindingType]:
    """Bindings for keys; those in `shown` stand in the footer, the others in the help only."""
    return [
        Binding(
            key,
            action,
            name,
            show=key in shown,
            key_display=DISPLAYED.get(key),
            tooltip=tooltip,
            id=identifier,
        )
        for key, action, name, tooltip, identifier in keys
    ]
