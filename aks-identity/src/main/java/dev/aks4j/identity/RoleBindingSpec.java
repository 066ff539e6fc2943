package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says what a Kubernetes RoleBinding or ClusterRoleBinding should be: who has the rights of a role. The role of a binding
 * never changes; another role needs another binding. Immutable and thread-safe.
 *
 * <pre>{@code
 * RoleBindingSpec developers = RoleBindingSpec.roleBinding("developers", "shop-ns", cluster)
 *     .clusterRole("edit")
 *     .subject(RbacSubject.group("7f1d..."))
 *     .build();
 * }</pre>
 */
public final class RoleBindingSpec implements RbacObject {

    private final String name;
    private final Optional<String> namespace;
    private final ResourceId cluster;
    private final String roleKind;
    private final String role;
    private final Set<RbacSubject> subjects;

    private RoleBindingSpec(Builder builder) {
        this.name = builder.start.name;
        this.namespace = builder.start.namespace;
        this.cluster = builder.start.cluster;
        this.roleKind = builder.roleKind;
        this.role = builder.role;
        this.subjects = new LinkedHashSet<>(builder.subjects);
        InvalidSpecException.throwIfAny(toString(), Rule.all(RbacRules.BINDING, this));
    }

    /** Starts a RoleBinding: rights in one namespace, which has to exist. */
    public static InNamespace roleBinding(String name, String namespace, ClusterSpec cluster) {
        return roleBinding(name, namespace, cluster.id());
    }

    /** Starts a RoleBinding in a cluster that is named by its id. */
    public static InNamespace roleBinding(String name, String namespace, ResourceId cluster) {
        return new InNamespace(name, namespace, cluster);
    }

    /** Starts a ClusterRoleBinding: rights in the whole cluster. */
    public static InCluster clusterRoleBinding(String name, ClusterSpec cluster) {
        return clusterRoleBinding(name, cluster.id());
    }

    /** Starts a ClusterRoleBinding in a cluster that is named by its id. */
    public static InCluster clusterRoleBinding(String name, ResourceId cluster) {
        return new InCluster(name, Optional.empty(), cluster);
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

    /** Returns the name of the role. */
    public String role() {
        return role;
    }

    /** Returns the kind of the role: Role or ClusterRole. */
    public String roleKind() {
        return roleKind;
    }

    /** Returns who has the rights, in the order given. */
    @Override
    public List<RbacSubject> subjects() {
        return List.copyOf(subjects);
    }

    @Override
    public String kindName() {
        return namespace.isPresent() ? "RoleBinding" : "ClusterRoleBinding";
    }

    @Override
    public void fill(Json.ObjectBuilder manifest) {
        manifest.putObject("roleRef")
                .put("apiGroup", "rbac.authorization.k8s.io")
                .put("kind", roleKind)
                .put("name", role);
        var array = manifest.putArray("subjects");
        subjects.forEach(subject -> array.add(subject.toJson()));
    }

    @Override
    public String summary() {
        return role + " for " + subjects.stream().map(RbacSubject::toString).collect(Collectors.joining(", "));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoleBindingSpec spec
                && address().equals(spec.address())
                && role.equals(spec.role)
                && roleKind.equals(spec.roleKind)
                && subjects.equals(spec.subjects);
    }

    @Override
    public int hashCode() {
        return address().hashCode();
    }

    @Override
    public String toString() {
        return kindName() + " " + namespace.map(text -> text + "/").orElse("") + name;
    }

    /** A binding for the whole cluster, before its role is known: it can only be a ClusterRole. Immutable. */
    public static sealed class InCluster permits InNamespace {
        private final String name;
        private final Optional<String> namespace;
        private final ResourceId cluster;

        private InCluster(String name, Optional<String> namespace, ResourceId cluster) {
            this.name = Objects.requireNonNull(name);
            this.namespace = namespace;
            this.cluster = Objects.requireNonNull(cluster);
        }

        /** Binds a ClusterRole, for example {@code view}, {@code edit}, {@code admin} or {@code cluster-admin}. */
        public Builder clusterRole(String role) {
            return new Builder(this, "ClusterRole", role);
        }
    }

    /** A binding in one namespace, before its role is known. Immutable. */
    public static final class InNamespace extends InCluster {
        private InNamespace(String name, String namespace, ResourceId cluster) {
            super(name, Optional.of(namespace), cluster);
        }

        /** Binds a Role of the same namespace. */
        public Builder role(String role) {
            return new Builder(this, "Role", role);
        }
    }

    /** Builds a {@link RoleBindingSpec}. Not thread-safe. */
    public static final class Builder {
        private final InCluster start;
        private final String roleKind;
        private final String role;
        private final Set<RbacSubject> subjects = new LinkedHashSet<>();

        private Builder(InCluster start, String roleKind, String role) {
            this.start = start;
            this.roleKind = roleKind;
            this.role = Objects.requireNonNull(role);
        }

        /** Adds somebody who has the rights. */
        public Builder subject(RbacSubject subject) {
            subjects.add(Objects.requireNonNull(subject));
            return this;
        }

        /**
         * Checks and builds.
         *
         * @throws InvalidSpecException with every problem
         */
        public RoleBindingSpec build() {
            return new RoleBindingSpec(this);
        }
    }
}
