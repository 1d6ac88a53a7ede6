package io.callcenter.config;

import io.callcenter.config.settings.Reason;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that run, in the order of their start; closing stops them in reverse. One thread. */
final class StartedParts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StartedParts.class);

    private final Deque<Part> running = new ArrayDeque<>();

    private record Part(String name, Stop stop) {}

    /** How a part is stopped. */
    @FunctionalInterface
    interface Stop {
        /** Stops it; failures are logged and do not keep others from being stopped. */
        void run() throws Exception;
    }

    /** Remembers how to stop a part that has just been started, and gives it back. */
    <T> T started(String name, T part, Stop stop) {
        LOG.debug("started: {}", name);
        running.push(new Part(name, stop));
        return part;
    }

    /** The same for a part that knows how to stop itself. */
    <T extends AutoCloseable> T started(String name, T part) {
        return started(name, part, part::close);
    }

    /** Whether anything is to be stopped. */
    boolean running() {
        return !running.isEmpty();
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            Part part = running.pop();
            long from = System.nanoTime();
            try {
                part.stop().run();
            } catch (Exception | LinkageError e) {
                LOG.warn("Failed to stop {}: {}", part.name(), Reason.of(e), e);
            }
            LOG.debug("stopped: {} in {} ms", part.name(), Math.max(0, System.nanoTime() - from) / 1_000_000);
        }
    }
}
