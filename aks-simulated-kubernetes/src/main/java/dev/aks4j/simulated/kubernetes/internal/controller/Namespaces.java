package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Deletion;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives namespaces their default service account and root certificate, and empties those that are being deleted. Used
 * under the simulator's lock.
 */
final class Namespaces implements Controller {

    private static final String NAME = "kube-controller-manager";

    private final ClusterObjects cluster;
    private final Set<String> ending = new LinkedHashSet<>();

    Namespaces(ClusterObjects cluster) {
        this.cluster = cluster;
    }

    @Override
    public void changed(StoreChange change) {
        ObjectNode object = change.after().json();
        if (change.key().storage().equals("namespaces")) {
            if (change.kind() == StoreChange.Kind.ADDED) {
                furnish(change.key().name());
            } else if (change.kind() == StoreChange.Kind.MODIFIED && ControllerObjects.isDeleting(object)) {
                ending.add(change.key().name());
            }
        } else if (change.kind() == StoreChange.Kind.DELETED) {
            cluster.find("namespaces", "", change.key().namespace())
                    .filter(ControllerObjects::isDeleting)
                    .ifPresent(namespace -> ending.add(change.key().namespace()));
            boolean account = change.key().storage().equals("serviceaccounts");
            boolean root = change.key().storage().equals("configmaps")
                    && change.key().name().equals("kube-root-ca.crt");
            if (account && change.key().name().equals("default") || root) {
                furnish(change.key().namespace());
            }
        }
    }

    private void furnish(String namespace) {
        boolean open = cluster.find("namespaces", "", namespace)
                .map(found -> !ControllerObjects.isDeleting(found))
                .orElse(false);
        if (!open) {
            return;
        }
        if (cluster.find("serviceaccounts", namespace, "default").isEmpty()) {
            cluster.registry().create(ControllerObjects.of("v1", "ServiceAccount", namespace, "default"), NAME);
        }
        if (cluster.find("configmaps", namespace, "kube-root-ca.crt").isEmpty()) {
            ObjectNode certificate = ControllerObjects.of("v1", "ConfigMap", namespace, "kube-root-ca.crt");
            certificate
                    .putObject("data")
                    .put("ca.crt", cluster.state().settings().certificateAuthority());
            cluster.registry().create(certificate, NAME);
        }
    }

    @Override
    public void work() {
        List<String> now = List.copyOf(ending);
        ending.clear();
        for (String name : now) {
            cluster.find("namespaces", "", name)
                    .filter(ControllerObjects::isDeleting)
                    .ifPresent(this::empty);
        }
    }

    private void empty(ObjectNode namespace) {
        String name = KubeJson.text(namespace, "metadata", "name");
        List<ObjectNode> content = new ArrayList<>();
        for (String storage : cluster.state().store().storages()) {
            for (Stored stored : cluster.state().store().list(storage, name)) {
                content.add(stored.json());
            }
        }
        if (content.isEmpty()) {
            cluster.registry()
                    .change(
                            namespace,
                            NAME,
                            "finalize",
                            live -> KubeJson.make(live, "spec").putArray("finalizers"));
            return;
        }
        for (ObjectNode object : content) {
            if (!ControllerObjects.isDeleting(object)) {
                cluster.registry().remove(object, Deletion.Options.BACKGROUND, NAME);
            }
        }
    }
}
