package dev.aks4j.tests.engine;

import static dev.aks4j.tests.engine.World.VERSION;
import static dev.aks4j.tests.engine.World.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.simulated.azure.fault.Fault;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault that passes, at each request of a cluster's life: the life goes on, and no write is carried out twice. */
class EngineFaultsTest {

    /** Faults after which the request can be sent again, or its effect be found. */
    enum Passing {
        THROTTLE(Fault.throttle(Duration.ofSeconds(20))),
        BUSY(Fault.answer(503, "ServiceUnavailable", "Try again.")),
        BROKEN(Fault.answer(500, "InternalServerError", "Try again.")),
        TIMED_OUT(Fault.answer(504, "GatewayTimeout", "Try again.")),
        DROPPED_BEFORE(Fault.dropBefore()),
        DROPPED_AFTER(Fault.dropAfter());

        private final Fault fault;

        Passing(Fault fault) {
            this.fault = fault;
        }
    }

    private static final int SEED = 11;

    /** {@code -Dtest.jvm=-Daks4j.everyCell=true} goes through every request; otherwise a sample, as most are alike. */
    private static final boolean EVERY_CELL = Boolean.getBoolean("aks4j.everyCell");

    /** Creates, scales and removes; returns how many requests that took. */
    private static int live(World world) {
        ResourceId cluster = world.cluster("shop");
        int before = world.azure.requests().all().size();
        world.end(world.create("shop"), cluster, VERSION);
        ResourceId pool = cluster.child("agentPools", "system");
        Json scaled = world.end(
                ArmRequest.put(
                        pool, VERSION, json("{'properties':{'mode':'System','count':3,'vmSize':'Standard_D4ds_v5'}}")),
                pool,
                VERSION);
        assertThat(scaled.path("properties").path("count").asInt()).isEqualTo(3);
        assertThat(world.read(cluster)
                        .path("properties")
                        .path("provisioningState")
                        .asText())
                .isEqualTo("Succeeded");
        world.end(ArmRequest.delete(cluster, VERSION), cluster, VERSION);
        assertThat(world.read(cluster).isMissing()).isTrue();
        assertThat(world.azure.unfinishedOperations()).isEmpty();
        return world.azure.requests().all().size() - before;
    }

    @ParameterizedTest
    @EnumSource
    void lifeGoesOnWhateverRequestMeetsIt(Passing passing) {
        int requests = live(new World(SEED));
        assertThat(requests).isGreaterThan(20);
        for (int number = 1; number <= requests; number += EVERY_CELL || number < 3 ? 1 : requests / 3) {
            World world = new World(SEED);
            world.azure.faults().anyRequest().nth(number).cause(passing.fault);
            try {
                live(world);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(passing + " at request " + number + " of " + requests, e);
            }
            assertThat(world.azure.faults().allHappened()).isTrue();
            assertThat(creations(world))
                    .as("creations with %s at request %d", passing, number)
                    .isEqualTo(1);
        }
    }

    /** Counts creations that Azure carried out; an answer that was dropped has no status. */
    private static long creations(World world) {
        boolean lost = world.azure.requests().matching("PUT", "**/managedClusters/shop").stream()
                .noneMatch(request -> request.status() == 201);
        return lost
                ? world.azure
                        .requests()
                        .matching("PUT", "**/managedClusters/shop")
                        .size()
                : world.azure.requests().matching("PUT", "**/managedClusters/shop").stream()
                        .filter(request -> request.status() == 201)
                        .count();
    }
}
