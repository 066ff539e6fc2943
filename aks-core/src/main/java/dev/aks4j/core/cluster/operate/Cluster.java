package dev.aks4j.core.cluster.operate;

import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.DisruptionBudget;
import dev.aks4j.core.internal.cluster.inner.Inner;
import dev.aks4j.core.kubernetes.Kubeconfig;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.Step;
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

    private final OperateContext azure;
    private final ResourceId id;
    private final Json document;

    Cluster(OperateContext azure, ResourceId id, Json document) {
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

    /** Returns the verbs of this cluster as plans, which say what they would do before they do it. */
    public ClusterPlans plan() {
        return new ClusterPlans(azure, this);
    }

    /**
     * Says what there is to know and to worry about of the cluster as it was read. Blocks for asking what Azure offers in its
     * region.
     */
    public ClusterAudit audit() {
        return ClusterAudit.of(this, azure);
    }

    /**
     * Returns the spec that the cluster is, whoever made it; planned, it changes nothing. See {@link ClusterSpec#of}.
     *
     * @throws dev.aks4j.core.model.InvalidSpecException if the cluster is one that the rules of this library refuse
     */
    public ClusterSpec spec() {
        return ClusterSpec.of(document);
    }

    /**
     * Returns the Java source of a class that makes {@link #spec()}.
     *
     * @param className the name of the class, for example {@code ShopCluster}
     */
    public String specSource(String className) {
        return ClusterSpec.sourceOf(document, className);
    }

    /**
     * Returns whether the cluster can do its work, which a failed operation alone does not deny, as far as the document
     * tells that was read; {@link #checkHealth} asks the nodes too.
     */
    public Health health() {
        return Health.of(this);
    }

    /**
     * Returns whether the cluster can do its work, as its document and its nodes tell: those are listed from its
     * Kubernetes API. A cluster whose API cannot be reached from here is {@link Health.Level#IMPAIRED}, because its pods
     * may run on.
     *
     * @param atMost how long the Kubernetes API may take
     */
    public Health checkHealth(Duration atMost) {
        return NodesHealth.of(refresh(), atMost);
    }

    /** Returns whether users sign in with Microsoft Entra ID. */
    public boolean isEntra() {
        return document.at("/properties/aadProfile").isObject();
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

    /**
     * Returns the cluster as a model of the Azure SDK. What the SDK's API version does not know is not in it; {@link
     * #document()} has all.
     */
    public ManagedClusterInner inner() {
        return Inner.read(document, ManagedClusterInner::fromJson);
    }

    /** Returns a copy of the whole document as Azure answered it. */
    public Json document() {
        return document;
    }

    /**
     * Reads the cluster anew.
     *
     * @throws AksException if it does not exist any more
     */
    public Cluster refresh() {
        Json now = azure.read(id);
        if (now.isMissing()) {
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

    /** Fetches the kubeconfig of the local account that may only read metrics and states. */
    public Kubeconfig monitoringKubeconfig() {
        return azure.await(
                azure.kubernetes().credentials().monitoring(id), "fetching the kubeconfig of " + name(), CONNECT);
    }

    // ---- what can be done with it

    /**
     * Upgrades the control plane and every pool, one minor version at a time, the pools after the control plane in their
     * order. Pools that lag too far are raised first. The first pool that fails ends the run; it can be resumed. Every
     * version on the way must be on offer, and the region must have the machines and quotas for the surge, before anything
     * is sent.
     *
     * <p>A cluster whose version is out of support is offered no next minor. It goes to the lowest minor that Azure offers
     * it, at most the one asked for, control plane and pools in one write, and from there one at a time. Azure takes that
     * but does not support it: the further the jump, the likelier it fails. Spot pools must be deleted before
     * ({@code AKS-OPS-026}).
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
        List<Step> steps = Upgrade.of(now, version, Upgrade.offered(now), options);
        return azure.run(
                "upgrade cluster " + name() + " to " + version,
                OfferChecks.passed("upgrading cluster " + name(), now, steps));
    }

    /**
     * Returns the pod disruption budgets of the cluster, as its Kubernetes API shows them now. Those for which {@link
     * DisruptionBudget#blocks} is true stand against upgrades.
     *
     * @throws AksException if they cannot be read
     */
    public List<DisruptionBudget> disruptionBudgets() {
        return BudgetReads.read(this);
    }

    /**
     * Gives every pool the newest node image of its Kubernetes version, one pool after the other. Pod disruption budgets
     * are read first, as for {@link #upgradeTo(String)}.
     */
    public Run upgradeNodeImages() {
        return upgradeNodeImages(UpgradeOptions.standard());
    }

    /** Upgrades node images like {@link #upgradeNodeImages()}, as the options say. */
    public Run upgradeNodeImages(UpgradeOptions options) {
        Cluster now = refresh();
        return azure.run("upgrade node images of cluster " + name(), NodeImageUpgrade.of(now, now.pools(), options));
    }

    /** Stops the cluster: nothing runs, and its state is kept for up to 12 months. Nothing is sent if it is stopped. */
    public Run stop() {
        Cluster now = refresh();
        if (now.isRunning()) {
            Refusal.of("stopping cluster " + name())
                    .rule(OperatingRules.STOPPABLE, now)
                    .rule(OperatingRules.REPAIRED, OperatingRules.State.of(now))
                    .orGoOn();
        }
        return azure.run("stop cluster " + name(), Power.steps(now, "stop", "Stopped"));
    }

    /** Starts the stopped cluster again. Nothing is sent if it runs. */
    public Run start() {
        return azure.run("start cluster " + name(), Power.steps(refresh(), "start", "Running"));
    }

    /**
     * Ends the operation that is under way on the cluster, whoever started it. What it has done stays, and the cluster is
     * then {@code Canceled}. It does not wait for its turn, so it is no run; its token can be kept.
     */
    public Operation abort() {
        Refusal.of("aborting on cluster " + name())
                .rule(OperatingRules.UNDER_WAY, OperatingRules.State.of(refresh()))
                .orGoOn();
        return azure.start(ArmRequest.post(id, "abort", ClusterSpec.API_VERSION, nothing()), id);
    }

    /** Makes new certificates for everything. Takes up to half an hour, and every kubeconfig has to be fetched anew. */
    public Run rotateCertificates() {
        return action("rotateClusterCertificates", "rotate the certificates of", refresh(), List.of());
    }

    /**
     * Makes a new key for signing service account tokens. Needs the OIDC issuer. Tokens of the key before stay good for 24
     * hours, in which every pod gets a new one; those of the key before that are refused at once. So a rotation that follows
     * another one of this client's ledger within 24 hours is refused: see {@link #rotateServiceAccountSigningKeysAgain}.
     *
     * @throws dev.aks4j.core.model.AksException if it is the second within 24 hours, with the rule {@code AKS-OPS-032}
     */
    public Run rotateServiceAccountSigningKeys() {
        Cluster now = refresh();
        List<Problem> problems = new ArrayList<>(OperatingRules.SIGNS.on(now));
        problems.addAll(SigningKeyRotations.check(azure, id));
        return signAnew(now, problems);
    }

    /**
     * Makes a new key for signing service account tokens, also within 24 hours of the rotation before: for a key that has come
     * into wrong hands. Pods whose tokens were signed with the key before the last are refused until they have new ones.
     */
    public Run rotateServiceAccountSigningKeysAgain() {
        Cluster now = refresh();
        return signAnew(now, OperatingRules.SIGNS.on(now));
    }

    private Run signAnew(Cluster now, List<Problem> problems) {
        return action(SigningKeyRotations.ACTION, "rotate the signing keys of", now, problems);
    }

    private Run action(String action, String doing, Cluster now, List<Problem> problems) {
        now.refusal(doing.replaceFirst("rotate", "rotating") + " cluster " + name())
                .problems(problems)
                .orGoOn();
        VerbSteps steps = new VerbSteps(now).post(id, TYPE, name(), action, nothing(), nothing());
        return azure.run(doing + " cluster " + name(), steps.list());
    }

    /**
     * Writes the cluster as it is, which makes Azure put right what has drifted and repairs a failed one, its pools
     * included. It is no run, because there is no difference to plan; its token can be kept, and {@link
     * dev.aks4j.core.operation.Operations#resume} follows it from another process.
     */
    public Operation reconcile() {
        Cluster now = refresh();
        now.refusal("reconciling cluster " + name())
                .rule(OperatingRules.FREE, OperatingRules.State.of(now))
                .orGoOn();
        return azure.start(OperateContext.again(now.document, id), id);
    }

    /** Adds tags, or gives existing ones another value. */
    public Run tag(Map<String, String> tags) {
        Cluster now = refresh();
        Json.ObjectBuilder body = Json.object();
        tags.forEach(body.putObject("tags")::put);
        now.refusal("tagging cluster " + name())
                .problems(Tags.problems(now.tags(), tags))
                .orGoOn();
        return azure.run(
                "tag cluster " + name(),
                new VerbSteps(now).cluster(body.build()).list());
    }

    /**
     * Runs a command inside the cluster and waits for its end; for a private cluster the only way in from outside. See
     * {@link #startCommand}.
     *
     * @param command for example {@code kubectl get nodes}
     * @param atMost how long to wait; the command goes on past it
     * @throws AksException if the time is over; the message names the command's id
     */
    public CommandResult runCommand(String command, Duration atMost) {
        return startCommand(Command.of(command)).await(atMost);
    }

    /**
     * Sends a command into the cluster. It runs with the rights of the cluster's administrator, or on a cluster with Entra
     * ID with those of the caller. It is not in the ledger: keep {@link RunningCommand#id}, by which {@link #command} finds
     * the result from any process.
     *
     * @return as soon as Azure has accepted it
     */
    public RunningCommand startCommand(Command command) {
        Cluster now = refresh();
        now.refusal("running a command in cluster " + name())
                .rule(OperatingRules.TAKES_COMMANDS, now)
                .orGoOn();
        return RunningCommand.start(azure, now, command);
    }

    /** Returns a command that was sent before, by its id, for its result; perhaps another process sent it. */
    public RunningCommand command(String commandId) {
        return RunningCommand.of(azure, id, commandId);
    }

    /**
     * Removes the cluster with its pools and everything in its node resource group, whether it runs, is stopped or has
     * failed. It takes its turn among the writes of this process; an operation that somebody else has under way ends for
     * it.
     */
    public Run delete() {
        return azure.run(
                "delete cluster " + name(),
                new VerbSteps(this).delete(id, TYPE, name()).list());
    }

    // ---- helpers

    OperateContext azure() {
        return azure;
    }

    /** Begins what stands against a verb; what needs a running cluster begins with that it is stopped. */
    Refusal refusal(String doing) {
        return Refusal.of(doing).rule(OperatingRules.RUNNING, this);
    }

    private String text(String pointer) {
        return document.at(pointer).asText();
    }

    static Json nothing() {
        return Json.missing();
    }

    /** Returns name, version and state. */
    @Override
    public String toString() {
        return "cluster " + name() + " ("
                + kubernetesVersion().map(KubernetesVersion::toString).orElse("?") + ", " + provisioningState() + ")";
    }
}
