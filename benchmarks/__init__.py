"""Speed, measured: make bench.  Each result is checked for being right before it is believed."""
