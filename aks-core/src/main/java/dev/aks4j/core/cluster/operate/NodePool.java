package dev.aks4j.core.cluster.operate;

import com.azure.resourcemanager.containerservice.fluent.models.AgentPoolInner;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.internal.cluster.inner.Inner;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.Step;
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

    /** What Azure adds to every spot pool. */
    private static final String SPOT_TAINT = "kubernetes.azure.com/scalesetpriority=spot:NoSchedule";

    private final Cluster cluster;
    private final Json profile;

    NodePool(Cluster cluster, Json profile) {
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

    /** Returns the Azure tags that it puts on its machines. */
    public Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        profile.path("tags")
                .properties()
                .forEach(entry -> tags.put(entry.getKey(), entry.getValue().asText()));
        return Map.copyOf(tags);
    }

    /**
     * Returns the pool as a model of the Azure SDK. What the SDK's API version does not know is not in it; {@link
     * #document()} has all.
     */
    public AgentPoolInner inner() {
        Json pool = Json.object()
                .put("id", id().toString())
                .put("name", name())
                .put("properties", profile)
                .build();
        return Inner.read(pool, AgentPoolInner::fromJson);
    }

    /** Returns a copy of the pool's profile as Azure answered it. */
    public Json document() {
        return profile;
    }

    // ---- what can be done with it

    /** Reads the machines of the pool, with one request. */
    public List<Machine> machines() {
        return cluster.azure().list(id(), "machines").stream()
                .map(Machine::read)
                .toList();
    }

    /** Sets the number of nodes. Refused while the autoscaler does that. */
    public Run scaleTo(int nodes) {
        NodePool now = now();
        now.refusal("scaling")
                .rules(PoolOperatingRules.SCALING, new PoolOperatingRules.Scaling(now, nodes, nodes, false))
                .orGoOn();
        return grow(
                now,
                "scale " + this + " to " + nodes,
                body().put("count", nodes).build());
    }

    /**
     * Lets the cluster autoscaler choose the number of nodes, or gives it other limits. A number outside of them is
     * brought within, because the autoscaler itself neither adds nor removes nodes on account of new limits.
     */
    public Run autoscale(int min, int max) {
        NodePool now = now();
        now.refusal("scaling")
                .rules(PoolOperatingRules.SCALING, new PoolOperatingRules.Scaling(now, min, max, true))
                .orGoOn();
        Json.ObjectBuilder body =
                body().put("enableAutoScaling", true).put("minCount", min).put("maxCount", max);
        if (now.count() < min || now.count() > max) {
            body.put("count", Math.max(min, Math.min(now.count(), max)));
        }
        return grow(now, "autoscale " + this + " from " + min + " to " + max, body.build());
    }

    /** Takes the number of nodes out of the autoscaler's hands; it stays as it is. */
    public Run withoutAutoscaler() {
        NodePool now = now();
        now.refusal("scaling").orGoOn();
        Json.ObjectBuilder body =
                body().put("enableAutoScaling", false).putNull("minCount").putNull("maxCount");
        return put(now, "switch the autoscaler of " + this + " off", body.build());
    }

    /**
     * Raises the nodes to a version, one minor at a time and never past the control plane. The cluster's pod disruption
     * budgets are read first, as for {@link Cluster#upgradeTo(String)}.
     */
    public Run upgradeTo(String version) {
        return upgradeTo(version, UpgradeOptions.standard());
    }

    /** Raises the nodes like {@link #upgradeTo(String)}, as the options say. */
    public Run upgradeTo(String version, UpgradeOptions options) {
        NodePool now = now();
        List<Step> steps = Upgrade.of(now, version, options);
        return cluster.azure()
                .run("upgrade " + this + " to " + version, OfferChecks.passed("upgrading " + this, now.cluster, steps));
    }

    /**
     * Gives the nodes the newest image of their Kubernetes version; nothing is sent if they have it. Pod disruption
     * budgets are read first, as for {@link Cluster#upgradeTo(String)}.
     */
    public Run upgradeNodeImage() {
        return upgradeNodeImage(UpgradeOptions.standard());
    }

    /** Upgrades the image like {@link #upgradeNodeImage()}, as the options say. */
    public Run upgradeNodeImage(UpgradeOptions options) {
        NodePool now = now();
        return cluster.azure()
                .run("upgrade the node image of " + this, NodeImageUpgrade.of(now.cluster, List.of(now), options));
    }

    /** Reads what the nodes had before an upgrade of the last seven days, and can go back to. */
    public List<RecentVersion> recentlyUsedVersions() {
        return RecentVersion.read(cluster.azure().read(id().child("upgradeProfiles", "default")));
    }

    /**
     * Rolls the nodes back to the Kubernetes version and image that they had before the last upgrade: within seven days, one
     * step, where no channel upgrades the pool by itself. Pod disruption budgets are read first, as for {@link
     * Cluster#upgradeTo(String)}.
     */
    public Run rollBack() {
        return rollBack(UpgradeOptions.standard());
    }

    /** Rolls back like {@link #rollBack()}, as the options say. */
    public Run rollBack(UpgradeOptions options) {
        NodePool now = now();
        List<RecentVersion> recent = now.recentlyUsedVersions();
        Refusal refusal = now.refusal("rolling back");
        RollbackRules.ALL.forEach(rule -> refusal.rule(rule, new RollbackRules.Rollback(now, recent)));
        refusal.rule(OperatingRules.REPAIRED, OperatingRules.State.of(now))
                .problems(options.problems(now))
                .problems(BudgetReads.problems(now.cluster, options))
                .orGoOn();
        RecentVersion before = recent.get(0);
        Json.ObjectBuilder body = body().put("orchestratorVersion", before.kubernetesVersion())
                .put("nodeImageVersion", before.nodeImageVersion());
        body.putAll(options.profile(now).build());
        return put(now, "roll " + this + " back to " + before.kubernetesVersion(), body.build());
    }

    /** Stops the pool: its machines are deallocated. Not for system pools. */
    public Run stop() {
        NodePool now = now();
        now.refusal("stopping")
                .rule(PoolOperatingRules.STOPPABLE, now)
                .rule(OperatingRules.REPAIRED, OperatingRules.State.of(now))
                .orGoOn();
        return power(now, "stop", "Stopped");
    }

    /** Starts the stopped pool again. */
    public Run start() {
        NodePool now = now();
        now.refusal("starting").orGoOn();
        return power(now, "start", "Running");
    }

    private Run power(NodePool now, String verb, String state) {
        Json.ObjectBuilder body = body();
        body.putObject("powerState").put("code", state);
        return put(now, verb + " " + this, body.build());
    }

    /** Adds labels to the pool and its nodes, or gives existing ones another value. */
    public Run label(Map<String, String> labels) {
        NodePool now = now();
        now.refusal("labelling")
                .problems(PoolDraft.problems(now, draft -> labels.forEach(draft::label)))
                .orGoOn();
        Json.ObjectBuilder body = body();
        labels.forEach(body.putObject("nodeLabels")::put);
        return put(now, "label " + this, body.build());
    }

    /**
     * Sets the taints of the pool and its nodes, in place of those that are there. The taint by which Azure keeps pods off
     * spot machines stays.
     */
    public Run taint(List<String> taints) {
        NodePool now = now();
        List<String> all = new ArrayList<>(taints);
        if (now.isSpot() && !all.contains(SPOT_TAINT)) {
            all.add(SPOT_TAINT);
        }
        now.refusal("tainting")
                .problems(PoolDraft.problems(now, draft -> draft.taints(taints.toArray(new String[0]))))
                .rule(PoolOperatingRules.ROOM_FOR_SYSTEM_PODS, new PoolOperatingRules.Tainting(now, all))
                .orGoOn();
        Json.ObjectBuilder body = body();
        all.forEach(body.putArray("nodeTaints")::add);
        return put(now, "taint " + this, body.build());
    }

    /** Adds Azure tags to the pool and its machines, or gives existing ones another value. */
    public Run tag(Map<String, String> tags) {
        NodePool now = now();
        now.refusal("tagging").problems(Tags.problems(now.tags(), tags)).orGoOn();
        Json.ObjectBuilder body = body();
        tags.forEach(body.putObject("tags")::put);
        return put(now, "tag " + this, body.build());
    }

    /**
     * Deletes single machines by their names, which {@link #machines} tells; the count goes down with them. On an
     * autoscaled pool the autoscaler brings the number back to its minimum.
     */
    public Run deleteMachines(List<String> names) {
        NodePool now = now();
        Refusal refusal = now.refusal("deleting machines of");
        if (refusal.isEmpty()) {
            refusal.rules(PoolOperatingRules.MACHINE, new PoolOperatingRules.Machines(now, names, now.machines()));
        }
        refusal.orGoOn();
        Json.ObjectBuilder body = Json.object();
        names.forEach(body.putArray("machineNames")::add);
        VerbSteps steps =
                new VerbSteps(now.cluster).post(id(), TYPE, place(), "deleteMachines", body.build(), Cluster.nothing());
        return cluster.azure().run("delete machines of " + this, steps.list());
    }

    /**
     * Writes the pool as it is, which makes Azure repair one whose last operation failed. It is no run, because there is
     * no difference to plan; its token can be kept.
     */
    public Operation reconcile() {
        NodePool now = now();
        now.refusal("reconciling")
                .rule(OperatingRules.FREE, OperatingRules.State.of(now.cluster))
                .rule(OperatingRules.FREE, OperatingRules.State.of(now))
                .orGoOn();
        return cluster.azure().start(OperateContext.again(cluster.azure().read(id()), id()), id());
    }

    /**
     * Ends the operation that is under way on this pool, whoever started it. What it has done stays, and the pool is then
     * {@code Canceled}. It does not wait for its turn, so it is no run; its token can be kept.
     */
    public Operation abort() {
        Refusal.of("aborting on " + this)
                .rule(OperatingRules.UNDER_WAY, OperatingRules.State.of(now()))
                .orGoOn();
        return cluster.azure().start(ArmRequest.post(id(), "abort", ClusterSpec.API_VERSION, Cluster.nothing()), id());
    }

    /** Removes the pool. Its nodes are not drained first; scale it down before if that matters. */
    public Run delete() {
        NodePool now = now();
        now.refusal("deleting").rule(PoolOperatingRules.REMOVABLE, now).orGoOn();
        return cluster.azure()
                .run(
                        "delete " + this,
                        new VerbSteps(now.cluster).delete(id(), TYPE, place()).list());
    }

    // ---- helpers

    Cluster cluster() {
        return cluster;
    }

    private NodePool now() {
        return cluster.refresh().pool(name());
    }

    private Refusal refusal(String doing) {
        return cluster.refusal(doing + " " + this);
    }

    private Run put(NodePool now, String title, Json body) {
        return cluster.azure()
                .run(title, new VerbSteps(now.cluster).pool(now, body).list());
    }

    /** Writes the pool if the region has what it needs to grow. */
    private Run grow(NodePool now, String title, Json body) {
        List<Step> steps = new VerbSteps(now.cluster).pool(now, body).list();
        return cluster.azure().run(title, OfferChecks.passed("scaling " + this, now.cluster, steps));
    }

    private String place() {
        return cluster.name() + "/" + name();
    }

    private static Json.ObjectBuilder body() {
        return Json.object();
    }

    /** Returns cluster and pool. */
    @Override
    public String toString() {
        return "node pool " + place();
    }
}
