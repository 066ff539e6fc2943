package dev.aks4j.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.internal.operation.FailureStreak.Sort;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long reads that go wrong are borne, and how far apart they are. */
class FailureStreakTest {

    private static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    private static FailureStreak times(int times) {
        FailureStreak streak = FailureStreak.NONE;
        for (int i = 0; i < times; i++) {
            streak = streak.again(Sort.DISTURBED, minutes(i));
        }
        return streak;
    }

    @ParameterizedTest
    @CsvSource({"1,3000", "2,6000", "3,12000", "4,24000", "5,48000", "6,60000", "40,60000"})
    void pausesDoubleToAMinuteAndAreTwiceAsLongAtMostAsAtLeast(int times, long millis) {
        assertThat(times(times).pause(Optional.empty(), () -> 1)).isEqualTo(Duration.ofMillis(millis));
        assertThat(times(times).pause(Optional.empty(), () -> 0)).isEqualTo(Duration.ofMillis(millis / 2));
    }

    @Test
    void wishForHardlyAPauseIsNotAskedForWithoutEnd() {
        assertThat(times(3).pause(Optional.of(Duration.ZERO), () -> 1)).isEqualTo(Duration.ofSeconds(12));
        assertThat(times(3).pause(Optional.of(Duration.ofMillis(10)), () -> 1)).isEqualTo(Duration.ofSeconds(12));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "299,299", "300,300", "301,300", "86400,300"})
    void whatAzureAsksForCountsUpToFiveMinutes(long wish, long seconds) {
        assertThat(times(3).pause(Optional.of(Duration.ofSeconds(wish)), () -> 1))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"SILENT,30", "GONE,120", "UNBORN,1800", "REFUSED,300", "DISTURBED,1800", "UNREACHED,604800"})
    void eachSortIsBorneForItsTime(Sort sort, long seconds) {
        FailureStreak streak = FailureStreak.NONE.again(sort, minutes(10));
        assertThat(streak.isOver(minutes(10).plusSeconds(seconds).minusMillis(1)))
                .isFalse();
        assertThat(streak.isOver(minutes(10).plusSeconds(seconds))).isTrue();
    }

    @Test
    void sameSortCountsFromItsBegin() {
        FailureStreak streak = FailureStreak.NONE.again(Sort.GONE, minutes(1)).again(Sort.GONE, minutes(2));
        assertThat(streak).isEqualTo(new FailureStreak(Sort.GONE, minutes(1), minutes(1), 2));
    }

    @Test
    void otherSortBeginsAnewAndTheWholeIsRemembered() {
        FailureStreak streak = FailureStreak.NONE.again(Sort.GONE, minutes(1)).again(Sort.REFUSED, minutes(2));
        assertThat(streak).isEqualTo(new FailureStreak(Sort.REFUSED, minutes(2), minutes(1), 2));
    }

    @Test
    void whatGoesWrongNowSoAndNowSoIsGivenUpAfterAnHour() {
        FailureStreak streak = FailureStreak.NONE.again(Sort.GONE, minutes(0)).again(Sort.DISTURBED, minutes(50));
        assertThat(streak.isOver(minutes(59))).isFalse();
        assertThat(streak.isOver(minutes(60))).isTrue();
    }

    @Test
    void whatIsOutOfReachAtLastIsWaitedForAllTheSame() {
        FailureStreak streak = FailureStreak.NONE.again(Sort.GONE, minutes(0)).again(Sort.UNREACHED, minutes(50));
        assertThat(streak.isOver(minutes(600))).isFalse();
    }

    @Test
    void oneSortAloneHasNoOtherBound() {
        FailureStreak streak = FailureStreak.NONE.again(Sort.UNREACHED, minutes(0));
        assertThat(streak.isOver(minutes(61))).isFalse();
    }
}
