/**
 * What must outlive the process: saved calls, call detail records, events, logins, figures, as records of the journal.
 *
 * <p>{@code app} and {@code sip} save through the interfaces that {@code config} gives them; projections take what is committed.
 *
 * <p>Values of {@code core} and {@code b2b} in, records out; at a start the state of the former process.
 */
package io.callcenter.store.records;
