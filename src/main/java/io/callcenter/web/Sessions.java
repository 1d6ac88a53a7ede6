package io.callcenter.web;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.callcenter.log.RateLimitedLog;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.access.Users;
import io.callcenter.mi.command.OpenSessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is logged in in a browser: for 12 hours, an admin until an hour has passed without a deed, a screen that was let in by its code for 90 days. A restart logs nobody out; another password, another role or
 * a removed user does. Any thread; the file is written on a thread of its own.
 */
public final class Sessions implements OpenSessions, AutoCloseable {
    static final Duration LIFE = Duration.ofHours(12);
    static final Duration LIFE_OF_DISPLAYS = Duration.ofDays(90);
    static final Duration ADMINS_IDLE = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final int COOKIE_BYTES = 32;
    private static final int SHOWN = 12;
    private static final int MOST = 10_000;
    private static final int SAVE_EACH_SECONDS = 60;
    private static final int STOP_SECONDS = 2;

    /** Where sessions outlive the process. */
    public interface Storage {
        /** What was written last; empty at the first start. */
        Optional<byte[]> read() throws IOException;

        /** Keeps these bytes in the place of those before; nobody else may read them. */
        void write(byte[] bytes) throws IOException;
    }

    private final Users users;
    private final InstantSource clock;
    private final Storage storage;
    private final SecureRandom random = new SecureRandom();
    private final JsonMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private final Map<String, Session> byKey = new ConcurrentHashMap<>();
    private final Pairing pairing;
    private final AtomicBoolean unsaved = new AtomicBoolean();
    private final ScheduledExecutorService saver = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cc-web-sessions");
        thread.setDaemon(true);
        return thread;
    });

    /** The sessions that are kept there; a file that cannot be read means that everybody logs in anew. */
    public Sessions(Users users, InstantSource clock, Storage storage) {
        this.users = users;
        this.clock = clock;
        this.storage = storage;
        this.pairing = new Pairing(clock);
        try {
            Optional<byte[]> saved = storage.read();
            if (saved.isPresent()) {
                List.of(mapper.readValue(saved.get(), Session[].class)).forEach(s -> byKey.put(s.key(), s));
            }
        } catch (IOException e) {
            LOG.warn("Sessions of the pages cannot be read, so everybody logs in anew: {}", e.getMessage());
        }
        Runnable saving = new RateLimitedLog(LOG).guarding("Sessions of the pages cannot be saved", this::save);
        saver.scheduleWithFixedDelay(saving, SAVE_EACH_SECONDS, SAVE_EACH_SECONDS, TimeUnit.SECONDS);
    }

    /** A new session; returns what the browser shall keep. */
    String begin(String user) {
        return begin(user, users.mark(user).orElse(""), null, null);
    }

    /** The session of a screen that was let in. */
    String begin(Pairing.Named screen) {
        return begin(Session.display(screen.name()), "", screen.scope().toString(), screen.by());
    }

    /** Screens that wait. */
    Pairing pairing() {
        return pairing;
    }

    @Override
    public boolean letIn(String code, String name, UserScope scope, String by) {
        return pairing.letIn(code, new Pairing.Named(name, scope, by));
    }

    private String begin(String user, String mark, String scope, String by) {
        byte[] secret = new byte[COOKIE_BYTES];
        random.nextBytes(secret);
        String cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant now = clock.instant();
        if (byKey.size() >= MOST) {
            byKey.values().stream().min(Comparator.comparing(Session::used)).ifPresent(old -> byKey.remove(old.key()));
        }
        byKey.put(key(cookie), new Session(key(cookie), user, mark, now, now, scope, by));
        saveSoon();
        return cookie;
    }

    /** The session of that cookie, if it still holds; whoever asks does something. */
    Optional<Session> use(String cookie) {
        String key = key(cookie);
        if (!alive(key)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        unsaved.set(true);
        return Optional.ofNullable(byKey.computeIfPresent(key, (k, session) -> session.usedAt(now)));
    }

    /** Whether the session with that key still holds. */
    public boolean alive(String key) {
        Session session = byKey.get(key);
        if (session == null) {
            return false;
        }
        Optional<Role> role = role(session);
        boolean holds = role.isPresent()
                && (session.isDisplay()
                        ? mayStay(session)
                        : users.mark(session.user()).equals(Optional.of(session.mark())))
                && clock.instant().isBefore(ends(session, role.get()));
        if (!holds) {
            byKey.remove(key);
            saveSoon();
        }
        return holds;
    }

    /** A screen goes with whoever let it in: when they may not any more, or see a part that is not that of the screen. */
    private boolean mayStay(Session screen) {
        if (screen.by() == null) {
            return true;
        }
        UserScope own = users.scope(screen.by());
        return users.role(screen.by())
                        .filter(role -> role.covers(Role.OPERATOR))
                        .isPresent()
                && (own.isAll() || own.equals(scope(screen)));
    }

    /** What whoever has that session may do now; nothing who is no user any more. */
    Optional<Role> role(Session session) {
        return session.isDisplay() ? Optional.of(Role.WALL) : users.role(session.user());
    }

    /** What whoever has that session sees. */
    UserScope scope(Session session) {
        if (!session.isDisplay()) {
            return users.scope(session.user());
        }
        return session.scope().isEmpty() ? UserScope.ALL : UserScope.of(session.scope());
    }

    /** When it ends, if nothing is done before. */
    Instant ends(Session session, Role role) {
        Instant old = session.created().plus(session.isDisplay() ? LIFE_OF_DISPLAYS : LIFE);
        Instant idle = session.used().plus(ADMINS_IDLE);
        return role == Role.ADMIN && idle.isBefore(old) ? idle : old;
    }

    /** Ends the session with that key. */
    void close(String key) {
        if (byKey.remove(key) != null) {
            saveSoon();
        }
    }

    @Override
    public List<Entry> all() {
        return byKey.values().stream()
                .filter(session -> alive(session.key()))
                .sorted(Comparator.comparing(Session::created))
                .map(session -> new Entry(
                        id(session.key()),
                        session.user(),
                        Optional.ofNullable(session.by()),
                        session.created(),
                        session.used()))
                .toList();
    }

    @Override
    public boolean end(String id) {
        List<String> meant =
                byKey.keySet().stream().filter(key -> id(key).equals(id)).toList();
        meant.forEach(this::close);
        return !meant.isEmpty();
    }

    /** Of the digest of a cookie only a part, from which nobody finds the cookie. */
    private static String id(String key) {
        return key.substring(0, SHOWN);
    }

    /** The digest under which a cookie is known. */
    static String key(String cookie) {
        return digest("session", cookie);
    }

    /** What a page of that session adds to its commands, which no page of another site can know. */
    static String token(String cookie) {
        return digest("token", cookie);
    }

    private static String digest(String purpose, String cookie) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(purpose.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(sha.digest(cookie.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void saveSoon() {
        unsaved.set(true);
        try {
            saver.execute(this::save);
        } catch (RejectedExecutionException e) {
            LOG.debug("stopped", e);
        }
    }

    private void save() {
        if (!unsaved.getAndSet(false)) {
            return;
        }
        try {
            storage.write(mapper.writeValueAsBytes(List.copyOf(byKey.values())));
        } catch (IOException | RuntimeException e) {
            unsaved.set(true);
            LOG.warn("Sessions of the pages cannot be saved: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        saver.shutdown();
        try {
            if (saver.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                save();
            } else {
                LOG.warn("Sessions of the pages are not saved: the disk does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
