"""Records: models, constraints, migrations, queries. Nothing else."""
