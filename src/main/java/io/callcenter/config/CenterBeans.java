package io.callcenter.config;

import io.callcenter.app.AgentLogin;
import io.callcenter.app.Arrivals;
import io.callcenter.app.BeginArrival;
import io.callcenter.app.CallFacts;
import io.callcenter.app.CallIntake;
import io.callcenter.app.CallNumbers;
import io.callcenter.app.CallerFields;
import io.callcenter.app.CallingAgents;
import io.callcenter.app.CenterAccess;
import io.callcenter.app.EffectFailures;
import io.callcenter.app.EffectOrders;
import io.callcenter.app.EffectRoutes;
import io.callcenter.app.Effects;
import io.callcenter.app.Hooks;
import io.callcenter.app.Lane;
import io.callcenter.app.LaneDoor;
import io.callcenter.app.LaneMeters;
import io.callcenter.app.LaneRequests;
import io.callcenter.app.RouteSignals;
import io.callcenter.app.TransferHook;
import io.callcenter.app.TransferTargets;
import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.config.settings.DeskSettingsText;
import io.callcenter.config.settings.Settings;
import io.callcenter.core.Signal;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.ids.CallId;
import io.callcenter.sip.call.CallWatcher;
import io.callcenter.sip.call.LiveCalls;
import io.callcenter.store.records.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;

/**
 * The contact center, its lane, and the beans by which routes reach it.
 *
 * @param access the center for everybody else
 * @param lane its one writer
 * @param effects what carries out what it wants
 * @param failures who hears of effects that fail
 * @param targets what addresses that callers are transferred to may be
 * @param hook a route that is asked about transfers
 * @param arrivals calls that a route decides about
 * @param fields what agents see of a call besides who calls
 * @param hooks which of them have an owner
 * @param meters what the lane shows of itself
 */
record CenterBeans(
        CenterAccess access,
        Lane lane,
        Effects effects,
        EffectFailures failures,
        TransferTargets targets,
        TransferHook hook,
        Arrivals arrivals,
        CallingAgents agents,
        CallerFields fields,
        Hooks hooks,
        LaneMeters meters) {
    private static final int STRIPES = 4;
    private static final int LANE_DEPTH = 10_000;
    private static final int ROUTE_THREADS = 16;
    private static final int COMMAND_THREADS = 4;
    private static final int MOST_REQUESTS = 2_000;
    private static final int HOOK_THREADS = 16;
    private static final int HOOK_WAITING = 1000;
    private static final long HOOK_PATIENCE = 2_000;

    static CenterBeans start(
            Settings settings, Foundation foundation, Outbox outbox, CamelMain main, StartedParts parts) {
        CamelContext context = main.context();
        EffectRoutes routes = new EffectRoutes(context, settings.text("cc.b2b-logic-ctx-param"));
        main.bind("effectRoutes", routes); // Camel finds event notifiers among the beans
        Effects effects = parts.started("effects", new Effects(STRIPES, routes));
        ContactCenter center = center(settings);
        Lane lane = parts.started("lane", new Lane(center, foundation.clock(), effects, LANE_DEPTH));
        EffectFailures failures = new EffectFailures(lane, foundation.clock(), outbox::append);
        main.bind("effectFailures", failures);
        LaneRequests ofRoutes = requests(lane, "cc-routes", ROUTE_THREADS, parts);
        Arrivals arrivals = new Arrivals();
        CallerFields fields = new CallerFields(DeskSettingsText.kept(settings));
        Hooks hooks = new Hooks(foundation.clock());
        main.bind("hooks", hooks);
        CallingAgents agents = new CallingAgents(
                center.board(), !settings.text("cc.sip.trusted").isBlank());
        main.bind("beginArrival", new BeginArrival(arrivals, agents));
        bind(settings, foundation, main, lane, ofRoutes, arrivals, fields);
        ExecutorService hookPool = hookPool(parts);
        main.bind("hookPool", hookPool);
        TransferHook hook = new TransferHook(
                context, hooks, hookPool, Policies.targets(settings), Policies.passed(settings), HOOK_PATIENCE);
        CenterAccess access =
                new CenterAccess(center.board(), requests(lane, "cc-mi", COMMAND_THREADS, parts)).asking(hook);
        return new CenterBeans(
                access,
                lane,
                effects,
                failures,
                Policies.targets(settings),
                hook,
                arrivals,
                agents,
                fields,
                hooks,
                new LaneMeters(lane, ofRoutes, failures));
    }

    /** An empty center that decides by those settings. */
    static ContactCenter center(Settings settings) {
        return new ContactCenter(Policies.policy(settings), Policies.books(settings));
    }

    /** Those of calls and those of commands have threads of their own: slow steps of one kind hold up none of the other. */
    private static LaneRequests requests(Lane lane, String name, int threads, StartedParts parts) {
        return parts.started(name, new LaneRequests(lane, name, threads, MOST_REQUESTS));
    }

    private static void bind(
            Settings settings,
            Foundation foundation,
            CamelMain main,
            Lane lane,
            LaneRequests requests,
            Arrivals arrivals,
            CallerFields fields) {
        main.bind(
                "admission",
                new CallIntake(
                        requests,
                        arrivals,
                        new CallNumbers(foundation.clock()),
                        fields,
                        CenterBeans::firstTransport,
                        Policies.passed(settings),
                        settings.word("cc.privacy-records").equals("keep")));
        main.bind("agentLogin", new AgentLogin(requests));
        main.bind("laneDoor", new LaneDoor(lane, requests));
        main.bind("signals", new RouteSignals(lane));
        main.bind("effectOrders", new EffectOrders());
    }

    /** Hooks are foreign code: bounded, and the caller's thread helps out when all are busy. */
    private static ExecutorService hookPool(StartedParts parts) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                HOOK_THREADS,
                HOOK_THREADS,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(HOOK_WAITING),
                task -> new Thread(task, "cc-hook"),
                new ThreadPoolExecutor.CallerRunsPolicy());
        pool.allowCoreThreadTimeOut(true);
        return parts.started("hooks", pool, pool::shutdownNow);
    }

    /** The transport of the stream that tells the medium; blank where all are refused; nothing where there is no description. */
    static Optional<String> firstTransport(String sdp) {
        return Sdp.parse(sdp)
                .map(parsed -> parsed.leading().map(Sdp.Stream::protocol).orElse(""));
    }

    /** Who hears of the facts about these calls: the lane. */
    CallWatcher watcher(LiveCalls calls) {
        CallFacts facts = new CallFacts(
                arrivals,
                targets,
                replaces -> calls.replaced(replaces).map(dialog -> new Signal.Replaced(dialog.call(), dialog.caller())),
                agents::of);
        return new CallWatcher() {
            @Override
            public void arriving(CallId call) {
                arrivals.begin(call);
            }

            @Override
            public void decided(CallId call) {
                arrivals.end(call);
            }

            @Override
            public void facts(List<CallEvent> events) {
                List<Signal> signals = new ArrayList<>(events.size());
                for (CallEvent event : events) {
                    if (event instanceof CallEvent.CallEnded ended) {
                        fields.forget(ended.call());
                    }
                    Optional<Signal> signal = facts.signal(event);
                    if (signal.isPresent() && signal.get() instanceof Signal.Referred asked && hook.isThere()) {
                        lane.facts(signals); // what happened before goes before
                        signals.clear();
                        hook.refer(asked, access, lane::fact);
                    } else {
                        signal.ifPresent(signals::add);
                    }
                }
                lane.facts(signals);
            }
        };
    }
}
