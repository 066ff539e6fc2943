package dev.aks4j.core.internal.plan.read;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.plan.kind.Unfinished;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How many machines a pool has whose last operation did not succeed. Azure then shows as {@code count} what was asked for
 * (Azure/AKS #671); the list of machines tells what is. It is read for such pools only, and put beside the count as {@link
 * Unfinished#CURRENT_COUNT}.
 */
final class MachineCounts {

    private static final String CLUSTER = "microsoft.containerservice/managedclusters";

    private MachineCounts() {}

    /** Returns the document with the counts of its unfinished pools. */
    static CompletionStage<Live> told(ArmClient arm, ResourceId id, String apiVersion, Live live) {
        String type = id.type().toLowerCase(Locale.ROOT);
        if (type.equals(CLUSTER + "/agentpools")
                && asksForMachines(live.document().path("properties"))) {
            return count(arm, id, apiVersion)
                    .thenApply(machines -> new Live(
                            live.document()
                                    .with("/properties", with(live.document().path("properties"), machines)),
                            live.etag()));
        }
        return type.equals(CLUSTER) ? ofCluster(arm, id, apiVersion, live) : CompletableFuture.completedFuture(live);
    }

    private static CompletionStage<Live> ofCluster(ArmClient arm, ResourceId id, String apiVersion, Live live) {
        Json pools = live.document().at("/properties/agentPoolProfiles");
        if (pools.stream().noneMatch(MachineCounts::asksForMachines)) {
            return CompletableFuture.completedFuture(live);
        }
        CompletionStage<List<Json>> told = CompletableFuture.completedFuture(List.of());
        for (Json pool : pools) {
            CompletionStage<Json> one = asksForMachines(pool)
                    ? count(arm, id.child("agentPools", pool.path("name").asText()), apiVersion)
                            .thenApply(machines -> with(pool, machines))
                    : CompletableFuture.completedFuture(pool);
            told = told.thenCombine(one, (all, next) -> {
                List<Json> more = new ArrayList<>(all);
                more.add(next);
                return more;
            });
        }
        return told.thenApply(
                all -> new Live(live.document().with("/properties/agentPoolProfiles", Json.of(all)), live.etag()));
    }

    /** A pool whose count somebody set, in a scale set, and that did not get there. */
    private static boolean asksForMachines(Json pool) {
        boolean scaleSet = pool.path("type").asText("VirtualMachineScaleSets").equals("VirtualMachineScaleSets");
        return Unfinished.isBroken(pool.path("provisioningState"))
                && pool.path("count").isNumber()
                && !pool.path("enableAutoScaling").asBoolean(false)
                && scaleSet;
    }

    private static Json with(Json pool, int machines) {
        return machines < 0
                ? pool
                : pool.edit().put(Unfinished.CURRENT_COUNT, machines).build();
    }

    /** Counts the machines that are there and stay; less than zero if Azure does not tell. */
    private static CompletionStage<Integer> count(ArmClient arm, ResourceId pool, String apiVersion) {
        return FailureCauses.call(() -> page(arm, ArmRequest.list(pool, "machines", apiVersion), 0))
                .exceptionally(untold -> -1);
    }

    private static CompletionStage<Integer> page(ArmClient arm, ArmRequest request, int before) {
        return arm.send(request).thenCompose(answer -> {
            int found = before
                    + (int) answer.body().path("value").stream()
                            .filter(machine -> !machine.at("/properties/provisioningState")
                                    .asText()
                                    .equalsIgnoreCase("Deleting"))
                            .count();
            String next = answer.body().path("nextLink").asText("");
            return next.isEmpty()
                    ? CompletableFuture.completedFuture(found)
                    : page(arm, ArmRequest.follow(next), found);
        });
    }
}
