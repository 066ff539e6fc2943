package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.wire.Response;
import java.util.List;

/** Trusted access: role bindings, whose PUT and DELETE take time, and the roles that other services have. */
final class TrustedAccess {

    private static final String NAME = "[A-Za-z0-9-]{1,24}";
    private static final String ROLE = "[\\w.]+(/\\w+)+/[\\w-]+";
    private static final List<String> ROLES = List.of(
            "Microsoft.DataProtection/backupVaults/backup-operator",
            "Microsoft.MachineLearningServices/workspaces/inference-v1",
            "Microsoft.MachineLearningServices/workspaces/mlworkload");

    private final Durations durations;
    private final ClusterChildren children;

    TrustedAccess(Cloud cloud, ManagedClusters clusters, Lro lro, Durations durations) {
        this.durations = durations;
        this.children = new ClusterChildren(cloud, clusters, lro, "trustedAccessRoleBindings");
    }

    /** Lists the roles, which are the same everywhere; what each may do in a cluster is not told. */
    static ObjectNode roles() {
        return Arm.listBody(ROLES.stream().map(TrustedAccess::role).toList());
    }

    private static ObjectNode role(String role) {
        int slash = role.lastIndexOf('/');
        ObjectNode view = AzureJson.object().put("sourceResourceType", role.substring(0, slash));
        return view.put("name", role.substring(slash + 1)).set("rules", AzureJson.array());
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
            throw invalid("trustedAccessRoleBindingName", "'" + name + "' must match " + NAME);
        }
        ObjectNode asked = AzureJson.child(request.body(), "properties");
        String source = AzureJson.text(asked, "/sourceResourceId").orElse("");
        if (ArmPath.parse(source).namespace().isEmpty()) {
            throw invalid("sourceResourceId", "'" + source + "' is not the id of a resource");
        }
        List<String> roles = AzureJson.texts(asked, "/roles");
        if (roles.isEmpty()) {
            throw invalid("roles", "at least one role is required");
        }
        roles.stream().filter(role -> !role.matches(ROLE)).findFirst().ifPresent(role -> {
            throw invalid("roles", "'" + role + "' is not a role of a resource type");
        });
        ObjectNode body = AzureJson.object();
        body.putObject("properties").put("sourceResourceId", source).set("roles", asked.get("roles"));
        return children.write(request, cluster, "Updating", body, durations.trustedAccess(), properties -> {});
    }

    private static ArmError invalid(String parameter, String details) {
        return ArmError.aks(
                        400,
                        "InvalidParameter",
                        "The value of parameter " + parameter + " is invalid. Error details: " + details + ".")
                .target(parameter);
    }
}
