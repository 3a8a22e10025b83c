"""What the teacher of a class sees and does, on the same record as the learners."""
