package dev.aks4j.core.internal.plan.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.internal.plan.fence.Replicas.Replica;
import dev.aks4j.testing.Property;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever stands still, for however long and wherever: no write leaves a replica whose run another one has taken. */
class FenceTest {

    @Test
    void noReplicaSendsAWriteOfARunThatAnotherHasTaken() {
        Map<String, Integer> met = new TreeMap<>();
        Property.tries(300).holds(draw -> {
            Replicas replicas =
                    new Replicas(draw.integer(2, 3), draw.oneOf(List.of(true, false)), most -> draw.integer(0, most));
            List<String> begun = new ArrayList<>();
            int steps = draw.integer(1, 6);
            for (int i = 0; i < steps; i++) {
                Replica one = draw.oneOf(replicas.all);
                if (one.start("r" + i)) {
                    begun.add("r" + i);
                }
                replicas.time.advance(Duration.ofSeconds(draw.integer(0, 90)));
                draw.oneOf(replicas.all).standStill();
                replicas.time.advance(Duration.ofSeconds(draw.integer(0, 90)));
            }
            replicas.calm();
            replicas.time.advance(Duration.ofHours(2));

            assertThat(replicas.wrong).isEmpty();
            assertThat(replicas.unfinished()).as("lost").isEmpty();
            begun.forEach(run -> assertThat(replicas.accepted)
                    .as("lost or doubled")
                    .containsEntry(run + ".1", 1)
                    .containsEntry(run + ".2", 1));
            replicas.met.forEach((what, times) -> met.merge(what, times, Integer::sum));
        });
        System.out.println("The fence has met " + met);
        assertThat(met.get("resumed")).as("runs were really taken over").isGreaterThan(50);
    }
}
