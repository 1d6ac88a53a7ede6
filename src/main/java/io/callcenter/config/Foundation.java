package io.callcenter.config;

import io.callcenter.broker.BrokerUsers;
import io.callcenter.config.settings.HaSettings;
import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.ha.Membership;
import io.callcenter.mi.access.Audit;
import io.callcenter.mi.access.PasswordChecks;
import io.callcenter.mi.access.Users;
import io.callcenter.store.database.DatabaseRole;
import io.callcenter.store.database.Databases;
import io.callcenter.store.database.ProvisioningNames;
import io.callcenter.store.files.NodeIdentity;
import io.callcenter.store.files.StoreProblem;
import io.callcenter.store.provisioning.LastGoodCopy;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What everything else stands on, started in this order: clock, users, databases with their tables, broker.
 *
 * @param clock the time inside the process
 * @param node who this installation is to its SIP peers
 * @param users who may manage
 * @param audit notes what they do
 * @param logins checks their passwords
 * @param names tables and columns of provisioning
 * @param databases the three databases
 * @param databasesAway what keeps us from them; empty when nothing does
 * @param copy the last good copy of flows and agents
 * @param jms the broker
 * @param group the members of {@code cc.ha.members}; empty for a single machine
 */
public record Foundation(
        SteadyClock clock,
        NodeIdentity node,
        Users users,
        Audit audit,
        PasswordChecks logins,
        ProvisioningNames names,
        Databases databases,
        Optional<StoreProblem> databasesAway,
        LastGoodCopy copy,
        Jms jms,
        Optional<HaGroup> group) {
    static Foundation start(Settings settings, StartedParts parts) throws StartFailed {
        SteadyClock clock = new SteadyClock();
        Users users = users(settings);
        parts.started("users", new UsersFileWatch(users));
        Audit audit = new Audit(clock, new SecureRandom().nextLong() >>> 2);
        PasswordChecks logins = parts.started("passwords", new PasswordChecks(users, audit, clock));
        Path data = DataFolder.of(settings);
        parts.started("data lock", DataLock.take(data));
        Optional<HaGroup> group = group(settings, data, clock, parts);
        NodeIdentity node = group.isPresent() ? group.get().identity() : node(data);
        ProvisioningNames names = Stores.names(settings);
        LastGoodCopy copy = new LastGoodCopy(data, clock);
        group.ifPresent(members -> members.bring(copy));
        Databases databases = parts.started("databases", Stores.open(settings));
        boolean startedBefore = exists(copy);
        Optional<StoreProblem> away = Stores.prepare(databases, names, settings, startedBefore);
        Jms jms = parts.started("broker", Jms.start(settings, startedBefore, visitors(logins)));
        return new Foundation(clock, node, users, audit, logins, names, databases, away, copy, jms, group);
    }

    private static Optional<HaGroup> group(Settings settings, Path data, SteadyClock clock, StartedParts parts)
            throws StartFailed {
        Optional<Membership> members = HaSettings.in(settings);
        return members.isEmpty()
                ? Optional.empty()
                : Optional.of(parts.started("members", HaGroup.join(settings, members.get(), data, clock)));
    }

    /** Whether this process may speak, asked before each word; a single machine always may. */
    BooleanSupplier speaks() {
        return group.<BooleanSupplier>map(members -> members::speaks).orElse(() -> true);
    }

    /** Adds what databases and broker show of themselves. */
    void meters(Meters meters) {
        databases.meters(meters.registry());
        jms.meters().ifPresent(meters::add);
    }

    private static BrokerUsers visitors(PasswordChecks logins) {
        return new BrokerUsers() {
            @Override
            public Optional<String> roleOf(String address, String user, String password) {
                return logins.brokerRole(address, user, password);
            }

            @Override
            public boolean admits(String address, String user, boolean right) {
                return logins.brokerAdmits(address, user, right);
            }
        };
    }

    /** Who may manage; nobody named = nobody is asked. */
    public static Users users(Settings settings) throws StartFailed {
        Path file = settings.path("cc.http.users").orElse(null);
        try {
            return file == null ? Users.none() : Users.read(file);
        } catch (IOException e) {
            throw new StartFailed("cc.http.users = " + settings.text("cc.http.users") + ": " + Reason.of(e), e);
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
