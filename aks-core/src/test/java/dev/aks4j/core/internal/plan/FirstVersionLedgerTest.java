package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.plan.ledger.FileLedger;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.RunState;
import dev.aks4j.core.plan.run.Runs;
import dev.aks4j.core.plan.run.StepResult;
import dev.aks4j.core.plan.run.StepResult.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ledger file that version 0.1 wrote, which noted neither how runs end nor what resources are known by. In it are a run
 * that is finished, a removal that failed with 403, and a creation whose process died.
 */
class FirstVersionLedgerTest {

    @TempDir
    Path directory;

    private final PlanWorld world = new PlanWorld();

    private Path file() throws IOException {
        Path file = directory.resolve("ledger");
        try (InputStream stored = FirstVersionLedgerTest.class.getResourceAsStream("version-0.1.ledger")) {
            Files.copy(stored, file);
        }
        return file;
    }

    @Test
    void ledgerOfTheFirstVersionIsReadAndTellsHowItsRunsStand() throws IOException {
        try (Ledger ledger = FileLedger.open(file())) {
            Runs runs = world.planner(ledger).runs();

            assertThat(runs.unfinished())
                    .extracting(LedgerRun::state)
                    .containsExactly(RunState.FAILED, RunState.INTERRUPTED);
            assertThat(runs.unfinished().get(0).lastFailure())
                    .hasValueSatisfying(text -> assertThat(text).contains("no right to delete"));
            assertThat(runs.interrupted()).as("another subscription's").isEmpty();
            assertThat(runs.unfinished().subList(1, 2)).singleElement().satisfies(run -> {
                assertThat(run.title()).isEqualTo("1 to create, 0 to change, 0 to remove");
                assertThat(run.subscriptionId()).isEqualTo("bb0938ab-e856-4fb8-ab30-d74ecf8b940d");
                assertThat(run.steps()).extracting(StepResult::outcome).containsExactly(Outcome.UNFINISHED);
            });
        }
    }

    @Test
    void runsOfTheFirstVersionAreAbandonedLikeOthers() throws IOException {
        Path file = file();
        try (Ledger ledger = FileLedger.open(file)) {
            world.planner(ledger).runs().unfinished().forEach(LedgerRun::abandon);
        }
        try (Ledger ledger = FileLedger.open(file)) {
            assertThat(ledger.unfinished()).isEmpty();
        }
    }
}
