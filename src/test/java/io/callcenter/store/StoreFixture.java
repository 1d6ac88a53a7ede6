package io.callcenter.store;

import io.callcenter.store.database.DatabaseRole;
import io.callcenter.store.database.Databases;
import io.callcenter.store.database.ProvisioningNames;
import io.callcenter.store.projection.Projection;
import io.callcenter.store.projection.RecordSettings;
import io.callcenter.store.provisioning.LastGoodCopy;
import io.callcenter.store.provisioning.PlanTables;
import io.callcenter.store.provisioning.ProvisioningReader;
import io.callcenter.store.provisioning.ProvisioningStatements;
import io.callcenter.store.records.RecoveredState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A whole store over a real database, with its route files in a running context; events end in a list. */
final class StoreFixture implements AutoCloseable {
    final Databases databases;
    final FaultyDataSource faults;
    final TestDatabase db;
    final RecordStore store;
    final AtomicReference<Instant> now;
    final List<Map<String, String>> published = new CopyOnWriteArrayList<>();
    volatile boolean brokerAway;
    volatile boolean mayCommit = true;
    final RouteContext routes;

    /** What the route publishes to. */
    public final class ListTopic {
        /** Publishes, unless the broker is away. */
        public void publish(List<Map<String, String>> events) throws IOException {
            if (brokerAway) {
                throw new IOException("no broker");
            }
            published.addAll(events);
        }
    }

    StoreFixture(Databases databases, Path data, Instant start, Map<String, Object> moreBeans) throws Exception {
        this.databases = databases;
        databases.prepare(ProvisioningNames.defaults());
        faults = new FaultyDataSource(databases.dataSource(DatabaseRole.PROVISIONING));
        db = new TestDatabase(databases.dataSource(DatabaseRole.PROVISIONING));
        now = new AtomicReference<>(start);
        store = RecordStore.onDisk(RecordSettings.defaults(data), databases, (InstantSource) now::get, () -> {});
        Map<String, Object> beans = new HashMap<>(Map.of(
                "dataSourceDb",
                faults,
                "dataSourceAcc",
                faults,
                "dataSourceRt",
                faults,
                "accTransaction",
                Databases.transactions(faults, () -> mayCommit),
                "rtTransaction",
                Databases.transactions(faults, () -> mayCommit),
                "eventTopic",
                new ListTopic(),
                "recovery",
                store.recovery(),
                "provisioningStatements",
                new ProvisioningStatements(ProvisioningNames.defaults()),
                "planTables",
                new PlanTables(databases.dataSource(DatabaseRole.PROVISIONING)),
                "provisioningRows",
                new ProvisioningReader(new LastGoodCopy(data, now::get), store.outbox()::pendingWrapUps)));
        beans.putAll(moreBeans);
        routes = new RouteContext(
                beans,
                "cdr.yaml",
                "calls.yaml",
                "agent-reports.yaml",
                "recovery.yaml",
                "provisioning.xml",
                "intervals.yaml",
                "codes.yaml",
                "audit.yaml");
    }

    static StoreFixture onH2(Path data) throws Exception {
        return new StoreFixture(new Databases(Map.of(), data), data, StoredSamples.AT, Map.of());
    }

    StoreFixture started() {
        store.start(routes.camel());
        return this;
    }

    RecoveredState recovered() {
        return routes.ask("direct:_recovery-read", null, RecoveredState.class);
    }

    Projection<?, ?> projection(String name) {
        return store.projections().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The journal as a crash at this moment would leave it. */
    static Path crashed(Path data, Path copy) {
        try (Stream<Path> files = Files.list(data.resolve("journal"))) {
            Path journal = Files.createDirectories(copy.resolve("journal"));
            for (Path file : files.toList()) {
                Files.copy(file, journal.resolve(file.getFileName()));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        store.stop(Duration.ofSeconds(5));
        routes.close();
        store.close();
        databases.close();
    }
}
