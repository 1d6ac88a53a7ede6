package io.callcenter.config;

import io.callcenter.app.AgentLog;
import io.callcenter.app.AgentProbed;
import io.callcenter.app.AgentProbes;
import io.callcenter.app.AgentWatch;
import io.callcenter.app.CallLog;
import io.callcenter.app.EffectSinks;
import io.callcenter.app.GhostWatch;
import io.callcenter.config.http.HttpService;
import io.callcenter.config.routes.ExtraRoutes;
import io.callcenter.config.routes.SteadyDirect;
import io.callcenter.config.settings.HaSettings;
import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.core.Board;
import io.callcenter.core.Signal;
import io.callcenter.mi.command.OpenSessions;
import io.callcenter.mi.command.ProvisioningCommands;
import io.callcenter.mi.command.UserCommands;
import io.callcenter.mi.meter.Health;
import io.callcenter.mi.meter.TimeHistograms;
import io.callcenter.phone.Rehearsal;
import io.callcenter.sip.SipMeters;
import io.callcenter.sip.call.LiveCalls;
import io.callcenter.store.JournalMeters;
import io.callcenter.store.RecordStore;
import io.callcenter.store.database.DatabaseRole;
import io.callcenter.store.files.StoreProblem;
import io.callcenter.store.journal.Journal.Entry;
import io.callcenter.store.provisioning.AgentSettingsTable;
import io.callcenter.store.provisioning.Partition;
import io.callcenter.store.provisioning.ProvisioningReader;
import io.callcenter.store.provisioning.ProvisioningStatements;
import io.callcenter.store.records.RecoveredState;
import io.callcenter.web.Sessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start of an {@link Application} in stages; {@link #run} lists them. What a stage needs are its arguments and what it gives is what it returns, so
 * that the compiler keeps the order. First the parts are made, then connected with each other, then they run; SIP is opened last.
 */
final class Startup {
    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

    private static final Duration FLUSH = Duration.ofSeconds(5);
    private static final int REHEARSED_CALLS = 100;

    private final Settings settings;
    private final StartedParts parts;
    private final CompletableFuture<String> broken = new CompletableFuture<>();
    private final AtomicBoolean ready = new AtomicBoolean();
    private final CamelMain main;
    private final ProducerTemplate template;

    /** The parts that were made; nothing moves yet. */
    private record Made(
            Foundation foundation,
            RecordStore records,
            CenterBeans center,
            ProvisioningLoad load,
            ProvisioningReader reader,
            Partition partition,
            LaneLateness lateness,
            LiveCalls liveCalls) {}

    /** What looks after the running parts, and says whether all is well. */
    private record Watches(Health health, DatabaseRetry databases, GhostWatch ghosts) {}

    /** What is managed: by commands and pages, and by meters. */
    private record Managed(ManagementBeans.Started management, Optional<Sessions> sessions) {}

    Startup(Settings settings, StartedParts parts) {
        this.settings = settings;
        this.parts = parts;
        this.main = new CamelMain(settings.forRoutes());
        this.template = main.context().createProducerTemplate();
    }

    /**
     * All stages, one after the other; returns when calls are taken.
     *
     * @throws Exception when one fails; stopping what was started is up to the caller
     */
    Application run() throws Exception {
        Rehearsal rehearsal = parts.started("rehearsal", Rehearsal.begin(REHEARSED_CALLS));
        Made made = make(Foundation.start(settings, parts));
        Watches watches = watches(made);

        bind(made);
        Managed managed = manage(made, watches.health());
        meters(made, managed.management().meters(), watches.ghosts());
        HttpService http = http(made, managed, watches.health());

        FollowerPhase following = runRoutes(made.foundation(), http);
        following.lead(http.url(), made.records(), made.reader(), shared -> rehearsal(made, shared));
        runRecords(made.records());
        keepAudit(made);
        runCenter(made.center());
        load(made, following, watches.databases());
        RecoveredState left = RecordKeeping.left(template);
        runExtraRoutes();
        SipStop stop = runSip(made, rehearsal);
        takeUp(left, made);
        following.over();

        ready.set(true);
        watches.ghosts().start();
        LOG.info(
                "Ready: SIP on {}, HTTP on {}",
                String.join(" ", made.liveCalls().listening()),
                http.url());
        return new Application(parts, main.context(), made.liveCalls(), http, stop, broken);
    }

    private TakeoverRehearsal rehearsal(Made made, Supplier<List<Entry>> shared) {
        return new TakeoverRehearsal(
                shared,
                made.load()::read,
                () -> CenterBeans.center(settings),
                made.foundation().clock());
    }

    /** The calls of the process before go on. */
    private static void takeUp(RecoveredState left, Made made) {
        RecoveryAtStart recovery = new RecoveryAtStart(
                made.records(),
                made.liveCalls(),
                made.center().access(),
                made.foundation().clock());
        recovery.run(left);
    }

    /** The journal; what decides and what it knows of flows and agents; what talks SIP. Each needs the one before. */
    private Made make(Foundation foundation) throws StartFailed {
        RecordStore records = parts.started(
                "journal",
                RecordKeeping.open(settings, foundation, () -> broken.complete("the journal takes no more records")));
        CenterBeans center = CenterBeans.start(settings, foundation, records.outbox(), main, parts);
        records.show(center.fields()::shownWith);
        ProvisioningLoad load = parts.started("provisioning", new ProvisioningLoad(template, center.access()));
        Partition partition = HaSettings.partitionIn(settings);
        ProvisioningReader reader = new ProvisioningReader(
                foundation.copy(),
                records.outbox()::pendingWrapUps,
                Optional.of(new AgentSettingsTable(foundation.databases().dataSource(DatabaseRole.PROVISIONING))),
                partition);
        LaneLateness lateness = new LaneLateness(center.lane()::delay, settings.duration("cc.overload.lane-delay"));
        LiveCalls liveCalls = parts.started(
                "calls",
                SipSide.liveCalls(
                        settings,
                        foundation,
                        RecordKeeping.legs(records.callRecords()),
                        () -> lateness.tooLate() || !records.acceptsCalls()));
        return new Made(foundation, records, center, load, reader, partition, lateness, liveCalls);
    }

    private Watches watches(Made made) {
        Foundation foundation = made.foundation();
        Health health = parts.started("health", new Health());
        health.add("lane", made.lateness()::trouble);
        health.add("start", () -> ready.get() ? Optional.empty() : Optional.of("not finished"));
        DatabaseRetry databases = parts.started(
                "databases' return",
                new DatabaseRetry(() -> foundation.databases().prepare(foundation.names()), made.load()));
        health.add("tables", databases::trouble);
        GhostWatch ghosts = parts.started(
                "ghost watch",
                new GhostWatch(
                        made.center().access().board(),
                        made.liveCalls()::withLegs,
                        new GhostWatch.Orders(made.center().lane()::fact, made.liveCalls()::order),
                        settings.duration("cc.setup-timeout"),
                        foundation.clock()));
        HealthChecks.add(health, foundation, made.liveCalls(), made.records());
        return new Watches(health, databases, ghosts);
    }

    /** The beans and components that routes name. */
    private void bind(Made made) {
        main.bind("direct", new SteadyDirect());
        main.bind("jms", made.foundation().jms().component());
        main.bind("agentProbed", new AgentProbed(made.center().lane()::fact));
        main.bind(
                "sip",
                SipSide.component(made.liveCalls(), settings, made.center().watcher(made.liveCalls())));
        main.bind(
                "provisioningStatements",
                new ProvisioningStatements(made.foundation().names()));
        main.bind("provisioningRows", made.reader());
        main.bind("partition", made.partition());
        RecordKeeping.bind(settings, made.records(), made.foundation(), main);
    }

    private Managed manage(Made made, Health health) throws StartFailed {
        Foundation foundation = made.foundation();
        Optional<Sessions> sessions = WebBeans.sessions(settings, foundation, parts);
        OpenSessions loggedIn = sessions.map(OpenSessions.class::cast).orElse(OpenSessions.NOBODY);
        ManagementBeans.Started management = ManagementBeans.start(
                settings,
                foundation,
                made.center().access(),
                new ProvisioningCommands(
                        ProvisionedTables.of(foundation, made.reader(), made.load(), made.partition()), made.load()),
                new UserCommands(foundation.users(), loggedIn),
                Oblivion.commands(foundation, made.center().access().board(), made.records(), parts),
                made.records()::replayCdrs,
                health,
                main,
                parts);
        return new Managed(management, sessions);
    }

    /** What is counted, and where the effects of decisions go. */
    private void meters(Made made, Meters meters, GhostWatch ghosts) {
        meters.add(made.center().meters());
        TimeHistograms samples = new TimeHistograms(meters.registry());
        main.bind("samples", samples);
        made.center()
                .effects()
                .begin(
                        new EffectSinks(
                                made.liveCalls()::order,
                                made.records().outbox()::append,
                                samples::record,
                                new CallLog(settings.flag("cc.log.calls"))::write,
                                new AgentLog()::write,
                                new AgentProbes(
                                        made.liveCalls()::probe, made.center().lane()::fact)::ask,
                                new AgentWatch(
                                        SipSide.watch(settings, made.liveCalls()),
                                        made.center().lane()::fact)::follow),
                        made.center().failures());
        meters.add(new JournalMeters(made.records()));
        made.foundation().meters(meters);
        meters.before(new SipMeters(made.liveCalls(), meters.registry())::refresh);
        ProcessMeters.bind(made.records(), made.center().access().board(), ghosts, meters.registry());
    }

    private HttpService http(Made made, Managed managed, Health health) throws StartFailed {
        WebBeans.Sources sources = new WebBeans.Sources(
                made.center().access().board(),
                made.center().fields(),
                managed.management().commands(),
                health,
                made.liveCalls()::listening,
                main.context(),
                made.center().hooks());
        return new HttpService(
                settings,
                LeaderDoor.of(made.foundation().group()),
                WebBeans.start(
                        settings,
                        made.foundation(),
                        managed.sessions(),
                        sources,
                        managed.management().meters(),
                        parts),
                ManagementBeans.door(settings, made.foundation(), health));
    }

    /** What is done to a call belongs to its flow. */
    private static void keepAudit(Made made) {
        Board board = made.center().access().board();
        made.foundation().audit().belongs(target -> AuditFlow.of(board, target));
        made.foundation().audit().keep(made.records()::audit);
    }

    /** Needs all beans. HTTP listens before the routes run: whoever waits for the start is answered. */
    private FollowerPhase runRoutes(Foundation foundation, HttpService http) throws Exception {
        parts.started("routes", main, main::stop);
        main.init();
        FollowerPhase following = new FollowerPhase(main.context(), foundation);
        http.start(main.context());
        main.start();
        return following;
    }

    /** Needs the routes, which write what was recorded, and the lead. */
    private void runRecords(RecordStore records) throws Exception {
        parts.started("projections", records, () -> records.stop(FLUSH));
        records.start(main.context());
    }

    /** Needs the routes of effects. From here on there are decisions; stopping saves the figures first. */
    private void runCenter(CenterBeans center) {
        parts.started("effects", center.effects());
        parts.started("lane", center.lane());
        parts.started("figures", center.lane(), () -> center.lane().fact(new Signal.Stopping()));
    }

    /** Flows and agents; those of the last good copy where a database is away, whose return is then awaited. */
    private static void load(Made made, FollowerPhase following, DatabaseRetry databases) throws StartFailed {
        Foundation foundation = made.foundation();
        Optional<String> copied = following.load(made.load(), made.reader(), foundation.provisioningReady());
        foundation
                .databasesAway()
                .map(StoreProblem::getMessage)
                .or(() -> copied)
                .ifPresent(databases::await);
    }

    private void runExtraRoutes() throws StartFailed {
        Optional<Path> folder = settings.path("cc.routes.extra");
        if (folder.isEmpty()) {
            return;
        }
        ExtraRoutes extra = parts.started("extra routes", new ExtraRoutes(folder.get(), main.context()));
        extra.load();
        if (settings.flag("cc.routes.reload")) {
            extra.follow();
        }
    }

    /** SIP starts when everything else runs, and is the first to stop: no call comes in that nobody can serve. */
    private SipStop runSip(Made made, Rehearsal rehearsal) throws StartFailed {
        LiveCalls liveCalls = made.liveCalls();
        parts.started("calls", liveCalls);
        rehearsal.close();
        LOG.debug("{} calls were rehearsed", rehearsal.played());
        liveCalls.loading();
        Optional<HandoverPause> pause = made.foundation().group().map(group -> group.paused(liveCalls));
        SipStop stop = new SipStop(liveCalls, made.center().access().board(), settings, pause);
        List<String> routes = main.context().getRoutes().stream()
                .filter(route -> route.getEndpoint().getEndpointUri().startsWith("sip:"))
                .map(Route::getId)
                .toList();
        parts.started("sip", liveCalls, stop::run);
        try {
            for (String route : routes) {
                main.context().getRouteController().startRoute(route);
            }
        } catch (Exception e) {
            throw new StartFailed("cc.sip.listen = " + settings.text("cc.sip.listen") + ": " + Reason.of(e), e);
        }
        return stop;
    }
}
