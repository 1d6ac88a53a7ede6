/**
 * The calls that live: each with its legs and its queue of tasks; who is let in, and what waits while calls are taken up.
 *
 * <p>For the component {@code sip:} and for the wiring.
 *
 * <p>Events of the stack and orders in; orders to the stack and facts about calls out.
 */
package io.callcenter.sip.call;
