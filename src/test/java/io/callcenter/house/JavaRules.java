package io.callcenter.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** How Java is written here, as far as compiled classes can tell. */
final class JavaRules {

    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Manager|Utils?|Helper|Impl|Data|Info)");
    private static final Set<String> CLOCKS =
            Set.of("now", "currentTimeMillis", "nanoTime", "systemUTC", "systemDefaultZone");

    private static final Set<String> DICE = Set.of(
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.concurrent.ThreadLocalRandom",
            "java.security.SecureRandom");

    private JavaRules() {}

    /** Rules for the program. */
    static List<Rule> ofTheProgram(String root) {
        String[] decisions = {root + ".core..", root + ".b2b.."};
        String[] pure = {root + ".core..", root + ".b2b..", root + ".message..", root + ".transaction.."};
        return List.of(
                Rule.rule(
                        "nothing static can change",
                        noFields().that().areStatic().should(beChangeable()),
                        "app.Remembers",
                        "app.RemembersMore"),
                Rule.rule(
                        "a name says what a thing is",
                        noClasses()
                                .that(DescribedPredicate.describe("", (JavaClass c) -> !c.isAnonymousClass()))
                                .should(haveAnEmptyName()),
                        "app.CallManager"),
                Rule.rule(
                        "core, b2b, message and transaction are told the time and what is random",
                        noClasses().that(resideInAnyPackage(pure)).should(lookAtAClockOrThrowDice()),
                        "core.Restless",
                        "b2b.Gambler"),
                Rule.rule(
                        "core, b2b, message and transaction catch no Exception",
                        noClasses().that(resideInAnyPackage(pure)).should(catchEverything()),
                        "core.Forgiving"),
                Rule.rule(
                        "a sealed family of core and b2b has only records, enums and sealed families",
                        classes().that(resideInAnyPackage(decisions)).should(haveOnlyClosedMembers()),
                        "core.Family"));
    }

    /** Rules for the tests. */
    static List<Rule> ofTheTests() {
        return List.of(
                Rule.rule(
                        "a test waits for something, it does not sleep",
                        noClasses().should(call("sleep", Thread.class.getName(), "java.util.concurrent.TimeUnit")),
                        "Sleepy"),
                Rule.rule(
                        "no test is switched off",
                        noClasses().should(carry("org.junit.jupiter.api.Disabled", "net.jqwik.api.Disabled")),
                        "SwitchedOff"),
                Rule.rule("a test class is found by the build", classes().should(beFoundIfTheyHoldTests()), "Unfound"));
    }

    private static ArchCondition<JavaField> beChangeable() {
        return new ArchCondition<>("be changeable") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                boolean ours = !field.getModifiers().contains(JavaModifier.SYNTHETIC);
                boolean fixed = field.getModifiers().contains(JavaModifier.FINAL);
                boolean container = List.of(
                                "java.util.concurrent..",
                                "java.util.HashMap",
                                "java.util.ArrayList",
                                "java.util.Random")
                        .stream()
                        .anyMatch(name -> name.endsWith("..")
                                ? field.getRawType().getPackageName().startsWith(name.replace("..", ""))
                                        && !field.getRawType().isEnum()
                                : field.getRawType().getName().equals(name));
                boolean holder = field.getRawType().isAssignableTo(ThreadLocal.class)
                        || field.getRawType().isAssignableTo(StringBuilder.class);
                boolean changeable = ours && (!fixed || container || holder);
                events.add(new SimpleConditionEvent(field, changeable, field.getFullName() + " is static and changes"));
            }
        };
    }

    private static ArchCondition<JavaClass> haveAnEmptyName() {
        return new ArchCondition<>("have an empty name") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean empty = EMPTY_NAME.matcher(type.getSimpleName()).matches();
                events.add(new SimpleConditionEvent(type, empty, type.getName() + " says nothing by its name"));
            }
        };
    }

    private static ArchCondition<JavaClass> lookAtAClockOrThrowDice() {
        return new ArchCondition<>("look at a clock or throw dice") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    JavaClass owner = access.getTargetOwner();
                    boolean clock = CLOCKS.contains(access.getName())
                            && (owner.getPackageName().startsWith("java.time") || owner.isEquivalentTo(System.class));
                    boolean dice = DICE.contains(owner.getName())
                            || owner.isEquivalentTo(UUID.class)
                                    && access.getName().equals("randomUUID")
                            || owner.isEquivalentTo(Math.class)
                                    && access.getName().equals("random");
                    events.add(new SimpleConditionEvent(type, clock || dice, access.getDescription()));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> catchEverything() {
        return new ArchCondition<>("catch everything") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getCodeUnits().stream()
                        .flatMap(unit -> unit.getTryCatchBlocks().stream())
                        .flatMap(block -> block.getCaughtThrowables().stream())
                        .filter(caught -> Set.of(
                                        "java.lang.Exception", "java.lang.Throwable", "java.lang.RuntimeException")
                                .contains(caught.getName()))
                        .forEach(caught -> events.add(new SimpleConditionEvent(
                                type, true, type.getName() + " catches " + caught.getSimpleName())));
            }
        };
    }

    private static ArchCondition<JavaClass> haveOnlyClosedMembers() {
        return new ArchCondition<>("have only closed members") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Class<?> family = type.reflect();
                if (!family.isSealed()) {
                    return;
                }
                for (Class<?> member : family.getPermittedSubclasses()) {
                    boolean closed = member.isRecord() || member.isEnum() || member.isSealed();
                    events.add(new SimpleConditionEvent(type, closed, member.getName() + " leaves its family open"));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> call(String method, String... owners) {
        return new ArchCondition<>("call " + method) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getMethodCallsFromSelf().stream()
                        .filter(call -> call.getName().equals(method))
                        .filter(call ->
                                List.of(owners).contains(call.getTargetOwner().getName()))
                        .forEach(call -> events.add(new SimpleConditionEvent(type, true, call.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaClass> carry(String... annotations) {
        return new ArchCondition<>("carry an annotation") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (String annotation : annotations) {
                    boolean found = type.isAnnotatedWith(annotation)
                            || type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(annotation));
                    events.add(new SimpleConditionEvent(type, found, type.getName() + " carries " + annotation));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> beFoundIfTheyHoldTests() {
        return new ArchCondition<>("be found if they hold tests") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean tests = type.getMethods().stream().anyMatch(JavaRules::isATest);
                JavaClass outer = type;
                while (outer.getEnclosingClass().isPresent()) {
                    outer = outer.getEnclosingClass().get();
                }
                boolean found = outer.getSimpleName().matches(".*(Test|Story|Properties)")
                        || type.getModifiers().contains(JavaModifier.ABSTRACT)
                        || assignableTo("java.lang.annotation.Annotation").test(type);
                events.add(new SimpleConditionEvent(
                        type, !tests || found, type.getName() + " must end in Test, Story or Properties to be run"));
            }
        };
    }

    private static boolean isATest(com.tngtech.archunit.core.domain.JavaMethod method) {
        return List.of(
                        "org.junit.jupiter.api.Test",
                        "org.junit.jupiter.params.ParameterizedTest",
                        "org.junit.jupiter.api.TestFactory",
                        "net.jqwik.api.Property",
                        "net.jqwik.api.Example")
                .stream()
                .anyMatch(method::isAnnotatedWith);
    }
}
