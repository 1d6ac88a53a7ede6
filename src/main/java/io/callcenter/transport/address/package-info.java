/**
 * Addresses: literals, listening points, sources, names of peers, targets before and after they are resolved.
 *
 * <p>For all of {@code transport} and for {@code sip}.
 *
 * <p>Text in, values out; no socket is touched.
 */
package io.callcenter.transport.address;
