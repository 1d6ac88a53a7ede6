package io.callcenter.core;

import java.time.Instant;

/**
 * How, why and when a call ended.
 *
 * @param why in a few words for the log: who hung up, or what failed
 */
record Ended(Finish finish, String why, Instant at) {}
