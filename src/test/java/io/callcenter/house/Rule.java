package io.callcenter.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * One rule of the house.
 *
 * @param name what the rule demands, as a sentence
 * @param check the rule itself
 * @param culprits the classes below {@code house.sample} that break it, by their names within that package; at least one
 */
record Rule(String name, ArchRule check, List<String> culprits) {

    static Rule rule(String name, ArchRule check, String... culprits) {
        return new Rule(name, check.as(name).allowEmptyShould(true), List.of(culprits));
    }

    /** Every violation among these classes, one text each. */
    List<String> violations(JavaClasses classes) {
        return check.evaluate(classes).getFailureReport().getDetails();
    }

    @Override
    public String toString() {
        return name;
    }
}
