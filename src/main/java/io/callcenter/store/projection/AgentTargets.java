package io.callcenter.store.projection;

import io.callcenter.core.Effect;
import io.callcenter.core.SavedLogin;
import io.callcenter.store.records.JournalOutbox.Sent;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What is saved about agents, on its way to the routes {@code provisioning-wrapups} and {@code recovery-logins-write}. */
public final class AgentTargets {
    private AgentTargets() {}

    /** Ends of wrap-ups: {@code [Unix seconds, agent id]} each, as the statement binds them. */
    public record WrapUps(RouteSender senders, Consumer<Sent<Effect.SaveWrapUp>> settled)
            implements Projection.Target<Sent<Effect.SaveWrapUp>> {
        @Override
        public void write(List<Sent<Effect.SaveWrapUp>> batch) {
            List<List<Object>> rows =
                    batch.stream().map(sent -> row(sent.value())).toList();
            senders.send("direct:_project-wrapups", rows, Map.of());
        }

        private static List<Object> row(Effect.SaveWrapUp save) {
            long seconds = Math.max(0, Math.min(save.end().getEpochSecond(), Integer.MAX_VALUE));
            return List.of(seconds, save.agent().value());
        }

        @Override
        public void written(Sent<Effect.SaveWrapUp> sent) {
            settled.accept(sent);
        }

        @Override
        public void refused(Sent<Effect.SaveWrapUp> sent, Throwable why) {
            settled.accept(sent);
        }

        @Override
        public void dropped(Sent<Effect.SaveWrapUp> sent) {
            throw new IllegalStateException("ends of wrap-ups are never dropped");
        }
    }

    /** Runtime logins; the journal keeps them for the next start, whatever becomes of their rows. */
    public record Logins(RouteSender senders) implements Projection.Target<SavedLogin> {
        @Override
        public void write(List<SavedLogin> batch) {
            List<Map<String, Object>> rows = batch.stream().map(Logins::row).toList();
            senders.send("direct:_project-logins", rows, Map.of());
        }

        private static Map<String, Object> row(SavedLogin login) {
            return Map.of(
                    "agent",
                    login.agent().value(),
                    "on",
                    login.loggedIn() ? 1 : 0,
                    "row_on",
                    login.rowLoggedIn() ? 1 : 0);
        }

        @Override
        public void written(SavedLogin login) {
            // kept
        }

        @Override
        public void refused(SavedLogin login, Throwable why) {
            // kept
        }

        @Override
        public void dropped(SavedLogin login) {
            throw new IllegalStateException("logins are never dropped");
        }
    }
}
