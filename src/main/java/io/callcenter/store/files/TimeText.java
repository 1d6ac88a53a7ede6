package io.callcenter.store.files;

import java.time.Instant;
import java.time.LocalDate;

/** Times as {@link Instant#toString} writes them, without its formatter: each saved call has a dozen. */
public final class TimeText {
    private static final long DAY = 86_400;
    /** Years of four digits. */
    private static final Instant FIRST = Instant.parse("1000-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private TimeText() {}

    public static String of(Instant at) {
        if (at.isBefore(FIRST) || !at.isBefore(END)) {
            return at.toString();
        }
        long day = Math.floorDiv(at.getEpochSecond(), DAY);
        int second = (int) Math.floorMod(at.getEpochSecond(), DAY);
        LocalDate date = LocalDate.ofEpochDay(day);
        StringBuilder text = new StringBuilder(30).append(date.getYear()).append('-');
        two(text, date.getMonthValue()).append('-');
        two(text, date.getDayOfMonth()).append('T');
        two(text, second / 3600).append(':');
        two(text, second / 60 % 60).append(':');
        two(text, second % 60);
        fraction(text, at.getNano());
        return text.append('Z').toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** None, or three, six or nine digits. */
    private static void fraction(StringBuilder text, int nanos) {
        if (nanos == 0) {
            return;
        }
        text.append('.');
        int digits = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
        int place = 100_000_000;
        for (int i = 0; i < digits; i++) {
            text.append((char) ('0' + nanos / place % 10));
            place /= 10;
        }
    }
}
