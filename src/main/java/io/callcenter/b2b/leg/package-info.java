/**
 * The legs of a call and how they are set up, joined, switched, saved, taken up again and ended.
 *
 * <p>{@code sip} runs {@code CallLegs}, one for each call; {@code config} gives the settings. The rest is inside.
 *
 * <p>A {@code LegInput} and the time in, a {@code LegOutput} out: orders to the stack and facts about the call.
 */
package io.callcenter.b2b.leg;
