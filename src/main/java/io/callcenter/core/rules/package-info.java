/**
 * The contact center itself: what it knows of calls, agents and flows, and the rules by which it decides.
 *
 * <p>{@code app} hands signals to {@code ContactCenter}; {@code config} builds it. All other classes are inside: what
 * operators order in {@code OperatorCommands}, refusals in {@code AgentLegs}, what is told in {@code EventReports} and {@code CdrWriter}, what is saved in
 * {@code Call.save}, taken up by {@code CallRecovery}.
 *
 * <p>A signal and the time in, an outcome out: one reply, and effects in the order in which they must happen.
 */
package io.callcenter.core.rules;
