"""What may follow when somebody stays away: hearing, finding, measure, appeal, lifting.

Nothing here happens by itself but what favours the person: lapse, suspension, lifting.
"""
