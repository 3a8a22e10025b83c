"""Tests of the class: the way in over SSH, and the board."""
