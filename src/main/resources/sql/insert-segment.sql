INSERT INTO cc_x_segments (call_id, segment, cid, kind, begun, ended, flow_id, agent_id, by_agent, target, caller, outcome, code, wait, talk, context)
SELECT :#call, :#segment, :#cid, :#kind, :#begun, :#ended, :#flow, :#agent, :#by, :#target, :#caller, :#outcome, :#code, :#wait, :#talk, :#context
FROM (SELECT 1 AS one) once
WHERE NOT EXISTS (SELECT 1 FROM cc_x_segments WHERE call_id = :#call AND segment = :#segment)
