-- What else may be set of flows and agents; NULL is the default.
ALTER TABLE cc_x_flow_settings ADD COLUMN IF NOT EXISTS transfer_in SMALLINT;
ALTER TABLE cc_x_flow_settings ADD COLUMN IF NOT EXISTS place VARCHAR(16);
ALTER TABLE cc_x_flow_settings ADD COLUMN IF NOT EXISTS message_position VARCHAR(256);
ALTER TABLE cc_x_flow_settings ADD COLUMN IF NOT EXISTS position_after INTEGER;
ALTER TABLE cc_x_flow_settings ADD COLUMN IF NOT EXISTS position_every INTEGER;
ALTER TABLE cc_x_flow_settings ADD COLUMN IF NOT EXISTS position_by VARCHAR(16);
ALTER TABLE cc_x_agent_settings ADD COLUMN IF NOT EXISTS max_calls INTEGER;
ALTER TABLE cc_x_agent_settings ADD COLUMN IF NOT EXISTS wrap_up SMALLINT;
ALTER TABLE cc_x_agent_settings ADD COLUMN IF NOT EXISTS probe SMALLINT;
