INSERT INTO cc_x_audit (at_time, number, who, origin, deed, flow_id, agent_id, call_id, details, answer)
SELECT :#at, :#number, :#who, :#origin, :#deed, :#flow, :#agent, :#call, :#details, :#answer
FROM (SELECT 1 AS one) once
WHERE NOT EXISTS (SELECT 1 FROM cc_x_audit WHERE at_time = :#at AND number = :#number)
