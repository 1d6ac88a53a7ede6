package io.callcenter.config;

import io.callcenter.app.RecordEffect;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.ids.CallId;
import io.callcenter.sip.call.LegStore;
import io.callcenter.store.RecordStore;
import io.callcenter.store.database.DatabaseRole;
import io.callcenter.store.database.Databases;
import io.callcenter.store.database.Retention;
import io.callcenter.store.files.StoreProblem;
import io.callcenter.store.projection.EventTopic;
import io.callcenter.store.projection.RecordSettings;
import io.callcenter.store.provisioning.PlanTables;
import io.callcenter.store.records.CallRecords;
import io.callcenter.store.records.RecoveredState;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.ProducerTemplate;

/** The journal and what stands behind it: opened before anything can happen, carried out while the routes run. */
final class RecordKeeping {
    private static final String EVENTS = "cc.events";
    private static final String RECOVERY = "direct:_recovery-read";

    private RecordKeeping() {}

    /**
     * Opens the journal of this machine; that of several machines is opened when this one leads ({@link RecordStore#open}).
     *
     * @param failStop called once, when records can no longer be kept
     */
    static RecordStore open(Settings settings, Foundation foundation, Runnable failStop) throws StartFailed {
        RecordSettings records = new RecordSettings(
                settings.path("cc.data").orElseThrow(),
                settings.word("cc.durability").equals("strict"),
                settings.bytes("cc.journal.max-size"),
                settings.duration("cc.events.keep"),
                settings.text("cc.b2b-logic-ctx-param"),
                RecordSettings.mostWaitingIn(Runtime.getRuntime().maxMemory()));
        try {
            Databases databases = foundation.databases();
            if (foundation.group().isEmpty()) {
                return RecordStore.onDisk(records, databases, foundation.clock(), failStop);
            }
            HaGroup group = foundation.group().get();
            return RecordStore.over(group.journal(), records, databases, foundation.clock(), group::speaks);
        } catch (StoreProblem e) {
            throw new StartFailed(e.getMessage(), e);
        }
    }

    /** Makes the beans that the routes behind the journal name. */
    static void bind(Settings settings, RecordStore store, Foundation foundation, CamelMain main) {
        Databases databases = foundation.databases();
        main.bind("retention", retention(settings, foundation));
        main.bind("dataSourceDb", databases.dataSource(DatabaseRole.PROVISIONING));
        main.bind("dataSourceAcc", databases.dataSource(DatabaseRole.ACCOUNTING));
        main.bind("dataSourceRt", databases.dataSource(DatabaseRole.RUNTIME));
        main.bind("planTables", new PlanTables(databases.dataSource(DatabaseRole.PROVISIONING)));
        main.bind("accTransaction", databases.transactions(DatabaseRole.ACCOUNTING, foundation.speaks()));
        main.bind("rtTransaction", databases.transactions(DatabaseRole.RUNTIME, foundation.speaks()));
        main.bind("journal", store.journal());
        main.bind("callRecords", store.callRecords());
        main.bind("outbox", store.outbox());
        main.bind("record", new RecordEffect(store.outbox()::append));
        main.bind("recordJson", RecordStore.json());
        main.bind("recovery", store.recovery());
        main.bind(
                "eventTopic",
                new EventTopic(
                        foundation.jms().connections(),
                        EVENTS,
                        () -> foundation.jms().isHeard(EVENTS)));
    }

    private static Retention retention(Settings settings, Foundation foundation) {
        Map<Retention.Kept, Duration> times = new EnumMap<>(Retention.Kept.class);
        for (Retention.Kept kept : Retention.Kept.values()) {
            int days = settings.number(
                    "cc.keep." + kept.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            if (days > 0) {
                times.put(kept, Duration.ofDays(days));
            }
        }
        return new Retention(
                foundation.databases().dataSource(DatabaseRole.ACCOUNTING),
                foundation.clock(),
                times,
                settings.word("cc.keep.mode").equals("delete"));
    }

    /** Where the legs' part of calls is saved. */
    static LegStore legs(CallRecords records) {
        return new LegStore() {
            @Override
            public void save(SavedLegs saved, boolean waited, Consumer<Boolean> done) {
                records.saveLegs(saved).whenComplete((nothing, failure) -> done.accept(failure == null));
                if (waited) {
                    records.hurry(saved.call());
                }
            }

            @Override
            public void forget(CallId call) {
                records.forgetLegs(call);
            }
        };
    }

    /** What the process before left. */
    static RecoveredState left(ProducerTemplate template) {
        return template.requestBody(RECOVERY, "", RecoveredState.class);
    }
}
