package dev.aks4j.storage;

import dev.aks4j.core.Aks;
import dev.aks4j.core.kubernetes.ClusterConnector;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Experimental;
import dev.aks4j.core.model.ResourceId;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The volumes of a cluster that runs: why a claim is Pending, why a pod waits for its volume, and what cannot be scheduled
 * or attached. Everything is read from the cluster at the moment of the call; nothing is written. Thread-safe.
 *
 * <pre>{@code
 * Volumes volumes = Volumes.of(aks, cluster.id().inSubscription(subscriptionId));
 * System.out.println(volumes.explainPod("shop", "db-0"));
 * volumes.advise().forEach(System.out::println);
 * }</pre>
 */
@Experimental
public final class Volumes {

    private static final Duration CONNECT = Duration.ofMinutes(1);

    private final ClusterConnector connector;
    private final ResourceId cluster;

    private Volumes(ClusterConnector connector, ResourceId cluster) {
        this.connector = connector;
        this.cluster = cluster;
    }

    /** Returns the volumes of a cluster, by its id with the subscription. */
    public static Volumes of(Aks aks, ResourceId cluster) {
        return new Volumes(aks.kubernetes(), cluster);
    }

    /**
     * Returns why a claim is as it is.
     *
     * @throws AksException if the cluster cannot be reached
     */
    public VolumeExplanation explainClaim(String namespace, String claim) {
        return read(story -> story.claim(namespace, claim));
    }

    /**
     * Returns why a pod waits for its volumes, if it does.
     *
     * @throws AksException if the cluster cannot be reached
     */
    public VolumeExplanation explainPod(String namespace, String pod) {
        return read(story -> story.pod(namespace, pod));
    }

    /**
     * Returns every claim and pod that waits for a volume, every volume in a zone without a node, and every claim for one
     * node that pods on several nodes use.
     *
     * @throws AksException if the cluster cannot be reached
     */
    public List<VolumeExplanation> advise() {
        return read(VolumeStory::all);
    }

    private <T> T read(Function<VolumeStory, T> question) {
        try (KubernetesClient client = connector.client(cluster, CONNECT)) {
            return question.apply(new VolumeStory(VolumeFacts.read(client)));
        }
    }
}
