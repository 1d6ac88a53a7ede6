-- Who did what (at_time: milliseconds since 1970; number: tells apart what happened in one of them).
CREATE TABLE IF NOT EXISTS cc_x_audit (
    at_time BIGINT NOT NULL,
    number BIGINT NOT NULL,
    who VARCHAR(128) NOT NULL,
    origin VARCHAR(128) NOT NULL,
    deed VARCHAR(64) NOT NULL,
    flow_id VARCHAR(128) NOT NULL,
    agent_id VARCHAR(128) NOT NULL,
    call_id VARCHAR(128) NOT NULL,
    details VARCHAR(1024) NOT NULL,
    answer VARCHAR(2048) NOT NULL,
    PRIMARY KEY (at_time, number)
);
