package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.access.Users;
import io.callcenter.mi.command.OpenSessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a login lasts. */
class SessionsTest {
    private static final Instant T0 = Instant.parse("2026-03-02T08:00:00Z");

    @TempDir
    private Path folder;

    private Instant now = T0;
    private byte[] kept;

    private final Sessions.Storage storage = new Sessions.Storage() {
        @Override
        public Optional<byte[]> read() {
            return Optional.ofNullable(kept);
        }

        @Override
        public void write(byte[] bytes) {
            kept = bytes;
        }
    };

    private Users users(String... lines) throws Exception {
        return Users.read(Files.writeString(folder.resolve("users"), String.join("\n", lines)));
    }

    private static String line(String name, String password, String role) {
        return name + ":" + BCrypt.withDefaults().hashToString(4, password.toCharArray()) + ":" + role;
    }

    private Sessions sessions(Users users) {
        return new Sessions(users, () -> now, storage);
    }

    private boolean lasts(Sessions sessions, String cookie, Duration later) {
        now = now.plus(later);
        return sessions.use(cookie).isPresent();
    }

    @Test
    void aSessionLastsTwelveHoursAndThatOfAnAdminOneHourWithoutADeed() throws Exception {
        Sessions sessions = sessions(users(line("vic", "a", "viewer"), line("ada", "a", "admin")));
        String vic = sessions.begin("vic");
        String ada = sessions.begin("ada");

        assertThat(lasts(sessions, ada, Duration.ofMinutes(59))).isTrue();
        assertThat(lasts(sessions, ada, Duration.ofMinutes(59))).isTrue();
        assertThat(lasts(sessions, ada, Duration.ofMinutes(61))).isFalse();
        assertThat(lasts(sessions, vic, Duration.ofHours(9))).isTrue();
        assertThat(lasts(sessions, vic, Duration.ofMinutes(2))).isFalse();
    }

    @Test
    void w10_aRestartLogsNobodyOutAndTheFileDoesNotHoldWhatBrowsersHold() throws Exception {
        Users users = users(line("vic", "a", "viewer"));
        Sessions before = sessions(users);
        String cookie = before.begin("vic");
        before.close();

        assertThat(new String(kept, StandardCharsets.UTF_8)).contains("vic").doesNotContain(cookie);
        assertThat(sessions(users).use(cookie)).isPresent();
        assertThat(sessions(users).use(cookie + "x")).isEmpty();
    }

    @Test
    void w09_anotherPasswordAnotherRoleAndARemovedUserEndIt() throws Exception {
        String vic = line("vic", "a", "viewer");
        Sessions first = sessions(users(vic));
        String cookie = first.begin("vic");
        first.close();
        byte[] saved = kept;
        Sessions.Storage asItWas = new Sessions.Storage() {
            @Override
            public Optional<byte[]> read() {
                return Optional.of(saved);
            }

            @Override
            public void write(byte[] bytes) {
                // the next one reads the same
            }
        };

        assertThat(new Sessions(users(line("eve", "a", "viewer")), () -> now, asItWas).use(cookie))
                .isEmpty();
        assertThat(new Sessions(users(line("vic", "b", "viewer")), () -> now, asItWas).use(cookie))
                .isEmpty();
        assertThat(new Sessions(users(vic.replace("viewer", "admin")), () -> now, asItWas).use(cookie))
                .isEmpty();
        assertThat(new Sessions(users(vic), () -> now, asItWas).use(cookie)).isPresent();
    }

    @Test
    void aScreenGoesWithWhoLetItIn() throws Exception {
        Sessions before = sessions(users(line("olga", "a", "operator")));
        String screen = before.begin(new Pairing.Named("lobby", UserScope.ALL, "olga"));
        assertThat(before.all()).extracting(OpenSessions.Entry::by).containsExactly(Optional.of("olga"));
        before.close();

        assertThat(sessions(users(line("olga", "b", "admin"))).use(screen)).isPresent();
        assertThat(sessions(users(line("olga", "a", "viewer"))).use(screen)).isEmpty();
        assertThat(sessions(users(line("vic", "a", "operator"))).use(screen)).isEmpty();
        assertThat(sessions(users(line("olga", "a", "operator:flows=sales"))).use(screen))
                .isEmpty();
    }

    @Test
    void w27_aScreenStaysForNinetyDaysAndOverARestartAndSeesWhatItWasGiven() throws Exception {
        Users users = users(line("olga", "a", "operator"));
        Sessions before = sessions(users);
        String part = before.begin(new Pairing.Named("lobby", UserScope.of("flows=sales"), "olga"));
        String all = before.begin(new Pairing.Named("hall", UserScope.ALL, "olga"));
        before.close();
        Sessions after = sessions(users);

        assertThat(lasts(after, part, Duration.ofDays(89))).isTrue();
        Session session = after.use(part).orElseThrow();
        assertThat(session.user()).isEqualTo("display:lobby");
        assertThat(after.role(session)).contains(Role.WALL);
        assertThat(after.scope(session)).isEqualTo(UserScope.of("flows=sales"));
        assertThat(after.scope(after.use(all).orElseThrow()).isAll()).isTrue();
        assertThat(lasts(after, part, Duration.ofDays(2))).isFalse();
        assertThat(after.all()).isEmpty();
    }

    @Test
    void sessionsThatAnEarlierVersionKeptAreReadAndNoUserIsTakenForAScreen() throws Exception {
        Users users = users(line("vic", "a", "viewer"));
        Sessions before = sessions(users);
        String cookie = before.begin("vic");
        before.close();
        kept = new String(kept, StandardCharsets.UTF_8)
                .replaceAll(",\"(scope|by)\":null", "")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(new String(kept, StandardCharsets.UTF_8)).doesNotContain("scope", "display");
        assertThat(sessions(users).use(cookie)).isPresent();
        assertThat(new Session("k", "display:x", "", T0, T0).isDisplay()).isFalse();
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenLater() throws Exception {
        AtomicInteger writes = new AtomicInteger();
        Sessions.Storage full = new Sessions.Storage() {
            @Override
            public Optional<byte[]> read() {
                return Optional.empty();
            }

            @Override
            public void write(byte[] bytes) throws IOException {
                if (writes.incrementAndGet() == 1) {
                    throw new IOException("the disk is full");
                }
                kept = bytes;
            }
        };
        Sessions sessions = new Sessions(users(line("vic", "a", "viewer")), () -> now, full);
        sessions.begin("vic");
        sessions.close();

        assertThat(writes).hasValue(2);
        assertThat(new String(kept, StandardCharsets.UTF_8)).contains("vic");
    }

    @Test
    void aFileThatCannotBeReadMeansThatEverybodyLogsInAnew() throws Exception {
        kept = "{".getBytes(StandardCharsets.UTF_8);

        assertThat(sessions(users(line("vic", "a", "viewer"))).use("x")).isEmpty();
    }

    @Test
    void w03_tokenAndKeyOfACookieAreDifferentAndFixed() {
        assertThat(Sessions.token("c")).isEqualTo(Sessions.token("c")).isNotEqualTo(Sessions.key("c"));
    }
}
