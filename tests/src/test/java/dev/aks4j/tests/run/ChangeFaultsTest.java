package dev.aks4j.tests.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.run.ConflictException;
import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.core.plan.run.StepFailedException;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Faults and other people while an existing environment is changed: what is read, merged and sent with If-Match. */
class ChangeFaultsTest {

    private static final Duration LONG = Duration.ofHours(6);
    private static final String CLUSTER = "/**/managedClusters/shop";
    private static final String POOL = "/**/agentPools/apps";

    private final BaselineSpecs baseline = new BaselineSpecs();
    private SimulatedAzure azure;
    private Aks aks;

    @BeforeEach
    void up() {
        azure = SimulatedAzure.create();
        aks = BaselineSpecs.client(azure, new MemoryLedger());
        aks.plan(baseline.group, baseline.vnet, baseline.cluster).apply().await(LONG);
    }

    @AfterEach
    void close() {
        aks.close();
    }

    private void changed() {
        assertThat(aks.plan(baseline.cluster("1.36")).toString()).startsWith("No changes.");
        assertThat(aks.runs().unfinished()).isEmpty();
        assertThat(azure.unfinishedOperations()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> changeEndsRightByItself() {
        return Stream.of(CLUSTER, POOL)
                .flatMap(path -> Stream.of(
                                Fault.throttle(Duration.ofSeconds(30)),
                                Fault.answer(500, "InternalServerError", "oops"),
                                Fault.answer(409, "OperationNotAllowed", "Another operation (Updating) is in progress"),
                                Fault.loseRace(),
                                Fault.loseRaceAsConflict(),
                                Fault.dropBefore(),
                                Fault.dropAfter(),
                                Fault.foreignOperation(Duration.ofMinutes(12)))
                        .map(fault -> DynamicTest.dynamicTest(fault + " at PUT " + path, () -> {
                            up();
                            Plan plan = aks.plan(baseline.cluster("1.36"));
                            azure.faults().on("PUT", path).cause(fault);
                            assertThat(plan.apply().await(LONG).isSuccess()).isTrue();
                            changed();
                        })));
    }

    @Test
    void preemptedChangeSaysSoAndIsDoneWhenItIsResumed() {
        Plan plan = aks.plan(baseline.cluster("1.36"));
        azure.faults()
                .on("PUT", CLUSTER)
                .cause(Fault.failOperation("AKSOperationPreempted", "preempted by another operation with ID x"));

        assertThatThrownBy(() -> plan.apply().await(LONG))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("pre-empted")
                .hasMessageContaining("node pool apps: Failed")
                .cause()
                .isInstanceOf(StepFailedException.class);
        aks.runs().unfinished().forEach(run -> run.resume().await(LONG));
        changed();
    }

    @Test
    void operationOfSomebodyElseIsSeenInTheProgress() {
        Plan plan = aks.plan(baseline.cluster("1.36"));
        azure.faults().on("PUT", CLUSTER).cause(Fault.foreignOperation(Duration.ofMinutes(30)));
        List<RunEvent> events = new ArrayList<>();

        var run = plan.apply();
        run.onProgress(events::add);
        run.await(LONG);

        assertThat(events).extracting(RunEvent::kind).contains(RunEvent.Kind.WAITING);
        changed();
    }

    @Test
    void versionThatSomebodyElseRaisedMeanwhileIsNotSentAgain() {
        Plan mine = aks.plan(baseline.cluster("1.36"));
        aks.plan(baseline.cluster("1.36")).apply().await(LONG);
        azure.requests().clear();

        assertThat(mine.apply().await(LONG).isSuccess()).isTrue();
        assertThat(azure.requests().writes()).isEmpty();
    }

    @Test
    void countThatSomebodyElseSetToAnotherIsAConflict() {
        Plan mine = aks.plan(baseline.cluster("1.35", 4));
        aks.plan(baseline.cluster("1.35", 5)).apply().await(LONG);

        assertThatThrownBy(() -> mine.apply().await(LONG))
                .hasMessageContaining("count: planned on 3, found 5, declared 4")
                .cause()
                .isInstanceOf(ConflictException.class);
    }
}
