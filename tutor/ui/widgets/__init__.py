"""Widgets that more than one screen uses: they show values and compute none."""
