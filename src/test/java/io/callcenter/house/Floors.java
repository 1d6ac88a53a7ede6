package io.callcenter.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The packages inside a room: a package uses only those below it, so that there is no circle; and who may enter from other rooms. */
final class Floors {

    /** Each room that has packages of its own, with these from the bottom up. */
    private static final Map<String, List<String>> FLOORS = floors();

    /** Each inner package with the other rooms that may use it. */
    private static final Map<String, Set<String>> DOORS = doors();

    /** The room of the main class. */
    private static final String ROOT = "";

    private Floors() {}

    private static Map<String, List<String>> floors() {
        Map<String, List<String>> floors = new LinkedHashMap<>();
        floors.put("b2b", List.of("b2b.sdp", "b2b", "b2b.leg"));
        floors.put("config", List.of("config.settings", "config.routes", "config.http", "config", "config.command"));
        floors.put("core", List.of("core", "core.rules"));
        floors.put("demo", List.of("demo.media", "demo"));
        floors.put("mi", List.of("mi.access", "mi.command", "mi.meter", "mi"));
        floors.put("sip", List.of("sip.stack", "sip.call", "sip"));
        floors.put(
                "store",
                List.of(
                        "store.files",
                        "store.database",
                        "store.journal",
                        "store.provisioning",
                        "store.records",
                        "store.projection",
                        "store"));
        floors.put(
                "transport",
                List.of("transport.address", "transport.dns", "transport.guard", "transport.tls", "transport"));
        return floors;
    }

    private static Map<String, Set<String>> doors() {
        Map<String, Set<String>> doors = new LinkedHashMap<>();
        doors.put("b2b.leg", Set.of("app", "config", "sip"));
        doors.put("b2b.sdp", Set.of("config", "store"));
        doors.put("config.command", Set.of(ROOT));
        doors.put("config.http", Set.of());
        doors.put("config.routes", Set.of());
        doors.put("config.settings", Set.of(ROOT));
        doors.put("core.rules", Set.of("app", "config"));
        doors.put("demo.media", Set.of());
        doors.put("mi.access", Set.of("config", "web"));
        doors.put("mi.command", Set.of("config", "web"));
        doors.put("mi.meter", Set.of("config"));
        doors.put("sip.call", Set.of("config", "phone"));
        doors.put("sip.stack", Set.of("config", "phone"));
        doors.put("store.database", Set.of("config"));
        doors.put("store.files", Set.of("config"));
        doors.put("store.journal", Set.of("config"));
        doors.put("store.projection", Set.of("config"));
        doors.put("store.provisioning", Set.of("config"));
        doors.put("store.records", Set.of("config"));
        doors.put("transport.address", Set.of("sip"));
        doors.put("transport.dns", Set.of("sip"));
        doors.put("transport.guard", Set.of());
        doors.put("transport.tls", Set.of("sip"));
        return doors;
    }

    /** All packages that have a floor. */
    static Set<String> packages() {
        Set<String> packages = new TreeSet<>();
        FLOORS.values().forEach(packages::addAll);
        return packages;
    }

    /** The rules for a house with that root package. */
    static List<Rule> of(String root) {
        List<Rule> rules = new ArrayList<>();
        FLOORS.forEach((room, floors) -> rules.add(Rule.rule(
                "packages of " + room + " use only those below them: " + floors,
                noClasses().that(resideInAPackage(root + "." + room + "..")).should(climb(root, floors)),
                floors.get(0) + ".Climber")));
        rules.add(Rule.rule(
                "an inner package is entered only by whom it is open to",
                noClasses().that(resideInAPackage(root + "..")).should(intrude(root)),
                "mi.Intruder"));
        return rules;
    }

    private static ArchCondition<JavaClass> climb(String root, List<String> floors) {
        return new ArchCondition<>("use a package above their own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                int own = floors.indexOf(place(root, type));
                for (Dependency used : type.getDirectDependenciesFromSelf()) {
                    int other = floors.indexOf(place(root, used.getTargetClass()));
                    events.add(new SimpleConditionEvent(type, other > own, used.getDescription()));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> intrude(String root) {
        return new ArchCondition<>("enter a package that is closed to them") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String room = place(root, type).split("\\.")[0];
                for (Dependency used : type.getDirectDependenciesFromSelf()) {
                    String other = place(root, used.getTargetClass());
                    Set<String> open = DOORS.get(other);
                    boolean closed = open != null && !open.contains(room) && !other.startsWith(room + ".");
                    events.add(new SimpleConditionEvent(type, closed, used.getDescription()));
                }
            }
        };
    }

    private static String place(String root, JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.startsWith(root + ".") ? name.substring(root.length() + 1) : "";
    }
}
