/**
 * The contact center itself: what it knows of calls, agents and flows, and the rules by which it decides.
 *
 * <p>{@code app} hands signals to {@code ContactCenter}; {@code config} builds it. All other classes are inside.
 *
 * <p>A signal and the time in, an outcome out: one reply, and effects in the order in which they must happen.
 */
package io.callcenter.core.rules;
