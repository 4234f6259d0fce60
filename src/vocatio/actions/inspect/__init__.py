"""Reading is an action too: each read is recorded with reader and purpose."""
