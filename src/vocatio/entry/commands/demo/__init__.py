"""The demo: one real call-up on an invented register, through the doors that everybody uses.

Nothing here touches a record or a gateway: the demo acts through actions, as the people
who would act.
"""
