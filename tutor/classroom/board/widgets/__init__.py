"""What the screens of the board are made of."""
