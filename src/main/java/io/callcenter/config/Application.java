package io.callcenter.config;

import io.callcenter.app.AgentLog;
import io.callcenter.app.AgentProbed;
import io.callcenter.app.AgentProbes;
import io.callcenter.app.CallLog;
import io.callcenter.app.EffectSinks;
import io.callcenter.app.GhostWatch;
import io.callcenter.config.http.HttpService;
import io.callcenter.config.routes.ExtraRoutes;
import io.callcenter.config.routes.SteadyDirect;
import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.core.Signal;
import io.callcenter.mi.command.LoggedIn;
import io.callcenter.mi.command.ProvisioningCommands;
import io.callcenter.mi.command.UserCommands;
import io.callcenter.mi.meter.Health;
import io.callcenter.mi.meter.Samples;
import io.callcenter.sip.Rehearsal;
import io.callcenter.sip.SipMeters;
import io.callcenter.sip.call.LiveCalls;
import io.callcenter.store.JournalMeters;
import io.callcenter.store.RecordStore;
import io.callcenter.store.database.DatabaseRole;
import io.callcenter.store.files.StoreProblem;
import io.callcenter.store.provisioning.AgentSettingsTable;
import io.callcenter.store.provisioning.ProvisioningReader;
import io.callcenter.store.provisioning.ProvisioningStatements;
import io.callcenter.store.records.RecoveredState;
import io.callcenter.web.Sessions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole application: databases, tables, broker, contact center, routes, flows and agents, the integrator's routes; SIP starts last and
 * stops first.
 */
public final class Application implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private static final Duration FLUSH = Duration.ofSeconds(5);
    private static final int REHEARSED_CALLS = 100;

    private final RunningParts parts;
    private final CamelContext context;
    private final LiveCalls liveCalls;
    private final HttpService http;
    private final SipStop stop;
    private final CompletableFuture<String> broken;

    private Application(
            RunningParts parts,
            CamelContext context,
            LiveCalls liveCalls,
            HttpService http,
            SipStop stop,
            CompletableFuture<String> broken) {
        this.parts = parts;
        this.context = context;
        this.liveCalls = liveCalls;
        this.http = http;
        this.stop = stop;
        this.broken = broken;
    }

    /**
     * Starts everything; returns when calls are taken.
     *
     * @throws StartFailed with one line that says why; everything that had been started is stopped again
     */
    public static Application start(Settings settings) throws StartFailed {
        RunningParts parts = new RunningParts();
        try {
            return start(settings, parts);
        } catch (StartFailed e) {
            LOG.debug("start failed", e);
            parts.close();
            throw e;
        } catch (Exception | LinkageError e) {
            LOG.debug("start failed", e);
            parts.close();
            throw new StartFailed(StartTrouble.line(e), e);
        }
    }

    private static Application start(Settings settings, RunningParts parts) throws Exception {
        say(settings);
        Rehearsal rehearsal = parts.started("rehearsal", Rehearsal.begin(REHEARSED_CALLS));
        CompletableFuture<String> broken = new CompletableFuture<>();
        Foundation foundation = Foundation.start(settings, parts);
        RecordStore records = parts.started(
                "journal",
                RecordKeeping.open(settings, foundation, () -> broken.complete("the journal takes no more records")));
        CamelMain main = new CamelMain(settings.forRoutes());
        ProducerTemplate template = main.context().createProducerTemplate();
        CenterBeans center = CenterBeans.start(settings, foundation, records.outbox(), main, parts);
        ProvisioningLoad load = parts.started("provisioning", new ProvisioningLoad(template, center.access()));
        ProvisioningReader reader = new ProvisioningReader(
                foundation.copy(),
                records.outbox()::pendingWrapUps,
                Optional.of(new AgentSettingsTable(foundation.databases().dataSource(DatabaseRole.PROVISIONING))));
        Lateness lateness = new Lateness(center.lane()::delay, settings.duration("cc.overload.lane-delay"));
        LiveCalls liveCalls = parts.started("calls", sip(settings, foundation, records, lateness));
        Health health = parts.started("health", new Health());
        health.add("lane", lateness::trouble);
        AtomicBoolean started = new AtomicBoolean();
        health.add("start", () -> started.get() ? Optional.empty() : Optional.of("not finished"));
        DatabasesReturn databasesReturn = parts.started(
                "databases' return",
                new DatabasesReturn(() -> foundation.databases().prepare(foundation.names()), load));
        health.add("tables", databasesReturn::trouble);
        GhostWatch ghosts = parts.started("ghost watch", ghosts(settings, foundation, center, liveCalls));
        checks(foundation, liveCalls, records, health);

        main.bind("direct", new SteadyDirect());
        main.bind("jms", foundation.jms().component());
        main.bind("agentProbed", new AgentProbed(center.lane()::fact));
        main.bind("sip", SipSide.component(liveCalls, settings, center.watcher()));
        main.bind("provisioningStatements", new ProvisioningStatements(foundation.names()));
        main.bind("provisioningRows", reader);
        RecordKeeping.bind(records, foundation, main);
        ProvisioningCommands provisioning =
                new ProvisioningCommands(ProvisionedTables.of(foundation, reader, load), load);
        Optional<Sessions> sessions = WebBeans.sessions(settings, foundation, parts);
        ManagementBeans.Started management = ManagementBeans.start(
                settings,
                foundation,
                center.access(),
                provisioning,
                new UserCommands(
                        foundation.users(), sessions.map(LoggedIn.class::cast).orElse(LoggedIn.NOBODY)),
                records::replayCdrs,
                health,
                main,
                parts);
        Meters meters = management.meters();
        meters.add(center.meters());
        Samples samples = new Samples(meters.registry());
        main.bind("samples", samples);
        center.effects()
                .begin(
                        new EffectSinks(
                                liveCalls::order,
                                records.outbox()::append,
                                samples::record,
                                new CallLog(settings.flag("cc.log.calls"))::write,
                                new AgentLog()::write,
                                new AgentProbes(liveCalls::probe, center.lane()::fact)::ask),
                        center.failures());
        meters.add(new JournalMeters(records));
        foundation.meters(meters);
        meters.before(new SipMeters(liveCalls, meters.registry())::refresh);
        ProcessMeters.bind(records, center.access().board(), ghosts, meters.registry());

        HttpService http = new HttpService(
                settings,
                LeaderDoor.of(foundation.group()),
                WebBeans.start(
                        settings,
                        foundation,
                        sessions,
                        new WebBeans.Sources(
                                center.access().board(),
                                center.fields(),
                                management.commands(),
                                health,
                                liveCalls::listening),
                        meters,
                        parts),
                ManagementBeans.door(settings, foundation, health));
        parts.started("routes", main, main::stop);
        main.init();
        Following following = new Following(main.context(), foundation);
        http.start(main.context());
        main.start();
        following.lead(http.url(), records, reader);
        parts.started("projections", records, () -> records.stop(FLUSH));
        records.start(main.context());
        parts.started("effects", center.effects());
        parts.started("lane", center.lane());
        parts.started("figures", center.lane(), () -> center.lane().fact(new Signal.Stopping()));

        Optional<String> copied = following.load(load, reader, foundation.provisioningReady());
        foundation
                .databasesAway()
                .map(StoreProblem::getMessage)
                .or(() -> copied)
                .ifPresent(databasesReturn::await);
        RecoveredState left = RecordKeeping.left(template);
        extraRoutes(settings, main.context(), parts);
        parts.started("calls", liveCalls);
        rehearsal.close();
        LOG.debug("{} calls were rehearsed", rehearsal.played());
        liveCalls.loading();
        SipStop stop = new SipStop(liveCalls, center.access().board(), settings);
        startSip(main.context(), liveCalls, parts, stop, settings);
        new RecoveryAtStart(records, liveCalls, center.access(), foundation.clock()).run(left);
        following.over();
        started.set(true);
        ghosts.start();
        LOG.info("Ready: SIP on {}, HTTP on {}", String.join(" ", liveCalls.listening()), http.url());
        return new Application(parts, main.context(), liveCalls, http, stop, broken);
    }

    private static GhostWatch ghosts(
            Settings settings, Foundation foundation, CenterBeans center, LiveCalls liveCalls) {
        return new GhostWatch(
                center.access().board(),
                liveCalls::withLegs,
                new GhostWatch.Orders(center.lane()::fact, liveCalls::order),
                settings.duration("cc.setup-timeout"),
                foundation.clock());
    }

    private static void extraRoutes(Settings settings, CamelContext context, RunningParts parts) throws StartFailed {
        Optional<Path> folder = settings.path("cc.routes.extra");
        if (folder.isEmpty()) {
            return;
        }
        ExtraRoutes extra = parts.started("extra routes", new ExtraRoutes(folder.get(), context));
        extra.load();
        if (settings.flag("cc.routes.reload")) {
            extra.follow();
        }
    }

    private static LiveCalls sip(Settings settings, Foundation foundation, RecordStore records, Lateness lateness)
            throws StartFailed {
        return SipSide.liveCalls(
                settings,
                foundation,
                RecordKeeping.legs(records.callRecords()),
                () -> lateness.tooLate() || !records.acceptsCalls());
    }

    /** SIP starts when everything else runs, and is the first to stop: no call comes in that nobody can serve. */
    private static void startSip(
            CamelContext context, LiveCalls liveCalls, RunningParts parts, SipStop stop, Settings settings)
            throws StartFailed {
        List<String> routes = context.getRoutes().stream()
                .filter(route -> route.getEndpoint().getEndpointUri().startsWith("sip:"))
                .map(Route::getId)
                .toList();
        parts.started("sip", liveCalls, stop::run);
        try {
            for (String route : routes) {
                context.getRouteController().startRoute(route);
            }
        } catch (Exception e) {
            throw new StartFailed("cc.sip.listen = " + settings.text("cc.sip.listen") + ": " + Reason.of(e), e);
        }
    }

    private static void checks(Foundation foundation, LiveCalls liveCalls, RecordStore records, Health health) {
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

    /** Tells the log what is set, and what looks like a mistake. */
    public static void say(Settings settings) {
        settings.changed().forEach((name, value) -> LOG.info("{} = {}", name, value));
        settings.warnings().forEach(LOG::warn);
        SipSide.openToAll(settings).ifPresent(LOG::warn);
    }

    /** Completes with the reason when the process cannot go on and should be ended with 1. */
    public CompletionStage<String> broken() {
        return broken.minimalCompletionStage();
    }

    /** The points on which SIP is really listened to, as {@code udp:127.0.0.1:5060}. */
    public List<String> sip() {
        return liveCalls.listening();
    }

    /** Where the management interface listens, as {@code http://127.0.0.1:8080}. */
    public URI http() {
        return URI.create(http.url());
    }

    /** The context that runs the routes. */
    public CamelContext context() {
        return context;
    }

    @Override
    public void close() {
        boolean running = parts.running();
        parts.close();
        if (running) {
            LOG.info(stop.farewell());
        }
    }
}
