package io.callcenter.config;

import io.callcenter.mi.meter.Health;
import io.callcenter.sip.call.LiveCalls;
import io.callcenter.store.RecordStore;
import io.callcenter.store.database.DatabaseRole;
import java.util.Optional;

/** What {@code /health/ready} asks of calls, records, broker and databases. */
final class HealthChecks {
    private HealthChecks() {}

    static void add(Health health, Foundation foundation, LiveCalls liveCalls, RecordStore records) {
        health.add("calls", liveCalls::full);
        health.note("calls", liveCalls::limited);
        health.vital(liveCalls::stuck);
        health.add("sip", () -> liveCalls.accepting() ? Optional.empty() : Optional.of("takes no new calls"));
        health.add(
                "journal",
                () -> records.acceptsCalls()
                        ? Optional.empty()
                        : Optional.of("no room for more records: new calls get 503"));
        health.add("broker", foundation.jms()::trouble);
        foundation.group().ifPresent(group -> health.note("members", group::unheard));
        for (DatabaseRole role : DatabaseRole.values()) {
            health.add(
                    role.urlProperty().replace(".url", ""),
                    () -> Stores.trouble(foundation.databases().dataSource(role)));
        }
    }
}
