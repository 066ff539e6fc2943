package dev.aks4j.core.internal.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every spelling of when to come back. */
class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Optional<Duration> read(Map<String, String> headers) {
        Map<String, String> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        any.putAll(headers);
        return RetryAfter.read(any::get, NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After|7|PT7S",
                "retry-after|0|PT0S",
                "Retry-After| 1.5 |PT1.5S",
                "Retry-After|Thu, 01 Jan 2026 00:01:00 GMT|PT1M",
                "Retry-After|Wed, 31 Dec 2025 23:00:00 GMT|PT0S",
                "retry-after-ms|250|PT0.25S",
                "x-ms-retry-after-ms|1250|PT1.25S"
            })
    void isRead(String name, String value, Duration expected) {
        assertThat(read(Map.of(name, value))).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Retry-After|soon", "Retry-After|-3", "Retry-After|99999999999999", "retry-after-ms|x"})
    void nonsenseIsNotRead(String name, String value) {
        assertThat(read(Map.of(name, value))).isEmpty();
    }

    /** Our clock may be another than the one that the date is told by. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Fri, 01 May 2026 10:00:20 GMT|Fri, 01 May 2026 10:00:00 GMT|PT20S",
                "Wed, 31 Dec 2025 22:00:20 GMT|Wed, 31 Dec 2025 22:00:00 GMT|PT20S",
                "Thu, 01 Jan 2026 00:00:30 GMT|some day|PT30S"
            })
    void dateCountsFromThatOfTheAnswer(String at, String date, Duration expected) {
        assertThat(read(Map.of("Retry-After", at, "date", date))).contains(expected);
    }

    @Test
    void millisecondsWinOverSeconds() {
        assertThat(read(Map.of("Retry-After", "9", "retry-after-ms", "100", "x-ms-retry-after-ms", "200")))
                .contains(Duration.ofMillis(200));
        assertThat(read(Map.of())).isEmpty();
    }
}
