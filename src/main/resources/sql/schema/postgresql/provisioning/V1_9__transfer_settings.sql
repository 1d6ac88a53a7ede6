-- What else may be set of flows and agents; NULL is the default.
ALTER TABLE cc_x_flow_settings ADD COLUMN transfer_in SMALLINT;
ALTER TABLE cc_x_flow_settings ADD COLUMN place VARCHAR(16);
ALTER TABLE cc_x_flow_settings ADD COLUMN message_position VARCHAR(256);
ALTER TABLE cc_x_flow_settings ADD COLUMN position_after INTEGER;
ALTER TABLE cc_x_flow_settings ADD COLUMN position_every INTEGER;
ALTER TABLE cc_x_flow_settings ADD COLUMN position_by VARCHAR(16);
ALTER TABLE cc_x_agent_settings ADD COLUMN max_calls INTEGER;
ALTER TABLE cc_x_agent_settings ADD COLUMN wrap_up SMALLINT;
ALTER TABLE cc_x_agent_settings ADD COLUMN probe SMALLINT;
