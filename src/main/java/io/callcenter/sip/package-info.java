/**
 * Camel component {@code sip:}: runs {@code b2b} over a SIP transaction layer, one lane a call, and gives the routes one exchange for each
 * fact about a call. {@link io.callcenter.sip.stack.SipStack} is the narrow interface to the transaction layer.
 *
 * <p>The component is in this package; {@code sip.call} holds the calls that live, {@code sip.stack} the stack below them.
 */
package io.callcenter.sip;
