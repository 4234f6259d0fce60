"""The portal of the office: officers, deciders, planners, approvers, overseers."""
