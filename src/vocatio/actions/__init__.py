"""What people do: one module for each thing, each a function of `by=` and `at=`."""
