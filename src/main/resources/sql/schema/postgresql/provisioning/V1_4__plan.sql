-- What is provisioned beside the tables of the reference; NULL = as without the table.
CREATE TABLE IF NOT EXISTS cc_x_flow_settings (
    flow_id VARCHAR(64) NOT NULL PRIMARY KEY,
    code_required INTEGER,
    sl_threshold INTEGER,
    sl_short INTEGER,
    sl_formula VARCHAR(16),
    sl_from VARCHAR(16)
);

CREATE TABLE IF NOT EXISTS cc_x_pause_reasons (
    code VARCHAR(32) NOT NULL PRIMARY KEY,
    label VARCHAR(128),
    paid INTEGER DEFAULT 1 NOT NULL,
    longest INTEGER DEFAULT 0 NOT NULL
);

CREATE TABLE IF NOT EXISTS cc_x_codes (
    code VARCHAR(64) NOT NULL,
    flow_id VARCHAR(64) NOT NULL,
    label VARCHAR(128),
    PRIMARY KEY (code, flow_id)
);
