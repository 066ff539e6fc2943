package dev.aks4j.identity.access;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.identity.access.AuditFinding.Kind;
import dev.aks4j.identity.internal.rights.AzurePermissions;
import dev.aks4j.identity.internal.rights.AzureRbac;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What Azure's assignments give in a cluster, and to its identities. */
final class AssignmentAudit {

    /** An action that only a role with every one of them allows. */
    static final String EVERYTHING = "Microsoft.ContainerService/managedClusters/anything/write";

    private static final String SECRETS = "Microsoft.ContainerService/managedClusters/secrets/read";
    private static final String IDENTITIES = "2024-11-30";

    private final AccessReads reads;
    private final ResourceId cluster;
    private final ClusterJudge judge;
    private final List<AuditFinding> findings = new ArrayList<>();

    AssignmentAudit(AccessReads reads, ResourceId cluster, ClusterJudge judge) {
        this.reads = reads;
        this.cluster = cluster;
        this.judge = judge;
    }

    List<AuditFinding> findings() {
        ResourceId subscription = ResourceId.subscription(reads.subscriptionId());
        List<Json> assignments =
                reads.assignments(subscription, Optional.empty()).orElse(List.of());
        Map<String, Json> roles = new HashMap<>();
        reads.definitions(assignments)
                .forEach(role -> roles.put(last(role.path("id").asText()), role));
        Map<String, String> identities = identities(subscription);
        for (Json assignment : assignments) {
            Json role = roles.getOrDefault(
                    last(assignment.at("/properties/roleDefinitionId").asText()), Json.missing());
            inCluster(assignment, role);
            broad(assignment, role, identities);
        }
        stale(assignments, roles);
        return findings;
    }

    private void inCluster(Json assignment, Json role) {
        String scope = assignment.at("/properties/scope").asText();
        boolean whole = AzureRbac.covers(scope, cluster.toString());
        boolean part = AzureRbac.covers(cluster.toString(), scope);
        if (!judge.azureRbac() || !whole && !part) {
            return;
        }
        Json permissions = role.at("/properties/permissions");
        String where = whole
                ? "in the whole cluster"
                : "in " + scope.substring(cluster.toString().length() + 1);
        if (AzurePermissions.allow(permissions, EVERYTHING, true)) {
            add(whole ? Kind.CLUSTER_ADMIN : Kind.WILDCARD, assignment, role, "may do everything " + where);
        }
        if (AzurePermissions.allow(permissions, SECRETS, true)) {
            add(Kind.SECRETS_READER, assignment, role, "may read secrets " + where);
        }
    }

    /** The identities of the cluster and of its workloads need rights on resources, rarely on groups of them. */
    private void broad(Json assignment, Json role, Map<String, String> identities) {
        String name = identities.get(principal(assignment));
        if (name == null) {
            return;
        }
        String scope = assignment.at("/properties/scope").asText();
        boolean wide = !scope.toLowerCase(Locale.ROOT).contains("/providers/") && !scope.equalsIgnoreCase(nodeGroup());
        boolean all = AzurePermissions.patterns(role.at("/properties/permissions"), false)
                        .contains("*")
                && !scope.equalsIgnoreCase(nodeGroup());
        if (wide || all) {
            findings.add(new AuditFinding(
                    Kind.BROAD_ASSIGNMENT,
                    name,
                    assignment.path("id").asText(),
                    "has " + role.at("/properties/roleName").asText("an unknown role") + " on " + scope
                            + (all ? ", which is every action" : ", which is everything in it"),
                    "Assign it on the resource that is used, and take only the role that the use needs."));
        }
    }

    private String nodeGroup() {
        String group = judge.document().at("/properties/nodeResourceGroup").asText();
        return ResourceId.subscription(reads.subscriptionId()) + "/resourceGroups/" + group;
    }

    private void stale(List<Json> assignments, Map<String, Json> roles) {
        List<String> ids = assignments.stream().map(AssignmentAudit::principal).toList();
        Optional<Set<String>> there = ids.isEmpty()
                ? Optional.empty()
                : reads.directory(ids)
                        .map(found -> found.stream()
                                .map(each -> each.path("id").asText().toLowerCase(Locale.ROOT))
                                .collect(Collectors.toSet()));
        there.ifPresent(known -> assignments.stream()
                .filter(each -> !known.contains(principal(each)))
                .forEach(each -> add(
                        Kind.STALE_ASSIGNMENT,
                        each,
                        roles.getOrDefault(
                                last(each.at("/properties/roleDefinitionId").asText()), Json.missing()),
                        "no longer exists, and still has a role")));
    }

    /** Returns the names of the cluster's identities and of those that trust it, by object id. */
    private Map<String, String> identities(ResourceId subscription) {
        Map<String, String> found = new LinkedHashMap<>();
        Json document = judge.document();
        put(found, document.at("/identity/principalId").asText(), "control plane of " + cluster.name());
        document.at("/identity/userAssignedIdentities")
                .properties()
                .forEach(each ->
                        put(found, each.getValue().path("principalId").asText(), "control plane of " + cluster.name()));
        document.at("/properties/identityProfile")
                .properties()
                .forEach(each ->
                        put(found, each.getValue().path("objectId").asText(), each.getKey() + " of " + cluster.name()));
        String issuer = document.at("/properties/oidcIssuerProfile/issuerURL").asText();
        reads.below(
                        "managed identities",
                        subscription,
                        "Microsoft.ManagedIdentity/userAssignedIdentities",
                        IDENTITIES,
                        "")
                .orElse(List.of())
                .forEach(identity -> workload(found, identity, issuer));
        return found;
    }

    private void workload(Map<String, String> found, Json identity, String issuer) {
        ResourceId id = ResourceId.parse(identity.path("id").asText());
        String objectId = identity.at("/properties/principalId").asText();
        Optional<List<Json>> credentials = reads.below(
                "federated credentials of " + id.name(), id, "federatedIdentityCredentials", IDENTITIES, "");
        boolean trusts = credentials.orElse(List.of()).stream()
                .anyMatch(each -> each.at("/properties/issuer").asText().equals(issuer) && !issuer.isEmpty());
        if (trusts) {
            put(found, objectId, "identity " + id.name());
        }
        boolean used = found.containsKey(objectId.toLowerCase(Locale.ROOT)) || isBound(objectId);
        boolean here = id.resourceGroup().equals(cluster.resourceGroup());
        if (credentials.isPresent() && credentials.get().isEmpty() && !used && here) {
            findings.add(new AuditFinding(
                    Kind.IDENTITY_WITHOUT_USE,
                    "identity " + id.name(),
                    id.toString(),
                    "lies beside the cluster, trusts no issuer, and the cluster does not use it",
                    "Remove it if no machine or service elsewhere uses it."));
        }
    }

    private boolean isBound(String objectId) {
        return reads
                .below(
                        "identity bindings",
                        cluster,
                        "identityBindings",
                        dev.aks4j.core.cluster.ClusterSpec.API_VERSION,
                        "")
                .orElse(List.of())
                .stream()
                .anyMatch(each ->
                        each.at("/properties/managedIdentity/objectId").asText().equalsIgnoreCase(objectId));
    }

    private static void put(Map<String, String> found, String objectId, String name) {
        if (!objectId.isEmpty()) {
            found.put(objectId.toLowerCase(Locale.ROOT), name);
        }
    }

    private void add(Kind kind, Json assignment, Json role, String what) {
        findings.add(new AuditFinding(
                kind,
                assignment.at("/properties/principalType").asText("principal") + " "
                        + assignment.at("/properties/principalId").asText(),
                assignment.path("id").asText(),
                what + " (" + role.at("/properties/roleName").asText("an unknown role") + ")",
                "Remove the assignment if it is not meant."));
    }

    private static String principal(Json assignment) {
        return assignment.at("/properties/principalId").asText().toLowerCase(Locale.ROOT);
    }

    private static String last(String id) {
        return id.substring(id.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
