package io.callcenter.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callcenter.ha.Change;
import io.callcenter.ha.Kept;
import io.callcenter.ha.Leadership;
import io.callcenter.ha.Membership;
import io.callcenter.ha.RatisLog;
import io.callcenter.ha.ReplicatedLog;
import io.callcenter.log.NonBlockingAppender;
import io.callcenter.store.HaJournal;
import io.callcenter.store.JournalSettings;
import io.callcenter.store.StoreProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process among the members of {@code cc.ha.members}: follows until it leads, and ends when it does no more. */
final class HaGroup implements AutoCloseable {
    /** Exit code of a process that led and does no more: its supervisor starts it again. */
    static final int LEADS_NO_MORE = 75;

    private static final Logger LOG = LoggerFactory.getLogger(HaGroup.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final byte IDENTITY = 8;
    private static final byte PROVISIONING = 9;
    private static final long IDENTITY_ID = 1;
    private static final long PROVISIONING_ID = 2;
    private static final int LARGEST_COPY = 3 << 20;

    private final Membership members;
    private final LeadCommand command;
    private final Leadership leadership;
    private final ReplicatedLog log;
    private final HaJournal journal;
    private final JsonMapper json = new JsonMapper();
    private final AtomicBoolean leads = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();

    /**
     * Who the members are to others, and what the last leader was set to.
     *
     * @param node of the names of legs, tags and branches
     * @param key behind them, in hexadecimal digits
     * @param term in which it was written
     * @param leader who wrote it
     * @param http where the leader is managed; empty before it leads
     * @param timing its election time-outs and lease
     */
    record Identity(String node, String key, long term, String leader, String http, String timing) {}

    private HaGroup(Settings settings, Membership members, Path data, InstantSource clock)
            throws IOException, StoreProblem {
        this.members = members;
        command = new LeadCommand(settings.text("cc.ha.lead-command"));
        command.leave();
        leadership = new Leadership(members.lease(), this::lost);
        log = new RatisLog(members, data.resolve("ha"), leadership);
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

    /** Whether it leads, though it may be silent for a moment. */
    boolean leads() {
        return leads.get();
    }

    /** Who we are to SIP peers: the same on all members, made by the first leader; waits until one member has led once. */
    NodeIdentity identity() throws StartFailed {
        try {
            Optional<Identity> found = known();
            if (found.isEmpty()) {
                LOG.info("Waiting for the other members: nothing is shared yet");
            }
            while (found.isEmpty()) {
                Optional<Long> term = leadership.await(LOOK);
                if (term.isPresent() && known().isEmpty()) {
                    settled(log.append(term.get(), List.of(change(fresh(term.get())))));
                }
                found = known();
            }
            return new NodeIdentity(found.get().node(), HexFormat.of().parseHex(found.get().key()));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Identity fresh(long term) {
        SecureRandom random = new SecureRandom();
        byte[] key = new byte[32];
        byte[] node = new byte[4];
        random.nextBytes(key);
        random.nextBytes(node);
        HexFormat hex = HexFormat.of();
        return new Identity(hex.formatHex(node), hex.formatHex(key), term, members.self(), "", timing());
    }

    private void settled(CompletionStage<Void> stage) throws InterruptedException {
        try {
            stage.toCompletableFuture().get(1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("not written", e); // another one leads, and writes it
        }
    }

    private String timing() {
        return members.electionLeast().toMillis() + "-" + members.electionMost().toMillis() + "/"
                + members.lease().toMillis();
    }

    private Optional<Identity> known() throws StartFailed {
        Optional<Kept> kept = log.find(IDENTITY_ID);
        try {
            return kept.isEmpty()
                    ? Optional.empty()
                    : Optional.of(json.readValue(kept.get().payload(), Identity.class));
        } catch (IOException e) {
            throw new StartFailed("cc.ha.members: what the members share cannot be read: " + Reason.of(e), e);
        }
    }

    private Change change(Identity identity) {
        return Change.put(IDENTITY_ID, IDENTITY, bytes(identity));
    }

    private byte[] bytes(Identity identity) {
        try {
            return json.writeValueAsBytes(identity);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until this process leads and no leader before it can speak any more, and opens the journal.
     *
     * @param http where this process is managed
     * @throws StartFailed when its time-outs are unlike those of the leader that it follows
     */
    void lead(String http) throws StartFailed {
        LOG.info("Following: member {} of {}", members.self(), members.addresses().keySet());
        try {
            Optional<Long> term = Optional.empty();
            while (term.isEmpty()) {
                term = leadership.await(LOOK);
                if (term.isEmpty()) {
                    compare();
                }
            }
            long from = System.nanoTime();
            leads.set(true);
            leadership.begin(term.get());
            journal.lead(term.get());
            Identity was = known().orElseThrow();
            // An address of this machine alone would lead nobody here.
            String reached = http.matches("https?://(127\\.|localhost|\\[::1).*") ? "" : http;
            Identity now = new Identity(was.node(), was.key(), term.get(), members.self(), reached, timing());
            journal.share(IDENTITY_ID, IDENTITY, bytes(now));
            command.lead();
            LOG.info("Leading in term {}, after {} ms", term.get(), (System.nanoTime() - from) / 1_000_000);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static StartFailed interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StartFailed("stopped while following", e);
    }

    private void compare() throws StartFailed {
        Optional<Identity> leader = known();
        if (leader.isPresent()
                && leader.get().term() == log.status().term()
                && !leader.get().leader().equals(members.self())
                && !leader.get().timing().equals(timing())) {
            throw new StartFailed("cc.ha.election, cc.ha.lease: " + timing() + " ms here, but "
                    + leader.get().timing() + " ms at the leader " + leader.get().leader()
                    + "; they must be the same on all members");
        }
    }

    /** Where the leader is managed; empty where nobody is known to lead, or this process does. */
    Optional<String> leaderElsewhere() {
        try {
            Optional<String> leader = log.status().leader();
            return leads()
                    ? Optional.empty()
                    : known().filter(it -> leader.equals(Optional.of(it.leader())))
                            .map(Identity::http)
                            .filter(http -> !http.isEmpty());
        } catch (StartFailed e) {
            return Optional.empty();
        }
    }

    /** Keeps the last good copy of flows and agents for the next leader. */
    void keepCopy(byte[] copy) {
        if (copy.length > LARGEST_COPY) {
            LOG.warn("provisioning: the copy of {} bytes is too large for the members; a takeover waits for the database", copy.length);
        } else if (leads()) {
            journal.share(PROVISIONING_ID, PROVISIONING, copy);
        }
    }

    /** The copy that the leader before kept. */
    Optional<byte[]> copy() {
        return log.find(PROVISIONING_ID).map(Kept::payload);
    }

    /** Gives the lead to that member, or the first other one that takes it. */
    CompletionStage<Void> handOver(String member) {
        return log.handOver(member);
    }

    /** The members. */
    Membership members() {
        return members;
    }

    /** What this member knows. */
    ReplicatedLog.Status status() {
        return log.status();
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
        for (String other : members.addresses().keySet()) {
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
