/**
 * A small SIP user agent: dialogs and calls over the stack of {@code sip}, all on one thread.
 *
 * <p>For the show of the demo.
 *
 * <p>Orders of a phone in, SIP out; a {@code Party} hears of what its call does.
 */
package io.callcenter.demo.phone;
