package io.callcenter.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnection;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.RolePrincipal;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;

/** Lets in the call center's own user and the users of the users' file, nobody else. */
final class BrokerLogin implements ActiveMQSecurityManager5 {
    private static final String INSIDE = "inside the process";

    private final String user;
    private final byte[] password;
    private final BrokerUsers others;

    BrokerLogin(String user, String password, BrokerUsers others) {
        this.user = user;
        this.password = password.getBytes(StandardCharsets.UTF_8);
        this.others = others;
    }

    @Override
    public Subject authenticate(String name, String secret, RemotingConnection connection, String domain) {
        return role(address(connection), name, secret)
                .map(known -> subject(name, known))
                .orElse(null);
    }

    private Optional<String> role(String address, String name, String secret) {
        if (name != null && secret != null && !name.equals(user)) {
            return others.roleOf(address, name, secret);
        }
        boolean right = name != null
                && secret != null
                && MessageDigest.isEqual(password, secret.getBytes(StandardCharsets.UTF_8));
        boolean admitted = address.equals(INSIDE) ? right : others.admits(address, name == null ? "" : name, right);
        return admitted ? Optional.of(BrokerRules.OURSELVES) : Optional.empty();
    }

    /** Where a client is, without its port; {@link #INSIDE} inside this process. */
    private static String address(RemotingConnection connection) {
        if (connection == null
                || connection.getTransportConnection() == null
                || connection.getTransportConnection() instanceof InVMConnection) {
            return INSIDE;
        }
        String remote = connection.getRemoteAddress();
        String plain = remote.startsWith("/") ? remote.substring(1) : remote;
        int port = plain.lastIndexOf(':');
        return port < 0 ? plain : plain.substring(0, port);
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
        return role(INSIDE, name, secret).isPresent();
    }

    @Override
    public boolean validateUserAndRole(String name, String secret, Set<Role> roles, CheckType check) {
        return role(INSIDE, name, secret)
                .filter(role -> authorize(subject(name, role), roles, check, ""))
                .isPresent();
    }

    private static Subject subject(String name, String role) {
        Set<Principal> principals = Set.of(new UserPrincipal(name), new RolePrincipal(role));
        return new Subject(true, principals, Set.of(), Set.of());
    }
}
