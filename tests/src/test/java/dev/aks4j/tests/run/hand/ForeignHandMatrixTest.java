package dev.aks4j.tests.run.hand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.core.plan.run.RunState;
import dev.aks4j.simulated.azure.log.RecordedRequest;
import dev.aks4j.testkit.SimulatedAzure;
import dev.aks4j.tests.run.BaselineSpecs;
import dev.aks4j.tests.run.MortalProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process dies at each entry of its ledger, somebody else acts, and another process takes up what was interrupted, as the
 * README says. Whatever the hand did: nothing that is theirs is removed or overwritten, no operation and no run is lost
 * sight of, and no write that Azure accepted is sent again.
 *
 * <p>A normal build does a part of the cells; the profile {@code campaign} does all.
 */
class ForeignHandMatrixTest {

    private static final boolean ALL = Boolean.getBoolean("aks4j.campaign");
    private static final int PART = 30;
    private static final Duration LONG = Hand.LONG;
    private static final Duration BREATH = Duration.ofMillis(500);

    /** What the process was doing. */
    enum Work {
        UP,
        CHANGE,
        DOWN
    }

    private final BaselineSpecs baseline = new BaselineSpecs();
    private final Map<String, Map<String, Integer>> table = new TreeMap<>();

    private List<Spec> specs(Work work, Aks aks) {
        List<Spec> specs = new ArrayList<>(baseline.specs(aks));
        if (work == Work.CHANGE) {
            specs.set(specs.indexOf(baseline.cluster), baseline.cluster("1.36", 4));
        }
        return specs;
    }

    private Plan plan(Work work, Aks aks) {
        return work == Work.DOWN
                ? aks.planRemoval(specs(work, aks), PlanOptions.standard())
                : aks.plan(specs(work, aks), PlanOptions.standard());
    }

    private static Aks client(SimulatedAzure azure, MortalProcess process) {
        return Aks.builder(azure.subscriptionId())
                .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                .transport(process)
                .ledger(process)
                .build();
    }

    private SimulatedAzure prepared(Work work) {
        SimulatedAzure azure = SimulatedAzure.create();
        if (work != Work.UP) {
            try (Aks aks = BaselineSpecs.client(azure, new MemoryLedger())) {
                aks.plan(baseline.specs(aks), PlanOptions.standard()).apply().await(LONG);
            }
        }
        azure.requests().clear();
        return azure;
    }

    private int entries(Work work) {
        SimulatedAzure azure = prepared(work);
        MortalProcess process = new MortalProcess(azure.transport(), new MemoryLedger(), -1, true);
        try (Aks aks = client(azure, process)) {
            plan(work, aks).apply().await(LONG);
        }
        return process.appends();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsDestroyedLostOrDoubled(Work work) {
        int entries = entries(work);
        List<String> wrong = new ArrayList<>();
        int number = work.ordinal();
        int cells = 0;
        for (Act act : Act.values()) {
            for (int at = 0; at < entries; at++) {
                for (boolean stored : List.of(false, true)) {
                    if (!ALL && number++ % PART != 0) {
                        continue;
                    }
                    cells++;
                    String cell = work + " killed " + (stored ? "after" : "before") + " entry " + at + ", " + act;
                    List<String> found = cell(work, at, stored, act);
                    if (!found.isEmpty()) {
                        wrong.add(cell + ":\n    " + String.join("\n    ", found));
                    }
                }
            }
        }
        table.forEach((row, outcomes) -> System.out.println(row + ": " + outcomes));
        System.out.println(work + ": " + entries + " entries, " + cells + " cells, " + wrong.size() + " wrong");
        assertThat(wrong).isEmpty();
        assertThat(cells).isGreaterThan(ALL ? 100 : 4);
    }

    private void count(Work work, Act act, String outcome) {
        table.computeIfAbsent(work + " " + act, key -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
    }

    private List<String> cell(Work work, int at, boolean stored, Act act) {
        List<String> wrong = new ArrayList<>();
        SimulatedAzure azure = prepared(work);
        Ledger ledger = new MemoryLedger();
        MortalProcess process = new MortalProcess(azure.transport(), ledger, at, stored);
        try {
            plan(work, client(azure, process)).apply();
        } catch (IllegalStateException killed) {
            // The first entry is stored before apply returns.
        }
        for (int i = 0; i < 20_000 && !process.isDead(); i++) {
            azure.time().advance(BREATH);
        }
        azure.time().advance(at % 2 == 0 && act == Act.NOTHING ? BREATH : Duration.ofMinutes(50));
        List<RecordedRequest> ours = new ArrayList<>(azure.requests().writes());
        int before = ours.size();
        try (Aks theirs = BaselineSpecs.client(azure, new MemoryLedger());
                Aks aks = BaselineSpecs.client(azure, ledger)) {
            Hand hand = new Hand(theirs, azure.transport().scheduler());
            boolean decided = act(work, act, hand, azure, aks);
            int after = azure.requests().writes().size();
            String outcome = recover(aks);
            count(work, act, outcome);
            List<RecordedRequest> all = azure.requests().writes();
            ours.addAll(all.subList(after, all.size()));
            hand.doubled(ours).forEach(write -> wrong.add("doubled: " + write));
            if (decided && all.size() > after) {
                all.subList(after, all.size()).stream()
                        .filter(request -> request.path().startsWith("/subscriptions")
                                && !request.path().contains("/listCluster"))
                        .forEach(request -> wrong.add("done although a newer plan decided: " + request));
            }
            wrong.addAll(hand.harmed());
            wrong.addAll(hand.trespassed(all.subList(after, all.size())));
            azure.time().advance(Duration.ofHours(1));
            azure.unfinishedOperations().forEach(operation -> wrong.add("lost: nobody waited for " + operation));
            notLost(work, act, aks, wrong);
            assertThat(before).isLessThanOrEqualTo(all.size());
        } catch (RuntimeException | AssertionError e) {
            wrong.add(e.toString());
        }
        return wrong;
    }

    /** Lets the hand act; returns whether a newer plan decided about everything. */
    private boolean act(Work work, Act act, Hand hand, SimulatedAzure azure, Aks aks) {
        act.by(hand, in(azure, baseline.group()), in(azure, baseline.network()), in(azure, baseline.cluster.id()));
        if (act != Act.PLANS) {
            return false;
        }
        Plan newer = work == Work.UP
                ? aks.planRemoval(baseline.specs(aks), PlanOptions.standard())
                : aks.plan(baseline.specs(aks), PlanOptions.standard());
        if (!newer.problems().isEmpty()) {
            return false;
        }
        newer.apply().await(LONG);
        return true;
    }

    private static ResourceId in(SimulatedAzure azure, ResourceId id) {
        return id.inSubscription(azure.subscriptionId());
    }

    /** Takes up what was interrupted, as the README says, and says what became of it. */
    private static String recover(Aks aks) {
        List<LedgerRun> interrupted = aks.runs().interrupted();
        String outcome = interrupted.isEmpty() ? "nothing to take up" : "done";
        for (LedgerRun run : interrupted) {
            try {
                run.resume().await(LONG);
            } catch (RunFailedException typed) {
                outcome = "told: " + typed.getCause().getClass().getSimpleName();
            }
        }
        return outcome;
    }

    /** Whatever is left in the ledger says why; and a new plan goes on from there, or says why it cannot. */
    private void notLost(Work work, Act act, Aks aks, List<String> wrong) {
        for (LedgerRun run : aks.runs().unfinished()) {
            boolean explained =
                    run.state() == RunState.FAILED && run.lastFailure().isPresent();
            boolean waits = act == Act.STOPS && run.state() == RunState.INTERRUPTED;
            if (!explained && !waits) {
                wrong.add("lost: " + run);
            }
        }
        if (act == Act.PLANS) {
            return;
        }
        Plan next;
        try {
            next = plan(work, aks);
        } catch (AksException e) {
            wrong.add("no new plan: " + e);
            return;
        }
        if (next.problems().isEmpty()) {
            try {
                next.apply().await(LONG);
                Plan last = plan(work, aks);
                if (!last.isEmpty() && last.problems().isEmpty()) {
                    wrong.add("the new plan did not finish the work:\n" + last);
                }
            } catch (RunFailedException e) {
                if (act == Act.NOTHING) {
                    wrong.add("the new plan failed: " + e);
                }
            }
        } else if (act == Act.NOTHING) {
            wrong.add("the new plan is refused: " + next.problems());
        }
    }
}
