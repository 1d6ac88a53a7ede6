/**
 * The contact center: who gets which call when. Plain Java; the time is an argument; one writer.
 *
 * <p>{@link io.callcenter.core.rules.ContactCenter#handle} takes a {@link io.callcenter.core.Signal} and answers with an {@link
 * io.callcenter.core.Outcome}: one {@link io.callcenter.core.Reply} and {@link io.callcenter.core.Effect}s in the order in which they must
 * happen. Readers on other threads use the {@link io.callcenter.core.Board}.
 *
 * <p>The values that go in and out are in this package; {@code core.rules} is the machine.
 */
package io.callcenter.core;
