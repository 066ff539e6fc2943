package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says what a Kubernetes Role or ClusterRole should be: a list of rights. Whoever creates one needs the rights that are
 * in it. Immutable and thread-safe.
 *
 * <pre>{@code
 * RoleSpec logs = RoleSpec.role("logs", "shop-ns", cluster)
 *     .allow(right -> right.resources("pods", "pods/log").verbs("get", "list", "watch"))
 *     .build();
 * }</pre>
 */
public final class RoleSpec implements RbacObject {

    private final String name;
    private final Optional<String> namespace;
    private final ResourceId cluster;
    private final List<PolicyRule> rules;
    private final List<ResourceId> identities;
    private final Set<String> aggregatesTo;

    private RoleSpec(Builder builder) {
        this.name = builder.name;
        this.namespace = builder.namespace;
        this.cluster = builder.cluster;
        this.rules = List.copyOf(builder.rules);
        this.identities = List.copyOf(builder.identities);
        this.aggregatesTo = new LinkedHashSet<>(builder.aggregatesTo);
        InvalidSpecException.throwIfAny(toString(), Rule.all(RbacRules.ROLE, this));
    }

    /** Starts a Role: rights in one namespace, which has to exist. */
    public static Builder role(String name, String namespace, ClusterSpec cluster) {
        return role(name, namespace, cluster.id());
    }

    /** Starts a Role in a cluster that is named by its id. */
    public static Builder role(String name, String namespace, ResourceId cluster) {
        return new Builder(name, Optional.of(namespace), cluster);
    }

    /** Starts a ClusterRole: rights in the whole cluster, or wherever a RoleBinding names it. */
    public static Builder clusterRole(String name, ClusterSpec cluster) {
        return clusterRole(name, cluster.id());
    }

    /** Starts a ClusterRole in a cluster that is named by its id. */
    public static Builder clusterRole(String name, ResourceId cluster) {
        return new Builder(name, Optional.empty(), cluster);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> namespace() {
        return namespace;
    }

    @Override
    public ResourceId cluster() {
        return cluster;
    }

    /** Returns the rights. */
    public List<PolicyRule> rules() {
        return rules;
    }

    /** Returns the roles that these rights are added to. */
    public Set<String> aggregatesTo() {
        return Set.copyOf(aggregatesTo);
    }

    /** Returns the managed identities that these rights let one act as, by an identity binding. */
    public List<ResourceId> identities() {
        return identities;
    }

    /** Adds the rights to act as identities, whose client ids only Azure knows. */
    void complete(Json.ObjectBuilder manifest, Scope scope) {
        Json.ArrayBuilder rules = Json.array().addAll(manifest.path("rules"));
        for (ResourceId identity : identities) {
            rules.add(Json.object()
                    .put("apiGroups", List.of("cid.wi.aks.azure.com"))
                    .put(
                            "resources",
                            List.of(ManagedIdentitySpec.clientId(scope.id(identity))
                                    .toJson()))
                    .put("verbs", List.of("use-managed-identity")));
        }
        manifest.put("rules", rules);
    }

    @Override
    public String kindName() {
        return namespace.isPresent() ? "Role" : "ClusterRole";
    }

    @Override
    public void fill(Json.ObjectBuilder manifest) {
        Json.ObjectBuilder labels = manifest.within("metadata").within("labels");
        aggregatesTo.forEach(role -> labels.put("rbac.authorization.k8s.io/aggregate-to-" + role, "true"));
        var array = manifest.putArray("rules");
        rules.forEach(rule -> array.add(rule.toJson()));
    }

    @Override
    public String summary() {
        return Stream.concat(
                        rules.stream().map(PolicyRule::toString),
                        identities.stream().map(identity -> "act as " + identity.name()))
                .collect(Collectors.joining("; "));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoleSpec spec
                && address().equals(spec.address())
                && rules.equals(spec.rules)
                && identities.equals(spec.identities)
                && aggregatesTo.equals(spec.aggregatesTo);
    }

    @Override
    public int hashCode() {
        return address().hashCode();
    }

    @Override
    public String toString() {
        return kindName() + " " + namespace.map(text -> text + "/").orElse("") + name;
    }

    /** Builds a {@link RoleSpec}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final Optional<String> namespace;
        private final ResourceId cluster;
        private final List<PolicyRule> rules = new ArrayList<>();
        private final List<ResourceId> identities = new ArrayList<>();
        private final Set<String> aggregatesTo = new LinkedHashSet<>();

        private Builder(String name, Optional<String> namespace, ResourceId cluster) {
            this.name = Objects.requireNonNull(name);
            this.namespace = namespace;
            this.cluster = Objects.requireNonNull(cluster);
        }

        /** Adds a right. */
        public Builder allow(Consumer<PolicyRule.Builder> right) {
            PolicyRule.Builder rule = new PolicyRule.Builder();
            right.accept(rule);
            rules.add(rule.build());
            return this;
        }

        /** Adds the right to act as a managed identity that an {@link IdentityBindingSpec} binds. For a ClusterRole. */
        public Builder useIdentity(ManagedIdentitySpec identity) {
            identities.add(identity.id());
            return this;
        }

        /** Adds these rights to a role that gathers, for example {@code view}, {@code edit} or {@code admin}. */
        public Builder aggregateTo(String role) {
            aggregatesTo.add(Objects.requireNonNull(role));
            return this;
        }

        /**
         * Checks and builds.
         *
         * @throws InvalidSpecException with every problem
         */
        public RoleSpec build() {
            return new RoleSpec(this);
        }
    }
}
