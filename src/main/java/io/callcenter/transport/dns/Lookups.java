package io.callcenter.transport.dns;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Answers to questions about names: from the cache at once, else from the hosts file and the name servers, on one thread of its own. Who asks what is
 * being asked for already waits for the same answer. Any thread.
 */
final class Lookups implements AutoCloseable {
    /** More wait only where somebody floods us with names: they get no answer. */
    private static final int MOST_OPEN = 1_000;

    private final Supplier<NameSettings> source;
    private final NameCache cache = new NameCache();
    private final Map<NameCache.Key, CompletableFuture<NameCache.Answer>> open = new HashMap<>();
    private final Hosts hosts = new Hosts();
    private final NioEventLoopGroup thread = new NioEventLoopGroup(1, new DefaultThreadFactory("sip-names", true));
    private volatile NameSettings settings;
    private NameServers servers;
    private boolean closed;

    /** {@code source} is asked before each question that is new, on its thread. */
    Lookups(Supplier<NameSettings> source) {
        this.source = source;
        this.settings = source.get();
    }

    /** The names to try for that one, in order. */
    List<String> candidates(String name) {
        return settings.candidates(name);
    }

    /** What is known of that name, or becomes known; never completed exceptionally. */
    CompletableFuture<NameCache.Answer> get(String name, NameRecord.Kind kind) {
        NameCache.Key key = new NameCache.Key(name, kind);
        CompletableFuture<NameCache.Answer> answer;
        synchronized (this) {
            Optional<NameCache.Answer> known = cache.fresh(key, System.nanoTime());
            if (known.isPresent()) {
                return CompletableFuture.completedFuture(known.get());
            }
            CompletableFuture<NameCache.Answer> other = open.get(key);
            if (other != null) {
                return other;
            }
            if (closed || open.size() >= MOST_OPEN) {
                return CompletableFuture.completedFuture(NameCache.Answer.SILENCE);
            }
            answer = new CompletableFuture<>();
            open.put(key, answer);
        }
        try {
            thread.execute(() -> ask(key));
        } catch (RejectedExecutionException e) {
            told(key, Optional.empty());
        }
        return answer;
    }

    private void ask(NameCache.Key key) {
        try {
            find(key);
        } catch (RuntimeException e) {
            // No socket, no memory: as if nobody answered.
            told(key, Optional.empty());
        }
    }

    private void find(NameCache.Key key) {
        if (key.kind() == NameRecord.Kind.A || key.kind() == NameRecord.Kind.AAAA) {
            List<NameRecord> found = hosts.find(key, System.nanoTime());
            if (!found.isEmpty() || hosts.knows(key.name())) {
                told(key, Optional.of(new NameServers.Reply(found, 0)));
                return;
            }
        }
        servers().ask(key, reply -> told(key, reply));
    }

    private NameServers servers() {
        NameSettings now = source.get();
        if (servers == null || !now.equals(settings)) {
            // Questions that are open stay with the servers that they were put to.
            servers = new NameServers(thread.next(), now.servers());
            settings = now;
        }
        return servers;
    }

    private void told(NameCache.Key key, Optional<NameServers.Reply> reply) {
        CompletableFuture<NameCache.Answer> waiting;
        NameCache.Answer answer;
        synchronized (this) {
            long now = System.nanoTime();
            answer = reply.isPresent()
                    ? cache.learned(key, reply.get().records(), reply.get().ttl(), now)
                    : cache.unanswered(key, now);
            waiting = open.remove(key);
        }
        if (waiting != null) {
            waiting.complete(answer);
        }
    }

    /** Who waits gets no answer. */
    @Override
    public void close() {
        List<CompletableFuture<NameCache.Answer>> waiting;
        synchronized (this) {
            closed = true;
            waiting = List.copyOf(open.values());
            open.clear();
        }
        waiting.forEach(answer -> answer.complete(NameCache.Answer.SILENCE));
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
