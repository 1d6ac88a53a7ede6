-- Two flows and four agents; running it again changes nothing.
INSERT INTO cc_flows (flowid, priority, skill, prependcid, message_welcome, message_queue, message_dissuading)
SELECT * FROM (VALUES
  ('support', 256, 'tech', 'Support', 'sip:welcome@welcome:5070', 'sip:queue@music:5070', 'sip:dissuading@dissuading:5070'),
  ('sales', 100, 'sales', 'Sales', NULL, 'sip:queue@music:5070', NULL)
) AS f (flowid, priority, skill, prependcid, welcome, queue, dissuading)
WHERE NOT EXISTS (SELECT 1 FROM cc_flows c WHERE c.flowid = f.flowid);

INSERT INTO cc_agents (agentid, location, skills, logstate, wrapup_time)
SELECT * FROM (VALUES
  ('alice', 'sip:alice@kamailio:5062', 'tech,sales', 1, 2),
  ('bob', 'sip:bob@kamailio:5062', 'tech', 1, 2),
  ('carol', 'sip:carol@kamailio:5062', 'tech', 1, 2),
  ('dave', 'sip:dave@kamailio:5062', 'sales', 1, 2)
) AS a (agentid, location, skills, logstate, wrapup_time)
WHERE NOT EXISTS (SELECT 1 FROM cc_agents c WHERE c.agentid = a.agentid);
