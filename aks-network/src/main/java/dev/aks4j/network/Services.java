package dev.aks4j.network;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Experimental;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Services of type LoadBalancer in clusters that exist. Reads only. Thread-safe.
 *
 * <pre>{@code
 * System.out.println(Services.of(aks).explain(cluster.id(), "shop", "web"));
 * }</pre>
 */
@Experimental
public final class Services {

    private static final Duration READS = Duration.ofMinutes(2);

    private final Aks aks;

    private Services(Aks aks) {
        this.aks = aks;
    }

    /** Returns the services of the clusters that {@code aks} reaches. */
    public static Services of(Aks aks) {
        return new Services(aks);
    }

    /**
     * Says why a service has no address or no traffic: from its events, its endpoints, its annotations, and the subnets and
     * security groups of the cluster. Waits for the reads, two minutes at most.
     *
     * @param cluster the cluster's id
     * @param namespace the service's namespace
     * @param name the service's name
     * @throws AksException if the cluster cannot be read
     */
    public ServiceExplanation explain(ResourceId cluster, String namespace, String name) {
        return aks.await(explainAsync(cluster, namespace, name), READS);
    }

    /** As {@link #explain}; completes with the explanation. */
    public CompletionStage<ServiceExplanation> explainAsync(ResourceId cluster, String namespace, String name) {
        ResourceId id = cluster.inSubscription(aks.subscriptionId());
        CompletionStage<Json> service =
                aks.kubernetes().read((Address.InCluster) Address.kubernetes(id, "v1", "Service", namespace, name));
        CompletionStage<Json> events = aks.kubernetes().list(id, "v1", "events");
        CompletionStage<Json> slices = aks.kubernetes().list(id, "discovery.k8s.io/v1", "endpointslices");
        CompletionStage<Json> live = read(id, ClusterSpec.API_VERSION);
        return service.thenCombine(events, (found, seen) -> new ServiceCauses(namespace, name, found, seen))
                .thenCombine(slices, ServiceCauses::withSlices)
                .thenCombine(live, ServiceCauses::withCluster)
                .thenCompose(this::withNetwork)
                .thenApply(ServiceCauses::explanation);
    }

    /** Reads the subnets of the nodes, and the security groups before them. */
    private CompletionStage<ServiceCauses> withNetwork(ServiceCauses causes) {
        CompletionStage<ServiceCauses> all = CompletableFuture.completedFuture(causes);
        for (ResourceId subnet : causes.subnets()) {
            all = all.thenCombine(read(subnet, VirtualNetworkKind.API_VERSION), ServiceCauses::withSubnet);
        }
        return all.thenCompose(this::withGroups);
    }

    private CompletionStage<ServiceCauses> withGroups(ServiceCauses causes) {
        CompletionStage<ServiceCauses> all = CompletableFuture.completedFuture(causes);
        for (ResourceId group : causes.groups()) {
            all = all.thenCombine(read(group, VirtualNetworkKind.API_VERSION), ServiceCauses::withGroup);
        }
        return all;
    }

    /** What cannot be read takes no part: the caller may see the cluster and not its network. */
    private CompletionStage<Json> read(ResourceId id, String apiVersion) {
        return aks.arm()
                .send(ArmRequest.get(id, apiVersion))
                .thenApply(answer -> answer.body())
                .exceptionally(notReadable -> Json.missing());
    }

    static Set<ResourceId> ids(List<String> texts) {
        Set<ResourceId> ids = new LinkedHashSet<>();
        texts.stream()
                .filter(text -> text.startsWith("/"))
                .map(ResourceId::parse)
                .forEach(ids::add);
        return ids;
    }

    static Optional<String> text(Json node, String pointer) {
        return Optional.of(node.at(pointer).asText("")).filter(text -> !text.isEmpty());
    }
}
