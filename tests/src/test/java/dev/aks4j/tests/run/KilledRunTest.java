package dev.aks4j.tests.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.ledger.FileLedger;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.simulated.azure.log.RecordedRequest;
import dev.aks4j.simulated.time.SimulatedTime;
import dev.aks4j.testkit.SimulatedAzure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The baseline environment on the simulator, with a process that dies at each entry of its ledger file. Another process
 * finishes the run: what exists is the same, no write that Azure accepted was sent again, nothing is orphaned.
 *
 * <p>A normal build lets it die once at each entry, before or after it is stored in turn; the profile {@code campaign} both.
 */
class KilledRunTest {

    private static final boolean ALL = Boolean.getBoolean("aks4j.campaign");
    private static final Duration LONG = Duration.ofHours(3);
    private static final Duration BREATH = Duration.ofMillis(500);

    @TempDir
    static Path directory;

    private final BaselineSpecs baseline = new BaselineSpecs();

    private Aks client(SimulatedAzure azure, MortalProcess process) {
        return Aks.builder(azure.subscriptionId())
                .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                .transport(process)
                .ledger(process)
                .build();
    }

    private static Path file(String name) {
        return directory.resolve(name.replace(' ', '-'));
    }

    @TestFactory
    Stream<DynamicTest> deathAtEachEntry() throws IOException {
        SimulatedAzure untouched = SimulatedAzure.create();
        int entries;
        try (Ledger ledger = FileLedger.open(file("untouched"))) {
            MortalProcess process = new MortalProcess(untouched.transport(), ledger, -1, true);
            Aks aks = client(untouched, process);
            aks.plan(baseline.specs(aks), PlanOptions.standard()).apply().await(LONG);
            entries = process.appends();
        }
        List<String> wanted = accepted(untouched);
        return IntStream.range(0, entries)
                .boxed()
                .flatMap(at -> Stream.of(false, true)
                        .filter(stored -> ALL || stored == (at % 2 == 1))
                        .map(stored -> {
                            String name = "killed " + (stored ? "after" : "before") + " entry " + at;
                            return DynamicTest.dynamicTest(name, () -> killed(name, at, stored, wanted));
                        }));
    }

    private void killed(String name, int at, boolean stored, List<String> wanted) throws IOException {
        SimulatedAzure azure = SimulatedAzure.create();
        SimulatedTime time = azure.time();
        try (Ledger ledger = FileLedger.open(file(name))) {
            MortalProcess process = new MortalProcess(azure.transport(), ledger, at, stored);
            try {
                Aks aks = client(azure, process);
                aks.plan(baseline.specs(aks), PlanOptions.standard()).apply();
            } catch (IllegalStateException killed) {
                assertThat(at).isZero();
            }
            for (int i = 0; i < 20_000 && !process.isDead(); i++) {
                time.advance(BREATH);
            }
            assertThat(process.isDead()).isTrue();
            time.advance(at % 2 == 0 ? BREATH : Duration.ofMinutes(10));
        }
        try (Ledger ledger = FileLedger.open(file(name));
                Aks aks = BaselineSpecs.client(azure, ledger)) {
            List<LedgerRun> unfinished = aks.runs().unfinished();
            if (at == 0 && !stored) {
                assertThat(unfinished).isEmpty();
                return;
            }
            unfinished.forEach(
                    run -> assertThat(run.resume().await(LONG).isSuccess()).isTrue());
            assertThat(aks.runs().unfinished()).isEmpty();
            assertThat(aks.plan(baseline.specs(aks), PlanOptions.standard()).toString())
                    .startsWith("No changes.");
        }
        assertThat(accepted(azure)).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(azure.unfinishedOperations()).isEmpty();
        Files.delete(file(name));
    }

    /** Returns the writes that Azure accepted, without what differs between two simulators. */
    private static List<String> accepted(SimulatedAzure azure) {
        return azure.requests().writes().stream()
                .filter(request -> request.status() < 400)
                .filter(request -> !request.path().contains("/listCluster"))
                .map(KilledRunTest::text)
                .toList();
    }

    private static String text(RecordedRequest request) {
        return request.method() + " " + request.path().replaceFirst("/subscriptions/[^/]+", "");
    }
}
