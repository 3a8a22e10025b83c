"""Fresh questions: families, each of which draws endless variants of one kind and concept."""
