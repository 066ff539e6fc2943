package dev.aks4j.simulated.azure.internal.authorization;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.access.DenyAssignment;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.arm.ResourceProvider;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.plain.Manner;
import dev.aks4j.simulated.azure.internal.plain.PlainResources;
import dev.aks4j.simulated.azure.internal.plain.PlainType;
import dev.aks4j.simulated.azure.internal.plain.ResourceShape;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.azure.internal.state.Resources;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Microsoft.Authorization: role assignments and role definitions. */
public final class AuthorizationProvider implements ResourceProvider {

    private final Cloud cloud;
    private final RoleAssignments assignments;
    private final RoleDefinitions definitions;
    private final PlainResources plain;

    /** Makes the provider of a cloud. */
    public AuthorizationProvider(Cloud cloud) {
        this.cloud = cloud;
        this.assignments = new RoleAssignments(cloud);
        this.definitions = new RoleDefinitions(cloud);
        this.plain = new PlainResources(
                cloud,
                namespace(),
                "2020-05-01",
                List.of(
                        PlainType.child("locks", Manner.NOW, AuthorizationProvider::lock),
                        PlainType.child("policyAssignments", Manner.NOW, ResourceShape.ANY)));
    }

    @Override
    public String namespace() {
        return "Microsoft.Authorization";
    }

    @Override
    public Set<String> types() {
        return Set.of("roleAssignments", "roleDefinitions", "denyAssignments", "locks", "policyAssignments");
    }

    @Override
    public Response answer(ArmCall request) {
        ArmPath path = request.path();
        if (path.matches("roleAssignments") || path.matches("roleAssignments", "*")) {
            return assignments.answer(request);
        }
        if (path.matches("roleDefinitions") || path.matches("roleDefinitions", "*")) {
            return definitions.answer(request);
        }
        if (path.matches("denyAssignments")) {
            String scope = path.scope();
            return Arm.list(cloud.access().denials().stream()
                    .filter(each -> Resources.same(scope, each.scope())
                            || Resources.isBelow(scope, each.scope())
                            || Resources.isBelow(each.scope(), scope))
                    .map(DenyAssignment::view)
                    .toList());
        }
        return plain.answer(request).orElseThrow(() -> Arm.noSuchType(request));
    }

    private static void lock(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        String level = body.at("/properties/level").asText();
        if (!level.equalsIgnoreCase("CanNotDelete") && !level.equalsIgnoreCase("ReadOnly")) {
            throw ArmError.gateway(
                    400,
                    "LockLevelInvalid",
                    "The lock level '" + level + "' is invalid. The supported values are 'CanNotDelete, ReadOnly'.");
        }
    }
}
