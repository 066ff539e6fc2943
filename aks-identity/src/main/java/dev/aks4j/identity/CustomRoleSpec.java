package dev.aks4j.identity;

import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/**
 * Says what an Azure role of one's own allows. Azure keeps one role of a name in a tenant, so the definition's GUID follows from
 * the name; it can be assigned in the plan's subscription, and where else it is said. Roles of a tenant are at most 5,000.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * CustomRoleSpec start = CustomRoleSpec.builder("Cluster starter")
 *     .action("Microsoft.ContainerService/managedClusters/start/action")
 *     .build();
 * aks.plan(start, RoleAssignmentSpec.of(start.role(), cluster.id(), Principal.group(operators)));
 * }</pre>
 */
public final class CustomRoleSpec implements Spec {

    private final String name;
    private final String description;
    private final List<String> actions;
    private final List<String> notActions;
    private final List<String> dataActions;
    private final List<String> notDataActions;
    private final List<ResourceId> scopes;

    private CustomRoleSpec(Builder builder) {
        this.name = builder.name;
        this.description = builder.description;
        this.actions = List.copyOf(builder.actions);
        this.notActions = List.copyOf(builder.notActions);
        this.dataActions = List.copyOf(builder.dataActions);
        this.notDataActions = List.copyOf(builder.notDataActions);
        this.scopes = List.copyOf(builder.scopes);
        InvalidSpecException.throwIfAny(toString(), Rule.all(CustomRoleRules.ALL, this));
    }

    /** Starts a role that allows nothing. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns what it allows on resources. */
    public List<String> actions() {
        return actions;
    }

    /** Returns what it leaves out of that again. */
    public List<String> notActions() {
        return notActions;
    }

    /** Returns what it allows on data in resources. */
    public List<String> dataActions() {
        return dataActions;
    }

    /** Returns what it leaves out of that again. */
    public List<String> notDataActions() {
        return notDataActions;
    }

    /** Returns the role, to be assigned. */
    public BuiltInRole role() {
        return BuiltInRole.of(name, guid());
    }

    private String guid() {
        return UUID.nameUUIDFromBytes(("aks4j role " + name.toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    String description() {
        return description;
    }

    Json document(Scope scope) {
        Json.ObjectBuilder permission = Json.object();
        permission.put("actions", actions).put("notActions", notActions);
        permission.put("dataActions", dataActions).put("notDataActions", notDataActions);
        List<String> assignable = new ArrayList<>();
        assignable.add(ResourceId.subscription(scope.subscriptionId()).toString());
        scopes.forEach(each -> assignable.add(scope.id(each).toString()));
        Json.ObjectBuilder properties = Json.object().put("roleName", name).put("type", "CustomRole");
        properties.put("description", description);
        properties.put("permissions", Json.array().add(permission.build()).build());
        properties.put("assignableScopes", assignable.stream().distinct().toList());
        return Json.object().put("properties", properties.build()).build();
    }

    @Override
    public Address address() {
        return Address.azure(ResourceId.parse("/providers/Microsoft.Authorization/roleDefinitions/" + guid()));
    }

    @Override
    public ResourceKind<?> kind() {
        return CustomRoleKind.INSTANCE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CustomRoleSpec role
                && name.equals(role.name)
                && description.equals(role.description)
                && actions.equals(role.actions)
                && notActions.equals(role.notActions)
                && dataActions.equals(role.dataActions)
                && notDataActions.equals(role.notDataActions)
                && scopes.equals(role.scopes);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "custom role " + name;
    }

    /** Builds a {@link CustomRoleSpec}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final List<String> actions = new ArrayList<>();
        private final List<String> notActions = new ArrayList<>();
        private final List<String> dataActions = new ArrayList<>();
        private final List<String> notDataActions = new ArrayList<>();
        private final List<ResourceId> scopes = new ArrayList<>();
        private String description = "";

        private Builder(String name) {
            this.name = Objects.requireNonNull(name);
        }

        /** Sets what it is for. Default: nothing. */
        public Builder description(String text) {
            description = Objects.requireNonNull(text);
            return this;
        }

        /** Allows actions on resources. */
        public Builder action(String... patterns) {
            actions.addAll(List.of(patterns));
            return this;
        }

        /** Leaves actions out of those that it allows. That forbids nothing: another role may allow them. */
        public Builder notAction(String... patterns) {
            notActions.addAll(List.of(patterns));
            return this;
        }

        /** Allows actions on data in resources. */
        public Builder dataAction(String... patterns) {
            dataActions.addAll(List.of(patterns));
            return this;
        }

        /** Leaves actions on data out of those that it allows. */
        public Builder notDataAction(String... patterns) {
            notDataActions.addAll(List.of(patterns));
            return this;
        }

        /** Lets it be assigned in another subscription or resource group too. */
        public Builder assignableOn(ResourceId scope) {
            scopes.add(Objects.requireNonNull(scope));
            return this;
        }

        /**
         * Checks and builds.
         *
         * @throws InvalidSpecException with every problem
         */
        public CustomRoleSpec build() {
            return new CustomRoleSpec(this);
        }
    }
}
