"""What is taught: lessons as values, read from Markdown; the engine computes every number."""
