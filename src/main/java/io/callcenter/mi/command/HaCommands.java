package io.callcenter.mi.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.mi.access.CommandAnswer;
import io.callcenter.mi.access.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** The commands of several machines: who leads, and who is to. */
public final class HaCommands {
    private static final String NAME = "[a-z0-9]{1,16}";
    private static final String ADDRESS = "(\\[[0-9A-Fa-f:.]+]|[^\\s:,=]+):\\d{1,5}";
    private static final int FEWEST = 2;
    private static final int NOTHING = -1;
    private static final long LONGEST_UNHEARD = 5_000;

    private final Members members;

    /** The machines as commands see them. */
    public interface Members {
        /** All, with their addresses. */
        Map<String, String> addresses();

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

        /** The format of shared records in force. */
        int format();

        /** The newest format that each of those reads; who does not answer in time is left out. */
        CompletionStage<Map<String, Integer>> formats(Set<String> asked);

        /** Puts that one into force, for good. */
        CompletionStage<Void> raise(int format);

        /** Adds that one, or gives it another address; fails where it does not answer. */
        CompletionStage<Void> add(String member, String address);

        /** Takes that one out. */
        CompletionStage<Void> remove(String member);

        /** Gives the lead to that one; fails where it is not taken. */
        CompletionStage<Void> lead(String member);
    }

    /** Commands over those. */
    public HaCommands(Members members) {
        this.members = members;
    }

    List<Command> all() {
        return List.of(
                Command.of("ha_status", Role.VIEWER, List.of(CommandSignature.of()), arguments -> status()),
                Command.of(
                        "lead",
                        Role.ADMIN,
                        List.of(CommandSignature.of(CommandSignature.string("member"))),
                        this::lead),
                Command.of(
                        "ha_member_add",
                        Role.ADMIN,
                        List.of(CommandSignature.of(
                                CommandSignature.string("member"), CommandSignature.string("address"))),
                        this::add),
                Command.of(
                        "ha_member_remove",
                        Role.ADMIN,
                        List.of(CommandSignature.of(CommandSignature.string("member"))),
                        this::remove),
                Command.of("ha_format", Role.ADMIN, List.of(CommandSignature.of()), arguments -> format()));
    }

    /** Members that have not been heard of are not asked, as each of them would hold up the answer. */
    private CompletionStage<CommandAnswer> status() {
        Set<String> asked =
                members.addresses().keySet().stream().filter(this::answers).collect(Collectors.toUnmodifiableSet());
        return members.formats(asked).thenApply(this::status);
    }

    private CommandAnswer status(Map<String, Integer> formats) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("self", members.self());
        status.put("leader", members.leader().orElse(""));
        status.put("term", members.term());
        status.put("applied", members.applied());
        status.put("format", members.format());
        ObjectNode others = status.putObject("members");
        members.addresses().forEach((name, address) -> {
            ObjectNode other = others.putObject(name);
            other.put("address", address);
            members.unheard(name).ifPresent(millis -> other.put("unheard_ms", millis));
            Optional.ofNullable(formats.get(name)).ifPresent(newest -> other.put("reads_format", newest));
        });
        return new CommandAnswer.Result(status);
    }

    private CompletionStage<CommandAnswer> lead(Arguments arguments) {
        String member = arguments.text("member");
        if (!members.addresses().containsKey(member)) {
            return CommandAnswer.refused(404, "no such member").now();
        }
        if (member.equals(members.self())) {
            return CommandAnswer.ok().now();
        }
        return told(members.lead(member), "the lead was not taken");
    }

    private CompletionStage<CommandAnswer> add(Arguments arguments) {
        String member = arguments.text("member");
        String address = arguments.text("address");
        if (!member.matches(NAME)) {
            return CommandAnswer.bad("member", "at most 16 small letters and digits")
                    .now();
        }
        if (!address.matches(ADDRESS)) {
            return CommandAnswer.bad("address", "host:port").now();
        }
        if (members.addresses().containsKey(member)) {
            return CommandAnswer.refused(409, "there is such a member").now();
        }
        if (members.addresses().containsValue(address)) {
            return CommandAnswer.refused(409, "another member has that address").now();
        }
        return told(
                members.add(member, address),
                "not done within 10 s: the member does not answer, or another change is under way");
    }

    private CompletionStage<CommandAnswer> remove(Arguments arguments) {
        String member = arguments.text("member");
        if (!members.addresses().containsKey(member)) {
            return CommandAnswer.refused(404, "no such member").now();
        }
        if (member.equals(members.self())) {
            return CommandAnswer.refused(409, "this member leads: give the lead to another one first")
                    .now();
        }
        if (members.addresses().size() <= FEWEST) {
            return CommandAnswer.refused(409, "too few members would be left").now();
        }
        if (!enoughAnswer(member)) {
            return CommandAnswer.refused(409, "too few of the members that would be left answer")
                    .now();
        }
        return told(members.remove(member), "the members did not agree, or another change is under way");
    }

    /** Whether most of those who would be left without that one are heard of, this one among them: else nobody could decide anything any more. */
    private boolean enoughAnswer(String without) {
        long left = members.addresses().size() - 1L;
        long heard = members.addresses().keySet().stream()
                .filter(name -> !name.equals(without))
                .filter(this::answers)
                .count();
        return 2 * heard > left;
    }

    private boolean answers(String member) {
        return member.equals(members.self())
                || members.unheard(member)
                        .filter(millis -> millis <= LONGEST_UNHEARD)
                        .isPresent();
    }

    private CompletionStage<CommandAnswer> format() {
        Set<String> all = Set.copyOf(members.addresses().keySet());
        return members.formats(all).thenCompose(said -> raise(all, said));
    }

    /** To the newest format that this member reads, if all the others do, too. */
    private CompletionStage<CommandAnswer> raise(Set<String> all, Map<String, Integer> said) {
        int wanted = said.getOrDefault(members.self(), 0);
        ObjectNode now = JsonNodeFactory.instance.objectNode().put("format", wanted);
        if (wanted == members.format()) {
            return new CommandAnswer.Result(now).now();
        }
        String cannot = all.stream()
                .filter(name -> said.getOrDefault(name, NOTHING) < wanted)
                .sorted()
                .map(name -> said.containsKey(name)
                        ? name + " reads up to " + said.get(name)
                        : name + " does not say what it reads")
                .collect(Collectors.joining(", "));
        if (!cannot.isEmpty()) {
            return CommandAnswer.refused(409, "format " + wanted + ": " + cannot)
                    .now();
        }
        return members.raise(wanted)
                .handle((nothing, failure) -> failure == null
                        ? new CommandAnswer.Result(now)
                        : CommandAnswer.refused(500, "the members did not agree"));
    }

    private static CompletionStage<CommandAnswer> told(CompletionStage<Void> done, String trouble) {
        return done.handle(
                (nothing, failure) -> failure == null ? CommandAnswer.ok() : CommandAnswer.refused(500, trouble));
    }
}
