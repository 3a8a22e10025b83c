"""The exact perceptron: numbers, data, training, comparison. Knows no lessons and no screens."""
