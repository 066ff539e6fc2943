package dev.aks4j.core.internal.arm;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads when to come back, in every spelling that Azure uses: {@code retry-after-ms} and {@code x-ms-retry-after-ms}
 * (milliseconds), {@code Retry-After} (seconds, also with a fraction, or an HTTP date). A date counts from that of the answer
 * ({@code Date}), where it has one: our clock may be another. Thread-safe.
 */
public final class RetryAfter {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}([.][0-9]{1,9})?");

    private RetryAfter() {}

    /**
     * Reads the wish.
     *
     * @param header gives a header's value, or null
     * @param now the instant against which a date counts if the answer has none of its own
     * @return how long to wait; empty if nothing usable was said; never negative
     */
    public static Optional<Duration> read(UnaryOperator<String> header, Instant now) {
        return millis(header.apply("x-ms-retry-after-ms"))
                .or(() -> millis(header.apply("retry-after-ms")))
                .or(() -> secondsOrDate(
                        header.apply("Retry-After"),
                        () -> date(header.apply("Date")).orElse(now)));
    }

    private static Optional<Duration> millis(String value) {
        return number(value).map(millis -> Duration.ofNanos((long) (millis * 1e6)));
    }

    private static Optional<Duration> secondsOrDate(String value, Supplier<Instant> now) {
        Optional<Duration> seconds = number(value).map(count -> Duration.ofNanos((long) (count * 1e9)));
        if (seconds.isPresent() || value == null) {
            return seconds;
        }
        return date(value)
                .map(at -> Duration.between(now.get(), at))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    /** Reads an HTTP date; empty if the header is null or no date. */
    public static Optional<Instant> date(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Double> number(String value) {
        if (value == null || !NUMBER.matcher(value.strip()).matches()) {
            return Optional.empty();
        }
        return Optional.of(Double.parseDouble(value.strip()));
    }
}
