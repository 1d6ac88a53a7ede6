package io.callcenter.core.rules;

import java.time.Instant;

/**
 * How, why and when a call ended.
 *
 * @param why in a few words for the log: who hung up, or what failed
 */
record CallEnd(EndKind finish, String why, Instant at) {}
