/**
 * The three databases: pools, vendors, tables made or checked at the start, names of tables, text that fits a column.
 *
 * <p>For projections and provisioning; {@code config} opens and closes them.
 *
 * <p>Settings in, data sources and transactions out; a table that cannot be used is a {@code StoreProblem}.
 */
package io.callcenter.store.database;
