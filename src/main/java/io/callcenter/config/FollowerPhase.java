package io.callcenter.config;

import io.callcenter.config.settings.StartFailed;
import io.callcenter.store.RecordStore;
import io.callcenter.store.journal.Journal.Entry;
import io.callcenter.store.provisioning.LastGoodCopy;
import io.callcenter.store.provisioning.ProvisioningReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;

/**
 * The time between a warm process and one that leads. A member of several machines has its routes built and its pools open, but hears nothing from outside:
 * routes that do are started when it leads. A single machine leads at once.
 */
final class FollowerPhase {
    /** Routes from there do nothing by themselves, or wait for another start; all others are sources of work, an operator's own too. */
    private static final List<String> QUIET = List.of("direct:", "seda:", "platform-http:", "sip:", "mock:");

    /** What a database may cost calls that wait. */
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final CamelContext context;
    private final Optional<HaGroup> group;
    private final LastGoodCopy copy;
    private final List<String> held = new ArrayList<>();
    private boolean hasCopy;

    /** Holds back those routes of a context that is not started yet. */
    FollowerPhase(CamelContext context, Foundation foundation) {
        this.context = context;
        this.group = foundation.group();
        this.copy = foundation.copy();
        if (group.isPresent()) {
            ((ModelCamelContext) context).getRouteDefinitions().forEach(this::hold);
        }
    }

    private void hold(RouteDefinition route) {
        String from = route.getInput().getEndpointUri();
        if (QUIET.stream().noneMatch(from::startsWith) && !"false".equals(route.getAutoStartup())) {
            route.autoStartup(false);
            held.add(route.getRouteId());
        }
    }

    /**
     * Waits until this process leads, and reads what the leader before left.
     *
     * @param http where it is managed
     * @param rehearsal what it does meanwhile, of what all have written
     */
    void lead(
            String http,
            RecordStore records,
            ProvisioningReader reader,
            Function<Supplier<List<Entry>>, TakeoverRehearsal> rehearsal)
            throws StartFailed {
        if (group.isEmpty()) {
            return;
        }
        HaGroup members = group.get();
        TakeoverRehearsal meanwhile =
                rehearsal.apply(members.journal()::records).begin();
        try {
            members.lead(http);
        } finally {
            meanwhile.close();
        }
        records.open();
        reader.opened();
        hasCopy = members.bring(copy);
        copy.share(members::keepCopy);
    }

    /** The load at start; where calls of the leader before wait, a database is given only a moment, and then its copy counts. */
    Optional<String> load(ProvisioningLoad load, ProvisioningReader reader, boolean databaseReady) throws StartFailed {
        return hasCopy ? load.first(reader, databaseReady, PATIENCE) : load.first(reader, databaseReady);
    }

    /** Calls are taken: starts the routes that were held back. */
    void over() throws Exception {
        for (String route : held) {
            context.getRouteController().startRoute(route);
        }
        group.ifPresent(HaGroup::serving);
    }
}
