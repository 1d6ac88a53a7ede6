package io.callcenter.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of routes is written as CONTRIBUTING.md says. */
class RouteRulesTest {

    private static final List<RouteFile> FILES = RouteFile.in(Path.of("src/main/resources/routes"));
    private static final Set<String> CONFIGURATIONS = FILES.stream()
            .flatMap(file -> file.root().walk())
            .filter(node -> node.name().equals("routeConfiguration"))
            .map(node -> node.get("id"))
            .collect(Collectors.toSet());

    private static final String GOOD = """
            - route:
                id: sample-answer
                description: Answers.
                routeConfigurationId: ingress
                from:
                  uri: platform-http:/x
                  steps:
                    - removeHeaders:
                        pattern: "(Camel|Cc|Sip).*"
                    - choice:
                        when:
                          - expression:
                              simple: "${body} == null"
                            steps:
                              - to:
                                  id: sample-answer-jms
                                  uri: jms:queue
                                  parameters:
                                    priority: 4
                    - to:
                        uri: direct:_rest
            """;

    static List<RouteFile> files() {
        return FILES;
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyRouteKeepsTheRules(RouteFile file) {
        assertThat(RouteRules.complaints(file, CONFIGURATIONS)).isEmpty();
    }

    @Test
    void noTwoRoutesHaveOneId() {
        List<String> ids = FILES.stream()
                .flatMap(file -> file.routes().stream())
                .map(route -> route.get("id"))
                .toList();

        assertThat(ids).doesNotHaveDuplicates().isNotEmpty();
    }

    @Test
    void thereAreTheThreeRouteConfigurations() {
        assertThat(CONFIGURATIONS).contains("ingress", "effect", "outbox");
    }

    @Test
    void oneFileIsXmlToShowThatItWorks() {
        assertThat(FILES).anyMatch(file -> !file.yaml() && !file.routes().isEmpty());
    }

    @Test
    void noBuiltInRouteStandsBetweenAnEffectAndItsSink() {
        assertThat(FILES.stream()
                        .flatMap(file -> file.root().walk())
                        .filter(node -> node.name().equals("from"))
                        .map(node -> node.get("uri")))
                .isNotEmpty()
                .noneMatch(uri -> uri.startsWith("direct:effect-"));
    }

    @Test
    void aGoodRouteIsNotComplainedAbout() {
        assertThat(RouteRules.complaints(RouteFile.ofYaml("sample", GOOD), Set.of("ingress")))
                .isEmpty();
    }

    static List<Arguments> spoilt() {
        return List.of(
                Arguments.of("id: sample-answer\n", "id: answer\n", "id must be"),
                Arguments.of("description: Answers.", "autoStartup: true", "no description"),
                Arguments.of("routeConfigurationId: ingress", "routeConfigurationId: in", "no route configuration"),
                Arguments.of("(Camel|Cc|Sip).*", "Camel*|Cc*", "begin with removeHeaders"),
                Arguments.of("platform-http:/x", "direct:answer", "neither a public name"),
                Arguments.of("simple:", "groovy:", "script language"),
                Arguments.of("id: sample-answer-jms", "disabled: false", "needs an id"),
                Arguments.of("uri: jms:queue", "uri: jms:queue?priority=4", "belong under parameters"),
                Arguments.of("uri: direct:_rest", "uri: direct:hook-x", "failIfNoConsumers"));
    }

    @ParameterizedTest
    @MethodSource("spoilt")
    void eachRuleNoticesWhatBreaksIt(String good, String bad, String complaint) {
        assertThat(GOOD).contains(good);

        List<String> complaints =
                RouteRules.complaints(RouteFile.ofYaml("sample", GOOD.replace(good, bad)), Set.of("ingress"));

        assertThat(complaints).singleElement().asString().contains(complaint);
    }

    @Test
    void aTemplatedRouteWithoutAnIdIsNoticed() {
        RouteFile file = RouteFile.ofYaml("sample", "- templatedRoute:\n    routeTemplateRef: x\n");

        assertThat(RouteRules.complaints(file, Set.of()))
                .singleElement()
                .asString()
                .contains("needs the routeId");
    }

    @Test
    void aChoiceInAChoiceIsNoticed() {
        String xml = """
                <routes>
                  <route id="sample-choose" description="x" routeConfigurationId="ingress">
                    <from uri="direct:_x"/>
                    <choice><when><simple>true</simple><choice><otherwise><stop/></otherwise></choice></when></choice>
                  </route>
                </routes>
                """;

        assertThat(RouteRules.complaints(RouteFile.ofXml("sample", xml), Set.of("ingress")))
                .singleElement()
                .asString()
                .contains("choice");
    }

    @Test
    void aScriptInXmlIsNoticed() {
        String xml = """
                <routes>
                  <route id="sample-choose" description="x" routeConfigurationId="ingress">
                    <from uri="direct:_x"/>
                    <setBody><groovy>1</groovy></setBody>
                  </route>
                </routes>
                """;

        assertThat(RouteRules.complaints(RouteFile.ofXml("sample", xml), Set.of("ingress")))
                .singleElement()
                .asString()
                .contains("script language");
    }

    private static String kebab(String name) {
        return Arrays.stream(name.split("(?=[A-Z])"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("-"));
    }
}
