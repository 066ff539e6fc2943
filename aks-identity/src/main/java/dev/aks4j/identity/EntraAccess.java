package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterAccess;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Question;
import dev.aks4j.core.plan.kind.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Users of the Kubernetes API come from Microsoft Entra ID. Once on, this cannot be turned off for a cluster. Immutable
 * and thread-safe.
 *
 * <pre>{@code
 * EntraAccess.builder().adminGroup("7f1d...").azureRbac().disableLocalAccounts().build()
 * }</pre>
 */
public final class EntraAccess implements ClusterAccess {

    private final Set<String> adminGroups;
    private final boolean azureRbac;
    private final boolean disableLocalAccounts;
    private final Optional<String> tenant;

    private EntraAccess(Builder builder) {
        this.adminGroups = new LinkedHashSet<>(builder.adminGroups);
        this.azureRbac = builder.azureRbac;
        this.disableLocalAccounts = builder.disableLocalAccounts;
        this.tenant = Optional.ofNullable(builder.tenant);
        InvalidSpecException.throwIfAny("Entra access", Rule.all(AccessRules.ALL, this));
    }

    /** Starts with Kubernetes RBAC for authorization, local accounts on, and the subscription's tenant. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the object ids of the groups whose members are cluster administrators, in the order given. */
    public List<String> adminGroups() {
        return List.copyOf(adminGroups);
    }

    /** Returns whether Azure role assignments decide what a user may do in the cluster. */
    public boolean azureRbac() {
        return azureRbac;
    }

    /** Returns the tenant of the users; empty for the subscription's. */
    public Optional<String> tenant() {
        return tenant;
    }

    @Override
    public boolean isEntra() {
        return true;
    }

    @Override
    public boolean localAccountsDisabled() {
        return disableLocalAccounts;
    }

    @Override
    public void contribute(ClusterDocument document, Scope scope) {
        document.set("/properties/enableRBAC", true);
        document.set("/properties/aadProfile/managed", true);
        said(document, "/properties/aadProfile/enableAzureRBAC", azureRbac);
        if (!adminGroups.isEmpty()) {
            document.set("/properties/aadProfile/adminGroupObjectIDs", adminGroups());
        }
        tenant.ifPresent(id -> document.set("/properties/aadProfile/tenantID", id));
        said(document, "/properties/disableLocalAccounts", disableLocalAccounts);
    }

    /** There is a call that switches it on, and none that switches it off. */
    private static void said(ClusterDocument document, String path, boolean on) {
        if (on) {
            document.set(path, true);
        } else {
            document.setDefault(path, false);
        }
    }

    @Override
    public List<Question> questions(ClusterSpec cluster, Json live, Scope scope) {
        return CallersWayIn.question(this, cluster, !live.isMissing(), scope);
    }

    @Override
    public Optional<Difference> judge(Difference difference, Json live) {
        return switch (difference.path()) {
            case "/properties/enableRBAC" ->
                Optional.of(difference.with(Change.RECREATE, "Kubernetes RBAC is decided when a cluster is created"));
            case "/properties/aadProfile/adminGroupObjectIDs" ->
                texts(difference.before()).equals(texts(difference.after()))
                        ? Optional.empty()
                        : Optional.of(difference);
            default -> Optional.of(difference);
        };
    }

    private static Set<String> texts(Json array) {
        Set<String> texts = new HashSet<>();
        array.forEach(element -> texts.add(element.asText().toLowerCase(Locale.ROOT)));
        return texts;
    }

    @Override
    public String summary() {
        List<String> words = new ArrayList<>(List.of("Entra ID"));
        if (azureRbac) {
            words.add("Azure RBAC");
        }
        if (disableLocalAccounts) {
            words.add("no local accounts");
        }
        return String.join(", ", words);
    }

    /** Builds an {@link EntraAccess}. Not thread-safe. */
    public static final class Builder {
        private final Set<String> adminGroups = new LinkedHashSet<>();
        private boolean azureRbac;
        private boolean disableLocalAccounts;
        private @Nullable String tenant;

        private Builder() {}

        /**
         * Makes the members of a group administrators of the cluster. May be called again for further groups.
         *
         * @param objectId the group's object id
         */
        public Builder adminGroup(String objectId) {
            adminGroups.add(Objects.requireNonNull(objectId));
            return this;
        }

        /**
         * Lets Azure role assignments decide what a user may do in the cluster, beside Kubernetes' own roles. A new
         * assignment takes up to 5 minutes to be seen. Needs the subscription's own tenant.
         */
        public Builder azureRbac() {
            azureRbac = true;
            return this;
        }

        /**
         * Refuses the certificates of local accounts, so that every user is somebody. Certificates that were handed out
         * before stay valid until the cluster's certificates are rotated.
         */
        public Builder disableLocalAccounts() {
            disableLocalAccounts = true;
            return this;
        }

        /** Sets the tenant that users come from. Default: the subscription's. */
        public Builder tenant(String tenantId) {
            tenant = Objects.requireNonNull(tenantId);
            return this;
        }

        /**
         * Checks and builds.
         *
         * @throws InvalidSpecException with every problem
         */
        public EntraAccess build() {
            return new EntraAccess(this);
        }
    }
}
