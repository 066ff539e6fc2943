package dev.aks4j.identity.access;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.identity.access.AccessEdge.Way;
import dev.aks4j.identity.internal.rights.AzurePermissions;
import dev.aks4j.identity.internal.rights.AzureRbac;
import dev.aks4j.identity.internal.rights.Rbac;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what an access graph shows. Not thread-safe. */
final class GraphReader {

    private static final String IDENTITIES = "2024-11-30";
    private static final String WHOLE = "the whole cluster";

    private final AccessReads reads;
    private final ResourceId cluster;
    private final ClusterJudge judge;
    private final Set<AccessEdge> edges = new LinkedHashSet<>();

    /** Names of the identities of the cluster and of its workloads, by object id. */
    private final Map<String, String> identities = new LinkedHashMap<>();

    GraphReader(AccessReads reads, ResourceId cluster) {
        this.reads = reads;
        this.cluster = reads.id(cluster);
        this.judge = new ClusterJudge(reads, cluster);
    }

    AccessGraph graph() {
        judge.localAccounts()
                .filter(on -> on)
                .ifPresent(on -> edges.add(new AccessEdge(
                        "Whoever fetches the local account", "Everything in " + WHOLE, Way.LOCAL_ACCOUNT, "", true)));
        judge.rbac().ifPresent(this::bindings);
        ownIdentities();
        trusts();
        List<Json> assignments = reads.assignments(ResourceId.subscription(reads.subscriptionId()), Optional.empty())
                .orElse(List.of());
        Map<String, String> names = names(assignments);
        judge.adminGroups()
                .forEach(group -> edges.add(new AccessEdge(
                        names.getOrDefault(group.toLowerCase(Locale.ROOT), "Group " + group),
                        "Everything in " + WHOLE,
                        Way.ADMIN_GROUP,
                        "",
                        true)));
        assignments(assignments, names);
        List<AccessEdge> sorted = edges.stream()
                .sorted(Comparator.comparing(AccessEdge::from)
                        .thenComparing(AccessEdge::to)
                        .thenComparing(AccessEdge::name))
                .toList();
        return new AccessGraph(cluster.name(), sorted, reads.read(), reads.unread());
    }

    private void bindings(Rbac rbac) {
        for (Json binding : rbac.bindings()) {
            String name = binding.at("/metadata/name").asText();
            String namespace = binding.at("/metadata/namespace").asText();
            if (name.startsWith("system:")) {
                continue;
            }
            String where = namespace.isEmpty() ? WHOLE : "namespace " + namespace;
            boolean everything = namespace.isEmpty()
                    && rbac.role(binding)
                            .filter(role -> role.path("rules").stream().anyMatch(BindingAudit::isEverything))
                            .isPresent();
            String role = binding.at("/roleRef/kind").asText() + " "
                    + binding.at("/roleRef/name").asText();
            binding.path("subjects").stream()
                    .filter(subject -> !BindingAudit.isSystem(subject))
                    .forEach(subject -> edges.add(new AccessEdge(
                            BindingAudit.who(subject, namespace),
                            role + " in " + where,
                            Way.BINDING,
                            name,
                            everything)));
        }
    }

    private void ownIdentities() {
        Json document = judge.document();
        put(document.at("/identity/principalId").asText(), "Control plane of " + cluster.name());
        document.at("/identity/userAssignedIdentities")
                .properties()
                .forEach(each -> put(
                        each.getValue().path("principalId").asText(),
                        "Control plane of " + cluster.name() + " (" + last(each.getKey()) + ")"));
        document.at("/properties/identityProfile")
                .properties()
                .forEach(each ->
                        put(each.getValue().path("objectId").asText(), each.getKey() + " of " + cluster.name()));
        document.at("/properties/addonProfiles")
                .properties()
                .forEach(each -> put(each.getValue().at("/identity/objectId").asText(), "Add-on " + each.getKey()));
    }

    private void trusts() {
        String issuer =
                judge.document().at("/properties/oidcIssuerProfile/issuerURL").asText();
        ResourceId subscription = ResourceId.subscription(reads.subscriptionId());
        reads.below(
                        "managed identities",
                        subscription,
                        "Microsoft.ManagedIdentity/userAssignedIdentities",
                        IDENTITIES,
                        "")
                .orElse(List.of())
                .forEach(identity -> credentials(identity, issuer));
        reads.below("identity bindings", cluster, "identityBindings", ClusterSpec.API_VERSION, "")
                .orElse(List.of())
                .forEach(binding -> {
                    Json identity = binding.at("/properties/managedIdentity");
                    String name = identityName(identity.path("resourceId").asText());
                    put(identity.path("objectId").asText(), name);
                    edges.add(new AccessEdge(
                            "Service accounts that may use the binding",
                            name,
                            Way.IDENTITY_BINDING,
                            last(binding.path("id").asText()),
                            false));
                });
    }

    private void credentials(Json identity, String issuer) {
        ResourceId id = ResourceId.parse(identity.path("id").asText());
        reads
                .below("federated credentials of " + id.name(), id, "federatedIdentityCredentials", IDENTITIES, "")
                .orElse(List.of())
                .stream()
                .filter(each -> !issuer.isEmpty()
                        && each.at("/properties/issuer").asText().equals(issuer))
                .forEach(each -> {
                    String name = identityName(id.toString());
                    put(identity.at("/properties/principalId").asText(), name);
                    edges.add(new AccessEdge(
                            subject(each.at("/properties/subject").asText()),
                            name,
                            Way.FEDERATED_CREDENTIAL,
                            last(each.path("id").asText()),
                            false));
                });
    }

    private static String subject(String subject) {
        String prefix = "system:serviceaccount:";
        return subject.startsWith(prefix)
                ? "ServiceAccount " + subject.substring(prefix.length()).replaceFirst(":", "/")
                : subject;
    }

    private static String identityName(String id) {
        return "Identity " + last(id);
    }

    private void assignments(List<Json> assignments, Map<String, String> names) {
        Map<String, Json> roles = new HashMap<>();
        reads.definitions(assignments)
                .forEach(role -> roles.put(last(role.path("id").asText()), role));
        for (Json assignment : assignments) {
            String principal = principal(assignment);
            String scope = assignment.at("/properties/scope").asText();
            boolean here = judge.azureRbac()
                    && (AzureRbac.covers(scope, cluster.toString()) || AzureRbac.covers(cluster.toString(), scope));
            String known = identities.get(principal);
            if (known == null && !here) {
                continue;
            }
            Json role = roles.getOrDefault(
                    last(assignment.at("/properties/roleDefinitionId").asText()), Json.missing());
            edges.add(new AccessEdge(
                    known != null
                            ? known
                            : names.getOrDefault(
                                    principal,
                                    assignment.at("/properties/principalType").asText("Principal") + " " + principal),
                    role.at("/properties/roleName").asText("An unknown role") + " on " + place(scope),
                    Way.ASSIGNMENT,
                    last(assignment.path("id").asText()),
                    isEverything(role.at("/properties/permissions"), scope)));
        }
    }

    private boolean isEverything(Json permissions, String scope) {
        return AzurePermissions.patterns(permissions, false).contains("*")
                || judge.azureRbac()
                        && AzureRbac.covers(scope, cluster.toString())
                        && AzurePermissions.allow(permissions, AssignmentAudit.EVERYTHING, true);
    }

    /** Returns the names that the directory has for those who are assigned roles, and for the admin groups. */
    private Map<String, String> names(List<Json> assignments) {
        Set<String> ids = new LinkedHashSet<>();
        assignments.forEach(each -> ids.add(principal(each)));
        judge.adminGroups().forEach(group -> ids.add(group.toLowerCase(Locale.ROOT)));
        ids.removeAll(identities.keySet());
        Map<String, String> names = new HashMap<>();
        if (!ids.isEmpty()) {
            reads.directory(ids).orElse(List.of()).forEach(found -> {
                String name = found.path("displayName").asText();
                String type = found.path("@odata.type").asText().toLowerCase(Locale.ROOT);
                String kind = type.endsWith("group") ? "Group " : type.endsWith("user") ? "User " : "Principal ";
                if (!name.isEmpty()) {
                    names.put(found.path("id").asText().toLowerCase(Locale.ROOT), kind + name);
                }
            });
        }
        return names;
    }

    private static String place(String scope) {
        if (!scope.startsWith("/subscriptions/")) {
            return scope;
        }
        ResourceId id = ResourceId.parse(scope);
        String type = last(id.type());
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "subscriptions" -> "the subscription";
            case "resourcegroups" -> "group " + id.name();
            default -> type + " " + id.name();
        };
    }

    private void put(String objectId, String name) {
        if (!objectId.isEmpty()) {
            identities.putIfAbsent(objectId.toLowerCase(Locale.ROOT), name);
        }
    }

    private static String principal(Json assignment) {
        return assignment.at("/properties/principalId").asText().toLowerCase(Locale.ROOT);
    }

    private static String last(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }
}
