"""Count who asks about documents, in PostgreSQL: the count outlives every process."""

from datetime import datetime, timedelta

from django.db import connection

COUNT = """
INSERT INTO documents_check AS c (visitor, began_at, count) VALUES (%s, %s, 1)
ON CONFLICT (visitor, began_at) DO UPDATE SET count = c.count + 1
RETURNING count
"""
FORGET = "DELETE FROM documents_check WHERE began_at < %s"
KEPT = timedelta(days=1)


def counted(visitor: bytes, began_at: datetime) -> int:
    """How often they asked since then, this time included."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [visitor, began_at])
        (count,) = cursor.fetchone()
        if count == 1:
            cursor.execute(FORGET, [began_at - KEPT])
    return int(count)
