/**
 * The journal on the local disk, the commit point of all records, and its space, load and figures.
 *
 * <p>For records and projections, by the interface {@code Journal} alone, and by {@code WriterThread} for a thread that may wait for the disk; {@code config} gives
 * the settings.
 *
 * <p>Bytes with a kind and an id in; told when they are safe; all that are alive out at the next start.
 */
package io.callcenter.store.journal;
