package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.admission.QuotaAdmission;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.Quantity;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes into each resource quota how much of it is used. Used under the simulator's lock. */
final class Quotas implements Controller {

    private static final String NAME = "resourcequota-controller";

    private final ClusterObjects cluster;
    private final Set<String> namespaces = new LinkedHashSet<>();

    Quotas(ClusterObjects cluster) {
        this.cluster = cluster;
    }

    @Override
    public void changed(StoreChange change) {
        String namespace = change.key().namespace();
        if (!namespace.isEmpty()
                && !change.key().storage().equals("events")
                && !cluster.state().list("resourcequotas", namespace).isEmpty()) {
            namespaces.add(namespace);
        }
    }

    @Override
    public void work() {
        List<String> now = List.copyOf(namespaces);
        namespaces.clear();
        for (String namespace : now) {
            for (Stored quota : cluster.state().list("resourcequotas", namespace)) {
                count(quota.json());
            }
        }
    }

    private void count(ObjectNode quota) {
        ObjectNode used = KubeJson.object();
        QuotaAdmission.used(cluster.state(), quota).forEach((name, value) -> used.put(name, Quantity.canonical(value)));
        cluster.registry().status(quota, NAME, status -> {
            status.set("hard", KubeJson.at(quota, "spec", "hard").deepCopy());
            status.set("used", used);
        });
    }
}
