package io.callcenter.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.store.files.StoreProblem;
import org.junit.jupiter.api.Test;

class DatabaseUrlTest {
    @Test
    void theReferencesFormIsUnderstood() throws StoreProblem {
        assertThat(of("mysql://cc:s3c:r@t@db.example.org:3307/opensips"))
                .isEqualTo(new DatabaseUrl(
                        DatabaseVendor.MARIADB, "jdbc:mariadb://db.example.org:3307/opensips", "cc", "s3c:r@t"));
        assertThat(of("postgres://cc@[::1]/cc"))
                .isEqualTo(new DatabaseUrl(DatabaseVendor.POSTGRESQL, "jdbc:postgresql://[::1]/cc", "cc", ""));
    }

    @Test
    void userAndPasswordOfTheirOwnCountMoreThanThoseInTheAddress() throws StoreProblem {
        DatabaseUrl url = DatabaseUrl.of(new DatabaseSettings("mysql://a:b@h/d", "u", "p"), "cc.db.url");

        assertThat(url.user()).isEqualTo("u");
        assertThat(url.password()).isEqualTo("p");
    }

    @Test
    void h2WritesEveryCommitAndMysqlMeansMariadb() throws StoreProblem {
        assertThat(of("jdbc:h2:file:./x").jdbc()).isEqualTo("jdbc:h2:file:./x;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        assertThat(of("jdbc:mysql://h/d").jdbc()).isEqualTo("jdbc:mariadb://h/d");
    }

    @Test
    void anUnknownAddressIsRefusedByItsPropertyAndNeverShowsAPassword() {
        assertThatThrownBy(() -> DatabaseUrl.of(new DatabaseSettings("oracle://u:geheim@h/d", "", ""), "cc.acc-db.url"))
                .isInstanceOfSatisfying(StoreProblem.class, problem -> {
                    assertThat(problem.property()).isEqualTo("cc.acc-db.url");
                    assertThat(problem.temporary()).isFalse();
                    assertThat(problem.getMessage())
                            .startsWith("cc.acc-db.url: ")
                            .doesNotContain("geheim");
                });
    }

    private static DatabaseUrl of(String url) throws StoreProblem {
        return DatabaseUrl.of(new DatabaseSettings(url, "", ""), "cc.db.url");
    }
}
