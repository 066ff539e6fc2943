package dev.aks4j.core.internal.model;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and lengths of time as people write them, rounded to what is shown. */
public final class TimeText {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT);

    private TimeText() {}

    /**
     * Returns a length of time: {@code 0.4 s}, {@code 42 s}, {@code 4 min 30 s}, {@code 1 h 5 min}. It is rounded to the
     * last unit that is shown, so 59.7 s are 1 min.
     */
    public static String of(Duration duration) {
        if (duration.isNegative()) {
            return "0 s";
        }
        long tenths = (duration.toMillis() + 50) / 100;
        if (tenths > 0 && tenths < 10) {
            return "0." + tenths + " s";
        }
        long seconds = (duration.toMillis() + 500) / 1000;
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        long minutes = (seconds + 30) / 60;
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }

    /** Returns a time of day in UTC: {@code 14:03:09Z}. */
    public static String clock(Instant time) {
        return CLOCK.format(time.atOffset(ZoneOffset.UTC));
    }
}
