package dev.aks4j.tests.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.testkit.LoopbackAzure;
import dev.aks4j.testkit.SimulatedAzure;
import dev.aks4j.testkit.log.RecordedRequest;
import dev.aks4j.testkit.time.WallTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process brings the baseline environment up over HTTPS and dies: at an entry of its ledger, or of SIGKILL at any
 * instant. Another process carries on. Azure accepted each write once, and everything is there.
 *
 * <p>A sample runs in a normal build; {@code -Daks4j.kills=200} runs the whole campaign: every entry, before and after it
 * is stored, and so many instants.
 */
class KilledProcessIT {

    private static final double TIME_SCALE = 60;
    private static final int ENTRIES = 18;
    private static final int KILLS = Integer.getInteger("aks4j.kills", 0);

    /** A process lives this long without being killed, start included; later kills would find it gone. */
    private static final int LIFE_MILLIS = 9_000;

    @TempDir
    static Path directory;

    private static List<String> wanted;

    @TestFactory
    Stream<DynamicTest> killedProcessIsCarriedOn() throws Exception {
        wanted = accepted((azure, loopback) -> run(azure, loopback, "untouched", -1, true, Integer.MAX_VALUE));
        int[] entries = KILLS > 0 ? IntStream.range(0, ENTRIES).toArray() : new int[] {6};
        Random random = new Random(42);
        int[] instants = KILLS > 0 ? random.ints(KILLS, 300, LIFE_MILLIS).toArray() : new int[] {4_500};
        Stream<DynamicTest> atEntries = IntStream.of(entries)
                .boxed()
                .flatMap(at -> Stream.of(true, false)
                        .filter(stored -> KILLS > 0 || stored == (at == 6))
                        .map(stored -> DynamicTest.dynamicTest(
                                "killed " + (stored ? "after" : "before") + " entry " + at,
                                () -> killed(at, stored, Integer.MAX_VALUE))));
        Stream<DynamicTest> atInstants = IntStream.of(instants)
                .mapToObj(instant ->
                        DynamicTest.dynamicTest("killed after " + instant + " ms", () -> killed(-1, true, instant)));
        return Stream.concat(atEntries, atInstants);
    }

    private static void killed(int at, boolean stored, int instant) throws Exception {
        String name = "ledger-" + at + "-" + stored + "-" + instant;
        List<String> accepted = accepted((azure, loopback) -> {
            run(azure, loopback, name, at, stored, instant);
            assertThat(run(azure, loopback, name, -1, true, Integer.MAX_VALUE)).contains("up");
        });
        assertThat(accepted).containsExactlyInAnyOrderElementsOf(wanted);
    }

    private interface Story {
        void tell(SimulatedAzure azure, LoopbackAzure loopback) throws Exception;
    }

    /** Returns the writes that Azure accepted in a story, without the reads of credentials. */
    private static List<String> accepted(Story story) throws Exception {
        try (SimulatedAzure azure = SimulatedAzure.builder()
                        .time(WallTime.startingNow(TIME_SCALE))
                        .build();
                LoopbackAzure loopback = LoopbackAzure.open(azure)) {
            story.tell(azure, loopback);
            assertThat(azure.hasCluster("shop")).isTrue();
            assertThat(azure.unfinishedOperations()).isEmpty();
            return azure.requests().writes().stream()
                    .filter(request -> request.status() > 0 && request.status() < 400)
                    .filter(request -> request.path().startsWith("/subscriptions"))
                    .filter(request -> !request.path().contains("/listCluster"))
                    .map(KilledProcessIT::text)
                    .toList();
        }
    }

    private static String text(RecordedRequest request) {
        return request.method() + " "
                + request.path()
                        .replaceFirst("/subscriptions/[^/]+", "")
                        .replaceAll("roleAssignments/.*", "roleAssignments");
    }

    private static String run(
            SimulatedAzure azure, LoopbackAzure loopback, String ledger, int at, boolean stored, int instant)
            throws IOException, InterruptedException {
        Path ca = Files.writeString(directory.resolve("ca.pem"), loopback.caCertificatePem());
        Path output = directory.resolve(ledger + ".out");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                BaselineProcess.class.getName()));
        command.addAll(List.of(
                loopback.arm(),
                loopback.entra(),
                azure.tenantId(),
                azure.subscriptionId(),
                azure.clientId(),
                azure.clientSecret(),
                ca.toString(),
                directory.resolve(ledger).toString(),
                String.valueOf(TIME_SCALE),
                String.valueOf(at),
                String.valueOf(stored)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(Math.min(instant, 180_000), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        String printed = Files.readString(output);
        if (instant == Integer.MAX_VALUE && at < 0) {
            assertThat(ended && process.exitValue() == 0).as(printed).isTrue();
        }
        return printed;
    }
}
