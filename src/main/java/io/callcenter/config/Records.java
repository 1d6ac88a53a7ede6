package io.callcenter.config;

import io.callcenter.app.Centre;
import io.callcenter.app.Lane;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.SavedCall;
import io.callcenter.core.Signal;
import io.callcenter.ids.CallId;
import io.callcenter.sip.LegStore;
import io.callcenter.store.CallRecords;
import io.callcenter.store.DatabaseRole;
import io.callcenter.store.Databases;
import io.callcenter.store.EventTopic;
import io.callcenter.store.RecordSettings;
import io.callcenter.store.RecordStore;
import io.callcenter.store.RecoveredState;
import io.callcenter.store.StoreProblem;
import java.util.function.Consumer;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal and what stands behind it: opened before anything can happen, carried out while the routes run. */
final class Records {
    private static final Logger LOG = LoggerFactory.getLogger(Records.class);
    private static final String EVENTS = "cc.events";
    private static final String RECOVERY = "direct:_recovery-read";

    private Records() {}

    /**
     * Opens the journal.
     *
     * @param failStop called once, when records can no longer be kept
     */
    static RecordStore open(Settings settings, Databases databases, SteadyClock clock, Runnable failStop)
            throws StartFailed {
        RecordSettings records = new RecordSettings(
                settings.path("cc.data").orElseThrow(),
                settings.word("cc.durability").equals("strict"),
                settings.bytes("cc.journal.max-size"),
                settings.duration("cc.events.keep"),
                settings.text("cc.b2b-logic-ctx-param"),
                RecordSettings.mostWaitingIn(Runtime.getRuntime().maxMemory()));
        try {
            return new RecordStore(records, databases, clock, failStop);
        } catch (StoreProblem e) {
            throw new StartFailed(e.getMessage(), e);
        }
    }

    /** Makes the beans that the routes behind the journal name. */
    static void bind(RecordStore store, Foundation foundation, CamelMain main) {
        Databases databases = foundation.databases();
        main.bind("dataSourceDb", databases.dataSource(DatabaseRole.PROVISIONING));
        main.bind("dataSourceAcc", databases.dataSource(DatabaseRole.ACCOUNTING));
        main.bind("dataSourceRt", databases.dataSource(DatabaseRole.RUNTIME));
        main.bind("accTransaction", databases.transactions(DatabaseRole.ACCOUNTING));
        main.bind("rtTransaction", databases.transactions(DatabaseRole.RUNTIME));
        main.bind("journal", store.journal());
        main.bind("callRecords", store.callRecords());
        main.bind("outbox", store.outbox());
        main.bind("recovery", store.recovery());
        main.bind("eventTopic", new EventTopic(foundation.jms().connections(), EVENTS));
    }

    /** Where the legs' part of calls is saved. */
    static LegStore legs(CallRecords records) {
        return new LegStore() {
            @Override
            public void save(SavedLegs saved, Consumer<Boolean> done) {
                records.saveLegs(saved).whenComplete((nothing, failure) -> done.accept(failure == null));
            }

            @Override
            public void forget(CallId call) {
                records.forgetLegs(call);
            }
        };
    }

    /** Takes up what the process before left: logins go on, calls whose legs are gone get their last record. */
    static void takeUp(RecordStore store, ProducerTemplate template, Centre centre, Lane lane, SteadyClock clock) {
        RecoveredState left = template.requestBody(RECOVERY, "", RecoveredState.class);
        left.putAside().forEach(line -> LOG.warn("A record could not be read and was put aside: {}", line));
        centre.request(new Signal.Restore(left.logins(), left.calls()))
                .toCompletableFuture()
                .join();
        for (SavedCall call : left.calls()) {
            lane.fact(new Signal.CallEnded(call.call(), "ENDED", clock.instant()));
        }
        left.legs().forEach(legs -> store.callRecords().forgetLegs(legs.call()));
        left.over().forEach(store.callRecords()::forgetLegs);
        if (!left.calls().isEmpty() || !left.logins().isEmpty()) {
            LOG.info(
                    "Taken up: {} logins; {} calls were closed",
                    left.logins().size(),
                    left.calls().size());
        }
    }
}
