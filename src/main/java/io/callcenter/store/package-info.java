/**
 * What must not be lost and what comes from tables: the journal, saved calls, the projections into SQL and JMS, provisioning rows.
 *
 * <p>Beans that the routes name, bound by {@code config}:
 *
 * <ul>
 *   <li>{@code dataSourceDb}, {@code dataSourceAcc}, {@code dataSourceRt}: {@link io.callcenter.store.database.Databases#dataSource} by role; {@code
 *       accTransaction}, {@code rtTransaction}: {@link io.callcenter.store.database.Databases#transactions} by role
 *   <li>{@code provisioningStatements}: {@link io.callcenter.store.provisioning.ProvisioningStatements}; {@code provisioningRows}: {@link
 *       io.callcenter.store.provisioning.ProvisioningReader}
 *   <li>of a {@link io.callcenter.store.RecordStore}: {@code journal}, {@code callRecords}, {@code outbox}, {@code recovery}
 *   <li>{@code eventTopic}: {@link io.callcenter.store.projection.EventTopic}
 * </ul>
 *
 * <p>Order at a start: {@link io.callcenter.store.database.Databases}, {@link io.callcenter.store.database.Databases#prepare}, {@link
 * io.callcenter.store.RecordStore}, the routes without SIP, {@link io.callcenter.store.RecordStore#start}, {@code direct:_recovery-read} and
 * {@code direct:_provisioning-load}, SIP. At a stop: SIP, the effects, {@link io.callcenter.store.RecordStore#stop}, the routes, {@link
 * io.callcenter.store.RecordStore#close}, {@link io.callcenter.store.database.Databases#close}.
 *
 * <p>This package wires what those below it hold: files, database, journal, provisioning, records, projection.
 */
package io.callcenter.store;
