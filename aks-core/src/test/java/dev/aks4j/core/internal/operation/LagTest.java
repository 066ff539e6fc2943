package dev.aks4j.core.internal.operation;

import static dev.aks4j.core.internal.operation.Scene.VERSION;
import static dev.aks4j.core.internal.operation.Scene.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.testing.FakeAzure.Reply;
import dev.aks4j.core.testing.FakeAzure.Seen;
import dev.aks4j.core.testing.FakeTransport;
import dev.aks4j.testing.Property;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long after its end an operation's end is noticed. Azure says nothing of when to come back, and grants 200 status reads
 * and 2 more each second for a subscription and region.
 */
class LagTest {

    /** Azure's side: when each operation ends, and the status budget as Azure counts it. */
    private static final class Side {
        private final Map<String, Instant> ends = new HashMap<>();
        private double tokens = 200;
        private Instant counted;
        private int refused;
        private int reads;

        Reply status(Seen seen) {
            double seconds =
                    counted == null ? 0 : Duration.between(counted, seen.at()).toNanos() / 1e9;
            tokens = Math.min(200, tokens + 2 * seconds);
            counted = seen.at();
            reads++;
            if (tokens < 1 - 1e-6) {
                refused++;
                return new Reply(429, "{\"code\":\"Throttled\"}", "Retry-After", "1");
            }
            tokens--;
            return new Reply(200, "{\"status\":\"" + (isOver(seen, "operations") ? "Succeeded" : "InProgress") + "\"}");
        }

        Reply cluster(Seen seen) {
            String state = isOver(seen, "managedClusters") ? "Succeeded" : "Creating";
            return new Reply(200, "{\"properties\":{\"provisioningState\":\"" + state + "\"}}");
        }

        private boolean isOver(Seen seen, String before) {
            return !seen.at().isBefore(ends.get(seen.url().replaceAll(".*/" + before + "/|[?].*", "")));
        }
    }

    record Result(double mean, double p95, int refused, int reads) {}

    private static Result play(int atOnce, int rounds, long seed, double shortest, double longest) {
        FakeTransport transport = new FakeTransport();
        Random random = new Random(seed);
        OperationEngine engine = new OperationEngine(
                transport.pipeline().client(), transport.time(), random::nextDouble, transport.pipeline()::allowance);
        Side side = new Side();
        String base = "https://management.azure.com/subscriptions/" + FakeTransport.SUBSCRIPTION
                + "/providers/Microsoft.ContainerService/locations/westeurope/operations/";
        transport
                .fakeAzure()
                .on("PUT", "managedClusters")
                .compute(seen -> {
                    String name = seen.url().replaceAll(".*/managedClusters/|[?].*", "");
                    double seconds = shortest + random.nextDouble() * (longest - shortest);
                    side.ends.put(name, seen.at().plusMillis((long) (seconds * 1000)));
                    return new Reply(
                            201,
                            "{\"properties\":{\"provisioningState\":\"Creating\"}}",
                            "Azure-AsyncOperation",
                            base + name + "?api-version=2016-03-30");
                })
                .forever();
        transport.fakeAzure().on("GET", "/operations/").compute(side::status).forever();
        transport
                .fakeAzure()
                .on("GET", "managedClusters/")
                .compute(side::cluster)
                .forever();
        List<Double> lags = new ArrayList<>();
        for (int lane = 0; lane < atOnce; lane++) {
            lane(engine, transport, side, lags, lane, rounds);
        }
        while (lags.size() < atOnce * rounds) {
            transport.time().advance(Duration.ofSeconds(30));
        }
        double mean = lags.stream().mapToDouble(x -> x).average().orElseThrow();
        double p95 = lags.stream()
                .sorted()
                .skip((long) (lags.size() * 0.95))
                .findFirst()
                .orElseThrow();
        return new Result(mean, p95, side.refused, side.reads);
    }

    private static void lane(
            OperationEngine engine, FakeTransport transport, Side side, List<Double> lags, int lane, int rounds) {
        String name = "c" + lane + "-" + rounds;
        ResourceId id = ResourceId.group("rg").child("Microsoft.ContainerService/managedClusters", name);
        engine.start(ArmRequest.put(id.inSubscription(FakeTransport.SUBSCRIPTION), VERSION, json("{}")), id, VERSION)
                .thenCompose(Operation::completion)
                .whenComplete((done, failure) -> {
                    lags.add(Duration.between(
                                            side.ends.get(name),
                                            transport.time().now())
                                    .toMillis()
                            / 1000.0);
                    if (rounds > 1) {
                        lane(engine, transport, side, lags, lane, rounds - 1);
                    }
                });
    }

    @Test
    void endIsNoticedSoonWhateverTheOperationsAreLike() {
        Property.tries(5).holds(draw -> {
            int atOnce = draw.integer(2, 10);
            int one = draw.integer(30, 900);
            int other = draw.integer(30, 900);
            long seed = draw.seed();
            Result result = play(atOnce, 60 / atOnce, seed, Math.min(one, other), Math.max(one, other));
            assertThat(result.mean()).isLessThanOrEqualTo(3);
            assertThat(result.p95()).isLessThanOrEqualTo(8);
            assertThat(result.refused()).isZero();
        });
    }

    @ParameterizedTest(name = "{0} at once, {1} to {2} s: mean at most {3} s, p95 at most {4} s")
    @CsvSource({"1,30,900,3,8", "3,30,900,3,8", "10,30,900,3,8", "10,200,300,3,8", "100,30,900,3,8", "500,30,900,6.5,25"
    })
    void endIsNoticedSoonWithinTheBudget(int atOnce, double shortest, double longest, double mean, double p95) {
        Result result = play(atOnce, atOnce == 1 ? 40 : atOnce <= 10 ? 8 : 1, atOnce, shortest, longest);
        assertThat(result.mean()).isLessThanOrEqualTo(mean);
        assertThat(result.p95()).isLessThanOrEqualTo(p95);
        assertThat(result.refused()).isZero();
    }
}
