"""What the learner did: the answers given, how far each lesson was read, and where to go on."""
