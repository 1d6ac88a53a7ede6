package io.callcenter.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;

/** Where the compiled parts of the house are. */
final class House {

    static final String ROOT = "io.callcenter";
    static final String SAMPLES = "io.callcenter.house.sample";

    private static final Path MAIN = Path.of("target/classes/io/callcenter");
    private static final Path TESTS = Path.of("target/test-classes/io/callcenter");

    private House() {}

    /** The program. */
    static JavaClasses program() {
        return new ClassFileImporter().importPath(MAIN);
    }

    /** The tests, without the samples, which break rules on purpose. */
    static JavaClasses tests() {
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("/house/sample/"))
                .importPath(TESTS);
    }

    /** Classes that break the rules. */
    static JavaClasses samples() {
        return new ClassFileImporter().importPath(TESTS.resolve("house/sample"));
    }

    static boolean exists(String room) {
        return MAIN.resolve(room).toFile().isDirectory();
    }
}
