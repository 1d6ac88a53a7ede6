-- The partition that serves a flow or an agent; NULL is main.
ALTER TABLE cc_x_flow_settings ADD COLUMN IF NOT EXISTS part VARCHAR(32);
ALTER TABLE cc_x_agent_settings ADD COLUMN IF NOT EXISTS part VARCHAR(32);
