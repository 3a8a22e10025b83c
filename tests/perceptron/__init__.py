"""Tests of perceptron."""
