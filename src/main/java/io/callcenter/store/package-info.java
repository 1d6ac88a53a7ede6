/**
 * What must not be lost and what comes from tables: the journal, saved calls, the projections into SQL and JMS, provisioning rows.
 *
 * <p>Beans that the routes name, bound by {@code config}:
 *
 * <ul>
 *   <li>{@code dataSourceDb}, {@code dataSourceAcc}, {@code dataSourceRt}: {@link io.callcenter.store.Databases#dataSource} by role; {@code
 *       accTransaction}, {@code rtTransaction}: {@link io.callcenter.store.Databases#transactions} by role
 *   <li>{@code provisioningStatements}: {@link io.callcenter.store.ProvisioningStatements}; {@code provisioningRows}: {@link
 *       io.callcenter.store.ProvisioningReader}
 *   <li>of a {@link io.callcenter.store.RecordStore}: {@code journal}, {@code callRecords}, {@code outbox}, {@code recovery}
 *   <li>{@code eventTopic}: {@link io.callcenter.store.EventTopic}
 * </ul>
 *
 * <p>Order at a start: {@link io.callcenter.store.Databases}, {@link io.callcenter.store.Databases#prepare}, {@link
 * io.callcenter.store.RecordStore}, the routes without SIP, {@link io.callcenter.store.RecordStore#start}, {@code direct:_recovery-read} and
 * {@code direct:_provisioning-load}, SIP. At a stop: SIP, the effects, {@link io.callcenter.store.RecordStore#stop}, the routes, {@link
 * io.callcenter.store.RecordStore#close}, {@link io.callcenter.store.Databases#close}.
 */
package io.callcenter.store;
