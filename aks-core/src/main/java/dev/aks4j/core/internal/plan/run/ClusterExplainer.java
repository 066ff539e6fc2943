package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.plan.read.GroupContents;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.KubernetesAccess;
import dev.aks4j.core.plan.run.Explainer;
import dev.aks4j.core.plan.run.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Explains failures on managed clusters and node pools by the states of the cluster and of each of its pools, by what in
 * the node resource group did not succeed, and by the conditions of the nodes. Each of these is asked for side by side and
 * for a bounded time; one that does not answer is left out.
 */
public final class ClusterExplainer implements Explainer {

    private static final String CLUSTERS = "Microsoft.ContainerService/managedClusters";

    /** Less than a run waits for all causes, so that a slow part does not take the others with it. */
    private static final Duration AT_MOST = Duration.ofSeconds(20);

    private final ArmClient arm;
    private final KubernetesAccess kubernetes;
    private final Scheduler scheduler;

    public ClusterExplainer(ArmClient arm, KubernetesAccess kubernetes, Scheduler scheduler) {
        this.arm = arm;
        this.kubernetes = kubernetes;
        this.scheduler = scheduler;
    }

    @Override
    public CompletionStage<List<String>> explain(Step step, Throwable failure) {
        if (!(step.write().target() instanceof Address.InAzure target)) {
            return CompletableFuture.completedFuture(List.of());
        }
        ResourceId cluster = Lane.rootOf(target.id());
        if (!cluster.type().equalsIgnoreCase(CLUSTERS)) {
            return CompletableFuture.completedFuture(List.of());
        }
        String version = WriteParts.apiVersion(step.write());
        return Live.read(arm, cluster, version).thenCompose(live -> {
            if (!live.exists()) {
                return CompletableFuture.completedFuture(List.of("cluster " + cluster.name() + " does not exist"));
            }
            CompletionStage<List<String>> states = bounded(() -> body(ArmRequest.list(cluster, "agentPools", version)))
                    .thenApply(pools -> NodeFacts.states(cluster, live.document(), pools));
            CompletionStage<List<String>> group = nodeGroup(cluster, live.document());
            CompletionStage<List<String>> nodes = nodes(cluster);
            return states.thenCombine(group, ClusterExplainer::and).thenCombine(nodes, ClusterExplainer::and);
        });
    }

    private CompletionStage<List<String>> nodeGroup(ResourceId cluster, Json live) {
        String name = live.path("properties").path("nodeResourceGroup").asText("");
        if (name.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        ResourceId group =
                ResourceId.group(name).inSubscription(cluster.subscriptionId().orElseThrow());
        ArmRequest list = ArmRequest.list(group, "resources", GroupContents.API_VERSION)
                .query("$expand", "provisioningState,changedTime");
        return bounded(() -> body(list)).thenApply(found -> NodeFacts.group(name, found));
    }

    private CompletionStage<List<String>> nodes(ResourceId cluster) {
        return bounded(() -> kubernetes.list(cluster, "v1", "nodes")).thenApply(NodeFacts::nodes);
    }

    private CompletionStage<Json> body(ArmRequest request) {
        return arm.send(request.within(AT_MOST)).thenApply(ArmResponse::body);
    }

    /** Returns what is asked for; a missing node if it fails or takes too long. */
    private CompletionStage<Json> bounded(Supplier<CompletionStage<Json>> call) {
        CompletableFuture<Json> answer = new CompletableFuture<>();
        Scheduler.Cancellable limit = scheduler.after(AT_MOST, () -> answer.complete(Json.missing()));
        FailureCauses.call(call).whenComplete((found, failure) -> {
            limit.cancel();
            answer.complete(failure == null ? found : Json.missing());
        });
        return answer;
    }

    private static List<String> and(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
