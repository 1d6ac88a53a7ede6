package io.callcenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, run for real in a project of its own, with a Java and a Maven that only say what they were asked. */
class LauncherTest {

    private static final List<String> TOOLS = List.of(
            "cat",
            "date",
            "dirname",
            "find",
            "flock",
            "head",
            "mkdir",
            "readlink",
            "rm",
            "sed",
            "tail",
            "touch",
            "tr",
            "wc");
    private static final long BIG = 30_000_000;
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    Path place;

    private Path project;
    private Path tools;
    private Path java;

    @BeforeEach
    void makeAProjectWithABuild() throws IOException {
        project = Files.createDirectories(place.resolve("a project"));
        Files.copy(Path.of("callcenter"), project.resolve("callcenter"));
        assertThat(project.resolve("callcenter").toFile().setExecutable(true)).isTrue();
        old(Files.writeString(project.resolve("pom.xml"), "<project/>"));
        Files.createDirectories(project.resolve("src/main/java"));
        old(Files.writeString(project.resolve("src/main/java/A.java"), "class A {}"));
        old(project.resolve("src/main/java"));
        old(project.resolve("src/main"));
        tools = Files.createDirectories(place.resolve("tools"));
        for (String tool : TOOLS) {
            script(tools.resolve(tool), "#!/bin/sh\nPATH=/usr/bin:/bin\nexec " + tool + " \"$@\"\n");
        }
        java = install("java-17", "17.0.15", "0");
    }

    @Test
    void everyArgumentReachesTheProgramAsItWasWritten() throws Exception {
        build();

        Run run = launch(project, "mi", "cc_agent_login", "agent_id=a b", "", "*");

        assertThat(run.code).isZero();
        assertThat(run.out)
                .contains("<-jar>", "<" + project.toRealPath().resolve("target/camel-call-center.jar") + ">")
                .endsWith("<mi>", "<cc_agent_login>", "<agent_id=a b>", "<>", "<*>");
    }

    @Test
    void whatTheIntegratorPutsOnTheClassPathComesAfterTheProgram() throws Exception {
        build();

        Run run = run(
                project,
                Map.of("JAVA_HOME", java.toString(), "CALLCENTER_CLASSPATH", "my beans:lib/more.jar"),
                List.of("./callcenter", "start"));

        assertThat(run.code).isZero();
        assertThat(run.out)
                .contains(
                        "<-cp>",
                        "<" + project.toRealPath().resolve("target/camel-call-center.jar") + ":my beans:lib/more.jar>",
                        "<io.callcenter.CallCenter>")
                .doesNotContain("<-jar>")
                .endsWith("<start>");
    }

    @Test
    void itWorksThroughLinksFromAnyFolderAndKeepsThatFolder() throws Exception {
        build();
        Path elsewhere = Files.createDirectories(place.resolve("elsewhere"));
        Files.createSymbolicLink(elsewhere.resolve("first"), Path.of("../a project/callcenter"));
        Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("first"));

        Run run = run(elsewhere, Map.of("JAVA_HOME", java.toString()), List.of("./second", "version"));

        assertThat(run.out).contains("<" + project.toRealPath().resolve("target/camel-call-center.jar") + ">");
        assertThat(run.out.get(0)).isEqualTo("in " + elsewhere.toRealPath());
    }

    @Test
    void theScriptBecomesTheJvmSoThatSignalsReachIt() throws Exception {
        build();

        Run run = launch(project, "start");

        assertThat(run.out.get(1)).isEqualTo("pid " + run.pid);
    }

    @Test
    void whatAServerWritesIsForItsUserOnly_M4() throws Exception {
        build();

        assertThat(launch(project, "start").out).contains("umask 0077");
        assertThat(launch(project, "mi", "which").out).doesNotContain("umask 0077");
    }

    @Test
    void itsExitCodeIsTheProgramsOne() throws Exception {
        build();
        java = install("java-17", "17.0.15", "3");

        assertThat(launch(project, "mi", "which").code).isEqualTo(3);
    }

    @Test
    void anOldJavaHomeIsNamedAndAnotherJavaIsTaken() throws Exception {
        build();
        Path old = install("java-11", "11.0.2", "0");

        Run run = run(project, Map.of("JAVA_HOME", old.toString()), List.of("./callcenter", "version"));

        assertThat(run.code).isZero();
        assertThat(String.join("\n", run.err)).contains("JAVA_HOME", "java-11");
        assertThat(run.out).contains("java java-17");
    }

    @Test
    void aJavaWithoutAReleaseFileIsAskedItself() throws Exception {
        build();
        Files.delete(java.resolve("release"));

        assertThat(launch(project, "version").out).contains("java java-17");
    }

    @Test
    void withoutAnyJavaItSaysWhatIsMissing() throws Exception {
        build();
        Files.delete(java.resolve("bin/java"));

        Run run = launch(project, "start");

        assertThat(run.code).isEqualTo(2);
        assertThat(String.join("\n", run.err)).contains("no Java 17 or newer");
    }

    @Test
    void aMissingBuildIsMadeWithMavenFirst() throws Exception {
        maven("mkdir -p target; : >target/camel-call-center.jar");

        Run run = launch(project, "version");

        assertThat(run.code).isZero();
        assertThat(run.out).endsWith("<version>");
        assertThat(String.join("\n", run.err)).contains("building with Maven");
    }

    @Test
    void aBuildOlderThanASourceIsMadeAgain() throws Exception {
        build();
        maven(": >target/camel-call-center.jar; : >target/made-again");
        Files.setLastModifiedTime(
                project.resolve("src/main/java/A.java"),
                FileTime.from(Instant.now().plusSeconds(60)));

        Run run = launch(project, "version");

        assertThat(run.code).isZero();
        assertThat(project.resolve("target/made-again")).exists();
    }

    @Test
    void aBuildNewerThanItsSourcesNeedsNoMaven() throws Exception {
        build();

        Run run = launch(project, "version");

        assertThat(run.code).isZero();
        assertThat(run.err).isEmpty();
    }

    @Test
    void helpNeedsNeitherABuildNorAJava_N5() throws Exception {
        Path pages = Files.createDirectories(project.resolve("src/main/help"));
        Files.writeString(pages.resolve("callcenter.txt"), "all\n");
        Files.writeString(pages.resolve("callcenter-flow.txt"), "flow\n");
        Files.writeString(pages.resolve("callcenter-flow-set.txt"), "flow set\n");
        Files.delete(java.resolve("bin/java"));

        assertThat(launch(project, "--help").out).containsExactly("all");
        assertThat(launch(project, "-h").out).containsExactly("all");
        assertThat(launch(project, "flow", "--help").out).containsExactly("flow");
        assertThat(launch(project, "flow", "set", "sales", "-h").out).containsExactly("flow set");
        assertThat(launch(project, "flow", "--url", "x", "--help").out).containsExactly("flow");
        Run none = launch(project);
        assertThat(none.code).isEqualTo(2);
        assertThat(none.err).containsExactly("all");
        assertThat(launch(project, "flwo", "--help").code).isEqualTo(2);
        assertThat(launch(project, "start", "--hel").out).isEmpty();
    }

    @Test
    void withoutMavenItSaysSo() throws Exception {
        Run run = launch(project, "start");

        assertThat(run.code).isEqualTo(2);
        assertThat(String.join("\n", run.err)).contains("Maven is missing");
    }

    @Test
    void aFailedBuildIsShownAndNothingStarts() throws Exception {
        maven("echo '[ERROR] A.java is wrong'; exit 1");

        Run run = launch(project, "start");

        assertThat(run.code).isEqualTo(1);
        assertThat(run.out).isEmpty();
        assertThat(String.join("\n", run.err)).contains("A.java is wrong", "the build failed");
    }

    @Test
    void aRunThatEndsByItselfWritesAClassArchiveAndLaterOnesReadIt() throws Exception {
        build();

        Run first = launch(project, "check");
        Path archive = archiveWrittenBy(first);
        size(archive, BIG);
        Run second = launch(project, "start");

        assertThat(second.out).contains("<-XX:SharedArchiveFile=" + archive + ">");
    }

    @Test
    void anArchiveThatChangedItsSizeOrDoesNotWorkIsMadeAnew() throws Exception {
        build();
        Path archive = archiveWrittenBy(launch(project, "check"));
        size(archive, BIG);
        launch(project, "check");

        size(archive, BIG + 1);
        Files.writeString(java.resolve("refuse-archives"), "");
        Run run = launch(project, "check");

        assertThat(run.code).isZero();
        assertThat(archiveWrittenBy(run)).isEqualTo(archive).doesNotExist();
    }

    @Test
    void theArchiveOfARunThatFailedEarlyIsMadeAnew() throws Exception {
        build();
        Path archive = archiveWrittenBy(launch(project, "check"));
        size(archive, 400_000);

        assertThat(archiveWrittenBy(launch(project, "check")))
                .isEqualTo(archive)
                .doesNotExist();
    }

    @Test
    void aServerWritesNoArchiveSinceItWouldStopSlowly() throws Exception {
        build();

        assertThat(launch(project, "start").out).noneMatch(line -> line.contains("ArchiveClassesAtExit"));
        assertThat(launch(project, "demo").out).noneMatch(line -> line.contains("ArchiveClassesAtExit"));
        assertThat(archiveWrittenBy(launch(project, "demo", "--calls", "20"))).doesNotExist();
    }

    @Test
    void java25LearnsFromALongDemoAndRunsFromItsCacheWithBothCompilers() throws Exception {
        build();
        Path newer = install("newer", "25.0.1", "0");

        Run learning = with(newer, "demo", "--calls", "200");

        Path cache = fileOf("AOTCacheOutput", learning);
        assertThat(learning.out)
                .contains("<-XX:+TieredCompilation>")
                .noneMatch(line -> line.contains("ArchiveClasses"));
        size(cache, BIG);
        assertThat(with(newer, "start").out)
                .contains("<-XX:AOTCache=" + cache + ">", "<-XX:+TieredCompilation>")
                .noneMatch(line -> line.contains("SharedArchiveFile"));
        size(cache, BIG / 100);
        assertThat(with(newer, "start").out).noneMatch(line -> line.contains("AOTCache"));
    }

    @Test
    void aServerRunsOnBothCompilersAndWhatEndsSoonOnTheQuickOne() throws Exception {
        build();

        assertThat(launch(project, "start").out)
                .contains("<-XX:+TieredCompilation>")
                .noneMatch(line -> line.contains("TieredStopAtLevel"));
        assertThat(launch(project, "check").out).contains("<-XX:TieredStopAtLevel=1>");
        assertThat(launch(project, "demo").out).contains("<-XX:TieredStopAtLevel=1>");
    }

    @Test
    void anInstalledJava25ThatHasLearntThisBuildIsTakenBeforeThatOfThePath() throws Exception {
        build();
        script(tools.resolve("java"), "#!/bin/sh\nexec '" + java + "/bin/java' \"$@\"\n");
        Path newer = install("newer", "25.0.1", "0");
        Map<String, String> noHome = Map.of();
        assertThat(run(project, noHome, List.of("./callcenter", "start")).out).contains("java java-17");

        Path cache = fileOf("AOTCacheOutput", with(newer, "demo", "--calls", "300"));
        size(cache, BIG);

        assertThat(run(project, noHome, List.of("./callcenter", "start")).out)
                .contains("java newer", "<-XX:AOTCache=" + cache + ">");
        assertThat(launch(project, "start").out).as("JAVA_HOME chooses").contains("java java-17");
        assertThat(run(project, noHome, List.of("./callcenter", "version")).out)
                .as("a short run needs no cache")
                .contains("java java-17");
        old(cache);
        assertThat(run(project, noHome, List.of("./callcenter", "start")).out)
                .as("of an older build")
                .contains("java java-17");
    }

    @Test
    void aShortDemoAndAnOlderJavaLearnNothing() throws Exception {
        build();

        assertThat(with(install("newer", "25.0.1", "0"), "demo", "--calls", "20").out)
                .contains("<-XX:TieredStopAtLevel=1>")
                .noneMatch(line -> line.contains("AOTCache"));
        assertThat(launch(project, "demo", "--calls", "1000").out).noneMatch(line -> line.contains("AOTCache"));
    }

    private Run with(Path javaHome, String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("./callcenter"));
        command.addAll(List.of(arguments));
        return run(project, Map.of("JAVA_HOME", javaHome.toString()), command);
    }

    @Test
    void optionsOfTheOperatorComeAfterOursAndMayChooseTheCollector() throws Exception {
        build();

        Run run = run(
                project,
                Map.of("JAVA_HOME", java.toString(), "CALLCENTER_JAVA_OPTS", "-Xmx4g -XX:+UseZGC"),
                List.of("./callcenter", "start"));

        assertThat(run.out).containsSubsequence("<-Xmx1g>", "<-Xmx4g>", "<-XX:+UseZGC>", "<-jar>");
        assertThat(run.out).doesNotContain("<-XX:+UseG1GC>");
    }

    private void build() throws IOException {
        Files.createDirectories(project.resolve("target"));
        Files.writeString(project.resolve("target/camel-call-center.jar"), "");
    }

    private static Path archiveWrittenBy(Run run) {
        return fileOf("ArchiveClassesAtExit", run);
    }

    private static Path fileOf(String name, Run run) {
        String option = "<-XX:" + name + "=";
        return run.out.stream()
                .filter(line -> line.startsWith(option))
                .map(line -> Path.of(line.substring(option.length(), line.length() - 1)))
                .findFirst()
                .orElseThrow();
    }

    private static void size(Path file, long bytes) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(bytes);
        }
    }

    private static void old(Path path) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(LONG_AGO));
    }

    /** A Java home whose java says where it runs, as which process, what it is called and every argument it was given. */
    private Path install(String name, String version, String exitCode) throws IOException {
        Path javaHome = Files.createDirectories(place.resolve("jvms").resolve(name));
        Files.writeString(javaHome.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.createDirectories(javaHome.resolve("bin"));
        script(javaHome.resolve("bin/java"), """
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "%s" 2025-01-01' >&2; exit 0; fi
                for arg; do
                    if [ "$arg" = -Xshare:on ]; then [ ! -e '%s/refuse-archives' ]; exit; fi
                done
                echo "in $(pwd -P)"
                echo "pid $$"
                echo 'java %s'
                echo "umask $(umask)"
                for arg; do printf '<%%s>\\n' "$arg"; done
                exit %s
                """.formatted(version, javaHome, name, exitCode));
        return javaHome;
    }

    private void maven(String commands) throws IOException {
        script(tools.resolve("mvn"), "#!/bin/sh\n" + commands + "\n");
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Run launch(Path folder, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of("./callcenter"));
        command.addAll(List.of(args));
        return run(folder, Map.of("JAVA_HOME", java.toString()), command);
    }

    private Run run(Path folder, Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("CALLCENTER_JVMS", place.resolve("jvms").toString());
        builder.environment().putAll(environment);
        Path errors = place.resolve("stderr");
        Process process = builder.redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), process.pid(), out.lines().toList(), Files.readAllLines(errors));
    }

    private record Run(int code, long pid, List<String> out, List<String> err) {}
}
