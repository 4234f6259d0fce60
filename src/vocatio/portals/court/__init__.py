"""The portal of a court, or of another body that the authority does not instruct."""
