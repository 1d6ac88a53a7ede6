package io.callcenter.mi.command;

import static io.callcenter.mi.command.Command.of;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.mi.access.Answer;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.access.Users;
import java.util.List;

/** The commands about users and who is logged in. */
public final class UserCommands {
    private static final List<Signature> PAIR = List.of(new Signature(
            List.of(Signature.string("code"), Signature.string("name")),
            List.of(Signature.string("scope")),
            Signature.Further.IN_ORDER));

    private final Users users;
    private final LoggedIn sessions;

    /** Commands over those users and their sessions. */
    public UserCommands(Users users, LoggedIn sessions) {
        this.users = users;
        this.sessions = sessions;
    }

    List<Command> all() {
        return List.of(
                of("user_list", Role.ADMIN, List.of(Signature.of()), arguments -> users().now()),
                of(
                        "session_list",
                        Role.ADMIN,
                        List.of(Signature.of()),
                        arguments -> sessions().now()),
                of(
                        "session_end",
                        Role.ADMIN,
                        List.of(Signature.of(Signature.string("session_id"))),
                        arguments -> end(arguments.text("session_id")).now()),
                of(
                                "display_pair",
                                Role.OPERATOR,
                                PAIR,
                                arguments -> pair(arguments).now())
                        .scoped(arguments -> pair(arguments).now()));
    }

    /** A screen sees what its operator sees, or less. */
    private Answer pair(Arguments arguments) {
        String name = arguments.text("name").strip();
        if (!name.matches("[^:\\p{Cntrl}]{1,32}")) {
            return Answer.bad("name", "1 to 32 characters without a colon");
        }
        UserScope scope = arguments.scope();
        String wanted = arguments.text("scope");
        if (!wanted.isBlank() && !scope.isAll()) {
            return Answer.bad("scope", "the screen sees what its operator sees");
        }
        try {
            scope = wanted.isBlank() ? scope : UserScope.of(wanted);
        } catch (IllegalArgumentException e) {
            return Answer.bad("scope", e.getMessage());
        }
        return sessions.letIn(arguments.text("code"), name, scope, arguments.senderName())
                ? Answer.ok()
                : Answer.refused(404, "No screen shows this code");
    }

    private Answer users() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode list = node.putArray("Users");
        users.roles().forEach((name, role) -> {
            ObjectNode user = list.addObject().put("name", name).put("role", role.label());
            String scope = users.scope(name).toString();
            if (!scope.isEmpty()) {
                user.put("scope", scope);
            }
        });
        return new Answer.Result(node);
    }

    private Answer sessions() {
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
        return new Answer.Result(node);
    }

    private Answer end(String id) {
        return sessions.end(id) ? Answer.ok() : Answer.refused(404, "Session not found");
    }
}
