package io.callcenter.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnection;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.RolePrincipal;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;

/** Lets in the call centre's own user and the users of the users' file, nobody else. */
final class BrokerLogin implements ActiveMQSecurityManager5 {
    private static final int MOST_PLACES = 1000;

    private final String user;
    private final byte[] password;
    private final BrokerUsers others;
    private final Set<String> places = ConcurrentHashMap.newKeySet();

    BrokerLogin(String user, String password, BrokerUsers others) {
        this.user = user;
        this.password = password.getBytes(StandardCharsets.UTF_8);
        this.others = others;
    }

    @Override
    public Subject authenticate(String name, String secret, RemotingConnection connection, String domain) {
        Optional<String> address = address(connection);
        if (address.filter(from -> !proven(from, name) && others.mustWait(from, text(name), text(secret)))
                .isPresent()) {
            return null;
        }
        Optional<String> role = role(name, secret);
        address.ifPresent(from -> tried(from, text(name), role.isPresent()));
        return role.map(known -> subject(name, known)).orElse(null);
    }

    /** Whether the call centre's own user has come from there before: he need not wait for those who guess beside him. */
    private boolean proven(String address, String name) {
        return user.equals(name) && places.contains(address);
    }

    private void tried(String address, String name, boolean right) {
        if (right && user.equals(name) && places.size() < MOST_PLACES) {
            places.add(address);
        }
        others.tried(address, name, right);
    }

    private static String text(String given) {
        return given == null ? "" : given;
    }

    /** Where a client is that is not inside this process, without its port. */
    private static Optional<String> address(RemotingConnection connection) {
        if (connection == null
                || connection.getTransportConnection() == null
                || connection.getTransportConnection() instanceof InVMConnection) {
            return Optional.empty();
        }
        String remote = connection.getRemoteAddress();
        String plain = remote.startsWith("/") ? remote.substring(1) : remote;
        int port = plain.lastIndexOf(':');
        return Optional.of(port < 0 ? plain : plain.substring(0, port));
    }

    @Override
    public boolean authorize(Subject subject, Set<Role> roles, CheckType check, String address) {
        if (subject == null) {
            return false;
        }
        for (Role role : roles) {
            if (check.hasRole(role) && subject.getPrincipals().contains(new RolePrincipal(role.getName()))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean validateUser(String name, String secret) {
        return role(name, secret).isPresent();
    }

    @Override
    public boolean validateUserAndRole(String name, String secret, Set<Role> roles, CheckType check) {
        return role(name, secret)
                .filter(role -> authorize(subject(name, role), roles, check, ""))
                .isPresent();
    }

    private Optional<String> role(String name, String secret) {
        if (name == null || secret == null) {
            return Optional.empty();
        }
        if (name.equals(user)) {
            boolean right = MessageDigest.isEqual(password, secret.getBytes(StandardCharsets.UTF_8));
            return right ? Optional.of(BrokerRules.OURSELVES) : Optional.empty();
        }
        return others.roleOf(name, secret);
    }

    private static Subject subject(String name, String role) {
        Set<Principal> principals = Set.of(new UserPrincipal(name), new RolePrincipal(role));
        return new Subject(true, principals, Set.of(), Set.of());
    }
}
