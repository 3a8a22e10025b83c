"""The real program in terminals of all kinds and sizes."""
