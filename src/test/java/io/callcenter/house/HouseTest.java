package io.callcenter.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The program keeps the rules of the house, and each rule notices who breaks it. */
class HouseTest {

    /** Rooms that are still to be built. */
    private static final Set<String> NOT_YET = Set.of();

    private static final JavaClasses PROGRAM = House.program();
    private static final JavaClasses TESTS = House.tests();
    private static final JavaClasses SAMPLES = House.samples();

    static List<Rule> programRules() {
        return Stream.of(Arrows.of(House.ROOT), Floors.of(House.ROOT), JavaRules.ofTheProgram(House.ROOT))
                .flatMap(List::stream)
                .toList();
    }

    static List<Rule> testRules() {
        return JavaRules.ofTheTests();
    }

    static List<Rule> sampleRules() {
        return Stream.of(
                        Arrows.of(House.SAMPLES),
                        Floors.of(House.SAMPLES),
                        JavaRules.ofTheProgram(House.SAMPLES),
                        JavaRules.ofTheTests())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("programRules")
    void theProgramKeeps(Rule rule) {
        assertThat(rule.violations(PROGRAM)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("testRules")
    void theTestsKeep(Rule rule) {
        assertThat(rule.violations(TESTS)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sampleRules")
    void eachRuleNoticesWhoBreaksIt(Rule rule) {
        assertThat(rule.culprits()).isNotEmpty();
        for (String culprit : rule.culprits()) {
            JavaClasses alone = SAMPLES.that(com.tngtech.archunit.base.DescribedPredicate.describe(
                    culprit,
                    type -> type.getName().equals(House.SAMPLES + "." + culprit)
                            || type.getName().startsWith(House.SAMPLES + "." + culprit + "$")));
            assertThat(alone).as(culprit).isNotEmpty();
            assertThat(rule.violations(alone)).as(culprit).isNotEmpty();
        }
    }

    @Test
    void everyRoomOfTheHouseIsThere() {
        Set<String> missing = new TreeSet<>(Arrows.rooms(false));
        missing.removeIf(House::exists);

        assertThat(missing).as("rules that guard an empty room").isSubsetOf(NOT_YET);
    }

    @Test
    void thereIsNoRoomThatNoRuleKnows() {
        Set<String> found = new TreeSet<>();
        for (var type : PROGRAM) {
            String place = type.getPackageName();
            if (place.startsWith(House.ROOT + ".")) {
                found.add(place.substring(House.ROOT.length() + 1).split("\\.")[0]);
            }
        }
        assertThat(Arrows.rooms(false)).containsAll(found);
    }

    @Test
    void thereIsNoPackageWithoutAFloor() {
        Set<String> found = new TreeSet<>();
        for (var type : PROGRAM) {
            if (type.getPackageName().startsWith(House.ROOT + ".")) {
                found.add(type.getPackageName().substring(House.ROOT.length() + 1));
            }
        }
        found.removeAll(Arrows.rooms(false));
        assertThat(Floors.packages()).containsAll(found);
    }
}
