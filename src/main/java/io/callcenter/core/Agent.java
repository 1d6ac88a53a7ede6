package io.callcenter.core;

import io.callcenter.ids.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An agent as provisioned (docs/design/behaviour.md 1.1).
 *
 * @param id their name
 * @param location SIP URI for audio, or empty: no audio
 * @param chatLocation SIP URI for chats, or empty: no chats
 * @param maxChats simultaneous chats, 0 or more; read only with a chat location
 * @param skills at most 64, distinct, in row order (docs/design/behaviour.md 1.3)
 * @param loggedIn the row's {@code logstate}
 * @param wrapUp personal wrap-up; zero = the global one, negative = it ends at once
 * @param wrapUpEnd the row's {@code wrapup_end_time}; empty when 0
 * @param settings what the reference does not know
 */
public record Agent(
        AgentId id,
        String location,
        String chatLocation,
        int maxChats,
        List<String> skills,
        boolean loggedIn,
        Duration wrapUp,
        Optional<Instant> wrapUpEnd,
        AgentSettings settings) {
    /** Refuses nulls, an agent without any location, a negative number of chats; copies the skills. */
    public Agent {
        Objects.requireNonNull(id);
        Objects.requireNonNull(wrapUpEnd);
        settings = settings == null ? AgentSettings.NONE : settings; // copies of the rows by versions that knew none
        skills = List.copyOf(skills);
        if (location.isBlank() && chatLocation.isBlank()) {
            throw new IllegalArgumentException("agent without a location");
        }
        if (maxChats < 0) {
            throw new IllegalArgumentException("msrp_max_sessions: 0 or more");
        }
    }

    /** An agent without settings beyond the reference's. */
    public Agent(
            AgentId id,
            String location,
            String chatLocation,
            int maxChats,
            List<String> skills,
            boolean loggedIn,
            Duration wrapUp,
            Optional<Instant> wrapUpEnd) {
        this(id, location, chatLocation, maxChats, skills, loggedIn, wrapUp, wrapUpEnd, AgentSettings.NONE);
    }

    /** The same with another end of their wrap-up. */
    public Agent endingWrapUp(Optional<Instant> end) {
        return new Agent(id, location, chatLocation, maxChats, skills, loggedIn, wrapUp, end, settings);
    }

    /** The same with other settings. */
    public Agent with(AgentSettings other) {
        return new Agent(id, location, chatLocation, maxChats, skills, loggedIn, wrapUp, wrapUpEnd, other);
    }
}
