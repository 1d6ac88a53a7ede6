package io.callcenter.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.security.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** {@code artemis/broker.xml}, for a broker of one's own, gives the rights that the embedded broker gives. */
class ExternalBrokerRulesTest {
    private static final Map<String, Predicate<Role>> RIGHTS = Map.of(
            "send", Role::isSend,
            "consume", Role::isConsume,
            "createDurableQueue", Role::isCreateDurableQueue,
            "deleteDurableQueue", Role::isDeleteDurableQueue,
            "createNonDurableQueue", Role::isCreateNonDurableQueue,
            "deleteNonDurableQueue", Role::isDeleteNonDurableQueue);

    @ParameterizedTest
    @ValueSource(strings = {"cc.mi", "cc.events"})
    void usersHaveTheSameRightsOnBothBrokers(String address) throws Exception {
        ConfigurationImpl embedded = new ConfigurationImpl();
        BrokerRules.apply(embedded);
        Document external = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("artemis/broker.xml").toFile());

        for (Map.Entry<String, Predicate<Role>> right : RIGHTS.entrySet()) {
            Set<String> inside = embedded.getSecurityRoles().get(address).stream()
                    .filter(role -> !role.getName().equals(BrokerRules.OURSELVES))
                    .filter(right.getValue())
                    .map(role -> "cc-" + role.getName())
                    .collect(Collectors.toSet());
            assertThat(users(external, address, right.getKey()))
                    .as(right.getKey())
                    .isEqualTo(inside);
        }
    }

    /** Those who are neither administrators of the broker nor the contact center itself. */
    private static Set<String> users(Document broker, String address, String right) throws XPathExpressionException {
        XPath path = XPathFactory.newInstance().newXPath();
        String roles = path.evaluate(
                "//*[local-name()='security-setting'][@match='" + address + "']/*[@type='" + right + "']/@roles",
                broker);
        return Arrays.stream(roles.split(","))
                .filter(role -> role.startsWith("cc-") && !role.equals("cc-centre"))
                .collect(Collectors.toSet());
    }
}
