"""What a terminal is told before a session draws on it, and what gives it back as it was."""

ON = "\x1b[?1049h\x1b[?1000h\x1b[?1006h\x1b[?25l\x1b[?1004h\x1b[>1u\x1b[?2004h\x1b[?7l"
"""Alternate screen, clicks, no cursor, focus, plain escape codes, pasted text, no line wrap.

The terminal is asked nothing: over a slow line its answer would come in pieces, as typed text.
"""
OFF = "\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[?1006l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"
"""All of it back. Movements of a mouse are never asked for: they cost more than keys."""
