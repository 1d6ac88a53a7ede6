/**
 * What monitoring reads: health, and meters of the contact center.
 *
 * <p>For the pages of {@code mi} and for the wiring.
 *
 * <p>The board and measured times in, meters and health out.
 */
package io.callcenter.mi.meter;
