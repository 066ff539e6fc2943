package dev.aks4j.tests.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.log.RecordedRequest;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each fault of the simulator at each request of the baseline environment, on the way up and on the way down: reads of the
 * plan, writes, reads of operations, last reads. Every cell ends right by itself, or fails with a typed error and ends
 * right when it is resumed, or planned again if no plan came to be. Nothing that Azure has carried out is sent again.
 *
 * <p>A normal build does a part of the cells; the profile {@code campaign} does all.
 */
class FaultMatrixTest {

    private static final Duration LONG = Duration.ofHours(6);
    private static final boolean ALL = Boolean.getBoolean("aks4j.campaign");

    /** A normal build does one of so many cells at writes, and of so many at reads. */
    private static final int WRITES = 12;

    private static final int READS = 48;

    private static final Map<String, Fault> FAULTS = new LinkedHashMap<>();

    static {
        FAULTS.put("500", Fault.answer(500, "InternalServerError", "oops"));
        FAULTS.put("503", Fault.answer(503, "ServiceUnavailable", "later"));
        FAULTS.put("429", Fault.throttle(Duration.ofSeconds(30)));
        FAULTS.put("403", Fault.answer(403, "AuthorizationFailed", "not yet"));
        FAULTS.put("busy", Fault.answer(409, "OperationNotAllowed", "Another operation (Updating) is in progress"));
        FAULTS.put("412", Fault.loseRace());
        FAULTS.put("etag", Fault.loseRaceAsConflict());
        FAULTS.put("drop-", Fault.dropBefore());
        FAULTS.put("-drop", Fault.dropAfter());
        FAULTS.put("fails", Fault.failOperation("InternalOperationError", "broken inside"));
        FAULTS.put("slow", Fault.slow(20));
        FAULTS.put("other", Fault.foreignOperation(Duration.ofMinutes(12)));
        FAULTS.put("role", Fault.delayRolePropagation(Duration.ofMinutes(4)));
        FAULTS.put("dns", Fault.unknownHost());
        FAULTS.put("307", Fault.redirect(307, "https://management.azure.com/elsewhere"));
        FAULTS.put("401", Fault.refuseToken());
        FAULTS.put("silent", Fault.silentBody());
        FAULTS.put("foreign", Fault.foreignUrls("https://example.org/operations/1?api-version=1"));
        FAULTS.put("late", Fault.late(Duration.ofMinutes(3)));
    }

    enum Way {
        UP,
        DOWN
    }

    private final BaselineSpecs baseline = new BaselineSpecs();
    private final Map<String, Integer> reasons = new TreeMap<>();

    @ParameterizedTest
    @EnumSource
    void everyCellEndsRight(Way way) {
        List<Moment> moments = undisturbed(way);
        List<String> table = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        int cells = 0;
        int number = 0;
        table.add(String.format("%-104s%s", way + ": request", columns(FAULTS.keySet())));
        for (Moment moment : moments) {
            List<String> row = new ArrayList<>();
            for (Map.Entry<String, Fault> fault : FAULTS.entrySet()) {
                boolean included = ALL || number++ % (moment.writes() ? WRITES : READS) == 0;
                if (!moment.meets(fault.getValue())) {
                    row.add("");
                } else if (!included) {
                    row.add("(left)");
                } else {
                    cells++;
                    String outcome = cell(way, moment, fault.getValue());
                    row.add(outcome.split(" ")[0]);
                    if (outcome.startsWith("WRONG")) {
                        wrong.add(moment + ", " + fault.getKey() + ": " + outcome);
                    }
                }
            }
            table.add(String.format("%-104s%s", moment, columns(row)));
        }
        System.out.println(String.join("\n", table));
        System.out.println(way + ": " + moments.size() + " requests, " + FAULTS.size() + " faults, " + cells
                + " cells, " + wrong.size() + " wrong; failed with and ended right later: " + reasons);
        assertThat(wrong).isEmpty();
        assertThat(cells).isGreaterThan(ALL ? 180 : 10);
    }

    private static String columns(Iterable<String> names) {
        StringBuilder columns = new StringBuilder();
        names.forEach(name -> columns.append(String.format("%-9s", name)));
        return columns.toString().stripTrailing();
    }

    private List<Moment> undisturbed(Way way) {
        SimulatedAzure azure = SimulatedAzure.create();
        try (Aks aks = BaselineSpecs.client(azure, new MemoryLedger())) {
            before(way, azure, aks);
            plan(way, aks).apply().await(LONG);
            return Moment.of(azure.requests().all());
        }
    }

    private void before(Way way, SimulatedAzure azure, Aks aks) {
        if (way == Way.DOWN) {
            plan(Way.UP, aks).apply().await(LONG);
        }
        azure.requests().clear();
    }

    private Plan plan(Way way, Aks aks) {
        return way == Way.UP
                ? aks.plan(baseline.specs(aks), PlanOptions.standard())
                : aks.planRemoval(baseline.specs(aks), PlanOptions.standard());
    }

    /** Returns {@code self}, {@code resumed}, {@code planned} for planned again, {@code unmet}, or what is wrong. */
    private String cell(Way way, Moment moment, Fault fault) {
        SimulatedAzure azure = SimulatedAzure.create();
        try (Aks aks = BaselineSpecs.client(azure, new MemoryLedger())) {
            before(way, azure, aks);
            azure.faults().on(moment.method(), moment.path()).nth(moment.nth()).cause(fault);
            String outcome = carryOut(way, aks);
            boolean met = azure.faults().allHappened();
            List<Integer> answers = azure.requests().matching(moment.method(), moment.path()).stream()
                    .map(RecordedRequest::status)
                    .toList();
            boolean carriedOut =
                    fault instanceof Fault.DropAfter && moment.method().equals("PUT");
            if (carriedOut && answers.stream().anyMatch(status -> status > 0 && status < 400)) {
                return "WRONG: carried out again; the answers were " + answers;
            }
            if (!plan(way, aks).isEmpty() || azure.hasCluster("shop") != (way == Way.UP)) {
                return "WRONG: not as declared, after " + outcome;
            }
            if (!azure.unfinishedOperations().isEmpty()
                    || !aks.runs().unfinished().isEmpty()) {
                return "WRONG: something is left over, after " + outcome;
            }
            return met ? outcome : "unmet";
        } catch (AksException failure) {
            return "WRONG: " + failure;
        }
    }

    private String carryOut(Way way, Aks aks) {
        Plan plan;
        String outcome = "self";
        try {
            plan = plan(way, aks);
        } catch (AksException typed) {
            count(typed);
            outcome = "planned";
            plan = plan(way, aks);
        }
        try {
            plan.apply().await(LONG);
        } catch (RunFailedException failed) {
            List<Throwable> failures = failed.result().steps().stream()
                    .flatMap(step -> step.failure().stream())
                    .toList();
            if (failures.isEmpty() || !failures.stream().allMatch(AksException.class::isInstance)) {
                return "WRONG: no typed error in " + failed;
            }
            count(failures.get(0));
            outcome = "resumed";
            aks.runs().unfinished().forEach(run -> run.resume().await(LONG));
        }
        return outcome;
    }

    private void count(Throwable failure) {
        reasons.merge(failure.getClass().getSimpleName(), 1, Integer::sum);
    }
}
