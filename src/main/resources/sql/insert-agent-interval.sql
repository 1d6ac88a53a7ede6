INSERT INTO cc_x_agent_intervals (start_at, agent_id, version, partial, offered, answered, refused, missed, login, free, ring, talk, chat, wrapup, paused, paid, by_reason)
SELECT :#start_at, :#agent_id, :#version, :#partial, :#offered, :#answered, :#refused, :#missed, :#login, :#free, :#ring, :#talk, :#chat, :#wrapup, :#paused, :#paid, :#by_reason
FROM (SELECT 1 AS one) once
WHERE NOT EXISTS (SELECT 1 FROM cc_x_agent_intervals WHERE start_at = :#start_at AND agent_id = :#agent_id)
