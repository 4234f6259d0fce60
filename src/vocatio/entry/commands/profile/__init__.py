"""`vocatio profile`: what each of its commands prints."""
