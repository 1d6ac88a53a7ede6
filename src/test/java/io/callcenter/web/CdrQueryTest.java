package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.core.CdrFilter;
import io.callcenter.core.FoundCdr;
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.command.TimeArguments;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CdrQueryTest {
    private static final TimeArguments MOMENTS = new TimeArguments(ZoneOffset.UTC);
    private static final RecordSearch SEARCH = new RecordSearch(
            new RecordSearch.Cdrs() {
                @Override
                public List<FoundCdr> read(CdrFilter filter, int most) {
                    return List.of();
                }

                @Override
                public boolean areIndexed() {
                    return false;
                }
            },
            (filter, most) -> List.of(),
            ZoneOffset.UTC,
            MOMENTS::from,
            MOMENTS::to,
            scope -> scope.isAll() ? Optional.empty() : Optional.of(new RecordSearch.Part(Set.of("sales"), Set.of())),
            Runnable::run,
            Runnable::run,
            InstantSource.system());

    private static CdrFilter read(String query, UserScope scope) throws SpanQuery.Unreadable {
        MultiMap map = MultiMap.caseInsensitiveMultiMap();
        for (String pair : query.split("&")) {
            String[] sides = pair.split("=", 2);
            map.add(sides[0], sides[1]);
        }
        return CdrQuery.read(map, SEARCH, scope);
    }

    @Test
    void aDayEndsWithItsLastSecond() throws Exception {
        CdrFilter filter =
                read("from=2026-11-30&to=2026-11-30&after=1796025600-17&caller=47&match=begin", UserScope.ALL);

        assertThat(filter.from()).isEqualTo(Instant.parse("2026-11-30T00:00:00Z"));
        assertThat(filter.to()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(filter.flows()).isEmpty();
        assertThat(filter.behind()).contains(new CdrFilter.Place(Instant.ofEpochSecond(1_796_025_600), 17));
        assertThat(filter.caller().orElseThrow().match()).isEqualTo(CdrFilter.Match.BEGIN);
    }

    @Test
    void w06_whoSeesAPartSearchesThatPartOnly() throws Exception {
        UserScope scope = UserScope.of("flows=sales");

        assertThat(read("from=2026-11-30&to=2026-11-30", scope).flows()).contains(Set.of("sales"));
        assertThat(read("from=2026-11-30&to=2026-11-30&flow=sales", scope).flows())
                .contains(Set.of("sales"));
        assertThat(read("from=2026-11-30&to=2026-11-30&flow=billing", scope).flows())
                .contains(Set.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to=2026-11-30",
                "from=2026-11-30&to=2026-11-29",
                "from=yesterday&to=2026-11-30",
                "from=2026-01-01&to=+999999999-12-31",
                "from=+999999999-01-01T00:00:00Z&to=2026-11-30",
                "from=2026-11-30&to=2026-11-30&type=x",
                "from=2026-11-30&to=2026-11-30&media=3",
                "from=2026-11-30&to=2026-11-30&talk=-1",
                "from=2026-11-30&to=2026-11-30&after=7",
                "from=2026-11-30&to=2026-11-30&caller=1&match=like",
                "from=2026-11-30&to=2026-11-30&order=id",
            })
    void whatCannotBeReadIsNamed(String query) {
        assertThatThrownBy(() -> read(query, UserScope.ALL)).isInstanceOf(SpanQuery.Unreadable.class);
    }
}
