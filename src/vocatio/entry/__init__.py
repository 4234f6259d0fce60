"""Ways in beside the web: commands and jobs."""
