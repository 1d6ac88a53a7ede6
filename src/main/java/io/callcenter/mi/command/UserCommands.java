package io.callcenter.mi.command;

import static io.callcenter.mi.command.Command.of;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.mi.access.CommandAnswer;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.access.Users;
import java.util.List;

/** The commands about users and who is logged in. */
public final class UserCommands {
    private static final List<CommandSignature> PAIR = List.of(new CommandSignature(
            List.of(CommandSignature.string("code"), CommandSignature.string("name")),
            List.of(CommandSignature.string("scope")),
            CommandSignature.Further.IN_ORDER));

    private final Users users;
    private final OpenSessions sessions;

    /** Commands over those users and their sessions. */
    public UserCommands(Users users, OpenSessions sessions) {
        this.users = users;
        this.sessions = sessions;
    }

    List<Command> all() {
        return List.of(
                of("user_list", Role.ADMIN, List.of(CommandSignature.of()), arguments -> users().now()),
                of(
                        "session_list",
                        Role.ADMIN,
                        List.of(CommandSignature.of()),
                        arguments -> sessions().now()),
                of(
                        "session_end",
                        Role.ADMIN,
                        List.of(CommandSignature.of(CommandSignature.string("session_id"))),
                        arguments -> end(arguments.text("session_id")).now()),
                of(
                                "display_pair",
                                Role.OPERATOR,
                                PAIR,
                                arguments -> pair(arguments).now())
                        .scoped(arguments -> pair(arguments).now()));
    }

    /** A screen sees what its operator sees, or less. */
    private CommandAnswer pair(Arguments arguments) {
        String name = arguments.text("name").strip();
        if (!name.matches("[^:\\p{Cntrl}]{1,32}")) {
            return CommandAnswer.bad("name", "1 to 32 characters without a colon");
        }
        UserScope scope = arguments.scope();
        String wanted = arguments.text("scope");
        if (!wanted.isBlank() && !scope.isAll()) {
            return CommandAnswer.bad("scope", "the screen sees what its operator sees");
        }
        try {
            scope = wanted.isBlank() ? scope : UserScope.of(wanted);
        } catch (IllegalArgumentException e) {
            return CommandAnswer.bad("scope", e.getMessage());
        }
        return sessions.letIn(arguments.text("code"), name, scope, arguments.senderName())
                ? CommandAnswer.ok()
                : CommandAnswer.refused(404, "No screen shows this code");
    }

    private CommandAnswer users() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode list = node.putArray("Users");
        users.roles().forEach((name, role) -> {
            ObjectNode user = list.addObject().put("name", name).put("role", role.label());
            String scope = users.scope(name).toString();
            if (!scope.isEmpty()) {
                user.put("scope", scope);
            }
        });
        return new CommandAnswer.Result(node);
    }

    private CommandAnswer sessions() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode list = node.putArray("Sessions");
        sessions.all().forEach(session -> {
            ObjectNode row = list.addObject()
                    .put("id", session.id())
                    .put("user", session.user())
                    .put("since", session.since().getEpochSecond())
                    .put("used", session.used().getEpochSecond());
            session.by().ifPresent(by -> row.put("by", by));
        });
        return new CommandAnswer.Result(node);
    }

    private CommandAnswer end(String id) {
        return sessions.end(id) ? CommandAnswer.ok() : CommandAnswer.refused(404, "Session not found");
    }
}
