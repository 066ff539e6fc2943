package dev.aks4j.simulated.azure.internal.containerservice;

import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.command.ClusterApi;
import dev.aks4j.simulated.azure.command.CommandAnswer;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.arm.ResourceProvider;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.cluster.NodeDrains;
import dev.aks4j.simulated.azure.internal.cluster.PoolScaler;
import dev.aks4j.simulated.azure.internal.fleet.Fleets;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.tls.CertificateAuthority;
import dev.aks4j.simulated.wire.Response;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Microsoft.ContainerService: clusters and what belongs to them. */
public final class ContainerServiceProvider implements ResourceProvider {

    private final Cloud cloud;
    private final ManagedClusters clusters;
    private final Lro lro;
    private final AksThrottle throttle;
    private final ClusterVerbs verbs;
    private final PoolVerbs pools;
    private final ClusterActions actions;
    private final KubeconfigWriter kubeconfigs;
    private final VersionReads versions;
    private final MaintenanceConfigurations maintenance;
    private final RunCommands commands;
    private final PoolScaler scaler;
    private final Machines machines;
    private final NodePoolSnapshots snapshots;
    private final ManagedNamespaces namespaces;
    private final TrustedAccess trusted;
    private final IdentityBindings bindings;
    private final Fleets fleets;

    /**
     * Makes the provider of a cloud.
     *
     * @param authority vouches for API servers
     * @param checks refuses what AKS refuses before a write is accepted
     */
    public ContainerServiceProvider(
            Cloud cloud, Supplier<CertificateAuthority> authority, Consumer<ClusterWrite> checks) {
        this.cloud = cloud;
        Durations durations = new Durations(cloud.random());
        clusters = new ManagedClusters(cloud, authority);
        lro = new Lro(cloud);
        throttle = new AksThrottle(cloud);
        verbs = new ClusterVerbs(cloud, clusters, lro, durations, checks);
        pools = new PoolVerbs(cloud, clusters, lro, durations, checks);
        actions = new ClusterActions(cloud, clusters, lro, durations);
        kubeconfigs = new KubeconfigWriter(clusters);
        versions = new VersionReads(cloud, clusters, new ClusterChanges(cloud, clusters, durations));
        scaler = new AutoscaledPools(cloud, clusters);
        commands = new RunCommands(cloud, clusters, durations);
        machines = new Machines(cloud, clusters, lro, durations);
        snapshots = new NodePoolSnapshots(cloud, clusters);
        maintenance = new MaintenanceConfigurations(cloud, clusters);
        namespaces = new ManagedNamespaces(cloud, clusters, lro, durations, kubeconfigs);
        trusted = new TrustedAccess(cloud, clusters, lro, durations);
        bindings = new IdentityBindings(cloud, clusters, lro, durations);
        fleets = new Fleets(cloud, new FleetClusters(cloud, clusters, this::answer));
    }

    /** Returns the clusters. */
    public ManagedClusters clusters() {
        return clusters;
    }

    /** Returns the identity bindings, which Entra asks. */
    public IdentityBindings bindings() {
        return bindings;
    }

    /** Says under which URL a cluster's API server is reached; without it, {@code https://<fqdn>:443}. */
    public void apiServers(Function<ClusterSnapshot, String> urls) {
        kubeconfigs.servers(urls);
    }

    /** Says what carries out the commands that clients run in clusters. */
    public void shell(BiFunction<ClusterSnapshot, String, CommandAnswer> runner) {
        commands.shell(runner);
    }

    /** Says how the inside of a cluster is reached. */
    public void insides(Function<ClusterSnapshot, ClusterApi> apis) {
        namespaces.apis(apis);
        bindings.apis(apis);
    }

    /** Says who knows what stands against draining the nodes of clusters. */
    public void drains(NodeDrains who) {
        clusters.budgets().ask(who);
    }

    /** Returns the way by which the cluster autoscaler changes pools. */
    public PoolScaler scaler() {
        return scaler;
    }

    @Override
    public String namespace() {
        return "Microsoft.ContainerService";
    }

    @Override
    public Set<String> types() {
        return Set.of(
                "fleets",
                "fleets/members",
                "fleets/updateStrategies",
                "fleets/updateRuns",
                "fleets/gates",
                "managedClusters",
                "managedClusters/agentPools",
                "managedClusters/agentPools/machines",
                "managedClusters/identityBindings",
                "managedClusters/commandResults",
                "snapshots",
                "managedClusters/maintenanceConfigurations",
                "managedClusters/managedNamespaces",
                "managedClusters/trustedAccessRoleBindings",
                "locations/operations",
                "locations/operationresults",
                "locations/kubernetesVersions",
                "locations/orchestrators",
                "locations/meshRevisionProfiles",
                "locations/trustedAccessRoles");
    }

    @Override
    public List<String> apiVersions(String type) {
        return ApiModel.versions(type);
    }

    @Override
    public void requireVersion(ArmCall request) {
        if (request.path().matches("locations", "*", "operations", "*")
                || request.path().matches("locations", "*", "operationresults", "*")) {
            return; // these URLs are Azure's own, with a version of their own
        }
        String type = type(request);
        LocalDate today = cloud.now().atZone(ZoneOffset.UTC).toLocalDate();
        if (!ApiModel.isAnswered(request.apiVersion(), today)) {
            throw Arm.noSuchVersion(request, type, ApiModel.versions(type));
        } else if (!request.apiVersion().endsWith("-preview")
                && !ApiModel.versions(type).contains(request.apiVersion())) {
            throw Arm.notYetInVersion(request, type, ApiModel.versions(type));
        }
    }

    /** Returns the innermost of our types that the path begins with, without the names between. */
    private String type(ArmCall request) {
        String asked = request.path().types();
        return types().stream()
                .filter(type -> (asked + "/").regionMatches(true, 0, type + "/", 0, type.length() + 1))
                .max(Comparator.comparingInt(String::length))
                .orElse(asked);
    }

    @Override
    public Response answer(ArmCall request) {
        throttle.admit(request);
        boolean fleet = request.path().rest().get(0).equalsIgnoreCase("fleets");
        if (request.path().namesResource() && !fleet) {
            StrictBodies.require(request, type(request));
        }
        return VersionedViews.of(request, dispatch(request, request.path()));
    }

    private Response dispatch(ArmCall request, ArmPath path) {
        return switch (path.rest().get(0).toLowerCase(Locale.ROOT)) {
            case "managedclusters" -> cluster(request, path);
            case "locations" -> location(request, path);
            case "snapshots" -> snapshots.answer(request);
            case "fleets" -> fleets.answer(request);
            default -> throw Arm.noSuchType(request);
        };
    }

    private Response location(ArmCall request, ArmPath path) {
        if (path.matches("locations", "*", "operations", "*")) {
            return lro.status(request);
        } else if (path.matches("locations", "*", "operationresults", "*")) {
            return lro.result(request);
        } else if (path.matches("locations", "*", "kubernetesVersions")) {
            return versions.inRegion();
        } else if (path.matches("locations", "*", "orchestrators")) {
            return versions.orchestrators(path.rest().get(1));
        } else if (path.matches("locations", "*", "meshRevisionProfiles")) {
            return versions.meshRevisions(path.rest().get(1));
        } else if (path.matches("locations", "*", "trustedAccessRoles")) {
            return Lro.json(200, TrustedAccess.roles());
        }
        throw Arm.noSuchType(request);
    }

    private Response cluster(ArmCall request, ArmPath path) {
        if (path.rest().size() == 1) {
            return verbs.list(request);
        } else if (path.rest().size() == 2) {
            return verbs.answer(request);
        }
        String child = path.rest().get(2).toLowerCase(Locale.ROOT);
        if (child.equals("agentpools")) {
            return pool(request, path);
        } else if (child.equals("maintenanceconfigurations")) {
            return path.rest().size() == 3 ? maintenance.list(request) : maintenance.answer(request);
        } else if (child.equals("managednamespaces")) {
            return namespaces.answer(request);
        } else if (child.equals("trustedaccessrolebindings")) {
            return trusted.answer(request);
        } else if (child.equals("identitybindings")) {
            return bindings.answer(request);
        } else if (request.method().equals("GET")) {
            return read(request, child);
        }
        return action(request, child);
    }

    private Response read(ArmCall request, String child) {
        return switch (child) {
            case "upgradeprofiles" -> versions.upgradeProfile(request);
            case "availableagentpoolversions" -> versions.availableVersions(request);
            case "commandresults" -> commands.result(request);
            default -> throw Arm.noSuchType(request);
        };
    }

    private Response action(ArmCall request, String child) {
        if (!request.method().equals("POST")) {
            throw Arm.noSuchVerb(request);
        }
        return switch (child) {
            case "listclusterusercredential" -> kubeconfigs.list(request, false);
            case "listclusteradmincredential" -> kubeconfigs.list(request, true);
            case "listclustermonitoringusercredential" -> kubeconfigs.listMonitoring(request);
            case "runcommand" -> commands.run(request);
            case "rotateclustercertificates" -> actions.rotateCertificates(request);
            case "rotateserviceaccountsigningkeys" -> actions.rotateSigningKeys(request);
            case "start" -> actions.start(request);
            case "stop" -> actions.stop(request);
            case "abort" -> actions.abort(request);
            default -> throw Arm.noSuchType(request);
        };
    }

    private Response pool(ArmCall request, ArmPath path) {
        if (path.rest().size() == 3) {
            return pools.list(request);
        } else if (path.rest().size() == 4) {
            return pools.answer(request);
        }
        if (path.matches("managedClusters", "*", "agentPools", "*", "upgradeProfiles", "default")) {
            return versions.poolUpgradeProfile(request);
        } else if (path.rest().get(4).equalsIgnoreCase("machines")) {
            return machines.answer(request);
        } else if (!request.method().equals("POST")) {
            throw Arm.noSuchVerb(request);
        }
        return switch (path.rest().get(4).toLowerCase(Locale.ROOT)) {
            case "upgradenodeimageversion" -> pools.upgradeImage(request);
            case "abort" -> pools.abort(request);
            case "deletemachines" -> machines.delete(request);
            default -> throw Arm.noSuchType(request);
        };
    }
}
