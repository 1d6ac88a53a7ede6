package io.callcenter.mi.command;

import static io.callcenter.mi.command.Command.of;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.mi.access.Answer;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.Users;
import java.util.List;

/** The commands about users and who is logged in. */
public final class UserCommands {
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
                        arguments -> end(arguments.text("session_id")).now()));
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
        sessions.all()
                .forEach(session -> list.addObject()
                        .put("id", session.id())
                        .put("user", session.user())
                        .put("since", session.since().getEpochSecond())
                        .put("used", session.used().getEpochSecond()));
        return new Answer.Result(node);
    }

    private Answer end(String id) {
        return sessions.end(id) ? Answer.ok() : Answer.refused(404, "Session not found");
    }
}
