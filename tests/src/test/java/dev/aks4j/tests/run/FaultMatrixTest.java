package dev.aks4j.tests.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.testkit.SimulatedAzure;
import dev.aks4j.testkit.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Each fault of the simulator at each write of the baseline environment, on the way up and on the way down. Every cell
 * ends right by itself, or fails with a typed error and ends right when it is resumed.
 */
class FaultMatrixTest {

    private static final Duration LONG = Duration.ofHours(6);

    private static final List<String> RESOURCES = List.of(
            "/subscriptions/*/resourceGroups/rg-shop",
            "/**/virtualNetworks/vnet-shop",
            "/**/userAssignedIdentities/*",
            "/**/roleAssignments/*",
            "/**/managedClusters/shop");

    private static Map<String, Fault> faults(String method) {
        Map<String, Fault> faults = new LinkedHashMap<>();
        faults.put("500", Fault.answer(500, "InternalServerError", "oops"));
        faults.put("409 busy", Fault.answer(409, "OperationNotAllowed", "Another operation (Updating) is in progress"));
        faults.put("drop after", Fault.dropAfter());
        faults.put("operation fails", Fault.failOperation("InternalOperationError", "broken inside"));
        if (method.equals("DELETE")) {
            return faults;
        }
        faults.put("throttled", Fault.throttle(Duration.ofSeconds(30)));
        faults.put("503", Fault.answer(503, "ServiceUnavailable", "later"));
        faults.put("412", Fault.loseRace());
        faults.put("409 etag", Fault.loseRaceAsConflict());
        faults.put("drop before", Fault.dropBefore());
        faults.put("slow", Fault.slow(20));
        return faults;
    }

    private final Baseline baseline = new Baseline();

    @Test
    void everyCellEndsRight() {
        List<String> table = new ArrayList<>();
        for (String method : List.of("PUT", "DELETE")) {
            for (String resource : RESOURCES) {
                faults(method)
                        .forEach((name, fault) -> table.add(String.format(
                                "%-7s%-45s%-17s%s", method, resource, name, cell(method, resource, fault))));
            }
        }
        System.out.println(String.join("\n", table));
        assertThat(table).hasSize(70).noneMatch(row -> row.endsWith("wrong"));
    }

    private String cell(String method, String resource, Fault fault) {
        SimulatedAzure azure = SimulatedAzure.create();
        try (Aks aks = Baseline.client(azure, new MemoryLedger())) {
            if (method.equals("DELETE")) {
                aks.plan(baseline.specs(aks), PlanOptions.standard()).apply().await(LONG);
            }
            azure.faults().on(method, resource).cause(fault);
            String outcome = carryOut(aks, method);
            boolean right = method.equals("PUT")
                    ? aks.plan(baseline.specs(aks), PlanOptions.standard()).isEmpty() && azure.hasCluster("shop")
                    : aks.planRemoval(baseline.specs(aks), PlanOptions.standard())
                            .isEmpty();
            boolean clean = azure.unfinishedOperations().isEmpty()
                    && aks.runs().unfinished().isEmpty();
            return right && clean ? outcome : outcome + ", wrong";
        }
    }

    private String carryOut(Aks aks, String method) {
        try {
            (method.equals("PUT")
                            ? aks.plan(baseline.specs(aks), PlanOptions.standard())
                            : aks.planRemoval(baseline.specs(aks), PlanOptions.standard()))
                    .apply()
                    .await(LONG);
            return "by itself";
        } catch (RunFailedException failed) {
            String reason = failed.result().steps().stream()
                    .flatMap(step -> step.failure().stream())
                    .map(failure -> failure.getClass().getSimpleName())
                    .findFirst()
                    .orElse("?");
            try {
                aks.runs().unfinished().forEach(run -> run.resume().await(LONG));
                return "resumed after " + reason;
            } catch (RunFailedException again) {
                return "wrong: " + again.getMessage() + " wrong";
            }
        }
    }
}
