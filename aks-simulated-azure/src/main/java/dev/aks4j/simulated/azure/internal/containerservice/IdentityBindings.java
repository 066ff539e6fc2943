package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.command.ClusterApi;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.directory.DirectoryPrincipal;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.managedidentity.UserAssignedIdentity;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Identity bindings: a managed identity that pods of a cluster may act as, however many clusters and service accounts there
 * are. Which of them may says a right in the cluster, {@code use-managed-identity} on the identity's client id. On Azure a
 * proxy in the cluster takes the pod's token to Entra; here Entra takes it itself.
 */
public final class IdentityBindings {

    private static final String NAME = "[a-z][a-z0-9]{0,63}";
    private static final String AUDIENCE = "api://AKSIdentityBinding";
    private static final String RIGHTS = "cid.wi.aks.azure.com";
    private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1/";
    private static final String ACCOUNT = "system:serviceaccount:";

    private final Cloud cloud;
    private final ManagedClusters clusters;
    private final Durations durations;
    private final ClusterChildren children;
    private Function<ClusterSnapshot, ClusterApi> apis = cluster -> {
        throw new IllegalStateException("no way into clusters");
    };

    IdentityBindings(Cloud cloud, ManagedClusters clusters, Lro lro, Durations durations) {
        this.cloud = cloud;
        this.clusters = clusters;
        this.durations = durations;
        this.children = new ClusterChildren(cloud, clusters, lro, "identityBindings");
    }

    void apis(Function<ClusterSnapshot, ClusterApi> reached) {
        apis = reached;
    }

    Response answer(ArmCall request) {
        int depth = request.path().rest().size();
        if (depth == 3) {
            return children.list(request);
        } else if (depth > 4) {
            throw Arm.noSuchType(request);
        }
        return switch (request.method()) {
            case "PUT" -> put(request);
            case "GET" -> Lro.json(200, children.require(request).view());
            case "DELETE" -> children.delete(request, durations.trustedAccess(), properties -> {});
            default -> throw Arm.noSuchVerb(request);
        };
    }

    private Response put(ArmCall request) {
        ManagedCluster cluster = children.parent(request);
        String name = request.path().rest().get(3);
        if (!name.matches(NAME)) {
            throw invalid("identityBindingName", "'" + name + "' must match ^" + NAME + "$");
        }
        if (cluster.issuer().isEmpty()
                || !AzureJson.flag(cluster.properties(), "/securityProfile/workloadIdentity/enabled")) {
            throw invalid("properties", "identity bindings need workload identity on the cluster");
        }
        String id = AzureJson.text(request.body(), "/properties/managedIdentity/resourceId")
                .orElse("");
        DirectoryPrincipal principal = cloud.resources()
                .find(UserAssignedIdentity.class, id)
                .map(UserAssignedIdentity::principal)
                .orElseThrow(() ->
                        invalid("properties.managedIdentity.resourceId", "'" + id + "' is no user-assigned identity"));
        children.find(request)
                .flatMap(there -> AzureJson.text(there.body(), "/properties/managedIdentity/resourceId"))
                .filter(there -> !there.equalsIgnoreCase(id))
                .ifPresent(there -> {
                    throw ArmError.aks(
                                    400,
                                    "PropertyChangeNotAllowed",
                                    "Changing property 'properties.managedIdentity.resourceId' is not allowed.")
                            .target("properties.managedIdentity.resourceId");
                });
        ObjectNode body = AzureJson.object();
        ObjectNode properties = body.putObject("properties");
        properties
                .putObject("managedIdentity")
                .put("resourceId", id)
                .put("objectId", principal.objectId())
                .put("clientId", principal.clientId())
                .put("tenantId", cloud.tenantId());
        properties
                .putObject("oidcIssuer")
                .put(
                        "oidcIssuerUrl",
                        "https://ib.oic.prod-aks.azure.com/" + cloud.tenantId() + "/" + principal.clientId());
        return children.write(request, cluster, "Creating", body, durations.trustedAccess(), done -> {});
    }

    /** Returns whether a binding lets a service account act as a principal. */
    public boolean lets(DirectoryPrincipal principal, String issuer, String subject, List<String> audiences) {
        return audiences.contains(AUDIENCE)
                && subject.startsWith(ACCOUNT)
                && clusters.all().stream()
                        .filter(cluster ->
                                cluster.issuer().filter(issuer::equals).isPresent())
                        .filter(cluster -> isBound(cluster, principal))
                        .anyMatch(cluster -> mayUse(cluster, principal, subject));
    }

    private boolean isBound(ManagedCluster cluster, DirectoryPrincipal principal) {
        return cloud.resources().below(StoredResource.class, cluster.id()).stream()
                .filter(each -> each.type().endsWith("/identityBindings"))
                .map(StoredResource::body)
                .filter(body -> AzureJson.text(body, "/properties/provisioningState")
                        .filter("Succeeded"::equals)
                        .isPresent())
                .anyMatch(body -> AzureJson.text(body, "/properties/managedIdentity/clientId")
                        .equals(Optional.of(principal.clientId())));
    }

    private boolean mayUse(ManagedCluster cluster, DirectoryPrincipal principal, String subject) {
        ClusterApi api = apis.apply(ClusterSnapshots.of(cluster));
        for (JsonNode binding : items(api, "clusterrolebindings")) {
            JsonNode role = api.find(
                            RBAC + "clusterroles/" + binding.at("/roleRef/name").asText())
                    .orElseGet(AzureJson::object);
            if (names(binding, subject) && gives(role, principal.clientId())) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode items(ClusterApi api, String collection) {
        return api.find(RBAC + collection).orElseGet(AzureJson::object).path("items");
    }

    private static boolean names(JsonNode binding, String account) {
        String[] parts = account.substring(ACCOUNT.length()).split(":", 2);
        for (JsonNode subject : binding.path("subjects")) {
            String name = subject.path("name").asText();
            boolean one = subject.path("kind").asText().equals("ServiceAccount")
                    && subject.path("namespace").asText().equals(parts[0])
                    && name.equals(parts[1]);
            boolean all = subject.path("kind").asText().equals("Group")
                    && List.of("system:serviceaccounts", "system:serviceaccounts:" + parts[0])
                            .contains(name);
            if (one || all) {
                return true;
            }
        }
        return false;
    }

    private static boolean gives(JsonNode role, String clientId) {
        for (JsonNode rule : role.path("rules")) {
            if (has(rule, "verbs", "use-managed-identity")
                    && has(rule, "apiGroups", RIGHTS)
                    && has(rule, "resources", clientId)) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(JsonNode rule, String member, String value) {
        List<String> texts = AzureJson.texts(rule, "/" + member);
        return texts.contains(value) || texts.contains("*");
    }

    private static ArmError invalid(String parameter, String details) {
        return ArmError.aks(
                        400,
                        "InvalidParameter",
                        "The value of parameter " + parameter + " is invalid. Error details: " + details + ".")
                .target(parameter);
    }
}
