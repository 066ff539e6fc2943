package dev.aks4j.simulated.kubernetes.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.admission.ClaimDefaults;
import dev.aks4j.simulated.kubernetes.internal.admission.LimitRanger;
import dev.aks4j.simulated.kubernetes.internal.admission.PodAccounts;
import dev.aks4j.simulated.kubernetes.internal.admission.PodSecurity;
import dev.aks4j.simulated.kubernetes.internal.admission.Policies;
import dev.aks4j.simulated.kubernetes.internal.admission.PriorityDefaults;
import dev.aks4j.simulated.kubernetes.internal.admission.QuotaAdmission;
import dev.aks4j.simulated.kubernetes.internal.admission.ServiceAddresses;
import dev.aks4j.simulated.kubernetes.internal.api.Front;
import dev.aks4j.simulated.kubernetes.internal.auth.Authenticator;
import dev.aks4j.simulated.kubernetes.internal.auth.Authorizer;
import dev.aks4j.simulated.kubernetes.internal.auth.OpaqueTokens;
import dev.aks4j.simulated.kubernetes.internal.auth.RbacAuthorizer;
import dev.aks4j.simulated.kubernetes.internal.auth.TokenIssuer;
import dev.aks4j.simulated.kubernetes.internal.controller.Addons;
import dev.aks4j.simulated.kubernetes.internal.controller.Capacity;
import dev.aks4j.simulated.kubernetes.internal.controller.CloudVolumes;
import dev.aks4j.simulated.kubernetes.internal.controller.Controllers;
import dev.aks4j.simulated.kubernetes.internal.controller.Disruptions;
import dev.aks4j.simulated.kubernetes.internal.controller.LoadBalancers;
import dev.aks4j.simulated.kubernetes.internal.controller.NodeRegistry;
import dev.aks4j.simulated.kubernetes.internal.controller.PrivateLoadBalancers;
import dev.aks4j.simulated.kubernetes.internal.registry.Admission;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.registry.Registry;
import dev.aks4j.simulated.kubernetes.internal.registry.Settings;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceTypes;
import dev.aks4j.simulated.kubernetes.internal.store.Ids;
import dev.aks4j.simulated.kubernetes.internal.store.Store;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import dev.aks4j.simulated.kubernetes.internal.strategy.Release;
import dev.aks4j.simulated.time.Timeline;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.simulated.wire.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Kubernetes API of one simulated cluster: objects and their rules, watches, access control, and the controllers
 * that an AKS user sees at work.
 *
 * <p>It has no threads. Requests are answered, and what controllers do at once is done, before {@link #answer} returns;
 * what takes time happens as events of the timeline. Not thread-safe: everything runs under the simulator's lock.
 *
 * <pre>{@code
 * KubernetesApi api = KubernetesApi.builder(timeline, authenticator).version("1.35.2").build();
 * api.nodes().add(NodeSpec.builder("aks-system-12345678-vmss000000", "system", "Standard_D4ds_v5").build());
 * Response response = api.answer(request);
 * }</pre>
 */
public final class KubernetesApi implements Service {

    private final ClusterState state;
    private final Front front;
    private final Controllers controllers;
    private final NodeRegistry nodes;
    private String version;

    private KubernetesApi(Builder builder) {
        Store store = new Store();
        version = builder.settings.version();
        state = new ClusterState(
                builder.timeline,
                store,
                new ResourceTypes(),
                new Ids(builder.seed),
                builder.settings,
                () -> Release.of(version));
        List<Admission> admissions = new ArrayList<>(List.of(
                new LimitRanger(),
                new ServiceAddresses(),
                new PodAccounts(),
                new PriorityDefaults(),
                new ClaimDefaults()));
        admissions.addAll(builder.webhooks);
        admissions.addAll(List.of(new PodSecurity(), new Policies(), new QuotaAdmission()));
        Registry registry = new Registry(state, admissions);
        RbacAuthorizer rbac = new RbacAuthorizer(store);
        OpaqueTokens opaque = new OpaqueTokens(builder.timeline, state.ids());
        TokenIssuer issuer = builder.tokens.orElse(opaque);
        Authenticator who = Authenticator.anyOf(List.of(builder.authenticator, opaque));
        Authorizer may = builder.authorizer
                .map(extra -> Authorizer.anyOf(List.of(rbac, extra)))
                .orElse(rbac);
        front = new Front(registry, who, may, rbac, issuer, () -> version);
        controllers = new Controllers(registry, builder.balancers, builder.volumes, issuer, () -> version);
        nodes = controllers.nodes();
        controllers.bootstrap();
    }

    /**
     * Starts a cluster's definition.
     *
     * @param timeline the simulator's time
     * @param authenticator who finds out who sends a request; besides it, tokens of the cluster's own service accounts
     *     are accepted if no {@link Builder#tokenIssuer} is given
     */
    public static Builder builder(Timeline timeline, Authenticator authenticator) {
        return new Builder(timeline, authenticator);
    }

    @Override
    public Response answer(Request request) {
        Response response = front.answer(request);
        controllers.settle();
        return response;
    }

    /** Returns the machines of the cluster, which the node pools add, upgrade and remove. */
    public NodeRegistry nodes() {
        return nodes;
    }

    /** Returns what a cluster autoscaler asks. */
    public Capacity capacity() {
        return controllers.capacity();
    }

    /** Returns what an upgrade of nodes asks. */
    public Disruptions disruptions() {
        return controllers.disruptions();
    }

    /** Says what is to be done whenever something has changed and the controllers have reacted. It writes nothing. */
    public void onSettled(Runnable action) {
        controllers.onSettled(action);
    }

    /** Changes the version that the control plane reports. */
    public void upgrade(String newVersion) {
        version = newVersion;
    }

    /** Returns the version that the control plane reports. */
    public String version() {
        return version;
    }

    /**
     * Switches on the parts of the cluster that are wanted, and the rest off.
     *
     * @param internal whether application routing's own NGINX controller is to be internal; nothing if it is not wanted
     */
    public void addons(Set<Addons.Addon> wanted, Optional<Boolean> internal) {
        controllers.addons(wanted, internal);
    }

    /** Forgets the history of writes, so that a watch from an older version gets a 410. */
    public void compact() {
        state.store().compact();
    }

    /**
     * Returns an object as it is stored.
     *
     * @param resource its type with group, such as {@code pods} or {@code deployments.apps}
     * @param namespace its namespace, empty for cluster-wide objects
     */
    public Optional<ObjectNode> find(String resource, String namespace, String name) {
        return state.find(resource, namespace, name).map(ObjectNode::deepCopy);
    }

    /**
     * Returns the objects of a type.
     *
     * @param resource the type with group, such as {@code pods} or {@code deployments.apps}
     * @param namespace one namespace, or empty for all
     */
    public List<ObjectNode> list(String resource, String namespace) {
        return state.list(resource, namespace).stream().map(Stored::copy).toList();
    }

    /** Defines a cluster. Not thread-safe. */
    public static final class Builder {

        private final Timeline timeline;
        private final Authenticator authenticator;
        private Settings settings = new Settings("1.35.2", "10.0.0.0/16", "10.0.0.10", "10.244.0.0/16", "");
        private long seed = 1;
        private Optional<Authorizer> authorizer = Optional.empty();
        private Optional<TokenIssuer> tokens = Optional.empty();
        private Optional<LoadBalancers> balancers = Optional.of(new PrivateLoadBalancers());
        private final List<Admission> webhooks = new ArrayList<>();
        private CloudVolumes volumes = CloudVolumes.handlesOnly(
                "00000000-0000-0000-0000-000000000000", "MC_group_cluster_westeurope", "westeurope");

        private Builder(Timeline timeline, Authenticator authenticator) {
            this.timeline = timeline;
            this.authenticator = authenticator;
        }

        /** Adds what changes or refuses objects as a webhook does: after the server's own defaults, before its rules. */
        public Builder webhook(Admission admission) {
            webhooks.add(admission);
            return this;
        }

        /** Sets the version of the control plane; 1.35.2 unless set. */
        public Builder version(String version) {
            settings = settings.withVersion(version);
            return this;
        }

        /**
         * Sets the address ranges; services 10.0.0.0/16, DNS at 10.0.0.10 and pods 10.244.0.0/16 unless set.
         *
         * @param serviceCidr the range of service addresses
         * @param dnsServiceIp the address of the DNS service, in that range
         * @param podCidr the range of pod addresses
         */
        public Builder network(String serviceCidr, String dnsServiceIp, String podCidr) {
            settings = new Settings(
                    settings.version(), serviceCidr, dnsServiceIp, podCidr, settings.certificateAuthority());
            return this;
        }

        /** Sets the certificate, as PEM, of the authority that vouches for the API server; pods find it mounted. */
        public Builder certificateAuthority(String pem) {
            settings = new Settings(
                    settings.version(), settings.serviceCidr(), settings.dnsServiceIp(), settings.podCidr(), pem);
            return this;
        }

        /** Sets where identifiers and random names come from. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** Adds an authorizer that is asked when Kubernetes roles do not allow a request, such as Azure's. */
        public Builder authorizer(Authorizer extra) {
            authorizer = Optional.of(extra);
            return this;
        }

        /** Sets who signs service account tokens; the authenticator must then accept them where it should. */
        public Builder tokenIssuer(TokenIssuer issuer) {
            tokens = Optional.of(issuer);
            return this;
        }

        /** Sets where load-balancer services get their addresses. */
        public Builder loadBalancers(LoadBalancers provider) {
            balancers = Optional.of(provider);
            return this;
        }

        /** Leaves load-balancer services to somebody else's controller. */
        public Builder withoutLoadBalancers() {
            balancers = Optional.empty();
            return this;
        }

        /** Sets where provisioned volumes are made. */
        public Builder volumes(CloudVolumes cloud) {
            volumes = cloud;
            return this;
        }

        /** Makes the cluster, with its system namespaces, roles, storage classes and workloads, and no nodes. */
        public KubernetesApi build() {
            return new KubernetesApi(this);
        }
    }
}
