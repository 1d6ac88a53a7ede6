package io.callcenter.config;

import io.callcenter.mi.command.HaCommands;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The group as management commands see it. */
record HaMembers(HaGroup group) implements HaCommands.Members {
    @Override
    public Map<String, String> addresses() {
        return group.status().members();
    }

    @Override
    public String self() {
        return group.members().self();
    }

    @Override
    public Optional<String> leader() {
        return group.status().leader();
    }

    @Override
    public long term() {
        return group.status().term();
    }

    @Override
    public long applied() {
        return group.status().applied();
    }

    @Override
    public Optional<Long> unheard(String member) {
        return Optional.ofNullable(group.status().lags().get(member));
    }

    @Override
    public int format() {
        return group.status().format();
    }

    @Override
    public CompletionStage<Map<String, Integer>> formats(Set<String> asked) {
        return group.formats(asked);
    }

    @Override
    public CompletionStage<Void> raise(int format) {
        return group.raise(format);
    }

    @Override
    public CompletionStage<Void> add(String member, String address) {
        return group.add(member, address);
    }

    @Override
    public CompletionStage<Void> remove(String member) {
        return group.remove(member);
    }

    @Override
    public CompletionStage<Void> lead(String member) {
        return group.handOver(member);
    }
}
