"""The log, for everybody: read-only files, as any web server could carry them."""
