"""The outside world: clock, queue, keys, calendars, profiles, the database server."""
