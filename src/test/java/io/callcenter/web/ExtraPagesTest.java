package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.access.Visitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For whom paths of integrators are. */
class ExtraPagesTest {
    @TempDir
    private Path folder;

    private static PageUser member(Role role) {
        return new PageUser(new Visitor("x", role, "web ::1", true, UserScope.ALL), "s", "t", Instant.MAX);
    }

    @ParameterizedTest
    @CsvSource({
        "/x/page.html, AGENT",
        "/x/api/other, VIEWER",
        "/x/api/other/, VIEWER",
        "/x/api/only, ADMIN",
        "/x/api/only/, ADMIN",
        "/x/api/only//, ADMIN",
        "/x/api/only/17, ADMIN",
        "/x/api/only/open/17, WALL",
        "/x/api/onlyone, VIEWER",
        "/x/lobby, WALL",
        "/x/lobby/, WALL",
        "/x/lobby/news.html, WALL",
        "/x/lobby.html, AGENT",
    })
    void aPathIsForTheRoleOfItsEntryElseForAgentsOrAsDataForViewers(String path, Role least) throws Exception {
        Files.writeString(folder.resolve("menu.json"), """
                [{"path":"/x/api/only","role":"admin"},
                 {"path":"/x/api/only/open/","role":"wall"},
                 {"path":"/x/lobby/","role":"wall"}]
                """);
        ExtraPages pages = ExtraPages.in(Optional.of(folder));

        for (Role role : Role.values()) {
            assertThat(pages.allows(member(role), path)).as("%s", role).isEqualTo(role.covers(least));
        }
    }

    @Test
    void theMenuHasThePagesOfTheRole() throws Exception {
        Files.writeString(folder.resolve("menu.json"), """
                [{"title":"A","path":"/x/a.html"},{"title":"W","path":"/x/w.html","role":"wall"}]
                """);
        ExtraPages pages = ExtraPages.in(Optional.of(folder));

        assertThat(pages.menu(member(Role.WALL)))
                .extracting(ExtraPages.Entry::title)
                .containsExactly("W");
        assertThat(pages.menu(member(Role.AGENT)))
                .extracting(ExtraPages.Entry::title)
                .containsExactly("A", "W");
    }
}
