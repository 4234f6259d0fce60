"""What is measured, and the floor it is measured against: `./run bench`.

A duration alone says how busy a machine was. So each case runs beside a floor in the same run,
the least that PostgreSQL or HTTP could take for the same number of rows or requests, and what
counts is the ratio of the two.
"""
