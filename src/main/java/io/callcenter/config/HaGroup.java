package io.callcenter.config;

import io.callcenter.config.settings.HaSettings;
import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.ha.Leadership;
import io.callcenter.ha.Membership;
import io.callcenter.ha.RatisLog;
import io.callcenter.ha.ReplicatedLog;
import io.callcenter.ha.SharedFormat;
import io.callcenter.ha.UnknownFormat;
import io.callcenter.log.NonBlockingAppender;
import io.callcenter.sip.call.LiveCalls;
import io.callcenter.store.files.NodeIdentity;
import io.callcenter.store.files.StoreProblem;
import io.callcenter.store.journal.HaJournal;
import io.callcenter.store.journal.JournalSettings;
import io.callcenter.store.provisioning.LastGoodCopy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process among the members of {@code cc.ha.members}: follows until it leads, and ends when it does no more. */
final class HaGroup implements AutoCloseable {
    /** Exit code of a process that led and does no more: its supervisor starts it again. */
    static final int LEADS_NO_MORE = 75;

    private static final Logger LOG = LoggerFactory.getLogger(HaGroup.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LONG_UNHEARD = Duration.ofSeconds(5);

    private final Membership members;
    private final LeadCommand command;
    private final Leadership leadership;
    private final ReplicatedLog log;
    private final HaJournal journal;
    private final HaShared shared;
    private final AtomicBoolean leads = new AtomicBoolean();
    private final AtomicBoolean serves = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile Optional<Long> ledIn = Optional.empty();
    private volatile Optional<HandoverPause> pause = Optional.empty();

    private HaGroup(Settings settings, Membership members, Path data, InstantSource clock)
            throws IOException, StoreProblem, StartFailed {
        this.members = members;
        command = new LeadCommand(settings.text("cc.ha.lead-command"));
        command.leave();
        leadership = new Leadership(members.lease(), this::lost);
        log = new RatisLog(members, HaSettings.entrance(settings), data.resolve("ha"), leadership);
        shared = new HaShared(log, members);
        journal = new HaJournal(
                log,
                JournalSettings.in(log.folder(), true, settings.bytes("cc.journal.max-size")),
                settings.duration("cc.ha.gather"),
                clock,
                leadership.lease()::confirmed,
                () -> leadership.over("the journal takes no more records"));
        leadership.keep(log);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stoppedWhileFollowing, "cc-ha-stop"));
    }

    /**
     * Joins the others.
     *
     * @throws StartFailed when its address cannot be listened on, its files cannot be used, or the engine is not on the class path
     */
    static HaGroup join(Settings settings, Membership members, Path data, InstantSource clock) throws StartFailed {
        try {
            return new HaGroup(settings, members, data, clock);
        } catch (IOException | NoClassDefFoundError e) {
            throw cannotJoin(members, e);
        } catch (StoreProblem e) {
            throw new StartFailed(e.getMessage(), e);
        }
    }

    /** Why the log cannot be opened, in one line. */
    static StartFailed cannotJoin(Membership members, Throwable cause) {
        if (cause instanceof UnknownFormat) {
            return unreadable(cause.getMessage());
        }
        if (cause instanceof NoClassDefFoundError) {
            return new StartFailed(
                    "cc.ha.members: the jars of lib-ha are not on the class path: start with ./callcenter, or name them in"
                            + " CALLCENTER_CLASSPATH",
                    cause);
        }
        return new StartFailed(
                "cc.ha.members: " + members.addresses().get(members.self())
                        + " or the folder ha of cc.data cannot be used: " + Reason.of(cause),
                cause);
    }

    /** The journal that all share. */
    HaJournal journal() {
        return journal;
    }

    /** Whether this process may speak: one volatile read. */
    boolean speaks() {
        return leadership.speaks();
    }

    /** From now on it takes calls. */
    void serving() {
        serves.set(true);
    }

    /** Whether it leads, takes calls and may speak. */
    boolean serves() {
        return serves.get() && speaks();
    }

    /** Whether it leads, though it may be silent for a moment. */
    boolean leads() {
        return leads.get();
    }

    /** The term in which this process leads, and no other one ever did or will. */
    long term() {
        return ledIn.orElseThrow(() -> new IllegalStateException("this process does not lead"));
    }

    /** Who we are to SIP peers: the same on all members, made by the first leader; waits until one member has led once. */
    NodeIdentity identity() throws StartFailed {
        try {
            Optional<HaShared.Identity> found = shared.identity();
            if (found.isEmpty()) {
                LOG.info("Waiting for the other members: nothing is shared yet");
            }
            while (found.isEmpty()) {
                Optional<Long> term = leadership.await(LOOK);
                refuseUnreadable();
                if (term.isPresent() && shared.identity().isEmpty()) {
                    settled(log.append(term.get(), List.of(shared.fresh(term.get()))));
                }
                found = shared.identity();
            }
            return new NodeIdentity(
                    found.get().node(), HexFormat.of().parseHex(found.get().key()));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void settled(CompletionStage<Void> stage) throws InterruptedException {
        try {
            stage.toCompletableFuture().get(1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("not written", e); // another one leads, and writes it
        }
    }

    /**
     * Waits until this process leads and no leader before it can speak any more, and opens the journal.
     *
     * @param http where this process is managed
     * @throws StartFailed when its time-outs are unlike those of the leader that it follows, or the others write what this version cannot read
     */
    void lead(String http) throws StartFailed {
        LOG.info(
                "Following: member {} of {}",
                members.self(),
                members.addresses().keySet());
        try {
            Optional<Long> term = Optional.empty();
            while (term.isEmpty()) {
                term = leadership.await(LOOK);
                if (term.isEmpty()) {
                    refuseUnreadable();
                    shared.compare();
                }
            }
            long from = System.nanoTime();
            ledIn = term;
            leads.set(true);
            leadership.begin(term.get());
            journal.lead(term.get());
            journal.share(shared.ofLeader(term.get(), http));
            command.lead();
            LOG.info("Leading in term {}, after {} ms", term.get(), (System.nanoTime() - from) / 1_000_000);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void refuseUnreadable() throws StartFailed {
        Optional<String> why = leadership.unreadable();
        if (why.isPresent()) {
            throw unreadable(why.get());
        }
    }

    /** Why a member of this version cannot follow, in one line. */
    static StartFailed unreadable(String why) {
        return new StartFailed("cc.ha.members: " + why);
    }

    private static StartFailed interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StartFailed("stopped while following", e);
    }

    /** Where the leader is managed; empty where nobody is known to lead, or this process does. */
    Optional<String> leaderElsewhere() {
        try {
            Optional<String> leader = log.status().leader();
            return leads()
                    ? Optional.empty()
                    : shared.identity()
                            .filter(it -> leader.equals(Optional.of(it.leader())))
                            .map(HaShared.Identity::http)
                            .filter(http -> !http.isEmpty());
        } catch (StartFailed e) {
            return Optional.empty();
        }
    }

    /** Keeps the last good copy of flows and agents for the next leader. */
    void keepCopy(byte[] copy) {
        if (leads()) {
            HaShared.copy(copy).ifPresent(journal::share);
        }
    }

    /** Puts the copy that the leaders before kept into that place; whether there is one. */
    boolean bring(LastGoodCopy place) {
        Optional<byte[]> kept = shared.copy();
        try {
            if (kept.isPresent()) {
                place.take(kept.get());
            }
            return kept.isPresent();
        } catch (IOException e) {
            LOG.warn("provisioning: the copy of the leader before cannot be kept: {}", Reason.of(e));
            return false;
        }
    }

    /** From now on new ones of these calls pause while the lead is handed over. */
    HandoverPause paused(LiveCalls liveCalls) {
        HandoverPause made = new HandoverPause(liveCalls);
        pause = Optional.of(made);
        return made;
    }

    /** Gives the lead to that member, once callers who came before are answered; new ones wait for the next leader. */
    CompletionStage<Void> handOver(String member) {
        return pause.map(HandoverPause::begin)
                .orElse(CompletableFuture.completedStage(null))
                .thenCompose(nothing -> log.handOver(member))
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        pause.ifPresent(HandoverPause::end);
                    }
                });
    }

    /** Adds that member, which waits for it, or gives it another address. */
    CompletionStage<Void> add(String member, String address) {
        Map<String, String> all = new TreeMap<>(log.status().members());
        all.put(member, address);
        return log.change(all);
    }

    /** Takes that one out, which is not this one. */
    CompletionStage<Void> remove(String member) {
        Map<String, String> all = new TreeMap<>(log.status().members());
        all.remove(member);
        return log.change(all);
    }

    /** The newest format that each of those reads, as far as they say so within a second. */
    CompletionStage<Map<String, Integer>> formats(Set<String> asked) {
        return log.formats(asked);
    }

    /** From now on that format is written; for good. */
    CompletionStage<Void> raise(int format) {
        return journal.share(SharedFormat.raised(format));
    }

    /** The members. */
    Membership members() {
        return members;
    }

    /** What this member knows. */
    ReplicatedLog.Status status() {
        return log.status();
    }

    /** Of which members this one, if it leads, has not heard for a while; empty where there is none. */
    Optional<String> unheard() {
        String silent = log.status().lags().entrySet().stream()
                .filter(member -> member.getValue() > LONG_UNHEARD.toMillis())
                .map(member -> member.getKey() + " for " + member.getValue() / 1_000 + " s")
                .sorted()
                .collect(Collectors.joining(", "));
        return silent.isEmpty() ? Optional.empty() : Optional.of("not heard of " + silent);
    }

    private void lost(String why) {
        new Thread(() -> end(why), "cc-ha-end").start();
    }

    private void end(String why) {
        if (closing.compareAndSet(false, true)) {
            LOG.error("Ending: {}", why);
            command.leave();
            halt(LEADS_NO_MORE);
        }
    }

    /** Nothing is lost by a follower that ends. */
    private void stoppedWhileFollowing() {
        if (!leads() && closing.compareAndSet(false, true)) {
            LOG.info("Stopped while following");
            halt(0);
        }
    }

    private static void halt(int code) {
        Thread log = new Thread(NonBlockingAppender::close, "cc-log-end");
        log.setDaemon(true);
        log.start();
        try {
            log.join(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code);
    }

    /** Leaves the others; who led gives the lead to another one first. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        leadership.close();
        if (leads()) {
            command.leave();
            passOn();
        }
        journal.close();
        log.close();
    }

    private void passOn() {
        // In the order of the file first, which names a witness last.
        Set<String> all = new LinkedHashSet<>(members.addresses().keySet());
        Set<String> present = log.status().members().keySet();
        all.addAll(present);
        all.retainAll(present);
        for (String other : all) {
            try {
                if (!other.equals(members.self())) {
                    log.handOver(other).toCompletableFuture().get(1, TimeUnit.SECONDS);
                    return;
                }
            } catch (ExecutionException | TimeoutException e) {
                LOG.debug("{} does not take the lead", other, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
