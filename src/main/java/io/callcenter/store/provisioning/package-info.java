/**
 * Flows and agents as tables have them: read, checked row by row, kept as a last good copy, edited by commands.
 *
 * <p>For the loads and the editing commands that {@code config} wires.
 *
 * <p>Rows in, flows, agents and what was skipped out; edits in, statements out.
 */
package io.callcenter.store.provisioning;
