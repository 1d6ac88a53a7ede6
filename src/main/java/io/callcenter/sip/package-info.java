/**
 * Camel component {@code sip:}: runs {@code b2b} over a SIP transaction layer, one lane a call, and gives the routes one exchange for each
 * fact about a call. {@link io.callcenter.sip.SipStack} is the narrow interface to the transaction layer.
 */
package io.callcenter.sip;
