package io.callcenter.mi.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersTest {
    private static final String HASH = BCrypt.withDefaults().hashToString(4, "secret".toCharArray());

    @TempDir
    private Path folder;

    @Test
    void aUserIsLetInWithHisPasswordOnly() throws IOException {
        Users users = read("# who may do what\n\nann:" + HASH + ":operator\n");

        assertThat(users.check("ann", "secret")).contains(Role.OPERATOR);
        assertThat(users.check("ann", "Secret")).isEmpty();
        assertThat(users.check("bob", "secret")).isEmpty();
        assertThat(users.check("ann", "")).isEmpty();
        assertThat(users.role("ann")).contains(Role.OPERATOR);
    }

    @Test
    void onlyAProvenPasswordIsKnown() throws IOException {
        Users users = read("ann:" + HASH + ":viewer\n");

        assertThat(users.known("ann", "secret")).isFalse();
        users.check("ann", "secret");
        assertThat(users.known("ann", "secret")).isTrue();
        assertThat(users.known("ann", "other")).isFalse();
    }

    @Test
    void w09_aChangedFileIsReadAgainAndAProvenPasswordCountsForItsHashOnly() throws IOException {
        Users users = read("ann:" + HASH + ":viewer\nbob:" + HASH + ":admin\n");
        assertThat(users.refresh()).isFalse();
        users.check("ann", "secret");
        users.check("bob", "secret");
        String other = BCrypt.withDefaults().hashToString(4, "other".toCharArray());
        read("ann:" + other + ":operator\n# bob has gone\neve:" + HASH + ":wall\n");

        assertThat(users.refresh()).isTrue();
        assertThat(users.role("ann")).contains(Role.OPERATOR);
        assertThat(users.known("ann", "secret")).isFalse();
        assertThat(users.check("ann", "secret")).isEmpty();
        assertThat(users.check("ann", "other")).contains(Role.OPERATOR);
        assertThat(users.known("bob", "secret")).isFalse();
        assertThat(users.check("bob", "secret")).isEmpty();
        assertThat(users.roles()).containsOnlyKeys("ann", "eve");
    }

    @ParameterizedTest
    @CsvSource({"'nonsense'", "''", "'ann:x:viewer'"})
    void aFileWithAMistakeChangesNothing(String text) throws IOException {
        Users users = read("ann:" + HASH + ":viewer\n");
        Files.writeString(folder.resolve("users"), text);

        assertThatThrownBy(users::refresh).isInstanceOf(IOException.class);
        assertThat(users.refresh()).as("told once").isFalse();
        assertThat(users.role("ann")).contains(Role.VIEWER);
        assertThat(users.isEmpty()).isFalse();
    }

    @Test
    void hashesOfTheUsualToolsAreTaken() throws IOException {
        Users users = read("ann:" + HASH.replace("$2a$", "$2y$") + ":admin\n");

        assertThat(users.check("ann", "secret")).contains(Role.ADMIN);
    }

    @ParameterizedTest
    @CsvSource({
        "ann:secret:admin, line 1: not a bcrypt hash",
        "ann:HASH:root, 'line 1: role is viewer, operator, admin, agent or wall'",
        "ann:HASH, 'line 1: expected name:bcrypt:role, or name:bcrypt:role:scope'",
        ":HASH:admin, 'line 1: expected name:bcrypt:role, or name:bcrypt:role:scope'",
        "'ann:HASH:admin:flows=a', 'line 1: a scope is for viewer, operator or wall'",
        "'ann:HASH:agent:flows=a', 'line 1: a scope is for viewer, operator or wall'",
        "'ann:HASH:viewer:', 'line 1: a scope is flows=NAME,… skills=NAME,…'",
        "'ann:HASH:viewer:team=a', 'line 1: a scope is flows=NAME,… skills=NAME,…'",
        "'ann:HASH:viewer:flows=', 'line 1: flows and skills are named once, and their names are not empty'",
        "'ann:HASH:viewer:flows=a,', 'line 1: flows and skills are named once, and their names are not empty'",
        "'ann:HASH:viewer:flows=a flows=b', 'line 1: flows and skills are named once, and their names are not empty'",
        "'ann:HASH:viewer:flows=a*b', 'line 1: a star stands at the end of a flow''s name'",
        "'', no users in it",
    })
    void aLineThatIsNoUserIsNamed(String line, String complaint) {
        assertThatThrownBy(() -> read(line.replace("HASH", HASH)))
                .isInstanceOf(IOException.class)
                .hasMessage(complaint);
    }

    @Test
    void aUserWhoIsThereTwiceIsRefused() {
        assertThatThrownBy(() -> read("ann:" + HASH + ":admin\nann:" + HASH + ":viewer\n"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("line 2");
    }

    @Test
    void w06_aScopeMayHoldColonsAndAnotherOneEndsTheSession() throws IOException {
        Users users =
                read("ann:" + HASH + ":operator:flows=sales,support-* skills=team:north\nbob:" + HASH + ":viewer\n");
        UserScope scope = users.scope("ann");
        String mark = users.mark("ann").orElseThrow();

        assertThat(scope).isEqualTo(UserScope.of("skills=team:north flows=sales,support-*"));
        assertThat(UserScope.of(scope.toString())).isEqualTo(scope);
        assertThat(scope.hasFlow("sales", "x")).isTrue();
        assertThat(scope.hasFlow("sales2", "x")).isFalse();
        assertThat(scope.hasFlow("support-de", "x")).isTrue();
        assertThat(scope.hasFlow("billing", "team:north")).isTrue();
        assertThat(users.scope("bob").isAll()).isTrue();

        read("ann:" + HASH + ":operator:flows=sales\nbob:" + HASH + ":viewer\n");
        users.refresh();
        assertThat(users.mark("ann")).isPresent().get().isNotEqualTo(mark);
    }

    private Users read(String text) throws IOException {
        return Users.read(Files.writeString(folder.resolve("users"), text));
    }
}
