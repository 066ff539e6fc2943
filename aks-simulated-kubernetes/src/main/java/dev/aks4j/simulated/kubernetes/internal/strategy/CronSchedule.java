package dev.aks4j.simulated.kubernetes.internal.strategy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** When a cron job runs: five fields, or a descriptor such as {@code @hourly}. Immutable. */
public final class CronSchedule {

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final int YEARS = 5;

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean anyDay;
    private final boolean anyWeekday;
    private final Duration every;

    private CronSchedule(String[] fields, Duration every) {
        this.every = every;
        minutes = field(fields[0], 0, 59, List.of(), 0);
        hours = field(fields[1], 0, 23, List.of(), 0);
        days = field(fields[2], 1, 31, List.of(), 0);
        months = field(fields[3], 1, 12, MONTHS, 1);
        weekdays = field(fields[4], 0, 6, DAYS, 0);
        anyDay = isAny(fields[2]);
        anyWeekday = isAny(fields[4]);
    }

    private static boolean isAny(String field) {
        for (String part : field.split(",")) {
            if (part.equals("*") || part.equals("?") || part.startsWith("*/1") && part.length() == 3) {
                return true;
            }
        }
        return false;
    }

    /** Returns what is wrong with a schedule, in the parser's words. */
    static Optional<String> wrong(String text) {
        try {
            parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Reads a schedule; throws {@link IllegalArgumentException} in the parser's words if it is malformed. */
    public static CronSchedule parse(String text) {
        String spec = text;
        if (spec.startsWith("TZ=") || spec.startsWith("CRON_TZ=")) {
            int space = spec.indexOf(' ');
            spec = space < 0 ? "" : spec.substring(space).strip();
        }
        if (spec.isEmpty()) {
            throw new IllegalArgumentException("empty spec string");
        }
        if (spec.startsWith("@")) {
            return descriptor(spec);
        }
        String[] fields = spec.strip().split("\\s+");
        if (fields.length != 5) {
            throw new IllegalArgumentException(
                    "expected exactly 5 fields, found " + fields.length + ": [" + String.join(" ", fields) + "]");
        }
        return new CronSchedule(fields, Duration.ZERO);
    }

    private static CronSchedule descriptor(String text) {
        String fields =
                switch (text) {
                    case "@yearly", "@annually" -> "0 0 1 1 *";
                    case "@monthly" -> "0 0 1 * *";
                    case "@weekly" -> "0 0 * * 0";
                    case "@daily", "@midnight" -> "0 0 * * *";
                    case "@hourly" -> "0 * * * *";
                    default -> "";
                };
        if (!fields.isEmpty()) {
            return new CronSchedule(fields.split(" "), Duration.ZERO);
        }
        String prefix = "@every ";
        if (text.startsWith(prefix)) {
            String duration = text.substring(prefix.length());
            try {
                return new CronSchedule(
                        "* * * * *".split(" "), Duration.parse("PT" + duration.toUpperCase(Locale.ROOT)));
            } catch (java.time.format.DateTimeParseException e) {
                throw new IllegalArgumentException(
                        "failed to parse duration " + text + ": time: invalid duration \"" + duration + "\"", e);
            }
        }
        throw new IllegalArgumentException("unrecognized descriptor: " + text);
    }

    private static BitSet field(String text, int low, int high, List<String> names, int base) {
        BitSet bits = new BitSet();
        for (String part : text.split(",")) {
            if (!part.isEmpty()) {
                range(part, low, high, names, base, bits);
            }
        }
        return bits;
    }

    private static void range(String text, int low, int high, List<String> names, int base, BitSet bits) {
        String[] parts = text.split("/", -1);
        String[] limits = parts[0].split("-", -1);
        int from;
        int to;
        if (limits[0].equals("*") || limits[0].equals("?")) {
            from = low;
            to = high;
        } else {
            from = number(limits[0], names, base);
            if (limits.length > 2) {
                throw new IllegalArgumentException("too many hyphens: " + text);
            }
            to = limits.length == 2 ? number(limits[1], names, base) : from;
        }
        int step = 1;
        if (parts.length > 2) {
            throw new IllegalArgumentException("too many slashes: " + text);
        }
        if (parts.length == 2) {
            step = number(parts[1], List.of(), 0);
            if (limits.length == 1) {
                to = high;
            }
        }
        if (from < low) {
            throw new IllegalArgumentException(
                    "beginning of range (" + from + ") below minimum (" + low + "): " + text);
        }
        if (to > high) {
            throw new IllegalArgumentException("end of range (" + to + ") above maximum (" + high + "): " + text);
        }
        if (from > to) {
            throw new IllegalArgumentException(
                    "beginning of range (" + from + ") beyond end of range (" + to + "): " + text);
        }
        if (step == 0) {
            throw new IllegalArgumentException("step of range should be a positive number: " + text);
        }
        for (int i = from; i <= to; i += step) {
            bits.set(i);
        }
    }

    private static int number(String text, List<String> names, int base) {
        int named = names.indexOf(text.toLowerCase(Locale.ROOT));
        if (named >= 0) {
            return named + base;
        }
        if (!text.matches("[-+]?\\d{1,9}")) {
            throw new IllegalArgumentException(
                    "failed to parse int from " + text + ": strconv.Atoi: parsing \"" + text + "\": invalid syntax");
        }
        int number = Integer.parseInt(text);
        if (number < 0) {
            throw new IllegalArgumentException("negative number (" + number + ") not allowed: " + text);
        }
        return number;
    }

    /** Returns the first time after an instant at which the schedule fires, if there is one within five years. */
    public Optional<Instant> next(Instant after, ZoneId zone) {
        if (!every.isZero()) {
            return Optional.of(after.plus(every).truncatedTo(ChronoUnit.SECONDS));
        }
        ZonedDateTime time = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        ZonedDateTime limit = time.plusYears(YEARS);
        while (time.isBefore(limit)) {
            if (!months.get(time.getMonthValue())) {
                time = time.plusMonths(1).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
            } else if (!dayMatches(time)) {
                time = time.plusDays(1).truncatedTo(ChronoUnit.DAYS);
            } else if (!hours.get(time.getHour())) {
                time = time.plusHours(1).truncatedTo(ChronoUnit.HOURS);
            } else if (!minutes.get(time.getMinute())) {
                time = time.plusMinutes(1);
            } else {
                return Optional.of(time.toInstant());
            }
        }
        return Optional.empty();
    }

    private boolean dayMatches(ZonedDateTime time) {
        boolean day = days.get(time.getDayOfMonth());
        boolean weekday = weekdays.get(time.getDayOfWeek().getValue() % 7);
        return anyDay || anyWeekday ? day && weekday : day || weekday;
    }
}
