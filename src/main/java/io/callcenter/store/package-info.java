/**
 * What must not be lost and what comes from tables: the journal, saved calls, the projections into SQL and JMS, provisioning rows.
 *
 * <p>Beans that the routes name, bound by {@code config}:
 *
 * <ul>
 *   <li>{@code dataSourceDb}, {@code dataSourceAcc}, {@code dataSourceRt}: {@link io.callcenter.store.Databases#dataSource} by role
 *   <li>{@code provisioningStatements}: {@link io.callcenter.store.ProvisioningStatements}; {@code provisioningRows}: {@link
 *       io.callcenter.store.ProvisioningReader}
 *   <li>{@code journal}, {@code callRecords}, {@code outbox}: {@link io.callcenter.store.Journal}, {@link
 *       io.callcenter.store.CallRecords}, {@link io.callcenter.store.Outbox}
 * </ul>
 */
package io.callcenter.store;
