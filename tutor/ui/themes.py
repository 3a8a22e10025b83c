"""A dark and a light theme: calm, few colours, easy to read."""

from textual.theme import Theme

DARK = Theme(
    name="tutor-dark",
    primary="#7aa2f7",
    secondary="#9aa5ce",
    accent="#e0af68",
    success="#9ece6a",
    warning="#e0af68",
    error="#f7768e",
    foreground="#d5d9e8",
    background="#14161f",
    surface="#14161f",
    panel="#1e2130",
    dark=True,
    variables={
        "footer-background": "#1e2130",
        "footer-key-foreground": "#e0af68",
        "block-cursor-foreground": "#14161f",
        "block-cursor-background": "#7aa2f7",
        "block-cursor-text-style": "bold",
        "input-selection-background": "#3d59a1",
    },
)

LIGHT = Theme(
    name="tutor-light",
    primary="#2a4bb5",
    secondary="#4c5470",
    accent="#8a4b00",
    success="#2f6b12",
    warning="#8a4b00",
    error="#b3103a",
    foreground="#1c2030",
    background="#fafafa",
    surface="#fafafa",
    panel="#e9ebf2",
    dark=False,
    variables={
        "footer-background": "#e9ebf2",
        "footer-key-foreground": "#8a4b00",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#2a4bb5",
        "block-cursor-text-style": "bold",
        "input-selection-background": "#b7c6f5",
    },
)
