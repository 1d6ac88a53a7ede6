/**
 * The threads that bring committed records to SQL and JMS, in order, until they are there.
 *
 * <p>{@code RecordStore} starts and stops them; routes write what they hand over.
 *
 * <p>Committed records in, batches to routes out; a record that cannot be written is put aside.
 */
package io.callcenter.store.projection;
