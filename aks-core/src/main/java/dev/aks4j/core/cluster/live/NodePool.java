package dev.aks4j.core.cluster.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.plan.run.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node pool as Azure showed it at one moment, and what can be done with it; see {@link Cluster} for how verbs work.
 * Immutable and thread-safe.
 */
public final class NodePool {

    private static final String TYPE = "nodePool";

    private final Cluster cluster;
    private final JsonNode profile;

    NodePool(Cluster cluster, JsonNode profile) {
        this.cluster = cluster;
        this.profile = profile;
    }

    // ---- what it is

    /** Returns the name. */
    public String name() {
        return profile.path("name").asText();
    }

    /** Returns the id, with its subscription. */
    public ResourceId id() {
        return cluster.id().child("agentPools", name());
    }

    /** Returns whether it is a system pool. */
    public boolean isSystem() {
        return profile.path("mode").asText().equals("System");
    }

    /** Returns whether its machines are spot machines. */
    public boolean isSpot() {
        return profile.path("scaleSetPriority").asText().equals("Spot");
    }

    /** Returns whether it runs; otherwise it is stopped. */
    public boolean isRunning() {
        return !profile.at("/powerState/code").asText().equals("Stopped");
    }

    /** Returns whether the cluster autoscaler sets the number of nodes. */
    public boolean isAutoscaled() {
        return profile.path("enableAutoScaling").asBoolean(false);
    }

    /** Returns the number of nodes. */
    public int count() {
        return profile.path("count").asInt();
    }

    /** Returns the autoscaler's minimum, or the count. */
    public int minNodes() {
        return isAutoscaled() ? profile.path("minCount").asInt() : count();
    }

    /** Returns the autoscaler's maximum, or the count. */
    public int maxNodes() {
        return isAutoscaled() ? profile.path("maxCount").asInt() : count();
    }

    /** Returns the size of the machines. */
    public String vmSize() {
        return profile.path("vmSize").asText();
    }

    /** Returns the version of its nodes, with the patch. */
    public Optional<KubernetesVersion> kubernetesVersion() {
        return KubernetesVersion.read(profile.path("currentOrchestratorVersion").asText())
                .or(() -> KubernetesVersion.read(
                        profile.path("orchestratorVersion").asText()));
    }

    /** Returns the image of its nodes. */
    public String nodeImageVersion() {
        return profile.path("nodeImageVersion").asText();
    }

    /** Returns how the last operation ended, or which one is under way, in Azure's word. */
    public String provisioningState() {
        return profile.path("provisioningState").asText();
    }

    /** Returns the labels that it puts on its nodes. */
    public Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        profile.path("nodeLabels")
                .properties()
                .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
        return Map.copyOf(labels);
    }

    /** Returns the taints that it puts on its nodes. */
    public List<String> taints() {
        List<String> taints = new ArrayList<>();
        profile.path("nodeTaints").forEach(taint -> taints.add(taint.asText()));
        return List.copyOf(taints);
    }

    /** Returns a copy of the pool's profile as Azure answered it. */
    public JsonNode document() {
        return profile.deepCopy();
    }

    // ---- what can be done with it

    /** Sets the number of nodes. Refused while the autoscaler does that. */
    public Run scaleTo(int nodes) {
        NodePool now = now("scaling");
        OperatingRules.refuse(
                "scaling " + this, OperatingRules.SCALING, new OperatingRules.Scaling(now, nodes, nodes, false));
        return put(now, "scale " + this + " to " + nodes, body().put("count", nodes));
    }

    /** Lets the cluster autoscaler choose the number of nodes, or gives it other limits. */
    public Run autoscale(int min, int max) {
        NodePool now = now("scaling");
        OperatingRules.refuse(
                "scaling " + this, OperatingRules.SCALING, new OperatingRules.Scaling(now, min, max, true));
        ObjectNode body =
                body().put("enableAutoScaling", true).put("minCount", min).put("maxCount", max);
        if (!now.isAutoscaled() && (now.count() < min || now.count() > max)) {
            body.put("count", Math.max(min, Math.min(now.count(), max)));
        }
        return put(now, "autoscale " + this + " from " + min + " to " + max, body);
    }

    /** Takes the number of nodes out of the autoscaler's hands; it stays as it is. */
    public Run withoutAutoscaler() {
        ObjectNode body =
                body().put("enableAutoScaling", false).putNull("minCount").putNull("maxCount");
        return put(now("scaling"), "switch the autoscaler of " + this + " off", body);
    }

    /**
     * Raises the nodes to a version, one minor at a time and never past the control plane. The cluster's pod disruption
     * budgets are read first, as for {@link Cluster#upgradeTo(String)}.
     */
    public Run upgradeTo(String version) {
        return upgradeTo(version, UpgradeOptions.standard());
    }

    /** Raises the nodes like {@link #upgradeTo(String)}, in spite of what the options name. */
    public Run upgradeTo(String version, UpgradeOptions options) {
        NodePool now = now("upgrading");
        return cluster.azure().run("upgrade " + this + " to " + version, Upgrade.of(now, version, options));
    }

    /**
     * Gives the nodes the newest image of their Kubernetes version. Pod disruption budgets are read first, as for {@link
     * Cluster#upgradeTo(String)}.
     */
    public Run upgradeNodeImage() {
        return upgradeNodeImage(UpgradeOptions.standard());
    }

    /** Upgrades the image like {@link #upgradeNodeImage()}, in spite of what the options name. */
    public Run upgradeNodeImage(UpgradeOptions options) {
        NodePool now = now("upgrading");
        Budgets.check("upgrading the node image of " + this, now.cluster, options);
        return post(now, "upgrade the node image of " + this, "upgradeNodeImageVersion", Cluster.nothing());
    }

    /** Stops the pool: its machines are deallocated. Not for system pools. */
    public Run stop() {
        NodePool now = now("stopping");
        OperatingRules.refuse("stopping " + this, OperatingRules.POOL_STOPPABLE, now);
        return power(now, "stop", "Stopped");
    }

    /** Starts the stopped pool again. */
    public Run start() {
        return power(now("starting"), "start", "Running");
    }

    private Run power(NodePool now, String verb, String state) {
        ObjectNode body = body();
        body.putObject("powerState").put("code", state);
        return put(now, verb + " " + this, body);
    }

    /** Adds labels to the pool and its nodes, or gives existing ones another value. */
    public Run label(Map<String, String> labels) {
        ObjectNode body = body();
        labels.forEach(body.putObject("nodeLabels")::put);
        return put(now("labelling"), "label " + this, body);
    }

    /** Sets the taints of the pool and its nodes, in place of those that are there. */
    public Run taint(List<String> taints) {
        ObjectNode body = body();
        taints.forEach(body.putArray("nodeTaints")::add);
        return put(now("tainting"), "taint " + this, body);
    }

    /** Deletes single machines by their names; the count goes down with them. A system pool keeps one. */
    public Run deleteMachines(List<String> names) {
        NodePool now = now("deleting machines of");
        OperatingRules.refuse(
                "deleting machines of " + this, OperatingRules.MACHINES, new OperatingRules.Deletion(now, names));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        names.forEach(body.putArray("machineNames")::add);
        return post(now, "delete machines of " + this, "deleteMachines", body);
    }

    /** Ends the operation that is under way on this pool, whoever started it. It does not wait for its turn. */
    public Operation abort() {
        return cluster.azure().start(ArmRequest.post(id(), "abort", ClusterSpec.API_VERSION, Cluster.nothing()), id());
    }

    /** Removes the pool. Its nodes are not drained first; scale it down before if that matters. */
    public Run delete() {
        NodePool now = now("deleting");
        OperatingRules.refuse("deleting " + this, OperatingRules.POOL_REMOVABLE, now);
        return cluster.azure()
                .run(
                        "delete " + this,
                        new Steps(now.cluster).delete(id(), TYPE, place()).list());
    }

    // ---- helpers

    Cluster cluster() {
        return cluster;
    }

    private NodePool now(String doing) {
        return cluster.running(doing + " node pool " + name() + " of").pool(name());
    }

    private Run put(NodePool now, String title, JsonNode body) {
        return cluster.azure().run(title, new Steps(now.cluster).pool(now, body).list());
    }

    private Run post(NodePool now, String title, String action, JsonNode body) {
        Steps steps = new Steps(now.cluster).post(id(), TYPE, place(), action, body, Cluster.nothing());
        return cluster.azure().run(title, steps.list());
    }

    private String place() {
        return cluster.name() + "/" + name();
    }

    private static ObjectNode body() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Returns cluster and pool. */
    @Override
    public String toString() {
        return "node pool " + place();
    }
}
