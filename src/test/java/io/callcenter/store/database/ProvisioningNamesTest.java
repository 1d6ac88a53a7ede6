package io.callcenter.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.store.files.StoreProblem;
import io.callcenter.store.provisioning.ProvisioningStatements;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvisioningNamesTest {
    @Test
    void thereAreTwoTablesAndTwentyOneColumns() {
        assertThat(ProvisioningNames.properties()).hasSize(23);
        assertThat(ProvisioningNames.defaults().agentColumns()).hasSize(8);
        assertThat(ProvisioningNames.defaults().flowColumns()).hasSize(13);
    }

    @Test
    void b42OverridesOfAnyLengthCountInFullForEveryOneOfTheNames() throws StoreProblem {
        for (String property : ProvisioningNames.properties().keySet()) {
            for (String name : new String[] {"x", "a_name_that_is_longer_than_every_default_name"}) {
                ProvisioningNames names = new ProvisioningNames(Map.of(property, name));
                ProvisioningStatements statements = new ProvisioningStatements(names);
                assertThat(statements.flows() + statements.agents()).containsPattern("\\b" + name + "\\b");
            }
        }
    }

    @Test
    void aBlankOverrideIsTheDefault() throws StoreProblem {
        assertThat(new ProvisioningNames(Map.of("cc.agents-table", "  ")).agentsTable())
                .isEqualTo("cc_agents");
    }

    @Test
    void columnsComeOutUnderTheNamesOfTheReference() throws StoreProblem {
        ProvisioningNames names = new ProvisioningNames(Map.of(
                "cc.agents-table",
                "pbx.people",
                "cc.agents-agentid-column",
                "login",
                "cc.agents-wrapupend-column",
                "busy_until"));
        ProvisioningStatements statements = new ProvisioningStatements(names);

        assertThat(statements.agents())
                .startsWith("SELECT login AS agentid, location AS location,")
                .endsWith("FROM pbx.people ORDER BY login");
        assertThat(statements.wrapUp()).isEqualTo("UPDATE pbx.people SET busy_until = ? WHERE login = ?");
        assertThat(statements.flows()).endsWith("FROM cc_flows ORDER BY id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a;drop table cc_agents", "a--", "a'b", "\"a\"", "1a", "a,b", "a.b.c", "ä", "a)"})
    void whatIsNoIdentifierIsRefusedByItsProperty(String name) {
        for (String property : new String[] {"cc.flows-table", "cc.flows-skill-column"}) {
            assertThatThrownBy(() -> new ProvisioningNames(Map.of(property, name)))
                    .isInstanceOfSatisfying(
                            StoreProblem.class, p -> assertThat(p.property()).isEqualTo(property))
                    .hasMessageStartingWith(property + ": not a plain SQL identifier");
        }
    }

    @Test
    void aColumnHasNoSchemaAndNoTwoColumnsHaveOneName() {
        assertThatThrownBy(() -> new ProvisioningNames(Map.of("cc.flows-skill-column", "a.b")))
                .isInstanceOf(StoreProblem.class);
        assertThatThrownBy(() -> new ProvisioningNames(Map.of("cc.flows-skill-column", "Priority")))
                .hasMessage("cc.flows-skill-column: the same column as cc.flows-priority-column: Priority");
    }
}
