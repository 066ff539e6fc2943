package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Question;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.identity.internal.rights.ApiCall;
import dev.aks4j.identity.internal.rights.AzureRbac;
import dev.aks4j.identity.internal.rights.DataActions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether whoever plans may write the objects of the plan into a cluster with Entra ID, where a plan signs in as its caller
 * whether there are local accounts or not. Immutable.
 */
final class CallersWayIn {

    /**
     * What is known when the answer is there.
     *
     * @param cluster the cluster's name
     * @param caller the caller's object id
     * @param refused the objects that the caller may not write
     * @param undecided why it is not certain; empty if it is
     * @param azureRbac whether Azure's roles decide in the cluster
     */
    record Found(String cluster, String caller, List<Address.InCluster> refused, String undecided, boolean azureRbac) {}

    private final EntraAccess access;
    private final ResourceId cluster;
    private final Scope scope;
    private final List<Address.InCluster> objects;

    private final boolean exists;

    private CallersWayIn(
            EntraAccess access, ResourceId cluster, Scope scope, List<Address.InCluster> objects, boolean exists) {
        this.access = access;
        this.cluster = cluster;
        this.scope = scope;
        this.exists = exists;
        this.objects = objects;
    }

    /** Returns the question about the caller; none if the plan has no object in the cluster. */
    static List<Question> question(EntraAccess access, ClusterSpec spec, boolean exists, Scope scope) {
        ResourceId cluster = scope.id(spec.id());
        List<Address.InCluster> objects = scope.specs().stream()
                .map(each -> each.address().inSubscription(scope.subscriptionId()))
                .filter(Address.InCluster.class::isInstance)
                .map(Address.InCluster.class::cast)
                .filter(object -> object.cluster().equals(cluster))
                .toList();
        if (objects.isEmpty()) {
            return List.of();
        }
        CallersWayIn way = new CallersWayIn(access, cluster, scope, objects, exists);
        Set<ResourceId> roles = way.planned()
                .map(grant -> grant.role().definition(scope.subscriptionId()))
                .collect(Collectors.toSet());
        return List.of(Question.of(
                "What the caller may do in cluster " + cluster.name(),
                new Question.CallersRoles(cluster, roles),
                way::judge));
    }

    /** Returns the assignments of the plan that reach the cluster or something in it. */
    private Stream<RoleAssignmentSpec> planned() {
        return scope.specs().stream()
                .filter(RoleAssignmentSpec.class::isInstance)
                .map(RoleAssignmentSpec.class::cast)
                .filter(grant ->
                        scope.id(grant.scope()).isWithin(cluster) || cluster.isWithin(scope.id(grant.scope())));
    }

    private Question.Judgement judge(Json answer) {
        String caller = answer.at("/caller/objectId").asText();
        Set<String> groups = answer.at("/caller/groups").stream()
                .map(each -> lower(each.asText()))
                .collect(Collectors.toSet());
        if (access.adminGroups().stream().anyMatch(group -> groups.contains(lower(group)))) {
            return new Question.Judgement("everything, as a member of an admin group", List.of());
        }
        List<Address.InCluster> refused = access.azureRbac() ? refused(answer, caller, groups) : objects;
        if (refused.isEmpty()) {
            return new Question.Judgement("to write the objects of this plan", List.of());
        }
        Found found = new Found(cluster.name(), caller, refused, undecided(groups), access.azureRbac());
        List<Problem> problems = Rule.all(AccessRules.CALLER, found);
        return new Question.Judgement("not to write " + kinds(refused), problems);
    }

    private List<Address.InCluster> refused(Json answer, String caller, Set<String> groups) {
        Set<String> principals = new LinkedHashSet<>(groups);
        principals.add(lower(caller));
        List<Json> assignments = new ArrayList<>();
        answer.path("assignments").forEach(each -> {
            // Azure gave those of the caller alone, of their groups too.
            principals.add(lower(each.at("/properties/principalId").asText()));
            assignments.add(each);
        });
        planned()
                .forEach(grant -> assignments.add(Json.object()
                        .put(
                                "properties",
                                RoleAssignmentKind.INSTANCE
                                        .document(grant, scope)
                                        .path("properties")
                                        .edit()
                                        .put("scope", scope.id(grant.scope()).toString())
                                        .build())
                        .build()));
        AzureRbac azure = new AzureRbac(
                assignments,
                answer.path("definitions").stream().toList(),
                answer.path("denyAssignments").stream().toList());
        return objects.stream()
                .filter(object -> !writes(azure, principals, object))
                .toList();
    }

    private boolean writes(AzureRbac azure, Set<String> principals, Address.InCluster object) {
        return Stream.of("get", "patch").allMatch(verb -> {
            ApiCall call = ApiCall.object(
                    verb,
                    group(object),
                    Plurals.of(object.kind()),
                    "",
                    object.namespace().orElse(""),
                    object.name());
            return DataActions.of(call).stream()
                    .anyMatch(action -> DataActions.scopes(cluster.toString(), call.namespace()).stream()
                            .anyMatch(
                                    on -> azure.on(principals, action, true, on).isAllowed()));
        });
    }

    private String undecided(Set<String> groups) {
        if (exists) {
            return "unless a role in the cluster lets them";
        }
        Optional<String> group = Stream.concat(
                        access.adminGroups().stream(),
                        access.azureRbac()
                                ? planned()
                                        .map(RoleAssignmentSpec::principal)
                                        .filter(principal -> principal.type().equals("Group"))
                                        .map(principal -> principal.reference().name())
                                : Stream.of())
                .filter(each -> groups.isEmpty())
                .findFirst();
        return group.map(id -> "unless the caller is a member of group " + id + ", which the token does not tell")
                .orElse("");
    }

    static String kinds(List<Address.InCluster> objects) {
        return objects.stream()
                .map(object -> Plurals.of(object.kind())
                        + object.namespace()
                                .map(name -> " in namespace " + name)
                                .orElse(""))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String group(Address.InCluster object) {
        int slash = object.apiVersion().indexOf('/');
        return slash < 0 ? "" : object.apiVersion().substring(0, slash);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
