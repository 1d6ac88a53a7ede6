package io.callcenter.config;

import io.callcenter.config.settings.Reason;
import io.callcenter.mi.access.Users;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks each second whether the file of {@code cc.http.users} is another one, and reads it again; a file with a mistake changes nothing. */
final class UsersFileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UsersFileWatch.class);

    private final Users users;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "cc-users");
        made.setDaemon(true);
        return made;
    });
    private String trouble = "";

    /** Begins to look, where there are users. */
    UsersFileWatch(Users users) {
        this.users = users;
        if (!users.isEmpty()) {
            thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        }
    }

    private void look() {
        try {
            if (users.refresh()) {
                trouble = "";
                LOG.info("cc.http.users was read again: {} users", users.roles().size());
            }
        } catch (IOException | RuntimeException e) {
            String reason = Reason.of(e);
            if (!reason.equals(trouble)) {
                trouble = reason;
                LOG.warn("cc.http.users was changed and cannot be used, so the users stay as they were: {}", reason);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
