package io.callcenter.mi.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** Times and days as commands get them: a day, or a time of ISO 8601; one without an offset is of that zone. */
public record TimeArguments(ZoneId zone) {
    /** The time, or the beginning of the day; empty where the text is neither. */
    public Optional<Instant> from(String text) {
        return day(text).map(this::start).or(() -> time(text));
    }

    /** The time, or the end of the day; empty where the text is neither. */
    public Optional<Instant> to(String text) {
        return day(text).map(day -> start(day.plusDays(1))).or(() -> time(text));
    }

    /** The day; empty where the text is none. */
    public Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text.strip())).filter(day -> inUse(day.getYear()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** When that day begins. */
    public Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** Databases know no others. */
    private static boolean inUse(int year) {
        return year >= 1 && year < 9_999;
    }

    private Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.strip()))
                    .filter(time -> inUse(time.getYear()))
                    .map(OffsetDateTime::toInstant);
        } catch (DateTimeException e) {
            return local(text);
        }
    }

    private Optional<Instant> local(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text.strip()))
                    .filter(time -> inUse(time.getYear()))
                    .map(time -> time.atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
