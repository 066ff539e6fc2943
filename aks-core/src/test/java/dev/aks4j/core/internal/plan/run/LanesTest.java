package dev.aks4j.core.internal.plan.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanesTest {

    private static final ResourceId CLUSTER =
            ResourceId.group("rg").child("Microsoft.ContainerService/managedClusters", "shop");

    private final Lanes lanes = new Lanes();
    private final List<String> begun = new ArrayList<>();

    private static Lane cluster() {
        return Lane.of(Address.azure(CLUSTER));
    }

    private static Lane pool(String name) {
        return Lane.of(Address.azure(CLUSTER.child("agentPools", name)));
    }

    private void enter(Lane lane, String name) {
        lanes.enter(lane, () -> begun.add(name));
    }

    @Test
    void poolsOfOneClusterGoSideBySide() {
        enter(pool("a"), "a");
        enter(pool("b"), "b");
        enter(pool("A"), "a again");

        assertThat(begun).containsExactly("a", "b");
        lanes.leave(pool("a"));
        assertThat(begun).containsExactly("a", "b", "a again");
    }

    @Test
    void writeToTheClusterWaitsForItsPoolsAndLaterOnesWaitForIt() {
        enter(pool("a"), "a");
        enter(pool("b"), "b");
        enter(cluster(), "cluster");
        enter(pool("c"), "c");
        enter(pool("d"), "d");

        lanes.leave(pool("b"));
        assertThat(begun).as("c does not overtake the cluster").containsExactly("a", "b");
        lanes.leave(pool("a"));
        assertThat(begun).containsExactly("a", "b", "cluster");
        lanes.leave(cluster());
        assertThat(begun).containsExactly("a", "b", "cluster", "c", "d");
    }

    @Test
    void whoWaitsForTheSameLaneIsCalledInTheOrderOfComing() {
        for (int i = 0; i < 5; i++) {
            enter(pool("a"), "a" + i);
        }
        for (int i = 0; i < 4; i++) {
            lanes.leave(pool("a"));
        }

        assertThat(begun).containsExactly("a0", "a1", "a2", "a3", "a4");
    }

    @Test
    void writeThatExcludesNobodyDoesNotWaitBehindOneThatWaits() {
        enter(pool("a"), "a");
        enter(pool("a"), "a again");
        enter(pool("b"), "b");

        assertThat(begun).containsExactly("a", "b");
    }

    @Test
    void otherPartsOfAClusterAreItsOwnLane() {
        Lane window = Lane.of(Address.azure(CLUSTER.child("maintenanceConfigurations", "default")));
        Lane machine = Lane.of(Address.azure(CLUSTER.child("agentPools", "a").child("machines", "m")));

        assertThat(window).isEqualTo(cluster());
        assertThat(machine).isEqualTo(pool("a"));
        assertThat(pool("a").excludes(pool("b"))).isFalse();
        assertThat(pool("a").excludes(cluster())).isTrue();
    }

    /** However writes come and go, none is under way beside one that it excludes, and none overtakes such a one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingIsOvertakenByWhatItExcludes(long seed) {
        Random random = new Random(seed);
        List<Lane> came = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        Set<Integer> started = new HashSet<>();
        for (int step = 0; step < 400; step++) {
            if (random.nextBoolean() || open.isEmpty()) {
                int number = came.size();
                Lane lane = random.nextInt(4) == 0 ? cluster() : pool("p" + random.nextInt(4));
                came.add(lane);
                lanes.enter(lane, () -> {
                    assertThat(open).noneMatch(other -> came.get(other).excludes(lane));
                    for (int earlier = 0; earlier < number; earlier++) {
                        assertThat(started.contains(earlier)
                                        || !came.get(earlier).excludes(lane))
                                .isTrue();
                    }
                    started.add(number);
                    open.add(number);
                });
            } else {
                Integer done = open.remove(random.nextInt(open.size()));
                lanes.leave(came.get(done));
            }
        }
        while (!open.isEmpty()) {
            lanes.leave(came.get(open.remove(0)));
        }
        assertThat(started).hasSize(came.size());
    }
}
