package io.callcenter.store.provisioning;

import io.callcenter.core.Agent;
import io.callcenter.core.Provisioning;
import io.callcenter.core.SkippedRow;
import io.callcenter.ids.AgentId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the rows that the route {@code provisioning-load} read into a snapshot, and keeps the last good one; bean {@code provisioningRows}.
 *
 * <p>Any thread may use it; loads come one after the other.
 */
public final class ProvisioningReader {
    private static final Logger LOG = LoggerFactory.getLogger(ProvisioningReader.class);

    private final LastGoodCopy copy;
    private final Optional<AgentSettingsTable> settings;
    private final Partition partition;
    private final Supplier<Map<AgentId, Instant>> pendingWrapUps;
    private volatile Map<AgentId, Instant> pendingFirst;
    private LoadedProvisioning last =
            new LoadedProvisioning(new Provisioning(List.of(), List.of()), List.of(), List.of());

    /**
     * A reader that knows no former definitions yet; made, or told of it by {@link #opened}, before the ends of wrap-ups that an earlier process left are
     * written to their rows.
     *
     * @param pendingWrapUps wrap-up ends that are committed but not yet written to the agents' rows ({@code Outbox#pendingWrapUps}): they
     *     count more than the rows
     */
    public ProvisioningReader(LastGoodCopy copy, Supplier<Map<AgentId, Instant>> pendingWrapUps) {
        this(copy, pendingWrapUps, Optional.empty(), Partition.whole());
    }

    /** The same with what another table says of agents, for what that partition serves. */
    public ProvisioningReader(
            LastGoodCopy copy,
            Supplier<Map<AgentId, Instant>> pendingWrapUps,
            Optional<AgentSettingsTable> settings,
            Partition partition) {
        this.copy = copy;
        this.partition = partition;
        this.settings = settings;
        this.pendingWrapUps = pendingWrapUps;
        opened();
    }

    /** Asks for the ends that an earlier process left, once they are known and before any is written to its row. */
    public void opened() {
        pendingFirst = Map.copyOf(pendingWrapUps.get());
    }

    /** Wrap-up ends that are not yet in the agents' rows: to be asked before the rows are read, as they may be written there meanwhile. */
    public Map<AgentId, Instant> pending() {
        return Map.copyOf(pendingWrapUps.get());
    }

    /**
     * Validates the rows; what is skipped or doubtful is logged, and the result is the new last good copy.
     *
     * @param pending what {@link #pending} said before the rows were read
     * @param plan rows of the tables that the reference does not know
     */
    public synchronized LoadedProvisioning read(
            List<Map<String, Object>> flows,
            List<Map<String, Object>> agents,
            Map<AgentId, Instant> pending,
            PlanTables.Rows plan) {
        Partition.Rows all = new Partition.Rows(
                flows, agents, plan, settings.map(AgentSettingsTable::rows).orElse(List.of()));
        partition.learn(all);
        Partition.Rows own = partition.own(all);
        LoadedProvisioning read = withSettings(
                        ProvisioningRows.read(own.flows(), own.agents(), own.plan(), last.provisioning()),
                        own.agentSettings())
                .withWarnings(partition.unknown(all));
        read.skipped().forEach(row -> LOG.warn("provisioning: skipped {}", row));
        read.warnings().forEach(row -> LOG.warn("provisioning: {}", row));
        last = read;
        try {
            copy.save(read.provisioning());
        } catch (IOException e) {
            LOG.warn("provisioning: the last good copy could not be saved: {}", e.toString());
        }
        return new LoadedProvisioning(withPending(read.provisioning(), pending), read.skipped(), read.warnings());
    }

    private LoadedProvisioning withSettings(LoadedProvisioning read, List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            return read;
        }
        List<SkippedRow> skipped = new ArrayList<>(read.skipped());
        List<Agent> agents = AgentSettingsTable.apply(
                read.provisioning().agents(), rows, last.provisioning().agents(), skipped::add);
        return new LoadedProvisioning(
                new Provisioning(
                        read.provisioning().flows(), agents, read.provisioning().plan()),
                skipped,
                read.warnings());
    }

    /** What the last read gave, or the copy: flows and agents as they are in use, wrap-up ends as they are in the rows. */
    public synchronized LoadedProvisioning inUse() {
        return last;
    }

    /** The last good copy, for a start without a database; empty when there is none that can be read. */
    public synchronized Optional<LoadedProvisioning> lastGood() {
        try {
            Optional<LastGoodCopy.Copy> saved = copy.read();
            saved.ifPresent(s -> {
                last = new LoadedProvisioning(s.provisioning(), List.of(), List.of());
                LOG.warn("provisioning: going on with the copy of {}", s.savedAt());
            });
            return saved.map(
                    s -> new LoadedProvisioning(withPending(s.provisioning(), pendingFirst), List.of(), List.of()));
        } catch (IOException e) {
            LOG.warn("provisioning: the last good copy cannot be read: {}", e.toString());
            return Optional.empty();
        }
    }

    /** Ends that were pending before the rows were read, and newer ones. */
    private Provisioning withPending(Provisioning read, Map<AgentId, Instant> before) {
        Map<AgentId, Instant> pending = new HashMap<>(before);
        pending.putAll(pendingWrapUps.get());
        if (pending.isEmpty()) {
            return read;
        }
        return new Provisioning(
                read.flows(),
                read.agents().stream()
                        .map(a -> pending.containsKey(a.id()) ? a.endingWrapUp(Optional.of(pending.get(a.id()))) : a)
                        .toList(),
                read.plan());
    }
}
