-- At every start, so that rows of the coming months go into partitions of their own.
SELECT ensure_partitions(3);
