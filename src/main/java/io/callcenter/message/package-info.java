/**
 * SIP messages between their bytes and values (RFC 3261): what is refused at the door, how values are read, what can be written. Plain Java; no
 * clock, no sockets, no tables; all is immutable but {@link io.callcenter.message.Framing}.
 *
 * <p>{@link io.callcenter.message.MessageIntake#read} takes what came in, {@link io.callcenter.message.Request#answer} and its neighbors make a
 * {@link io.callcenter.message.Draft} of what goes out, {@link io.callcenter.message.Draft#bytes} writes it. Text that leaves exists only as a
 * type that cannot break a line or an address: {@link io.callcenter.message.Token}, {@link io.callcenter.message.SipUri}, {@link
 * io.callcenter.message.Display}, {@link io.callcenter.message.FieldValue}, {@link io.callcenter.message.SipCallId}, {@link
 * io.callcenter.message.Tag}, {@link io.callcenter.message.Body}.
 */
package io.callcenter.message;
