package io.callcenter.story;

import io.callcenter.core.Agent;
import io.callcenter.core.AgentSettings;
import io.callcenter.ids.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An agent's row, changed word by word. */
final class AgentRow implements Given.Part {
    private final String id;
    private String location;
    private String chat = "";
    private int maxChats = 0;
    private List<String> skills = List.of("s");
    private boolean loggedIn = true;
    private Duration wrapUp = Duration.ZERO;
    private Optional<Instant> wrapUpEnd = Optional.empty();
    private AgentSettings settings = AgentSettings.NONE;

    AgentRow(String id) {
        this.id = id;
        this.location = "sip:" + id + "@agents";
    }

    AgentRow skills(String... names) {
        skills = List.of(names);
        return this;
    }

    /** Audio and chats. */
    AgentRow alsoChats(int max) {
        chat = "sip:" + id + "@chat";
        maxChats = max;
        return this;
    }

    /** Chats only. */
    AgentRow chatOnly(int max) {
        location = "";
        return alsoChats(max);
    }

    AgentRow audioOnly() {
        chat = "";
        return this;
    }

    AgentRow loggedOff() {
        loggedIn = false;
        return this;
    }

    AgentRow loggedIn() {
        loggedIn = true;
        return this;
    }

    AgentRow location(String uri) {
        location = uri;
        return this;
    }

    AgentRow wrapUp(double seconds) {
        wrapUp = Given.seconds(seconds);
        return this;
    }

    AgentRow wrapUpEnd(Instant end) {
        wrapUpEnd = Optional.of(end);
        return this;
    }

    AgentRow dial(String number) {
        settings = new AgentSettings(number, settings.transfer());
        return this;
    }

    AgentRow calls(int most) {
        settings = settings.withCalls(most, false);
        return this;
    }

    AgentRow callsWithWrapUp(int most) {
        settings = settings.withCalls(most, true);
        return this;
    }

    AgentRow alsoCallsFrom(String... addresses) {
        settings = settings.calling(List.of(addresses));
        return this;
    }

    AgentRow mayTransfer(AgentSettings.Right right) {
        settings = new AgentSettings(settings.dial(), right);
        return this;
    }

    Agent row() {
        return new Agent(new AgentId(id), location, chat, maxChats, skills, loggedIn, wrapUp, wrapUpEnd, settings);
    }
}
