package io.callcenter.config;

import io.callcenter.broker.BrokerUsers;
import io.callcenter.mi.Audit;
import io.callcenter.mi.BrokerAccess;
import io.callcenter.mi.Users;
import io.callcenter.store.DatabaseRole;
import io.callcenter.store.Databases;
import io.callcenter.store.LastGoodCopy;
import io.callcenter.store.ProvisioningNames;
import io.callcenter.store.StoreProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What everything else stands on, started in this order: clock, users, databases with their tables, broker.
 *
 * @param clock the time inside the process
 * @param node who this installation is to its SIP peers
 * @param users who may manage
 * @param names tables and columns of provisioning
 * @param databases the three databases
 * @param databasesAway what keeps us from them; empty when nothing does
 * @param copy the last good copy of flows and agents
 * @param jms the broker
 */
record Foundation(
        SteadyClock clock,
        NodeIdentity node,
        Users users,
        ProvisioningNames names,
        Databases databases,
        Optional<StoreProblem> databasesAway,
        LastGoodCopy copy,
        Jms jms) {
    static Foundation start(Settings settings, Parts parts) throws StartFailed {
        SteadyClock clock = new SteadyClock();
        Users users = users(settings);
        Path data = data(settings);
        parts.started("data lock", DataLock.take(data));
        NodeIdentity node = node(data);
        ProvisioningNames names = Stores.names(settings);
        LastGoodCopy copy = new LastGoodCopy(data, clock);
        Databases databases = parts.started("databases", Stores.open(settings));
        boolean startedBefore = exists(copy);
        Optional<StoreProblem> away = Stores.prepare(databases, names, settings, startedBefore);
        Jms jms = parts.started(
                "broker", Jms.start(settings, startedBefore, visitors(new BrokerAccess(users, new Audit(), clock))));
        return new Foundation(clock, node, users, names, databases, away, copy, jms);
    }

    /** Adds what databases and broker show of themselves. */
    void meters(Meters meters) {
        databases.meters(meters.registry());
        jms.meters().ifPresent(meters::add);
    }

    private static BrokerUsers visitors(BrokerAccess access) {
        return new BrokerUsers() {
            @Override
            public Optional<String> roleOf(String user, String password) {
                return access.roleOf(user, password);
            }

            @Override
            public boolean mustWait(String address, String user, String password) {
                return access.mustWait(address, user, password);
            }

            @Override
            public void tried(String address, String user, boolean right) {
                access.tried(address, user, right);
            }
        };
    }

    /** Who may manage; nobody named = nobody is asked. */
    static Users users(Settings settings) throws StartFailed {
        Path file = settings.path("cc.http.users").orElse(null);
        try {
            return file == null ? Users.none() : Users.read(file);
        } catch (IOException e) {
            throw new StartFailed("cc.http.users = " + settings.text("cc.http.users") + ": " + Reason.of(e), e);
        }
    }

    private static Path data(Settings settings) throws StartFailed {
        Path data = settings.path("cc.data").orElseThrow();
        try {
            Files.createDirectories(data);
            return data;
        } catch (IOException e) {
            throw new StartFailed("cc.data = " + settings.text("cc.data") + ": " + Reason.of(e), e);
        }
    }

    private static NodeIdentity node(Path data) throws StartFailed {
        try {
            return NodeIdentity.in(data);
        } catch (IOException e) {
            throw new StartFailed("cc.data: " + Reason.of(e), e);
        }
    }

    /** Whether flows and agents can be read: the first of the databases is the one that is looked at first. */
    boolean provisioningReady() {
        return databasesAway
                .filter(problem -> problem.property().equals(DatabaseRole.PROVISIONING.urlProperty()))
                .isEmpty();
    }

    private static boolean exists(LastGoodCopy copy) {
        try {
            return copy.read().isPresent();
        } catch (IOException e) {
            return false;
        }
    }
}
