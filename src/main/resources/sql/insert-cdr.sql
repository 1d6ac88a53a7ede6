INSERT INTO cc_cdrs (caller, received_timestamp, wait_time, pickup_time, talk_time, flow_id, agent_id, call_type, rejected, fstats, cid, media)
SELECT :#caller, :#received, :#waited, :#pickup, :#talked, :#flow, :#agent, :#type, :#rejected, :#fstats, :#cid, :#media
FROM (SELECT 1 AS one) once
WHERE NOT EXISTS (SELECT 1 FROM cc_x_cdr_keys WHERE call_id = :#call AND number = :#number)
