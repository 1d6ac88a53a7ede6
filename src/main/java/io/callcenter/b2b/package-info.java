/**
 * How the legs of one call are joined: dialogs, offers and answers, third-party call control (RFC 3725). Plain Java; the time is an
 * argument; one lane a call.
 *
 * <p>{@link io.callcenter.b2b.leg.CallLegs#handle} takes a {@link io.callcenter.b2b.LegInput} (a {@link io.callcenter.b2b.SipEvent} or a {@link
 * io.callcenter.b2b.CallOrder}) and answers with a {@link io.callcenter.b2b.LegOutput}: {@link io.callcenter.b2b.SipOrder}s for the transaction
 * layer and {@link io.callcenter.b2b.CallEvent}s for the contact center.
 *
 * <p>The values that go in and out are in this package; {@code b2b.leg} is the machine, {@code b2b.sdp} the session descriptions below them.
 */
package io.callcenter.b2b;
