-- At every start, so that rows of the coming days go into partitions of their own; quartermaster.history.days-ahead is for
-- the job that goes on with it.
SELECT ensure_partitions(3);
SELECT ensure_day_partitions(7);
