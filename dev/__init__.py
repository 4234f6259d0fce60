"""What `./run lint` runs: the checks of this repository on itself."""
