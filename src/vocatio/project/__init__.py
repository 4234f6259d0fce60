"""Settings and wiring: the one place that may import everything."""
