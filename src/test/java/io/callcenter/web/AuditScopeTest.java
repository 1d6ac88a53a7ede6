package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AuditFilter;
import io.callcenter.core.CdrFilter;
import io.callcenter.core.FoundCdr;
import io.callcenter.mi.access.Audit;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.access.Visitor;
import io.callcenter.mi.command.TimeArguments;
import io.vertx.core.MultiMap;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** W38: which deeds are there for whom. */
class AuditScopeTest {
    private static final TimeArguments MOMENTS = new TimeArguments(ZoneOffset.UTC);
    private static final RecordSearch.Cdrs NONE = new RecordSearch.Cdrs() {
        @Override
        public List<FoundCdr> read(CdrFilter filter, int most) {
            return List.of();
        }

        @Override
        public boolean areIndexed() {
            return false;
        }
    };
    private static final RecordSearch SEARCH = new RecordSearch(
            NONE,
            (filter, most) -> List.of(),
            ZoneOffset.UTC,
            MOMENTS::from,
            MOMENTS::to,
            scope -> scope.isAll()
                    ? Optional.empty()
                    : Optional.of(new RecordSearch.Part(Set.of("sales"), Set.of("ann"))),
            Runnable::run,
            Runnable::run,
            InstantSource.system());

    private static AuditFilter filter(UserScope scope) throws Exception {
        Visitor sam = new Visitor("sam", Role.ADMIN, "web ::1", true, scope);
        MultiMap query = MultiMap.caseInsensitiveMultiMap()
                .add("from", "2026-11-30")
                .add("to", "2026-11-30")
                .add("who", "bob")
                .add("after", "1796025600123-4611686018427387904");
        return new AuditPages(
                        SEARCH, new PageReply(false, new Assets(new Languages(Path.of("none"), "en"))), new Audit())
                .filter(query, new PageUser(sam, "s", "t", Instant.MAX));
    }

    @Test
    void whoSeesAPartSeesTheDeedsOfThatPartAndTheirOwn() throws Exception {
        assertThat(filter(UserScope.of("flows=sales")).part())
                .contains(new AuditFilter.Part(Set.of("sales"), Set.of("ann"), "sam"));
    }

    @Test
    void whoSeesEverythingIsNotLimited() throws Exception {
        AuditFilter filter = filter(UserScope.ALL);
        assertThat(filter.part()).isEmpty();
        assertThat(filter.who()).isEqualTo("bob");
        assertThat(filter.behind()).contains(new AuditFilter.Place(1_796_025_600_123L, 4_611_686_018_427_387_904L));
    }
}
