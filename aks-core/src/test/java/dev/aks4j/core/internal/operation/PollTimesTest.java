package dev.aks4j.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.internal.arm.Allowance;
import dev.aks4j.core.operation.OperationToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When states are read. */
class PollTimesTest {

    private final PollTimes times =
            new PollTimes(token -> new Allowance(200, 2), token -> new Allowance(60, 1), () -> 0.5);

    private final OperationToken token = new OperationToken(
            "PUT", Scene.CLUSTER, Scene.VERSION, "", Optional.of(Scene.STATUS_URL), Optional.empty(), Instant.EPOCH);

    private PollTimes.Timetable timetable() {
        return times.timetable("create", token);
    }

    private long pause(PollTimes.Timetable timetable, int age) {
        return timetable
                .next(token, Duration.ofSeconds(age), Optional.empty())
                .pause()
                .toSeconds();
    }

    @Test
    void readsAreRareWhileNothingCanHaveHappenedAndDenseNearTheLikelyEnd() {
        assertThat(pause(timetable(), 60)).isLessThanOrEqualTo(7);
        for (int i = 0; i < 30; i++) {
            timetable().ended(Duration.ofSeconds(280 + i), Optional.empty());
        }
        PollTimes.Timetable learned = timetable();
        assertThat(pause(learned, 60)).isGreaterThanOrEqualTo(15);
        assertThat(pause(learned, 290)).isLessThanOrEqualTo(2);
    }

    @Test
    void readsAreSharedByAllThatCountAgainstOneLimit() {
        List<PollTimes.Timetable> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            all.add(timetable());
            pause(all.get(i), 200);
        }
        long crowded = pause(all.get(0), 200);
        all.subList(1, all.size()).forEach(PollTimes.Timetable::leave);
        assertThat(pause(all.get(0), 200)).isLessThan(crowded);
    }

    @Test
    void wishOfAzureIsHonouredAndBounded() {
        PollTimes.Timetable timetable = timetable();
        assertThat(timetable
                        .next(token, Duration.ofSeconds(9), Optional.of(Duration.ofSeconds(45)))
                        .pause())
                .isEqualTo(Duration.ofSeconds(45));
        assertThat(timetable
                        .next(token, Duration.ofSeconds(9), Optional.of(Duration.ofDays(1)))
                        .pause())
                .isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void longOperationsAreReadLessOften() {
        PollTimes.Timetable timetable = timetable();
        assertThat(pause(timetable, 7200)).isGreaterThanOrEqualTo(25);
    }

    @Test
    void operationsOfOneRegionShareALimitAndOthersDoNot() {
        OperationToken here = new OperationToken(
                "PUT",
                Scene.CLUSTER,
                Scene.VERSION,
                "",
                Optional.of(Scene.STATUS_URL),
                Optional.empty(),
                Instant.EPOCH);
        OperationToken there =
                here.with(Optional.of(Scene.STATUS_URL.replace("westeurope", "eastus")), Optional.empty());
        assertThat(PollTimes.limit(here))
                .isEqualTo(PollTimes.limit(
                        here.with(Optional.of(Scene.STATUS_URL.replace("0b1c", "77")), Optional.empty())));
        assertThat(PollTimes.limit(here)).isNotEqualTo(PollTimes.limit(there));
    }
}
