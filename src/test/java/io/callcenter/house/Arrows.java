package io.callcenter.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may use whom. The rooms of the house are the packages below the root; the root itself holds the main class. */
final class Arrows {

    /** Each room with the rooms that it may use. */
    private static final Map<String, Set<String>> MAY_USE = rooms();

    private Arrows() {}

    private static Map<String, Set<String>> rooms() {
        Map<String, Set<String>> rooms = new LinkedHashMap<>();
        rooms.put("ids", Set.of());
        rooms.put("log", Set.of());
        rooms.put("core", Set.of("ids"));
        rooms.put("message", Set.of());
        rooms.put("b2b", Set.of("ids", "message"));
        rooms.put("transaction", Set.of("message"));
        rooms.put("transport", Set.of("log", "message", "transaction"));
        rooms.put("sip", Set.of("b2b", "ids", "log", "message", "transaction", "transport"));
        rooms.put("app", Set.of("core", "b2b", "ids", "log", "message"));
        rooms.put("ha", Set.of("log"));
        rooms.put("store", Set.of("core", "b2b", "ha", "ids", "log", "message"));
        rooms.put("broker", Set.of("log"));
        rooms.put("mi", Set.of("app", "core", "ids", "log"));
        rooms.put("web", Set.of("app", "core", "ids", "log", "mi"));
        rooms.put("phone", Set.of("sip", "b2b", "ids", "message"));
        rooms.put("demo", Set.of("phone", "ids", "log"));
        rooms.put(
                "config",
                Set.of(
                        "ids", "log", "core", "b2b", "sip", "app", "ha", "store", "broker", "mi", "web", "phone",
                        "demo"));
        rooms.put("", Set.of("config"));
        return rooms;
    }

    static Set<String> rooms(boolean withMainClass) {
        Set<String> names = new java.util.TreeSet<>(MAY_USE.keySet());
        if (!withMainClass) {
            names.remove("");
        }
        return names;
    }

    /** The rules for a house with that root package: the real one, or the one of the samples. */
    static List<Rule> of(String root) {
        List<Rule> rules = new ArrayList<>();
        MAY_USE.forEach((room, others) -> rules.add(between(root, room, others)));
        for (String room : List.of("core", "b2b", "ids", "transaction")) {
            rules.add(Rule.rule(
                    room + " uses of Java only lang, time and util",
                    classes().that(in(root, room)).should().onlyDependOnClassesThat(plainJava(root)),
                    room + ".Talkative"));
        }
        rules.add(Rule.rule(
                "message uses of Java only lang, util and its character sets",
                classes().that(in(root, "message")).should().onlyDependOnClassesThat(plainBytes(root)),
                "message.Talkative"));
        rules.add(only(root, "the SIP stack", List.of("javax.sip..", "gov.nist.."), "app.KnowsTheStack"));
        // Vert.x, on which the management's HTTP runs, shows its codes and faults.
        rules.add(only(root, "Netty", List.of("io.netty.."), "sip.KnowsNetty", "transport", "mi", "web", "config"));
        rules.add(only(
                root,
                "a database",
                List.of("java.sql..", "javax.sql..", "com.zaxxer..", "org.flywaydb..", "org.h2.."),
                "mi.KnowsTheDatabase",
                "store",
                "config",
                "demo"));
        rules.add(only(
                root, "the engine of several machines", List.of("org.apache.ratis.."), "store.KnowsTheEngine", "ha"));
        rules.add(only(
                root,
                "the broker's and the journal's own classes",
                List.of("org.apache.activemq.."),
                "app.KnowsTheBroker",
                "broker",
                "store",
                "config"));
        return rules;
    }

    private static Rule between(String root, String room, Set<String> others) {
        DescribedPredicate<JavaClass> forbidden = DescribedPredicate.describe(
                "another room",
                used -> roomOf(root, used)
                        .map(other -> !other.equals(room) && !others.contains(other))
                        .orElse(false));
        String name = room.isEmpty() ? "the main class" : room;
        String culprit = room.isEmpty() ? "Main" : room + ".Nosy";
        return Rule.rule(
                name + " uses " + (others.isEmpty() ? "no other room" : "only " + new java.util.TreeSet<>(others)),
                noClasses().that(in(root, room)).should().dependOnClassesThat(forbidden),
                culprit);
    }

    private static Rule only(String root, String what, List<String> packages, String culprit, String... allowed) {
        String[] rooms =
                Arrays.stream(allowed).map(room -> root + "." + room + "..").toArray(String[]::new);
        return Rule.rule(
                (allowed.length == 0 ? "nobody knows " : "only " + String.join(", ", allowed) + " know ") + what,
                noClasses()
                        .that(resideInAPackage(root + "..").and(DescribedPredicate.not(resideInAnyPackage(rooms))))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(packages.toArray(String[]::new))),
                culprit);
    }

    private static DescribedPredicate<JavaClass> in(String root, String room) {
        return room.isEmpty() ? resideInAPackage(root) : resideInAPackage(root + "." + room + "..");
    }

    private static DescribedPredicate<JavaClass> plainJava(String root) {
        return plain(resideInAnyPackage("java.lang..", "java.time..", "java.util..", root + ".."));
    }

    private static DescribedPredicate<JavaClass> plainBytes(String root) {
        return plain(resideInAnyPackage("java.lang..", "java.util..", "java.nio.charset..", root + ".."));
    }

    private static DescribedPredicate<JavaClass> plain(DescribedPredicate<JavaClass> packages) {
        return packages.and(DescribedPredicate.not(resideInAnyPackage(
                        "java.lang.reflect..",
                        "java.util.logging..",
                        "java.util.prefs..",
                        "java.util.jar..",
                        "java.util.zip..")))
                .or(DescribedPredicate.describe(
                        "a primitive or an array of one",
                        used -> used.getBaseComponentType().isPrimitive()));
    }

    private static java.util.Optional<String> roomOf(String root, JavaClass used) {
        String place = used.getBaseComponentType().getPackageName();
        if (place.equals(root)) {
            return java.util.Optional.of("");
        }
        if (!place.startsWith(root + ".")) {
            return java.util.Optional.empty();
        }
        return java.util.Optional.of(place.substring(root.length() + 1).split("\\.")[0]);
    }
}
