package dev.aks4j.tests.engine;

import static dev.aks4j.tests.engine.EngineWorld.VERSION;
import static dev.aks4j.tests.engine.EngineWorld.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault that passes, at each request of a cluster's life: the life goes on, and no write is carried out twice. */
class EngineFaultsTest {

    /** Faults after which the request can be sent again, or its effect be found. */
    enum Passing {
        THROTTLE(Fault.throttle(Duration.ofSeconds(20))),
        BUSY(Fault.answer(503, "ServiceUnavailable", "Try again.")),
        BROKEN(Fault.answer(500, "InternalServerError", "Try again.")),
        TIMED_OUT(Fault.answer(504, "GatewayTimeout", "Try again.")),
        DROPPED_BEFORE(Fault.dropBefore()),
        DROPPED_AFTER(Fault.dropAfter()),
        UNKNOWN_HOST(Fault.unknownHost()),
        REFUSED_TOKEN(Fault.refuseToken()),
        FOREIGN_URLS(Fault.foreignUrls("https://example.org/operations/1")),
        RELATIVE_URLS(Fault.foreignUrls("/operations/1")),
        LATE(Fault.late(Duration.ofSeconds(40)));

        private final Fault fault;

        Passing(Fault fault) {
            this.fault = fault;
        }
    }

    private static final int SEED = 11;

    /** {@code -Dtest.jvm=-Daks4j.everyCell=true} goes through every request; otherwise a sample, as most are alike. */
    private static final boolean EVERY_CELL = Boolean.getBoolean("aks4j.everyCell");

    /** Creates, scales and removes; returns how many requests that took. */
    private static int live(EngineWorld world) {
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
        int requests = live(new EngineWorld(SEED));
        assertThat(requests).isGreaterThan(20);
        for (int number = 1; number <= requests; number += EVERY_CELL || number < 3 ? 1 : requests / 3) {
            EngineWorld world = new EngineWorld(SEED);
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

    /** What says nothing of a state, or only leads elsewhere, is asked for a while, and then the resource itself. */
    @ParameterizedTest
    @ValueSource(strings = {"silent", "redirect", "unknown", "gone"})
    void statusUrlThatNeverTellsLeavesTheResourceToTell(String how) {
        Fault fault =
                switch (how) {
                    case "silent" -> Fault.silentBody();
                    case "redirect" -> Fault.redirect(302, "https://example.org/");
                    case "unknown" -> Fault.answer(404, "SubscriptionNotFound", "m");
                    default -> Fault.answer(404, "NotFound", "m");
                };
        EngineWorld world = new EngineWorld(SEED);
        world.azure.faults().on("GET", "**/operations/*").always().cause(fault);
        live(world);
        assertThat(world.azure.requests().matching("GET", "**/operations/*").size())
                .isLessThan(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 308})
    void writeThatIsRedirectedIsAnErrorAndNothingIsWritten(int status) {
        EngineWorld world = new EngineWorld(SEED);
        world.azure.faults().on("PUT", "**/managedClusters/shop").cause(Fault.redirect(status, "https://example.org/"));
        assertThatThrownBy(() -> world.start(world.create("shop"), world.cluster("shop")))
                .isInstanceOf(ArmException.class)
                .hasMessageContaining(String.valueOf(status));
        assertThat(world.read(world.cluster("shop")).isMissing()).isTrue();
        assertThat(world.azure.faults().allHappened()).isTrue();
    }

    /** Clocks are set by people and by time servers, while requests wait and operations go on. */
    @ParameterizedTest
    @ValueSource(longs = {-3600, 600, -86_400, 86_400})
    void clockThatIsSetAtAnyRequestStallsNothing(long seconds) {
        EngineWorld calm = new EngineWorld(SEED);
        live(calm);
        Duration usual = Duration.between(
                calm.azure.requests().all().get(0).at(), calm.azure.time().now());
        EngineWorld world = new EngineWorld(SEED);
        VirtualTime time = (VirtualTime) world.azure.time();
        Duration begin = time.elapsed();
        for (int i = 1; i < 12; i++) {
            time.after(Duration.ofSeconds(50L * i), () -> time.setWallClock(Duration.ofSeconds(seconds)));
        }
        world.azure.faults().anyRequest().nth(3).times(2).cause(Fault.throttle(Duration.ofSeconds(20)));
        world.azure.faults().anyRequest().nth(9).cause(Fault.answer(503, "ServiceUnavailable", "Try again."));
        live(world);
        assertThat(time.elapsed().minus(begin)).isLessThan(usual.plusMinutes(5));
        assertThat(world.azure.faults().allHappened()).isTrue();
    }

    @Test
    void tokenEndpointThatIsSlowAwayOrBusyIsWaitedFor() {
        for (Fault fault : List.of(
                Fault.late(Duration.ofSeconds(26)),
                Fault.unknownHost(),
                Fault.dropBefore(),
                Fault.answer(503, "temporarily_unavailable", "m"))) {
            EngineWorld world = new EngineWorld(SEED);
            world.azure.time();
            EngineWorld other = world.another();
            world.azure.faults().onSignIn().times(3).cause(fault);
            live(other);
            assertThat(creations(world)).isEqualTo(1);
        }
    }

    /** Counts creations that Azure carried out; an answer that was dropped has no status. */
    private static long creations(EngineWorld world) {
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
