package io.callcenter.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The terminal: one line for each thing that happened. Lines wait a moment, so that what comes from the phones and what comes from the contact
 * center's events stand in the order in which they happened. On the lane only.
 */
final class Screen {
    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.S");

    private final PrintStream out;
    private final boolean colours;
    private final ZoneId zone;
    private final Phones phones;
    private final List<ScreenLine> waiting = new ArrayList<>();

    /** A screen on that stream. */
    Screen(PrintStream out, boolean colours, ZoneId zone, Phones phones) {
        this.out = out;
        this.colours = colours;
        this.zone = zone;
        this.phones = phones;
    }

    /** Prints lines of text as they are, at once. */
    void say(List<String> text) {
        text.forEach(out::println);
        out.flush();
    }

    /** Names the columns. */
    void head() {
        String head = columns("time", "call", "caller", "flow", "agent", "");
        out.println(colours ? ScreenLine.Tone.QUIET.paint(head) : head);
        out.flush();
    }

    /** Shows a line soon. */
    void show(ScreenLine line) {
        waiting.add(line);
        phones.lane().after(MOMENT, () -> print(phones.now().minus(MOMENT)));
    }

    /** Shows what still waits. */
    void flush() {
        print(Instant.MAX);
    }

    private void print(Instant until) {
        List<ScreenLine> due = waiting.stream()
                .filter(line -> !line.at().isAfter(until))
                .sorted(Comparator.comparing(ScreenLine::at))
                .toList();
        waiting.removeAll(due);
        due.forEach(line -> out.println(text(line)));
        out.flush();
    }

    private String text(ScreenLine line) {
        String time = TIME.withZone(zone).format(line.at());
        String text = columns(time, line.call(), line.caller(), line.flow(), line.agent(), line.words());
        return colours ? line.tone().paint(text) : text;
    }

    private static String columns(String time, String call, String caller, String flow, String agent, String words) {
        return String.format("%-10s %4s  %-8s %-8s %-6s %s", time, call, caller, flow, agent, words)
                .stripTrailing();
    }
}
