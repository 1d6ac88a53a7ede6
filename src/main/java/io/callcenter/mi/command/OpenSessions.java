package io.callcenter.mi.command;

import io.callcenter.mi.access.UserScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who is logged in to the pages. Any thread. */
public interface OpenSessions {
    /** Where there are no pages. */
    OpenSessions NOBODY = new OpenSessions() {
        @Override
        public List<Entry> all() {
            return List.of();
        }

        @Override
        public boolean end(String id) {
            return false;
        }

        @Override
        public boolean letIn(String code, String name, UserScope scope, String by) {
            return false;
        }
    };

    /**
     * A session.
     *
     * @param id names it, and helps nobody to get into it
     * @param by who let in the screen that it is of
     * @param since when it began
     * @param used when its user last did something
     */
    record Entry(String id, String user, Optional<String> by, Instant since, Instant used) {}

    /** All of them, the oldest first. */
    List<Entry> all();

    /** Ends one; false where there is none with that id. */
    boolean end(String id);

    /** Lets in the screen that shows that code, under that name, to see that part, and as long as that user may do so; false where no screen shows it. */
    boolean letIn(String code, String name, UserScope scope, String by);
}
