"""Files that a released version made.  They are kept for ever, and every later version opens them."""
