INSERT INTO cc_x_intervals (start_at, flow_id, version, partial, arrived, answered, in_time, abandoned, abandoned_in_time, short_abandoned, dissuaded, timed_out, failed, rejected, wait_answered, wait_abandoned, wait_longest, queue_longest, talk, ring, wrapup, waits)
SELECT :#start_at, :#flow_id, :#version, :#partial, :#arrived, :#answered, :#in_time, :#abandoned, :#abandoned_in_time, :#short_abandoned, :#dissuaded, :#timed_out, :#failed, :#rejected, :#wait_answered, :#wait_abandoned, :#wait_longest, :#queue_longest, :#talk, :#ring, :#wrapup, :#waits
FROM (SELECT 1 AS one) once
WHERE NOT EXISTS (SELECT 1 FROM cc_x_intervals WHERE start_at = :#start_at AND flow_id = :#flow_id)
