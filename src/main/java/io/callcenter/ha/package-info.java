/**
 * One state on several machines: a replicated map of records, who leads, and the lease without which nobody speaks (docs/design/journal.md 6).
 *
 * <p>Only {@link io.callcenter.ha.RatisLog} and what it is made of know the engine, whose jars are on the class path only where {@code cc.ha.members} is set.
 */
package io.callcenter.ha;
