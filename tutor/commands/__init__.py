"""What each command does, and the options it takes."""
