package io.callcenter.mi.access;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordChecksTest {
    private static final PasswordChecks.Outcome WRONG = new PasswordChecks.Outcome.Wrong();
    private static final String HERE = "192.0.2.1";

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private PasswordChecks logins;

    @BeforeEach
    void start() throws Exception {
        String hash = BCrypt.withDefaults().hashToString(4, "pw".toCharArray());
        Path users = Files.writeString(folder.resolve("users"), "vic:" + hash + ":viewer\nada:" + hash + ":admin\n");
        logins = new PasswordChecks(Users.read(users), new Audit(), now::get);
    }

    @AfterEach
    void stop() {
        logins.close();
    }

    private CompletableFuture<PasswordChecks.Outcome> check(String address, String name, String password) {
        return logins.check(new PasswordChecks.Origin("http", address), new NameAndPassword(name, password));
    }

    private void waitPasses() {
        now.updateAndGet(at -> at.plusSeconds(9));
    }

    @Test
    void ofOneSourceOneAttemptIsLookedAtAtATime_H5() {
        assertThat(check(HERE, "vic", "wrong").join()).isEqualTo(WRONG);

        CompletableFuture<PasswordChecks.Outcome> delayed = check(HERE, "vic", "wrong 2");

        assertThat(check(HERE, "vic", "wrong 3").join()).isInstanceOf(PasswordChecks.Outcome.Later.class);
        assertThat(check(HERE, "vic", "pw").join()).isInstanceOf(PasswordChecks.Outcome.Later.class);
        CompletableFuture<PasswordChecks.Outcome> same = check(HERE, "vic", "wrong 2");
        assertThat(delayed.join()).isEqualTo(WRONG);
        assertThat(same.join()).isEqualTo(WRONG);
    }

    @Test
    void ofAllSourcesThatWereWrongSomeWaitAndOthersAreStillLookedAt_H5() {
        List<String> guessers = IntStream.range(0, PasswordChecks.MOST_DELAYED + 4)
                .mapToObj(i -> "198.51.100." + i)
                .toList();
        guessers.forEach(
                address -> assertThat(check(address, "vic", "wrong").join()).isEqualTo(WRONG));

        List<CompletableFuture<PasswordChecks.Outcome>> delayed = new ArrayList<>();
        guessers.forEach(address -> delayed.add(check(address, "vic", "wrong 2")));

        assertThat(delayed.stream().filter(CompletableFuture::isDone)).hasSize(4);
        assertThat(check(HERE, "vic", "pw").join()).isEqualTo(new PasswordChecks.Outcome.In(Role.VIEWER));
    }

    @Test
    void whoIsProvenNeedNotWaitForWhoGuessesBesideThemOrElsewhere_H5() {
        assertThat(check(HERE, "vic", "pw").join()).isEqualTo(new PasswordChecks.Outcome.In(Role.VIEWER));
        assertThat(check(HERE, "ada", "wrong").join()).isEqualTo(WRONG);
        check(HERE, "ada", "wrong 2");

        assertThat(check(HERE, "vic", "pw")).isCompletedWithValue(new PasswordChecks.Outcome.In(Role.VIEWER));
    }

    @Test
    void w02_whoGuessesDoesNotHoldUpOthersBehindTheSameAddress() {
        assertThat(check(HERE, "ada", "wrong").join()).isEqualTo(WRONG);
        CompletableFuture<PasswordChecks.Outcome> delayed = check(HERE, "ada", "wrong 2");

        assertThat(check(HERE, "vic", "pw").join()).isEqualTo(new PasswordChecks.Outcome.In(Role.VIEWER));
        assertThat(delayed.join()).isEqualTo(WRONG);
    }

    @Test
    void w02_fromTheTwentiethWrongOneOnTheWholeAddressWaits() {
        for (int i = 0; i < GuessingBrake.MANY; i++) {
            assertThat(check(HERE, "name" + i, "wrong").join()).isEqualTo(WRONG);
        }
        CompletableFuture<PasswordChecks.Outcome> delayed = check(HERE, "vic", "wrong");

        assertThat(check(HERE, "ada", "pw").join()).isInstanceOf(PasswordChecks.Outcome.Later.class);
        assertThat(check("198.51.100.9", "ada", "pw").join()).isEqualTo(new PasswordChecks.Outcome.In(Role.ADMIN));
        assertThat(delayed.join()).isEqualTo(WRONG);
    }

    @Test
    void aProvenPasswordCannotBeFoundQuicklyFromElsewhere_H5() {
        assertThat(check(HERE, "vic", "pw").join()).isEqualTo(new PasswordChecks.Outcome.In(Role.VIEWER));
        assertThat(check("198.51.100.1", "vic", "wrong").join()).isEqualTo(WRONG);
        check("198.51.100.1", "vic", "wrong 2");

        assertThat(check("198.51.100.1", "vic", "pw").join()).isInstanceOf(PasswordChecks.Outcome.Later.class);
    }

    @Test
    void aProvenPasswordCannotBeFoundQuicklyFromTheSamePlace_H5() {
        assertThat(check(HERE, "vic", "pw").join()).isEqualTo(new PasswordChecks.Outcome.In(Role.VIEWER));
        assertThat(check(HERE, "vic", "wrong").join()).isEqualTo(WRONG);
        for (int i = 0; i < ProvenLogins.MOST_WRONG; i++) {
            check(HERE, "vic", "wrong " + i);
        }

        assertThat(check(HERE, "vic", "pw").join()).isInstanceOf(PasswordChecks.Outcome.Later.class);
    }

    @Test
    void atTheBrokerNobodyWaitsAndWhoComesTooSoonIsNotLookedAt_H5() {
        assertThat(logins.brokerRole(HERE, "vic", "wrong")).isEmpty();
        assertThat(logins.brokerRole(HERE, "vic", "pw")).isEmpty();
        waitPasses();
        assertThat(logins.brokerRole(HERE, "vic", "pw")).contains("viewer");
    }

    @Test
    void theOwnUserOfTheBrokerIsSlowedDownToo_H5() {
        assertThat(logins.brokerAdmits(HERE, "center", false)).isFalse();
        assertThat(logins.brokerAdmits(HERE, "center", true)).as("too soon").isFalse();
        waitPasses();
        assertThat(logins.brokerAdmits(HERE, "center", true)).isTrue();
        assertThat(logins.brokerAdmits(HERE, "ada", false)).isFalse();
        assertThat(logins.brokerAdmits(HERE, "center", true)).as("proven here").isTrue();

        for (int i = 0; i < ProvenLogins.MOST_WRONG; i++) {
            logins.brokerAdmits(HERE, "center", false);
        }
        assertThat(logins.brokerAdmits(HERE, "center", true)).as("guessed at").isFalse();
    }
}
