package io.callcenter.broker;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.DiskFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;

/**
 * Addresses of the embedded broker with their limits, and who may do what on them (docs/design/interfaces.md 1, 2, 6).
 *
 * <p>Nothing here grows without bound: commands are refused when too many wait; events go to disk, then the newest are dropped, and they
 * expire; of dead letters the last ones are kept.
 */
final class BrokerRules {
    /** Role of the call center itself: may do everything. */
    static final String OURSELVES = "call-center";

    static final String COMMANDS = "cc.mi";
    private static final String EVENTS = "cc.events";
    private static final String DEAD = "cc.dead.#";
    static final String UNDELIVERABLE = "cc.dead.undeliverable";
    static final String EXPIRED = "cc.dead.expired";
    private static final long LAST = 10_000;
    /** Role of who sees a part: events are about the whole contact center. */
    private static final String SCOPED = "scoped";

    private static final String[] USERS = {"viewer", "operator", "admin"};
    private static final long MIB = 1L << 20;
    private static final long MINUTE = 60_000L;
    private static final long DAY = 24 * 60 * MINUTE;

    private BrokerRules() {}

    static void apply(Configuration configuration) throws Exception {
        configuration.addAddressConfiguration(queue(COMMANDS, RoutingType.ANYCAST));
        configuration.addAddressConfiguration(
                new CoreAddressConfiguration().setName(EVENTS).addRoutingType(RoutingType.MULTICAST));
        configuration.addAddressConfiguration(queue(UNDELIVERABLE, RoutingType.ANYCAST));
        configuration.addAddressConfiguration(queue(EXPIRED, RoutingType.ANYCAST));
        configuration.addAddressSetting("#", temporary());
        configuration.addAddressSetting("cc.#", base());
        configuration.addAddressSetting(COMMANDS, commands());
        configuration.addAddressSetting(EVENTS, events());
        configuration.addAddressSetting(DEAD, dead());
        configuration.setSecurityRoles(roles());
    }

    private static CoreAddressConfiguration queue(String name, RoutingType type) {
        return new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(type)
                .addQueueConfig(QueueConfiguration.of(name).setAddress(name).setRoutingType(type));
    }

    private static AddressSettings base() {
        return new AddressSettings()
                .setDeadLetterAddress(SimpleString.of(UNDELIVERABLE))
                .setExpiryAddress(SimpleString.of(EXPIRED))
                .setMaxDeliveryAttempts(10)
                .setRedeliveryDelay(1000)
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(MINUTE)
                .setMaxSizeBytes(16 * MIB)
                .setPageSizeBytes((int) MIB)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setPageLimitBytes(256 * MIB)
                .setPageFullMessagePolicy(PageFullMessagePolicy.DROP)
                .setAutoCreateQueues(true)
                .setAutoCreateAddresses(true)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false);
    }

    /** Answers' queues, which live as long as the connection that made them. */
    private static AddressSettings temporary() {
        return new AddressSettings()
                .setMaxSizeBytes(4 * MIB)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP)
                .setMaxDeliveryAttempts(3)
                .setDeadLetterAddress(SimpleString.of(UNDELIVERABLE))
                .setExpiryAddress(SimpleString.of(EXPIRED))
                .setMaxExpiryDelay(10 * MINUTE)
                .setExpiryDelay(10 * MINUTE)
                .setAutoCreateQueues(true)
                .setAutoCreateAddresses(true);
    }

    private static AddressSettings commands() {
        return base().setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL)
                .setMaxDeliveryAttempts(2)
                .setRedeliveryDelay(0)
                .setExpiryDelay(10 * MINUTE)
                .setMaxExpiryDelay(60 * MINUTE);
    }

    /** On a full disk its sender, which keeps its events, hears so instead of waiting for ever. */
    private static AddressSettings events() {
        return base().setDiskFullMessagePolicy(DiskFullMessagePolicy.FAIL)
                .setExpiryDelay(DAY)
                .setMaxExpiryDelay(7 * DAY);
    }

    /** The last ones only: whoever replays them comes soon, or not at all. */
    private static AddressSettings dead() {
        return base().setMaxDeliveryAttempts(-1).setNoExpiry(true).setDefaultRingSize(LAST);
    }

    private static Map<String, Set<Role>> roles() {
        Map<String, Set<Role>> roles = new LinkedHashMap<>();
        roles.put("#", with(Permission.ANSWERS));
        roles.put("cc.#", with(Permission.NONE));
        roles.put(COMMANDS, with(Permission.SEND));
        roles.put(EVENTS, with(Permission.SUBSCRIBE));
        return roles;
    }

    private enum Permission {
        NONE,
        SEND,
        SUBSCRIBE,
        ANSWERS
    }

    private static Set<Role> with(Permission permission) {
        Set<Role> roles = new LinkedHashSet<>();
        roles.add(new Role(OURSELVES, true, true, true, true, true, true, true, true, true, true, true, true));
        for (String user : USERS) {
            roles.add(role(user, permission));
        }
        roles.add(role(SCOPED, permission == Permission.SUBSCRIBE ? Permission.NONE : permission));
        return roles;
    }

    private static Role role(String name, Permission permission) {
        Role role = new Role();
        role.setName(name);
        boolean answers = permission == Permission.ANSWERS;
        boolean subscribe = permission == Permission.SUBSCRIBE;
        role.setSend(answers || permission == Permission.SEND);
        role.setConsume(answers || subscribe);
        role.setCreateAddress(answers);
        role.setDeleteAddress(answers);
        role.setCreateNonDurableQueue(answers || subscribe);
        role.setDeleteNonDurableQueue(answers || subscribe);
        role.setCreateDurableQueue(subscribe);
        role.setDeleteDurableQueue(subscribe);
        return role;
    }
}
