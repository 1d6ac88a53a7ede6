package io.callcenter.config;

import io.callcenter.config.settings.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's program that moves what belongs to the leader, such as an address. */
final class LeadCommand {
    private static final Logger LOG = LoggerFactory.getLogger(LeadCommand.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<String> words;

    /** Runs that command; an empty one is none. */
    LeadCommand(String command) {
        words = command.isBlank() ? List.of() : List.of(command.strip().split("\\s+"));
    }

    /** This member leads now: waits for the command, 2 s at most; a failure is logged, as the calls must go on. */
    void lead() {
        run("lead");
    }

    /** This member leads no more, or not yet. */
    void leave() {
        run("leave");
    }

    private void run(String word) {
        if (words.isEmpty()) {
            return;
        }
        List<String> all = new ArrayList<>(words);
        all.add(word);
        try {
            Process process = new ProcessBuilder(all)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                LOG.error("cc.ha.lead-command {}: not done within {} s", word, PATIENCE.toSeconds());
            } else if (process.exitValue() != 0) {
                LOG.error("cc.ha.lead-command {}: exit code {}", word, process.exitValue());
            }
        } catch (IOException e) {
            LOG.error("cc.ha.lead-command {}: {}", word, Reason.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
