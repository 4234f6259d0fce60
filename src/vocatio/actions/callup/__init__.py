"""Orders and call-ups, from the authority's decision to the last summons of a release."""
