"""`vocatio-verify`: checks bundles, receipts and logs offline, on the domain alone."""
