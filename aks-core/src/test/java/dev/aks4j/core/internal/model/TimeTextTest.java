package dev.aks4j.core.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lengths of time for people. */
class TimeTextTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT-5S, 0 s",
        "PT0.04S, 0 s",
        "PT0.35S, 0.4 s",
        "PT0.96S, 1 s",
        "PT41.6S, 42 s",
        "PT59.6S, 1 min",
        "PT4M30S, 4 min 30 s",
        "PT59M59.7S, 1 h",
        "PT1H29M31S, 1 h 30 min",
        "PT26H, 26 h"
    })
    void isRoundedToTheUnitThatIsShown(String time, String text) {
        assertThat(TimeText.of(Duration.parse(time))).isEqualTo(text);
    }
}
