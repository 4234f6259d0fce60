"""The law: profiles, calendars, periods, rules of service, the floor."""
