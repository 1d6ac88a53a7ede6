package io.callcenter.config;

import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import java.time.Duration;

/** How long a start waits for a database or a broker: {@code cc.db.start-timeout} from when this was made. One thread. */
final class StartTimeout {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final long end;

    StartTimeout(Settings settings) {
        end = System.nanoTime() + settings.duration("cc.db.start-timeout").toNanos();
    }

    /** Whether it has waited long enough. */
    boolean over() {
        return System.nanoTime() - end > 0;
    }

    /**
     * Waits half a second before the next try.
     *
     * @throws StartFailed when the thread is interrupted
     */
    void pause() throws StartFailed {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted", e);
        }
    }
}
