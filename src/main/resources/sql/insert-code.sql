INSERT INTO cc_x_call_codes (call_id, number, code, note, agent_id, flow_id, cid, at_time)
SELECT :#call, :#number, :#code, :#note, :#agent, :#flow, :#cid, :#at
FROM (SELECT 1 AS one) once
WHERE NOT EXISTS (SELECT 1 FROM cc_x_call_codes WHERE call_id = :#call AND number = :#number)
