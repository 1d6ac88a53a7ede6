package io.callcenter.mi.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.mi.access.Answer;
import io.callcenter.mi.access.Role;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The commands of several machines: who leads, and who is to. */
public final class HaCommands {
    private final Members members;

    /** The machines as commands see them. */
    public interface Members {
        /** Names of all. */
        List<String> names();

        /** This one. */
        String self();

        /** Who leads, as far as known. */
        Optional<String> leader();

        /** The present term. */
        long term();

        /** Number of the last entry that is in force here. */
        long applied();

        /** Milliseconds since the leader, which is this one, heard of that member; empty where that is not known. */
        Optional<Long> unheard(String member);

        /** Gives the lead to that one; fails where it is not taken. */
        CompletionStage<Void> lead(String member);
    }

    /** Commands over those. */
    public HaCommands(Members members) {
        this.members = members;
    }

    List<Command> all() {
        return List.of(
                Command.of("ha_status", Role.VIEWER, List.of(Signature.of()), arguments -> status().now()),
                Command.of("lead", Role.ADMIN, List.of(Signature.of(Signature.string("member"))), this::lead));
    }

    private Answer status() {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("self", members.self());
        status.put("leader", members.leader().orElse(""));
        status.put("term", members.term());
        status.put("applied", members.applied());
        ObjectNode others = status.putObject("members");
        for (String name : members.names()) {
            ObjectNode other = others.putObject(name);
            members.unheard(name).ifPresent(millis -> other.put("unheard_ms", millis));
        }
        return new Answer.Result(status);
    }

    private CompletionStage<Answer> lead(Arguments arguments) {
        String member = arguments.text("member");
        if (!members.names().contains(member)) {
            return Answer.refused(404, "no such member").now();
        }
        if (member.equals(members.self())) {
            return Answer.ok().now();
        }
        return members.lead(member)
                .handle((nothing, failure) ->
                        failure == null ? Answer.ok() : Answer.refused(500, "the lead was not taken"));
    }
}
