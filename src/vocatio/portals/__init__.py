"""The pages: one portal per audience, none importing another, over actions alone."""
