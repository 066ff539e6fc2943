package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A workload of a cluster that acts in Azure without a password: a managed identity with its roles, the service account
 * of the workload's pods, and the trust between the two. Pods take the service account and carry {@link #podLabels()}.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * WorkloadIdentity orders = WorkloadIdentity.builder("orders", "shop-ns", cluster)
 *     .role(BuiltInRole.KEY_VAULT_SECRETS_USER, vaultId)
 *     .build();
 * aks.plan(orders.specs()).apply();
 * }</pre>
 */
public final class WorkloadIdentity {

    private final ManagedIdentitySpec identity;
    private final ServiceAccountSpec serviceAccount;
    private final Optional<FederatedCredentialSpec> credential;
    private final List<Spec> binding;
    private final List<RoleAssignmentSpec> roles;

    private WorkloadIdentity(Builder builder) {
        ClusterSpec cluster = builder.cluster;
        String own = "id-" + cluster.name() + "-" + builder.name;
        List<Problem> problems = new ArrayList<>(
                Rule.all(ServiceAccountRules.NAMES, new ServiceAccountRules.Names(builder.namespace, builder.name)));
        if (builder.identity.isEmpty()) {
            problems.addAll(ManagedIdentityRules.NAME.on(own));
        }
        InvalidSpecException.throwIfAny("workload identity " + builder.namespace + "/" + builder.name, problems);
        this.identity =
                builder.identity.isEmpty() ? ManagedIdentitySpec.of(own, cluster.group()) : builder.identity.get(0);
        this.serviceAccount = ServiceAccountSpec.builder(builder.name, builder.namespace, cluster)
                .actsAs(identity)
                .build();
        this.credential = builder.binding.isPresent()
                ? Optional.empty()
                : Optional.of(FederatedCredentialSpec.forServiceAccount(
                        CredentialName.of(cluster.name(), builder.namespace, builder.name),
                        identity,
                        cluster,
                        builder.namespace,
                        builder.name));
        this.binding = builder.binding.map(name -> bound(name, cluster)).orElse(List.of());
        this.roles = builder.roles.stream()
                .map(grant -> RoleAssignmentSpec.of(grant.role(), grant.scope(), Principal.of(identity)))
                .toList();
    }

    /**
     * Starts a workload.
     *
     * @param name name of its service account; the identity is {@code id-<cluster>-<name>} unless another is given
     * @param namespace the namespace, which has to exist
     * @param cluster the cluster, with workload identity on
     */
    public static Builder builder(String name, String namespace, ClusterSpec cluster) {
        return new Builder(name, namespace, cluster);
    }

    /** Returns the managed identity. */
    public ManagedIdentitySpec identity() {
        return identity;
    }

    /** Returns the service account. */
    public ServiceAccountSpec serviceAccount() {
        return serviceAccount;
    }

    /** The binding, and the right of the service account to use it. */
    private List<Spec> bound(String bindingName, ClusterSpec cluster) {
        String right = "use-" + identity.name() + "-" + serviceAccount.namespace() + "-" + serviceAccount.name();
        RoleSpec role =
                RoleSpec.clusterRole(right, cluster).useIdentity(identity).build();
        return List.of(
                IdentityBindingSpec.of(bindingName, cluster, identity),
                role,
                RoleBindingSpec.clusterRoleBinding(right, cluster)
                        .clusterRole(right)
                        .subject(RbacSubject.of(serviceAccount))
                        .build());
    }

    /** Returns the identity's trust in the service account; nothing for one that is bound. */
    public Optional<FederatedCredentialSpec> credential() {
        return credential;
    }

    /** Returns the roles of the identity. */
    public List<RoleAssignmentSpec> roles() {
        return roles;
    }

    /** Returns all of it, for a plan. */
    public List<Spec> specs() {
        List<Spec> all = new ArrayList<>(List.of(identity));
        credential.ifPresent(all::add);
        all.add(serviceAccount);
        all.addAll(binding);
        all.addAll(roles);
        return List.copyOf(all);
    }

    /** Starts the keys of the workload's pods, to add more to them than {@link #podLabels} and {@link #podAnnotations} have. */
    public PodIdentityKeys.Builder podKeys() {
        return binding.isEmpty()
                ? PodIdentityKeys.builder()
                : PodIdentityKeys.builder().bound();
    }

    /** Returns the labels that the workload's pods need. */
    public Map<String, String> podLabels() {
        return Map.of(ServiceAccountSpec.POD_LABEL, "true");
    }

    /** Returns the annotations that the workload's pods need; none for one that is not bound. */
    public Map<String, String> podAnnotations() {
        return binding.isEmpty() ? Map.of() : Map.of("azure.workload.identity/use-identity-binding", "true");
    }

    @Override
    public String toString() {
        return "workload identity " + serviceAccount.namespace() + "/" + serviceAccount.name();
    }

    private record Grant(BuiltInRole role, ResourceId scope) {}

    /** Builds a {@link WorkloadIdentity}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final String namespace;
        private final ClusterSpec cluster;
        private final List<ManagedIdentitySpec> identity = new ArrayList<>();
        private final List<Grant> roles = new ArrayList<>();
        private Optional<String> binding = Optional.empty();

        private Builder(String name, String namespace, ClusterSpec cluster) {
            this.name = Objects.requireNonNull(name);
            this.namespace = Objects.requireNonNull(namespace);
            this.cluster = Objects.requireNonNull(cluster);
        }

        /** Takes an identity that several workloads share. Default: one of its own. */
        public Builder identity(ManagedIdentitySpec shared) {
            identity.clear();
            identity.add(shared);
            return this;
        }

        /**
         * Takes an identity binding in place of a federated credential, of which an identity has at most 20. Workloads that
         * share an identity in a cluster share its binding: give them the same name. Their pods carry {@link
         * WorkloadIdentity#podAnnotations} too.
         *
         * @param bindingName 1 to 63 lower-case letters and digits, beginning with a letter
         */
        public Builder bound(String bindingName) {
            binding = Optional.of(bindingName);
            return this;
        }

        /** Gives the identity a role on something. */
        public Builder role(BuiltInRole role, ResourceId scope) {
            roles.add(new Grant(Objects.requireNonNull(role), Objects.requireNonNull(scope)));
            return this;
        }

        /**
         * Checks and builds.
         *
         * @throws InvalidSpecException with every problem
         */
        public WorkloadIdentity build() {
            return new WorkloadIdentity(this);
        }
    }
}
