"""Pictures of the perceptron as text, drawn with plotext. No Textual: a screen shows them."""
