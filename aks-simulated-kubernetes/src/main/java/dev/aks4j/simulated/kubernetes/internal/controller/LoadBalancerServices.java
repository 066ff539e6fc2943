package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives services of type LoadBalancer an address ten seconds after they ask, and takes it back when they end. A refusal
 * is tried again after 5, 10, 20 seconds and so on, ten times; after that when the service changes. Used under the
 * simulator's lock.
 */
final class LoadBalancerServices extends Reconciler {

    private static final String NAME = "service-controller";
    private static final String FINALIZER = "service.kubernetes.io/load-balancer-cleanup";
    private static final Duration TAKES = Duration.ofSeconds(10);
    private static final int TRIES = 10;

    private final LoadBalancers balancers;
    private final Set<String> busy = new HashSet<>();
    private final Map<String, ObjectNode> done = new HashMap<>();

    LoadBalancerServices(ClusterObjects cluster, LoadBalancers balancers) {
        super(cluster, "Service", "services");
        this.balancers = balancers;
    }

    @Override
    void reconcile(ObjectNode service) {
        boolean wants = KubeJson.text(service, "spec", "type").equals("LoadBalancer")
                && KubeJson.text(service, "spec", "loadBalancerClass").isEmpty()
                && !ControllerObjects.isDeleting(service);
        boolean has =
                KubeJson.texts(KubeJson.at(service, "metadata", "finalizers")).contains(FINALIZER);
        String uid = KubeJson.text(service, "metadata", "uid");
        if (!wants && has && busy.add(uid)) {
            cluster.event(service, "Normal", "DeletingLoadBalancer", "Deleting load balancer", NAME);
            cluster.loop().after(TAKES, () -> release(service, uid));
        } else if (wants && !considered(service).equals(done.get(uid)) && busy.add(uid)) {
            if (!has) {
                cluster.registry()
                        .modify(
                                service,
                                NAME,
                                live -> KubeJson.makeArray(KubeJson.make(live, "metadata"), "finalizers")
                                        .add(FINALIZER));
            }
            cluster.event(service, "Normal", "EnsuringLoadBalancer", "Ensuring load balancer", NAME);
            cluster.loop().after(TAKES, () -> ensure(service, uid, 1));
        }
    }

    private static ObjectNode considered(ObjectNode service) {
        ObjectNode considered = KubeJson.object();
        considered.set("spec", service.path("spec"));
        considered.set("annotations", KubeJson.at(service, "metadata", "annotations"));
        return considered;
    }

    private Optional<ObjectNode> live(ObjectNode service, String uid) {
        Key key = new Key(
                "services",
                KubeJson.text(service, "metadata", "namespace"),
                KubeJson.text(service, "metadata", "name"));
        return cluster.find(key)
                .filter(found -> KubeJson.text(found, "metadata", "uid").equals(uid));
    }

    private void ensure(ObjectNode stale, String uid, int attempt) {
        busy.remove(uid);
        Optional<ObjectNode> found = live(stale, uid);
        boolean wants = found.filter(one ->
                        KubeJson.text(one, "spec", "type").equals("LoadBalancer") && !ControllerObjects.isDeleting(one))
                .isPresent();
        if (!wants) {
            found.ifPresent(this::reconcile);
            return;
        }
        ObjectNode service = found.get();
        LoadBalancers.Outcome outcome = balancers.ensure(wanted(service));
        done.put(uid, considered(service).deepCopy());
        if (outcome instanceof LoadBalancers.Assigned assigned) {
            cluster.registry()
                    .status(
                            service,
                            NAME,
                            status -> KubeJson.make(status, "loadBalancer")
                                    .putArray("ingress")
                                    .addObject()
                                    .put("ip", assigned.address()));
            cluster.event(service, "Normal", "EnsuredLoadBalancer", "Ensured load balancer", NAME);
        } else if (outcome instanceof LoadBalancers.Refused refused) {
            String message = "Error syncing load balancer: failed to ensure load balancer: " + refused.message();
            cluster.event(service, "Warning", "SyncLoadBalancerFailed", message, NAME);
            if (attempt < TRIES && busy.add(uid)) {
                long seconds = Math.min(300, 5L << attempt - 1);
                cluster.loop().after(Duration.ofSeconds(seconds), () -> ensure(service, uid, attempt + 1));
            }
        }
    }

    private void release(ObjectNode stale, String uid) {
        busy.remove(uid);
        live(stale, uid).ifPresent(service -> {
            balancers.release(wanted(service));
            done.remove(uid);
            cluster.event(service, "Normal", "DeletedLoadBalancer", "Deleted load balancer", NAME);
            cluster.registry().status(service, NAME, status -> status.putObject("loadBalancer"));
            cluster.registry().modify(service, NAME, live -> {
                List<String> rest = KubeJson.texts(KubeJson.at(live, "metadata", "finalizers")).stream()
                        .filter(one -> !one.equals(FINALIZER))
                        .toList();
                KubeJson.make(live, "metadata").set("finalizers", KubeJson.array(rest));
            });
        });
    }

    private static LoadBalancers.Wanted wanted(ObjectNode service) {
        String address = KubeJson.text(
                KubeJson.at(service, "status", "loadBalancer", "ingress").path(0), "ip");
        return new LoadBalancers.Wanted(
                KubeJson.text(service, "metadata", "uid"),
                KubeJson.text(service, "metadata", "namespace"),
                KubeJson.text(service, "metadata", "name"),
                KubeJson.strings(KubeJson.at(service, "metadata", "annotations")),
                service.path("spec").deepCopy(),
                address.isEmpty() ? Optional.empty() : Optional.of(address));
    }
}
