/**
 * A small SIP user agent: dialogs and calls over the stack of {@code sip}, all on one thread; and the rehearsal, in which two of them call the legs.
 *
 * <p>For the show of the demo, and for a start that shall not be slow.
 *
 * <p>Orders of a phone in, SIP out; a {@code Party} hears of what its call does.
 */
package io.callcenter.phone;
