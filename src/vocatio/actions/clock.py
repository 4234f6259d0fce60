"""What time it is, for those who call actions: portals and commands touch no gateway."""

from vocatio.gateways.clock import now

__all__ = ["now"]
