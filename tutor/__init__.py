"""A tutor for one question: why does η, at zero start, change only the scale of the weights?"""

__version__ = "0.1.0"
