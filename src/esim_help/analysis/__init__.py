"""Text to terms. Two laws: offsets count code points of the original text, and no filter moves an offset."""
