-- The parts of calls that were transferred, or whose callers brought something along (begun, ended: Unix seconds; wait, talk: seconds).
CREATE TABLE IF NOT EXISTS cc_x_segments (
    call_id VARCHAR(128) NOT NULL,
    segment INTEGER NOT NULL,
    cid BIGINT NOT NULL,
    kind VARCHAR(16) NOT NULL,
    begun BIGINT NOT NULL,
    ended BIGINT NOT NULL,
    flow_id VARCHAR(512) NOT NULL,
    agent_id VARCHAR(512),
    by_agent VARCHAR(512),
    target VARCHAR(512),
    caller VARCHAR(512) NOT NULL,
    outcome VARCHAR(32) NOT NULL,
    code INTEGER NOT NULL,
    wait BIGINT NOT NULL,
    talk BIGINT NOT NULL,
    context TEXT,
    PRIMARY KEY (call_id, segment)
);
