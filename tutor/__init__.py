"""A tutor for one question: why does η, at zero start, change only the scale of the weights?"""

PROGRAM = "perceptron-tutor"
__version__ = "0.1.0"
