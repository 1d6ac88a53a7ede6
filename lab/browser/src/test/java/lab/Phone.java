package lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A phone made of SIPp, from the scenarios of lab/sipp. */
final class Phone implements AutoCloseable {
    private static final Path SCENARIOS = Path.of(System.getProperty("lab.top"), "lab", "sipp");

    private final Process process;

    private Phone(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A phone on that port that rings for a while, answers each call, and hangs up with the caller. */
    static Phone answers(int port, int ringMillis) throws IOException {
        String text = scenario("answers.xml").replaceFirst("timeout=\"100\"", "timeout=\"" + ringMillis + "\"");
        return new Phone(List.of(
                "timeout", "300", "sipp", "-sf", file("answers", text), "-i", "127.0.0.1", "-p", String.valueOf(port),
                "-key", "media", "m=audio 6000 RTP/AVP 0", "-nostdin"));
    }

    /** One call to that flow, by somebody of that name and number, who talks for a while. */
    static Phone calls(String sip, String flow, String name, String number, String field, int talkMillis)
            throws IOException {
        String text = scenario("caller.xml")
                .replaceFirst("timeout=\"3600000\"", "timeout=\"" + talkMillis + "\"")
                .replaceFirst("Max-Forwards: 70", java.util.regex.Matcher.quoteReplacement("Max-Forwards: 70\n      " + field));
        return new Phone(List.of(
                "timeout", "120", "sipp", "-sf", file("caller", text), "-i", "127.0.0.1", "-m", "1", "-nostdin",
                "-key", "media", "m=audio 6002 RTP/AVP 0", "-key", "user", number, "-key", "name", "\"" + name + "\" ",
                "-s", flow, sip));
    }

    /** That many calls to that flow, which wait. */
    static Phone waits(String sip, String flow, int calls) throws IOException {
        // SIPp does not look into the value of a key: the number of the call has to stand in the scenario itself.
        String text = scenario("caller.xml").replace("[user]", "+4930555[call_number]");
        return new Phone(List.of(
                "timeout", "120", "sipp", "-sf", file("caller", text), "-i", "127.0.0.1", "-nostdin",
                "-m", String.valueOf(calls), "-r", "10", "-key", "media", "m=audio 6002 RTP/AVP 0",
                "-key", "name", "", "-s", flow, sip));
    }

    /** A command line of somebody's. */
    static Phone of(List<String> command) throws IOException {
        List<String> all = new ArrayList<>(List.of("timeout", "60"));
        all.addAll(command);
        return new Phone(all);
    }

    private static String scenario(String name) throws IOException {
        return Files.readString(SCENARIOS.resolve(name)).replaceAll(" tune=\"[^\"]*\"", "");
    }

    private static String file(String name, String text) throws IOException {
        Path file = Files.createTempFile(name, ".xml");
        Files.writeString(file, text);
        return file.toString();
    }

    /** Waits until it is over; its exit code. */
    int over() throws InterruptedException {
        return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(5, TimeUnit.SECONDS);
    }
}
