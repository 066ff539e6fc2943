package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterFeature;
import dev.aks4j.core.cluster.ClusterIdentity;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.RequiredRole;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The identity with which a cluster's control plane acts in Azure, together with the rights that the cluster needs:
 * joining a subnet, writing a private DNS zone, using the kubelet's identity. The plan creates identity and role
 * assignments before the cluster. Immutable and thread-safe.
 *
 * <pre>{@code
 * ClusterSpec.builder("shop", group)
 *     .network(...)
 *     .identity(ControlPlaneIdentity.create())        // id-shop-control-plane, in the cluster's group
 * }</pre>
 */
public final class ControlPlaneIdentity implements ClusterIdentity {

    private final IdentitySource source;
    private final Optional<IdentitySource> kubelet;
    private final boolean grants;

    private ControlPlaneIdentity(IdentitySource source, Optional<IdentitySource> kubelet, boolean grants) {
        this.source = source;
        this.kubelet = kubelet;
        this.grants = grants;
    }

    private static ControlPlaneIdentity of(IdentitySource source) {
        return new ControlPlaneIdentity(source, Optional.empty(), true);
    }

    /** Returns an identity of its own for the cluster, named {@code id-<cluster>-control-plane}, in the cluster's group. */
    public static ControlPlaneIdentity create() {
        return of(new IdentitySource.Own(Optional.empty()));
    }

    /**
     * Returns an identity of its own for the cluster, in the cluster's group.
     *
     * @throws InvalidSpecException if Azure would refuse the name
     */
    public static ControlPlaneIdentity create(String name) {
        InvalidSpecException.throwIfAny("managed identity " + name, ManagedIdentityRules.NAME.on(name));
        return of(new IdentitySource.Own(Optional.of(name)));
    }

    /** Returns an identity that the plan creates; several clusters may share it. */
    public static ControlPlaneIdentity userAssigned(ManagedIdentitySpec identity) {
        return of(new IdentitySource.Given(identity));
    }

    /** Returns an identity that exists already. */
    public static ControlPlaneIdentity userAssigned(ResourceId identity) {
        return of(new IdentitySource.Existing(identity));
    }

    /**
     * Returns the identity that Azure makes together with the cluster. It can have no rights before the cluster exists,
     * so it suits only a cluster whose network Azure makes too.
     */
    public static ControlPlaneIdentity systemAssigned() {
        return of(new IdentitySource.System());
    }

    /** Returns a copy whose nodes use this identity, for example to pull images. Default: one that Azure makes. */
    public ControlPlaneIdentity kubelet(ManagedIdentitySpec identity) {
        return new ControlPlaneIdentity(source, Optional.of(new IdentitySource.Given(identity)), grants);
    }

    /** Returns a copy whose nodes use this existing identity, for example to pull images. */
    public ControlPlaneIdentity kubelet(ResourceId identity) {
        return new ControlPlaneIdentity(source, Optional.of(new IdentitySource.Existing(identity)), grants);
    }

    /**
     * Returns a copy that brings no role assignments, for where somebody else grants them. The cluster then fails with
     * {@code LinkedAuthorizationFailed} if they are missing.
     */
    public ControlPlaneIdentity withoutRoleAssignments() {
        return new ControlPlaneIdentity(source, kubelet, false);
    }

    @Override
    public ControlPlaneIdentity forCluster(ResourceId cluster) {
        return new ControlPlaneIdentity(source.forCluster(cluster), kubelet, grants);
    }

    @Override
    public Optional<ResourceId> userAssigned() {
        return source.id();
    }

    /** Returns the identity of the nodes, if it is not left to Azure. */
    public Optional<ResourceId> kubelet() {
        return kubelet.flatMap(IdentitySource::id);
    }

    @Override
    public void contribute(ClusterDocument document, Scope scope) {
        document.set("/identity/type", source.id().isPresent() ? "UserAssigned" : "SystemAssigned");
        source.id()
                .map(scope::id)
                .ifPresent(id -> document.set("/identity/userAssignedIdentities", Map.of(id.toString(), Map.of())));
        kubelet().map(scope::id).ifPresent(id -> {
            String profile = "/properties/identityProfile/kubeletidentity";
            document.set(profile + "/resourceId", id.toString());
            document.set(profile + "/clientId", ManagedIdentitySpec.clientId(id).toJson());
            document.set(
                    profile + "/objectId", ManagedIdentitySpec.principalId(id).toJson());
        });
    }

    @Override
    public Set<ResourceId> requires() {
        Set<ResourceId> needed = new LinkedHashSet<>();
        source.id().ifPresent(needed::add);
        kubelet().ifPresent(needed::add);
        return needed;
    }

    @Override
    public List<RequiredRole> requiredRoles() {
        BuiltInRole role = BuiltInRole.MANAGED_IDENTITY_OPERATOR;
        return kubelet()
                .map(id -> new RequiredRole(
                        id, role.name(), role.guid(), "the control plane gives the nodes their identity"))
                .stream()
                .toList();
    }

    @Override
    public List<Spec> derived(ClusterSpec cluster) {
        Stream<Spec> identities = Stream.concat(
                source.spec(cluster).stream(), kubelet.flatMap(identity -> identity.spec(cluster)).stream());
        Stream<Spec> roles = grants ? source.id().stream().flatMap(id -> roles(cluster, id)) : Stream.empty();
        return Stream.concat(identities, Stream.concat(roles, grants ? nodeRoles(cluster) : Stream.empty()))
                .distinct()
                .toList();
    }

    private static Stream<Spec> roles(ClusterSpec cluster, ResourceId identity) {
        return Stream.of(required(cluster), ApiServerRights.of(cluster, required(cluster)), PoolRights.of(cluster))
                .flatMap(roles -> roles)
                .map(required -> RoleAssignmentSpec.of(
                        BuiltInRole.of(required), required.scope(), Principal.identity(identity)));
    }

    /** The nodes' rights are granted to their identity, which may come with the cluster. */
    private Stream<Spec> nodeRoles(ClusterSpec cluster) {
        Principal nodes = kubelet().map(Principal::identity).orElseGet(() -> Principal.kubeletOf(cluster));
        return cluster.features().stream()
                .flatMap(feature -> feature.nodeRoles().stream())
                .map(role -> RoleAssignmentSpec.of(BuiltInRole.of(role), role.scope(), nodes));
    }

    private static Stream<RequiredRole> required(ClusterSpec cluster) {
        return Stream.concat(
                cluster.features().stream().map(ClusterFeature::requiredRoles).flatMap(List::stream), subnets(cluster));
    }

    /** Pools can name subnets that no network model knows of. */
    private static Stream<RequiredRole> subnets(ClusterSpec cluster) {
        BuiltInRole role = BuiltInRole.NETWORK_CONTRIBUTOR;
        return cluster.pools().stream()
                .flatMap(pool -> Stream.of("/vnetSubnetID", "/podSubnetID").map(pool::text))
                .filter(subnet -> subnet.startsWith("/"))
                .distinct()
                .map(subnet -> new RequiredRole(
                        ResourceId.parse(subnet), role.name(), role.guid(), "nodes and pods join the subnet"));
    }

    @Override
    public String summary() {
        return source.id().map(ResourceId::name).orElse("system-assigned identity");
    }
}
