package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.kubernetes.ClusterConnector;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.operation.Operations;
import dev.aks4j.core.plan.run.Runs;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The managed clusters of a subscription. Reads block for Azure's answer, five minutes at most. Thread-safe.
 *
 * <pre>{@code
 * Cluster shop = aks.clusters().get(spec.id());
 * shop.pool("apps").scaleTo(12).await(Duration.ofMinutes(20));
 * }</pre>
 */
public final class Clusters {

    private final OperateContext azure;

    private Clusters(OperateContext azure) {
        this.azure = azure;
    }

    /**
     * Returns the clusters of a client's subscription.
     *
     * @param arm reads
     * @param operations sends what cannot wait for its turn, such as aborting
     * @param runs carries out what a cluster is told to do
     * @param scheduler the time
     * @param kubernetes the way into clusters
     */
    public static Clusters of(
            ArmClient arm, Operations operations, Runs runs, Scheduler scheduler, ClusterConnector kubernetes) {
        return new Clusters(new OperateContext(arm, operations, runs, scheduler, kubernetes));
    }

    /**
     * Returns the same clusters, whose verbs start runs that are known by labels: see {@link
     * dev.aks4j.core.plan.run.LedgerRun#labels()}.
     *
     * <pre>{@code
     * aks.clusters().labelled(Map.of("tenant", "acme")).get(id).upgradeTo("1.36");
     * }</pre>
     *
     * @param labels added to those that are there already; they are kept in the ledger and must hold no secret
     */
    public Clusters labelled(Map<String, String> labels) {
        return new Clusters(azure.labelled(labels));
    }

    /**
     * Reads a cluster.
     *
     * @param id its id, with or without the subscription
     * @throws AksException if it does not exist
     */
    public Cluster get(ResourceId id) {
        return find(id).orElseThrow(() -> new AksException("Cluster " + id.name() + " does not exist in "
                + id.resourceGroup().map(group -> "resource group " + group).orElse("the subscription")
                + ". Check the name, or create it with a plan."));
    }

    /** Reads a cluster, if it exists. */
    public Optional<Cluster> find(ResourceId id) {
        ResourceId absolute = id.inSubscription(azure.arm().subscriptionId());
        Json document = azure.read(absolute);
        return document.isMissing() ? Optional.empty() : Optional.of(new Cluster(azure, absolute, document));
    }

    /**
     * Asks what Azure offers the subscription in a region: versions, sizes, quota. Blocks for the reads.
     *
     * @throws AksException if Azure does not say
     */
    public RegionOffers offers(Region region) {
        return RegionOffers.ask(azure, region);
    }

    /** Returns every cluster of the subscription. */
    public List<Cluster> list() {
        return list(ResourceId.subscription(azure.arm().subscriptionId()));
    }

    /** Returns the clusters of a resource group. */
    public List<Cluster> list(String resourceGroup) {
        return list(ResourceId.group(resourceGroup).inSubscription(azure.arm().subscriptionId()));
    }

    private List<Cluster> list(ResourceId scope) {
        return azure.list(scope, ClusterSpec.TYPE).stream()
                .map(document ->
                        new Cluster(azure, ResourceId.parse(document.path("id").asText()), document))
                .toList();
    }
}
