package io.callcenter.demo;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What the user of {@code ./callcenter demo} may choose.
 *
 * @param folder the demo's own data folder; made, and emptied at each start, but only if a demo made it
 * @param calls how many calls to make before the end; 0 = calls come in until the program is stopped
 * @param seed equal seeds make equal calls
 * @param colours whether the terminal shows colours
 */
public record DemoOptions(Path folder, int calls, long seed, boolean colours) {
    /** Refuses a negative number of calls with {@link IllegalArgumentException}. */
    public DemoOptions {
        Objects.requireNonNull(folder);
        if (calls < 0) {
            throw new IllegalArgumentException("--calls: 0 or more, got " + calls);
        }
    }

    /** Whether the demo ends by itself. */
    boolean counted() {
        return calls > 0;
    }
}
