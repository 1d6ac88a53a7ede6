package io.callcenter.transport;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many connections, whoever opens them, the files leave room for that this process may have open: health, metrics and the journal need some too. */
final class Descriptors {
    private static final int RESERVE = 512;

    private Descriptors() {}

    /** So many connections, at most {@code most}. */
    static int connections(int most) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? connections(most, system.getMaxFileDescriptorCount())
                : most;
    }

    /** Half of the files where they are few, else all but a reserve. */
    static int connections(int most, long files) {
        return (int) Math.min(most, Math.max(files / 2, files - RESERVE));
    }
}
