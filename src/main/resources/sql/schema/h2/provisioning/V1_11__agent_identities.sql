-- Addresses beside that of their phone from which agents call; NULL is none.
ALTER TABLE cc_x_agent_settings ADD COLUMN IF NOT EXISTS identities VARCHAR(1024);
