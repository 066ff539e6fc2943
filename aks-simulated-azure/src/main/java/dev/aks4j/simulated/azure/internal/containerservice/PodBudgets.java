package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.cluster.NodeDrains;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.kubernetes.internal.controller.Disruptions.Blocked;
import dev.aks4j.simulated.kubernetes.internal.controller.Disruptions.InvalidBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Asks a cluster's pod disruption budgets before and while its nodes are drained. */
final class PodBudgets {

    private static final Duration OVERRIDE = Duration.ofDays(3);
    private static final String FORCE = "/upgradeSettings/overrideSettings/forceUpgrade";
    private static final String UNTIL = "/upgradeSettings/overrideSettings/until";

    private final Cloud cloud;
    private NodeDrains drains = new NodeDrains() {
        @Override
        public List<InvalidBudget> invalid(String clusterId) {
            return List.of();
        }

        @Override
        public List<Blocked> blocked(String clusterId, List<String> nodes) {
            return List.of();
        }

        @Override
        public void schedulable(String clusterId, String node, boolean schedulable) {}

        @Override
        public int evict(String clusterId, String node) {
            return 0;
        }
    };

    PodBudgets(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Says who knows the clusters' budgets. */
    void ask(NodeDrains who) {
        drains = who;
    }

    /** Fills in when a forced upgrade is not allowed any more: three days from now, unless the author said it. */
    void complete(ObjectNode properties) {
        if (AzureJson.flag(properties, FORCE) && !AzureJson.has(properties, UNTIL)) {
            ((ObjectNode) properties.at("/upgradeSettings/overrideSettings"))
                    .put("until", cloud.now().plus(OVERRIDE).toString());
        }
    }

    /** Tells whether upgrades do not heed budgets at this moment. */
    boolean forced(ObjectNode properties) {
        return AzureJson.flag(properties, FORCE)
                && AzureJson.text(properties, UNTIL)
                        .map(Instant::parse)
                        .filter(until -> until.isAfter(cloud.now()))
                        .isPresent();
    }

    /** Refuses to upgrade nodes of a cluster in which a budget allows no disruption. */
    void require(ManagedCluster cluster, ObjectNode properties) {
        List<InvalidBudget> invalid = forced(properties) ? List.of() : drains.invalid(cluster.id());
        if (invalid.isEmpty()) {
            return;
        }
        String details = invalid.stream()
                .map(budget -> "\t* PDB " + budget.namespace() + "/" + budget.name() + " has " + budget.problem()
                        + " can't proceed with put operation\n")
                .collect(Collectors.joining());
        throw ArmError.aks(
                400,
                "UnsatisfiablePDB",
                "Upgrade is blocked due to invalid Pod Disruption Budgets (PDBs). Please review the PDB spec to allow"
                        + " disruptions during upgrades. To bypass this error, set forceUpgrade in"
                        + " upgradeSettings.overrideSettings. Bypassing this error without updating the PDB may result"
                        + " in drain failures during upgrade process. Invalid PDBs details: " + invalid.size()
                        + (invalid.size() == 1 ? " error" : " errors") + " occurred:\n" + details + "\n");
    }

    /** Returns one pod for each of the nodes that cannot be drained at this moment. */
    List<Blocked> blocked(ManagedCluster cluster, List<String> nodes) {
        return forced(cluster.properties()) || !cluster.running() ? List.of() : drains.blocked(cluster.id(), nodes);
    }

    /** Lets a node take new pods or not. */
    void schedulable(ManagedCluster cluster, String node, boolean schedulable) {
        drains.schedulable(cluster.id(), node, schedulable);
    }

    /** Evicts what may go of a node; a forced upgrade waits for nothing. Tells whether the node is empty. */
    boolean drained(ManagedCluster cluster, String node) {
        int left = drains.evict(cluster.id(), node);
        return left == 0 || forced(cluster.properties()) || !cluster.running();
    }
}
