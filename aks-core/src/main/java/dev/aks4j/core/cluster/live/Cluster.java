package dev.aks4j.core.cluster.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.DisruptionBudget;
import dev.aks4j.core.kubernetes.Kubeconfig;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.plan.run.Run;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster as Azure showed it at one moment, and what can be done with it. A value does not change by itself; {@link
 * #refresh} reads it anew, and every verb does so first, checks what can be checked, and sends nothing if something
 * stands against it ({@link dev.aks4j.core.model.InvalidSpecException}).
 *
 * <p>Most verbs return a {@link Run}: it takes its turn among other writes to the cluster, and is in the ledger, so that
 * another process can carry it on. Immutable and thread-safe.
 */
public final class Cluster {

    private static final String TYPE = "managedCluster";
    private static final Duration CONNECT = Duration.ofMinutes(2);

    private final Azure azure;
    private final ResourceId id;
    private final JsonNode document;

    Cluster(Azure azure, ResourceId id, JsonNode document) {
        this.azure = azure;
        this.id = id;
        this.document = document;
    }

    // ---- what it is

    /** Returns the id, with its subscription. */
    public ResourceId id() {
        return id;
    }

    /** Returns the name. */
    public String name() {
        return id.name();
    }

    /** Returns the region. */
    public Region region() {
        return Region.of(text("/location"));
    }

    /** Returns the version that the control plane runs, with its patch. */
    public Optional<KubernetesVersion> kubernetesVersion() {
        return KubernetesVersion.read(text("/properties/currentKubernetesVersion"))
                .or(() -> KubernetesVersion.read(text("/properties/kubernetesVersion")));
    }

    /** Returns how the last operation ended, or which one is under way, in Azure's word; {@link #health} tells more. */
    public String provisioningState() {
        return text("/properties/provisioningState");
    }

    /** Returns whether the cluster runs; otherwise it is stopped. */
    public boolean isRunning() {
        return !text("/properties/powerState/code").equals("Stopped");
    }

    /** Returns whether the cluster can do its work, which a failed operation alone does not deny. */
    public Health health() {
        return Health.of(this);
    }

    /** Returns the API server's public host name; nothing for a private cluster without one. */
    public Optional<String> fqdn() {
        return Optional.of(text("/properties/fqdn")).filter(name -> !name.isEmpty());
    }

    /** Returns the API server's private host name, for a private cluster. */
    public Optional<String> privateFqdn() {
        return Optional.of(text("/properties/privateFQDN")).filter(name -> !name.isEmpty());
    }

    /** Returns the issuer of service account tokens, if it is switched on. The slash at its end belongs to it. */
    public Optional<String> oidcIssuerUrl() {
        return Optional.of(text("/properties/oidcIssuerProfile/issuerURL")).filter(url -> !url.isEmpty());
    }

    /** Returns the group in which Azure keeps the machines. */
    public String nodeResourceGroup() {
        return text("/properties/nodeResourceGroup");
    }

    /** Returns the tags. */
    public Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        document.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return Map.copyOf(tags);
    }

    /** Returns the node pools. */
    public List<NodePool> pools() {
        List<NodePool> pools = new ArrayList<>();
        document.at("/properties/agentPoolProfiles").forEach(profile -> pools.add(new NodePool(this, profile)));
        return List.copyOf(pools);
    }

    /**
     * Returns a node pool.
     *
     * @throws AksException if there is none of that name
     */
    public NodePool pool(String poolName) {
        return pools().stream()
                .filter(pool -> pool.name().equalsIgnoreCase(poolName))
                .findFirst()
                .orElseThrow(() -> new AksException("Cluster " + name() + " has no node pool " + poolName + ", only "
                        + String.join(", ", pools().stream().map(NodePool::name).toList()) + "."));
    }

    /** Returns a copy of the whole document as Azure answered it. */
    public JsonNode document() {
        return document.deepCopy();
    }

    /**
     * Reads the cluster anew.
     *
     * @throws AksException if it does not exist any more
     */
    public Cluster refresh() {
        JsonNode now = azure.read(id);
        if (now.isMissingNode()) {
            throw new AksException("Cluster " + name() + " does not exist any more.");
        }
        return new Cluster(azure, id, now);
    }

    // ---- the way in

    /** Returns a client for the Kubernetes API; close it after use. Waits up to two minutes for the credentials. */
    public KubernetesClient kubernetes() {
        return azure.kubernetes().client(id, CONNECT);
    }

    /** Fetches the kubeconfig that users get. */
    public Kubeconfig kubeconfig() {
        return azure.await(azure.kubernetes().credentials().user(id), "fetching the kubeconfig of " + name(), CONNECT);
    }

    /** Fetches the kubeconfig of the local administrator, past Entra ID. */
    public Kubeconfig adminKubeconfig() {
        return azure.await(azure.kubernetes().credentials().admin(id), "fetching the kubeconfig of " + name(), CONNECT);
    }

    // ---- what can be done with it

    /**
     * Upgrades the control plane and every pool, one minor version at a time, the pools after the control plane in their
     * order. Pools that lag too far are raised first. The first pool that fails ends the run; it can be resumed.
     *
     * <p>The cluster's pod disruption budgets are read first: one that allows no disruption would make Azure refuse the
     * upgrade with {@code UnsatisfiablePDB}, or a node fail to drain.
     *
     * @param version for example {@code 1.36} or {@code 1.36.1}
     * @throws dev.aks4j.core.model.InvalidSpecException if something stands against it: every problem, among them each
     *     budget that blocks it ({@code AKS-OPS-016}); nothing was sent
     */
    public Run upgradeTo(String version) {
        return upgradeTo(version, UpgradeOptions.standard());
    }

    /** Upgrades like {@link #upgradeTo(String)}, in spite of what the options name. */
    public Run upgradeTo(String version, UpgradeOptions options) {
        Cluster now = refresh();
        return azure.run(
                "upgrade cluster " + name() + " to " + version, Upgrade.of(now, version, now.offered(), options));
    }

    /**
     * Returns the pod disruption budgets of the cluster, as its Kubernetes API shows them now. Those for which {@link
     * DisruptionBudget#blocks} is true stand against upgrades.
     *
     * @throws AksException if they cannot be read
     */
    public List<DisruptionBudget> disruptionBudgets() {
        return Budgets.read(this);
    }

    /**
     * Gives every pool the newest node image of its Kubernetes version, one pool after the other. Pod disruption budgets
     * are read first, as for {@link #upgradeTo(String)}.
     */
    public Run upgradeNodeImages() {
        return upgradeNodeImages(UpgradeOptions.standard());
    }

    /** Upgrades node images like {@link #upgradeNodeImages()}, in spite of what the options name. */
    public Run upgradeNodeImages(UpgradeOptions options) {
        Cluster now = running("upgrading node images of");
        Budgets.check("upgrading the node images of cluster " + name(), now, options);
        Steps steps = new Steps(now);
        now.pools().stream()
                .filter(NodePool::isRunning)
                .forEach(pool -> steps.post(
                        pool.id(),
                        "nodePool",
                        name() + "/" + pool.name(),
                        "upgradeNodeImageVersion",
                        nothing(),
                        nothing()));
        return azure.run("upgrade node images of cluster " + name(), steps.list());
    }

    /** Stops the cluster: nothing runs, and its state is kept for up to 12 months. */
    public Run stop() {
        Cluster now = running("stopping");
        OperatingRules.refuse("stopping cluster " + name(), OperatingRules.STOPPABLE, now);
        return power("stop", "Stopped", now);
    }

    /** Starts the stopped cluster again. */
    public Run start() {
        return power("start", "Running", refresh());
    }

    private Run power(String action, String state, Cluster now) {
        ObjectNode effect = JsonNodeFactory.instance.objectNode();
        effect.putObject("properties").putObject("powerState").put("code", state);
        Steps steps = new Steps(now).post(id, TYPE, name(), action, nothing(), effect);
        return azure.run(action + " cluster " + name(), steps.list());
    }

    /**
     * Ends the operation that is under way, whoever started it. What it has done stays. It does not wait for its turn, so
     * it is no run.
     */
    public Operation abort() {
        return azure.start(ArmRequest.post(id, "abort", ClusterSpec.API_VERSION, nothing()), id);
    }

    /** Makes new certificates for everything. Takes up to half an hour, and every kubeconfig has to be fetched anew. */
    public Run rotateCertificates() {
        return action("rotateClusterCertificates", "rotate the certificates of");
    }

    /** Makes a new key for signing service account tokens. Needs the OIDC issuer. */
    public Run rotateServiceAccountSigningKeys() {
        return action("rotateServiceAccountSigningKeys", "rotate the signing keys of");
    }

    private Run action(String action, String doing) {
        Steps steps = new Steps(running(doing)).post(id, TYPE, name(), action, nothing(), nothing());
        return azure.run(doing + " cluster " + name(), steps.list());
    }

    /**
     * Writes the cluster as it is, which makes Azure put right what has drifted and repairs a failed one. It is no run,
     * because there is no difference to plan.
     */
    public Operation reconcile() {
        Cluster now = running("reconciling");
        ObjectNode body = (ObjectNode) now.document();
        body.remove(List.of("eTag", "etag", "systemData"));
        ArmRequest write = ArmRequest.put(id, ClusterSpec.API_VERSION, body);
        String etag = now.document.path("eTag").asText("");
        return azure.start(etag.isEmpty() ? write : write.ifMatch(etag), id);
    }

    /** Adds tags, or gives existing ones another value. */
    public Run tag(Map<String, String> tags) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        tags.forEach(body.putObject("tags")::put);
        return azure.run(
                "tag cluster " + name(), new Steps(refresh()).cluster(body).list());
    }

    /**
     * Runs a command inside the cluster, with the rights of its administrator, and waits for its end; for a private
     * cluster the only way in from outside.
     *
     * @param command for example {@code kubectl get nodes}
     * @param atMost how long to wait; the command goes on past it
     */
    public CommandResult runCommand(String command, Duration atMost) {
        return RunCommand.run(azure, running("running a command in"), command, atMost);
    }

    /** Removes the cluster with its pools and everything in its node resource group. It takes its turn. */
    public Run delete() {
        return azure.run(
                "delete cluster " + name(),
                new Steps(this).delete(id, TYPE, name()).list());
    }

    // ---- helpers

    Azure azure() {
        return azure;
    }

    /** Reads the cluster anew and refuses if it is stopped, because then Azure only starts and deletes it. */
    Cluster running(String doing) {
        Cluster now = refresh();
        OperatingRules.refuse(doing + " cluster " + name(), OperatingRules.RUNNING, now);
        return now;
    }

    /** Returns the versions that Azure offers the control plane; nothing if it does not say. */
    private List<KubernetesVersion> offered() {
        List<KubernetesVersion> versions = new ArrayList<>();
        azure.read(id.child("upgradeProfiles", "default"))
                .at("/properties/controlPlaneProfile/upgrades")
                .forEach(upgrade -> KubernetesVersion.read(
                                upgrade.path("kubernetesVersion").asText())
                        .ifPresent(versions::add));
        return versions;
    }

    private String text(String pointer) {
        return document.at(pointer).asText();
    }

    static JsonNode nothing() {
        return MissingNode.getInstance();
    }

    /** Returns name, version and state. */
    @Override
    public String toString() {
        return "cluster " + name() + " ("
                + kubernetesVersion().map(KubernetesVersion::toString).orElse("?") + ", " + provisioningState() + ")";
    }
}
