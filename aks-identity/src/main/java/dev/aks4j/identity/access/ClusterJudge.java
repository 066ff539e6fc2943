package dev.aks4j.identity.access;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.identity.access.AccessReason.Effect;
import dev.aks4j.identity.access.Explanation.Verdict;
import dev.aks4j.identity.internal.rights.ApiCall;
import dev.aks4j.identity.internal.rights.ApiUser;
import dev.aks4j.identity.internal.rights.DataActions;
import dev.aks4j.identity.internal.rights.Rbac;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Explains one request to a cluster's API. Not thread-safe. */
final class ClusterJudge {

    private static final String KUBERNETES = "Kubernetes RBAC";

    private final AccessReads reads;
    private final ResourceId cluster;
    private final Json document;

    ClusterJudge(AccessReads reads, ResourceId cluster) {
        this.reads = reads;
        this.cluster = reads.id(cluster);
        this.document = reads.resource(cluster, ClusterSpec.API_VERSION).orElse(Json.missing());
    }

    Explanation explain(AccessSubject subject, ApiCall call, String question) {
        ResolvedSubject who = ResolvedSubject.of(subject, reads);
        List<AccessReason> reasons = new ArrayList<>();
        rbac().ifPresent(rbac -> who.users().forEach(user -> kubernetes(rbac, user, call, reasons)));
        adminGroups(who, reasons);
        if (azureRbac() && who.objectId().isPresent() && !who.account()) {
            azure(who, call, reasons);
        }
        List<AccessReason> all = reasons.stream().distinct().toList();
        boolean nothingElse = all.stream().anyMatch(reason -> reason.effect() == Effect.ALLOWS);
        Verdict verdict =
                nothingElse ? Verdict.ALLOWED : Verdicts.of(all, reads.unread().isEmpty() && !document.isMissing());
        return new Explanation(
                question, verdict, all, reads.read(), reads.unread(), verdict == Verdict.ALLOWED ? "" : fix(who, call));
    }

    /** Returns Kubernetes' roles and bindings; nothing if one kind of them cannot be read. */
    Optional<Rbac> rbac() {
        String version = "rbac.authorization.k8s.io/v1";
        Optional<List<Json>> clusterRoles = reads.objects("cluster roles", cluster, version, "clusterroles");
        Optional<List<Json>> roles = reads.objects("roles", cluster, version, "roles");
        Optional<List<Json>> wide = reads.objects("cluster role bindings", cluster, version, "clusterrolebindings");
        Optional<List<Json>> bindings = reads.objects("role bindings", cluster, version, "rolebindings");
        // What was read still counts where the rest was refused: it may be what allows.
        return clusterRoles.isEmpty() && roles.isEmpty() && wide.isEmpty() && bindings.isEmpty()
                ? Optional.empty()
                : Optional.of(new Rbac(
                        clusterRoles.orElse(List.of()),
                        roles.orElse(List.of()),
                        wide.orElse(List.of()),
                        bindings.orElse(List.of())));
    }

    private void kubernetes(Rbac rbac, ApiUser user, ApiCall call, List<AccessReason> reasons) {
        if (user.groups().contains(ApiUser.MASTERS)) {
            reasons.add(new AccessReason(
                    Effect.ALLOWS, KUBERNETES, "group " + ApiUser.MASTERS, "", "the cluster", ApiUser.MASTERS));
        }
        rbac.grants(user, call)
                .forEach(grant -> reasons.add(new AccessReason(
                        Effect.ALLOWS,
                        KUBERNETES,
                        grant.bindingKind() + " " + grant.binding(),
                        grant.roleKind() + " " + grant.role(),
                        grant.namespace().isEmpty() ? "the cluster" : "namespace " + grant.namespace(),
                        grant.subjectKind() + " " + grant.subject())));
    }

    private void adminGroups(ResolvedSubject who, List<AccessReason> reasons) {
        Set<String> mine = who.principals();
        adminGroups().stream()
                .filter(group -> mine.contains(group.toLowerCase(Locale.ROOT)))
                .forEach(group -> reasons.add(
                        new AccessReason(Effect.ALLOWS, "admin group", group, "", "the cluster", "Group " + group)));
    }

    private void azure(ResolvedSubject who, ApiCall call, List<AccessReason> reasons) {
        AzureJudge azure = new AzureJudge(reads, who, cluster);
        reasons.addAll(
                azure.reasons(DataActions.of(call), true, DataActions.scopes(cluster.toString(), call.namespace())));
    }

    /** Returns the cluster's admin groups. */
    List<String> adminGroups() {
        return document.at("/properties/aadProfile/adminGroupObjectIDs").stream()
                .map(Json::asText)
                .toList();
    }

    /** Returns whether Azure's roles decide too. */
    boolean azureRbac() {
        return document.at("/properties/aadProfile/enableAzureRBAC").asBoolean();
    }

    /** Returns whether local accounts may sign in; nothing if the cluster could not be read. */
    Optional<Boolean> localAccounts() {
        return document.isMissing()
                ? Optional.empty()
                : Optional.of(!document.at("/properties/disableLocalAccounts").asBoolean());
    }

    Json document() {
        return document;
    }

    private String fix(ResolvedSubject who, ApiCall call) {
        String missing =
                "verb " + call.verb() + " on " + (call.aboutObjects() ? call.fullResource() : "path " + call.path());
        String where =
                call.namespace().isEmpty() ? "a ClusterRoleBinding" : "a RoleBinding in namespace " + call.namespace();
        if (azureRbac() && who.objectId().isPresent()) {
            return "Assign a role with the action "
                    + DataActions.of(call).stream().collect(Collectors.joining(" or "))
                    + " on the cluster" + (call.namespace().isEmpty() ? "" : " or its namespace")
                    + ", or bind a role with " + missing + " by " + where + ".";
        }
        return "Bind a role with " + missing + " by " + where + ".";
    }
}
