package dev.aks4j.core.cluster;

import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.azure.resourcemanager.containerservice.models.AgentPoolMode;
import dev.aks4j.core.cluster.pool.GatewayPool;
import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.cluster.pool.SystemPool;
import dev.aks4j.core.cluster.pool.UserPool;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.cluster.setting.ClusterSettings;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.internal.cluster.inner.Inner;
import dev.aks4j.core.internal.cluster.rule.ClusterNameRules;
import dev.aks4j.core.internal.cluster.rule.ClusterRules;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Says what a managed cluster should be: control plane, node pools, and the features that other modules add. Checked
 * when it is built. Immutable and thread-safe.
 *
 * <pre>{@code
 * ClusterSpec cluster = ClusterSpec.builder("shop", group)
 *     .kubernetesVersion("1.35")
 *     .tier(Tier.STANDARD)
 *     .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3).zones(1, 2, 3))
 *     .userPool("apps", pool -> pool.vmSize("Standard_D8ds_v5").autoscale(2, 40))
 *     .build();
 * }</pre>
 */
public final class ClusterSpec implements Spec {

    /** The ARM type of a managed cluster. */
    public static final String TYPE = "Microsoft.ContainerService/managedClusters";

    /** The stable ARM api-version in which clusters are read and written, unless a client is told an older one. */
    public static final String API_VERSION = AksApiVersion.NEWEST.value();

    private final String name;
    private final ResourceGroupSpec group;
    private final ResourceId id;
    private final List<NodePoolSpec> pools;
    private final Set<String> removedPools;
    private final Optional<ClusterNetwork> network;
    private final Optional<ClusterAccess> access;
    private final Optional<ClusterIdentity> identity;
    private final List<ClusterFeature> features;
    private final ClusterDocument settings;
    private final Map<String, Object> raw;
    private final ClusterDocument draft;
    private final List<Problem> warnings;

    private ClusterSpec(Builder builder) {
        name = builder.name;
        group = builder.group;
        id = group.id().child(TYPE, ClusterNameRules.isName(name) ? name : "not-a-name");
        pools = List.copyOf(builder.pools);
        removedPools = Set.copyOf(builder.removedPools);
        network = builder.network;
        access = builder.access;
        identity = builder.identity.map(chosen -> chosen.forCluster(id));
        List<ClusterFeature> all = new ArrayList<>();
        network.ifPresent(all::add);
        access.ifPresent(all::add);
        identity.ifPresent(all::add);
        all.addAll(builder.features);
        features = List.copyOf(all);
        settings = builder.declared();
        raw = new LinkedHashMap<>(builder.raw);
        draft = ClusterDocuments.draft(this);
        List<Problem> problems = new ArrayList<>(ClusterRules.check(new Declared(this)));
        problems.addAll(Rule.all(ControlPlaneRules.ALL, this));
        features.forEach(feature -> problems.addAll(feature.check(this)));
        InvalidSpecException.throwIfAny("cluster " + name, problems);
        warnings = List.copyOf(problems);
    }

    /**
     * Starts a cluster.
     *
     * @param name 1 to 63 letters, digits, underscores and hyphens
     * @param group the resource group it lives in, which also gives the region
     */
    public static Builder builder(String name, ResourceGroupSpec group) {
        return new Builder(name, group);
    }

    /**
     * Returns the spec of a cluster that exists, whoever made it: planned, it changes nothing. It says what differs from a
     * cluster that nobody asked anything of; what Azure filled in stays undeclared. The network, access and identity are
     * in it as properties, not as features of other modules. Its resource group is taken to lie in the cluster's region.
     *
     * <pre>{@code
     * ClusterSpec shop = ClusterSpec.of(aks.clusters().get(id).document());
     * aks.plan(List.of(shop), PlanOptions.standard().observe());        // "No changes"
     * }</pre>
     *
     * @param live the cluster's document, whole, as Azure answered it
     * @throws InvalidSpecException if the cluster is one that the rules of this library refuse
     * @throws AksException if the document has no id
     */
    public static ClusterSpec of(Json live) {
        return new ExistingCluster(live).spec();
    }

    /**
     * Returns the Java source of a class that makes the spec of {@link #of(Json)}, as the begin of a program that owns the
     * cluster.
     *
     * @param live the cluster's document, whole, as Azure answered it
     * @param className the name of the class, for example {@code ShopCluster}
     */
    public static String sourceOf(Json live, String className) {
        return new ExistingCluster(live).source().text(className);
    }

    /** Returns the cluster's name. */
    public String name() {
        return name;
    }

    /** Returns the cluster's id, without a subscription. */
    public ResourceId id() {
        return id;
    }

    /** Returns the resource group. */
    public ResourceGroupSpec group() {
        return group;
    }

    /** Returns the region. */
    public Region region() {
        return Region.of(settings.get("/location").asText());
    }

    /** Returns the version asked for: {@code 1.35} or {@code 1.35.2}; empty to let Azure choose. */
    public Optional<String> kubernetesVersion() {
        return Optional.of(property("/properties/kubernetesVersion").asText()).filter(text -> !text.isEmpty());
    }

    /** Returns the version asked for, read as numbers; empty to let Azure choose. */
    public Optional<KubernetesVersion> version() {
        return kubernetesVersion().flatMap(KubernetesVersion::read);
    }

    /** Returns the node pools, in the order of their definition. */
    public List<NodePoolSpec> pools() {
        return pools;
    }

    /** Returns the names of pools that are to be removed if they exist. */
    public Set<String> removedPools() {
        return removedPools;
    }

    /** Returns the network model, if one was chosen. */
    public Optional<ClusterNetwork> network() {
        return network;
    }

    /** Returns the access model, if one was chosen. */
    public Optional<ClusterAccess> access() {
        return access;
    }

    /** Returns the control plane's identity, if one was chosen; otherwise it is system-assigned. */
    public Optional<ClusterIdentity> identity() {
        return identity;
    }

    /** Returns all features, the ones above included. */
    public List<ClusterFeature> features() {
        return features;
    }

    /** Returns what rules advise against; what they refuse never becomes a spec. */
    public List<Problem> warnings() {
        return warnings;
    }

    /**
     * Returns what the cluster declares at a place in Azure's managed cluster, features included; a missing node if it
     * declares nothing. Ids in it may have a subscription of zeros, because none is chosen yet; the pools are not in it.
     *
     * @param pointer JSON pointer, for example {@code /properties/networkProfile/outboundType}
     */
    public Json property(String pointer) {
        return draft.get(pointer);
    }

    /**
     * Returns what is declared for one pool, features included, as Azure's agent pool profile.
     *
     * @param pool one of this cluster's pools
     */
    public Json profile(NodePoolSpec pool) {
        return ClusterDocuments.draftProfile(this, pool);
    }

    /** Returns a copy of what the builder set, for features to add to. */
    ClusterDocument settings() {
        return ClusterDocument.copyOf(settings);
    }

    /** Returns what the escape hatch set, to be laid over everything else. */
    Map<String, Object> raw() {
        return raw;
    }

    /**
     * Returns what is sent to create the cluster, as a model of the Azure SDK, for programs that go on with its clients.
     *
     * @param subscriptionId the subscription that the cluster's ids are completed with
     * @throws AksException naming what the model does not know, because the SDK's API version has not
     */
    public ManagedClusterInner inner(String subscriptionId) {
        Json document = ClusterDocuments.creation(this, new Scope(subscriptionId, Instant.EPOCH, List.of(this)));
        return Inner.readWhole(document, ManagedClusterInner::fromJson);
    }

    /** Returns whether nodes with Windows can live in the cluster's network. */
    public boolean supportsWindows() {
        return network.map(ClusterNetwork::supportsWindows).orElse(true);
    }

    /** Returns a node pool by its name. */
    public Optional<NodePoolSpec> pool(String name) {
        return pools().stream().filter(pool -> pool.name().equals(name)).findFirst();
    }

    /** Returns a property as text; empty if it is not declared. */
    public String text(String pointer) {
        return property(pointer).asText();
    }

    /** Returns whether a property is declared and true. */
    public boolean isTrue(String pointer) {
        return property(pointer).asBoolean(false);
    }

    /** Returns whether a property is declared. */
    public boolean has(String pointer) {
        return !property(pointer).isMissing();
    }

    @Override
    public Address address() {
        return Address.azure(id);
    }

    @Override
    public ResourceKind<?> kind() {
        return ClusterKind.INSTANCE;
    }

    @Override
    public List<Spec> derived() {
        return features.stream()
                .flatMap(feature -> feature.derived(this).stream())
                .toList();
    }

    @Override
    public String toString() {
        return "cluster " + name;
    }

    /** Builds a {@link ClusterSpec}. Not thread-safe. */
    public static final class Builder extends ClusterSettings<Builder> {
        private final String name;
        private final ResourceGroupSpec group;
        private final List<NodePoolSpec> pools = new ArrayList<>();
        private final Set<String> removedPools = new LinkedHashSet<>();
        private final List<ClusterFeature> features = new ArrayList<>();
        private final Map<String, Object> raw = new LinkedHashMap<>();
        private Optional<ClusterNetwork> network = Optional.empty();
        private Optional<ClusterAccess> access = Optional.empty();
        private Optional<ClusterIdentity> identity = Optional.empty();

        private Builder(String name, ResourceGroupSpec group) {
            super(group.region());
            this.name = name;
            this.group = group;
        }

        private ClusterDocument declared() {
            return settings();
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** Sets the network model; the module aks-network has them. Without it Azure takes overlay in its own network. */
        public Builder network(ClusterNetwork model) {
            network = Optional.of(model);
            return this;
        }

        /** Sets who may use the Kubernetes API; the module aks-identity has the ways. Without it local accounts may. */
        public Builder access(ClusterAccess way) {
            access = Optional.of(way);
            return this;
        }

        /** Sets the control plane's identity; the module aks-identity has them. Without it, it is system-assigned. */
        public Builder identity(ClusterIdentity controlPlane) {
            identity = Optional.of(controlPlane);
            return this;
        }

        /** Adds a feature of another module. */
        public Builder feature(ClusterFeature feature) {
            features.add(feature);
            return this;
        }

        /**
         * Adds a system pool: 1 to 12 lower-case letters and digits, beginning with a letter. A cluster needs one at
         * least.
         */
        public Builder systemPool(String poolName, Consumer<SystemPool.Builder> settings) {
            pools.add(SystemPool.of(poolName, settings));
            return this;
        }

        /** Adds a user pool: 1 to 12 lower-case letters and digits, 6 for Windows, beginning with a letter. */
        public Builder userPool(String poolName, Consumer<UserPool.Builder> settings) {
            pools.add(UserPool.of(poolName, settings));
            return this;
        }

        /** Adds a gateway pool, through which pods leave with fixed addresses; switches static egress on, which it needs. */
        public Builder gatewayPool(String poolName, Consumer<GatewayPool.Builder> settings) {
            set("/properties/networkProfile/staticEgressGatewayProfile/enabled", true);
            pools.add(GatewayPool.of(poolName, settings));
            return this;
        }

        /**
         * Says that a pool is to be removed if it exists. A pool that a spec merely does not name is left alone, and
         * listed as unmanaged; {@code PlanOptions.prune()} leaves it alone too. The name may stay in the spec after the
         * pool is gone; then it changes nothing.
         */
        public Builder removedPool(String poolName) {
            removedPools.add(poolName);
            return this;
        }

        /**
         * Takes over what a model of the Azure SDK says: its settings like {@link #raw}, its pools as pools of this spec. Its
         * name, group and location are this spec's; what Azure sets by itself is left out.
         *
         * <pre>{@code ClusterSpec.builder("shop", group).inner(existing.inner()).build(); }</pre>
         */
        public Builder inner(ManagedClusterInner model) {
            Json document = Inner.write(model);
            Inner.leaves(document, (place, value) -> {
                if (!place.startsWith(ClusterComparison.POOLS)) {
                    raw(place, value);
                }
            });
            Optional.ofNullable(model.agentPoolProfiles()).orElse(List.of()).forEach(pool -> {
                if (AgentPoolMode.SYSTEM.equals(pool.mode())) {
                    systemPool(pool.name(), builder -> builder.inner(pool));
                } else {
                    userPool(pool.name(), builder -> builder.inner(pool));
                }
            });
            return this;
        }

        /**
         * Sets a property that this builder has no method for. Rules, plans and comparisons see it like any other, and
         * it wins over what a method set at the same place.
         *
         * @param pointer JSON pointer in Azure's managed cluster, for example {@code /properties/newProfile/enabled}
         * @param value a string, number, boolean, list or map
         * @throws AksException if the pointer is none, or is a place of the pools, which have their own
         */
        public Builder raw(String pointer, Object value) {
            if (pointer.startsWith(ClusterComparison.POOLS)) {
                throw new AksException(
                        "raw(\"" + pointer + "\", ...) is a place of the pools, which are not in it. Call raw(...)"
                                + " on the pool, with the place in its profile.");
            }
            raw.put(ClusterDocument.place(pointer), value);
            return this;
        }

        /**
         * Checks and builds.
         *
         * @throws InvalidSpecException with every problem, those that features find included
         */
        public ClusterSpec build() {
            return new ClusterSpec(this);
        }
    }
}
