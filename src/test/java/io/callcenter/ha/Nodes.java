package io.callcenter.ha;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Members of one partition in this JVM, over free ports of loopback. */
public final class Nodes implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Optional<MemberKeys> keys;
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Map<String, Node> running = new TreeMap<>();
    private final Map<String, Integer> versions = new TreeMap<>();

    /**
     * A member that runs.
     *
     * @param lost why it can lead no more
     */
    public record Node(String name, Leadership leadership, RatisLog log, List<String> lost) {}

    /** So many, in that folder; none runs yet. */
    public Nodes(Path folder, int count) {
        this(folder, count, Optional.empty());
    }

    /** The same, who know one another by those keys. */
    public Nodes(Path folder, int count, Optional<MemberKeys> keys) {
        this.folder = folder;
        this.keys = keys;
        for (int i = 0; i < count; i++) {
            addresses.put("n" + i, "127.0.0.1:" + free());
        }
    }

    /** Leaves a log in that folder, of that member alone, whose records are in that format. */
    public static void leaveLog(Membership members, Path folder, int format) throws Exception {
        Leadership leadership = new Leadership(members.lease(), why -> {});
        try (leadership;
                RatisLog log = new RatisLog(members, JoinMode.OPEN, folder, leadership, format)) {
            long term = leadership.await(PATIENCE).orElseThrow();
            log.append(term, List.of(SharedFormat.raised(format)))
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** A port of loopback that nobody uses. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts all that do not run. */
    public Nodes start() throws IOException {
        for (String name : addresses.keySet()) {
            if (!running.containsKey(name)) {
                start(name, new JoinMode(false, keys));
            }
        }
        return this;
    }

    /** From its next start on, that one is of a version that reads formats up to that one. */
    void version(String name, int newest) {
        versions.put(name, newest);
    }

    /** Starts one more, or one that is there no more, which waits to be added; its address. */
    String join(String name, Optional<MemberKeys> itsKeys) throws IOException {
        addresses.computeIfAbsent(name, any -> "127.0.0.1:" + free());
        start(name, new JoinMode(true, itsKeys));
        return addresses.get(name);
    }

    /** The one of that name. */
    Node node(String name) {
        return running.get(name);
    }

    private void start(String name, JoinMode entrance) throws IOException {
        Membership members = new Membership(
                "test", name, addresses, Duration.ofMillis(600), Duration.ofMillis(1200), Duration.ofMillis(500));
        List<String> lost = new CopyOnWriteArrayList<>();
        Leadership leadership = new Leadership(members.lease(), lost::add);
        int newest = versions.getOrDefault(name, SharedFormat.NEWEST);
        RatisLog log = new RatisLog(members, entrance, folder.resolve(name), leadership, newest);
        leadership.keep(log);
        running.put(name, new Node(name, leadership, log, lost));
    }

    /** Those that run. */
    public List<Node> running() {
        return List.copyOf(running.values());
    }

    /** Waits until one of them leads. */
    public Node leader() {
        await().atMost(PATIENCE.toSeconds(), TimeUnit.SECONDS).until(() -> find().isPresent());
        return find().orElseThrow();
    }

    private Optional<Node> find() {
        return running.values().stream()
                .filter(node ->
                        node.leadership().elected().isPresent() && node.lost().isEmpty())
                .findFirst();
    }

    /** Ends one as a crash would: nothing is handed over. */
    public void end(Node node) {
        running.remove(node.name());
        node.leadership().close();
        node.log().close();
    }

    @Override
    public void close() {
        List.copyOf(running.values()).forEach(this::end);
    }
}
