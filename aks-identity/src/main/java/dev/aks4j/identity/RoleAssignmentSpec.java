package dev.aks4j.identity;

import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Says who has which role on what. The assignment's name is a GUID that follows from the three, so the same assignment is
 * found again. A grant that exists under another name counts as this one. Azure needs some time until a role takes
 * effect: usually seconds, up to 60 minutes by its documents. Immutable and thread-safe.
 *
 * <pre>{@code
 * RoleAssignmentSpec pull =
 *     RoleAssignmentSpec.of(BuiltInRole.ACR_PULL, registryId, Principal.kubeletOf(cluster));
 * }</pre>
 */
public final class RoleAssignmentSpec implements Spec {

    private final BuiltInRole role;
    private final ResourceId scope;
    private final Principal principal;
    private final Optional<String> description;
    private final Optional<String> condition;

    private RoleAssignmentSpec(Builder builder) {
        this.role = builder.role;
        this.scope = builder.scope;
        this.principal = builder.principal;
        this.description = Optional.ofNullable(builder.description);
        this.condition = Optional.ofNullable(builder.condition);
        InvalidSpecException.throwIfAny(toString(), Rule.all(RoleAssignmentRules.ALL, this));
    }

    /** Returns an assignment without a description. */
    public static RoleAssignmentSpec of(BuiltInRole role, ResourceId scope, Principal principal) {
        return builder(role, scope, principal).build();
    }

    /**
     * Starts an assignment.
     *
     * @param role what may be done
     * @param scope the resource, group or subscription that it may be done on, and everything below
     * @param principal who may do it
     */
    public static Builder builder(BuiltInRole role, ResourceId scope, Principal principal) {
        return new Builder(role, scope, principal);
    }

    /** Returns what may be done. */
    public BuiltInRole role() {
        return role;
    }

    /** Returns what it may be done on. */
    public ResourceId scope() {
        return scope;
    }

    /** Returns who may do it. */
    public Principal principal() {
        return principal;
    }

    /** Returns why, as Azure shows it beside the assignment. */
    public Optional<String> description() {
        return description;
    }

    /** Returns the condition under which it holds; empty for none. */
    public Optional<String> condition() {
        return condition;
    }

    static ResourceId definition(BuiltInRole role) {
        return ResourceId.parse("/providers/Microsoft.Authorization/roleDefinitions/" + role.guid());
    }

    @Override
    public Address address() {
        ResourceId definition = definition(role);
        return Address.guidNamed(
                scope,
                "Microsoft.Authorization/roleAssignments",
                role.name(),
                List.of(definition, principal.reference()));
    }

    @Override
    public ResourceKind<?> kind() {
        return RoleAssignmentKind.INSTANCE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoleAssignmentSpec spec
                && role.equals(spec.role)
                && scope.equals(spec.scope)
                && principal.equals(spec.principal)
                && description.equals(spec.description)
                && condition.equals(spec.condition);
    }

    @Override
    public int hashCode() {
        return Objects.hash(role, scope, principal);
    }

    @Override
    public String toString() {
        return "role " + role + " of " + principal + " on " + ScopeText.of(scope);
    }

    /** Builds a {@link RoleAssignmentSpec}. Not thread-safe. */
    public static final class Builder {
        private final BuiltInRole role;
        private final ResourceId scope;
        private final Principal principal;
        private String description;
        private String condition;

        private Builder(BuiltInRole role, ResourceId scope, Principal principal) {
            this.role = Objects.requireNonNull(role);
            this.scope = Objects.requireNonNull(scope);
            this.principal = Objects.requireNonNull(principal);
        }

        /** Sets why, as Azure shows it beside the assignment. Default: none. */
        public Builder description(String text) {
            description = Objects.requireNonNull(text);
            return this;
        }

        /**
         * Sets the condition under which the assignment holds, in Azure's language, version 2.0. Azure takes one for actions on
         * blobs and queues, and for the right to assign roles. Only Azure evaluates it. Default: none.
         */
        public Builder condition(String expression) {
            condition = Objects.requireNonNull(expression);
            return this;
        }

        /**
         * Checks and builds.
         *
         * @throws InvalidSpecException with every problem
         */
        public RoleAssignmentSpec build() {
            return new RoleAssignmentSpec(this);
        }
    }
}
