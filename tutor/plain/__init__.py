"""The course as a dialogue in lines: nothing is drawn, moved or written over."""
