"""A recording of a lesson, made by the real program, and the README's pictures of it."""
