-- What was counted in quarters of an hour (start_at: Unix seconds; times in seconds), and what agents said calls were about.
CREATE TABLE IF NOT EXISTS cc_x_intervals (
    start_at BIGINT NOT NULL,
    flow_id VARCHAR(128) NOT NULL,
    version BIGINT NOT NULL,
    partial INTEGER NOT NULL,
    arrived BIGINT DEFAULT 0 NOT NULL,
    answered BIGINT DEFAULT 0 NOT NULL,
    in_time BIGINT DEFAULT 0 NOT NULL,
    abandoned BIGINT DEFAULT 0 NOT NULL,
    abandoned_in_time BIGINT DEFAULT 0 NOT NULL,
    short_abandoned BIGINT DEFAULT 0 NOT NULL,
    dissuaded BIGINT DEFAULT 0 NOT NULL,
    closed_calls BIGINT DEFAULT 0 NOT NULL,
    timed_out BIGINT DEFAULT 0 NOT NULL,
    failed BIGINT DEFAULT 0 NOT NULL,
    callbacks BIGINT DEFAULT 0 NOT NULL,
    rejected BIGINT DEFAULT 0 NOT NULL,
    wait_answered BIGINT DEFAULT 0 NOT NULL,
    wait_abandoned BIGINT DEFAULT 0 NOT NULL,
    wait_longest BIGINT DEFAULT 0 NOT NULL,
    queue_longest BIGINT DEFAULT 0 NOT NULL,
    talk BIGINT DEFAULT 0 NOT NULL,
    ring BIGINT DEFAULT 0 NOT NULL,
    wrapup BIGINT DEFAULT 0 NOT NULL,
    waits VARCHAR(255) NOT NULL,
    PRIMARY KEY (start_at, flow_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS cc_x_agent_intervals (
    start_at BIGINT NOT NULL,
    agent_id VARCHAR(128) NOT NULL,
    version BIGINT NOT NULL,
    partial INTEGER NOT NULL,
    offered BIGINT DEFAULT 0 NOT NULL,
    answered BIGINT DEFAULT 0 NOT NULL,
    refused BIGINT DEFAULT 0 NOT NULL,
    missed BIGINT DEFAULT 0 NOT NULL,
    login BIGINT DEFAULT 0 NOT NULL,
    free BIGINT DEFAULT 0 NOT NULL,
    ring BIGINT DEFAULT 0 NOT NULL,
    talk BIGINT DEFAULT 0 NOT NULL,
    chat BIGINT DEFAULT 0 NOT NULL,
    wrapup BIGINT DEFAULT 0 NOT NULL,
    paused BIGINT DEFAULT 0 NOT NULL,
    paid BIGINT DEFAULT 0 NOT NULL,
    by_reason MEDIUMTEXT NOT NULL,
    PRIMARY KEY (start_at, agent_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS cc_x_call_codes (
    call_id VARCHAR(128) NOT NULL,
    number INTEGER NOT NULL,
    code VARCHAR(64) NOT NULL,
    note VARCHAR(1024) NOT NULL,
    agent_id VARCHAR(128),
    flow_id VARCHAR(128) NOT NULL,
    cid BIGINT NOT NULL,
    at_time BIGINT NOT NULL,
    PRIMARY KEY (call_id, number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
