"""A class: the way in over SSH, and what its teacher sees."""
