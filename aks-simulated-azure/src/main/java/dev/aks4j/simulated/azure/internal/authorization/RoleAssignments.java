package dev.aks4j.simulated.azure.internal.authorization;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.internal.access.RoleAssignment;
import dev.aks4j.simulated.azure.internal.access.RoleDefinition;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.state.Resources;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The verbs of role assignments. */
final class RoleAssignments {

    private static final Pattern GUID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRINCIPAL =
            Pattern.compile("(principalId|assignedTo)\\s*(?:eq\\s*|\\()'([^']*)'", Pattern.CASE_INSENSITIVE);

    private final Cloud cloud;

    RoleAssignments(Cloud cloud) {
        this.cloud = cloud;
    }

    Response answer(ArmCall request) {
        if (!request.path().namesResource()) {
            return Arm.list(list(request));
        }
        Optional<RoleAssignment> existing = cloud.access().find(request.path().resource());
        return switch (request.method()) {
            case "PUT" -> put(request);
            case "GET" -> Arm.json(200, view(existing.orElseThrow(() -> notFound(request))));
            case "DELETE" -> {
                existing.ifPresent(each -> cloud.access().remove(each.id()));
                yield existing.map(each -> Arm.json(200, view(each))).orElseGet(() -> Response.empty(204));
            }
            default -> throw Arm.noSuchVerb(request);
        };
    }

    private ArmError notFound(ArmCall request) {
        return ArmError.gateway(
                404,
                "RoleAssignmentNotFound",
                "The role assignment '" + request.path().rest().get(1) + "' is not found.");
    }

    private List<ObjectNode> list(ArmCall request) {
        String filter = request.query().getOrDefault("$filter", "");
        String scope = request.path().scope();
        Matcher principal = PRINCIPAL.matcher(filter);
        Predicate<RoleAssignment> who = each -> true;
        if (principal.find()) {
            String id = principal.group(2).toLowerCase(java.util.Locale.ROOT);
            // assignedTo means through groups too, principalId does not.
            Set<String> meant = principal.group(1).equalsIgnoreCase("assignedTo")
                    ? cloud.access().who(id)
                    : Set.of(id);
            who = each -> meant.contains(each.principalId().toLowerCase(java.util.Locale.ROOT));
        }
        boolean atScope = filter.toLowerCase(java.util.Locale.ROOT).contains("atscope()");
        return cloud.access().all().stream()
                .filter(who)
                .filter(each -> each.covers(scope) || (!atScope && Resources.isBelow(each.scope(), scope)))
                .map(this::view)
                .toList();
    }

    private Response put(ArmCall request) {
        String name = request.path().rest().get(1);
        String scope = request.path().scope();
        ObjectNode body = request.body();
        if (!GUID.matcher(name).matches()) {
            throw ArmError.gateway(
                    400,
                    "InvalidRoleAssignmentId",
                    "The role assignment ID '" + name + "' is not valid. The role assignment ID must be a GUID.");
        }
        requireScope(scope);
        String principalId = AzureJson.text(body, "/properties/principalId")
                .filter(id -> GUID.matcher(id).matches())
                .orElseThrow(() -> ArmError.gateway(
                        400, "InvalidPrincipalId", "A valid principal ID must be provided for role assignment."));
        RoleDefinition role = role(body);
        Optional<RoleAssignment> same = cloud.access()
                .find(request.path().resource())
                .filter(each -> each.role().equals(role) && each.principalId().equalsIgnoreCase(principalId));
        if (same.isPresent()) {
            RoleAssignment described = same.get().describe(description(body), condition(body));
            cloud.access().add(described);
            return Arm.json(200, view(described));
        }
        if (!role.isAssignableOn(scope)) {
            throw ArmError.gateway(
                    400,
                    "RoleDefinitionNotAssignable",
                    "The role definition '" + role.id() + "' is not assignable at scope '" + scope + "'.");
        }
        requirePrincipal(body, principalId);
        requireNew(scope, role, principalId, name);
        Duration delay = request.fault(Fault.DelayRolePropagation.class)
                .map(Fault.DelayRolePropagation::delay)
                .orElse(Duration.ZERO);
        RoleAssignment assignment = new RoleAssignment(
                request.path().resource(),
                scope,
                role,
                principalId,
                AzureJson.text(body, "/properties/principalType").orElseGet(() -> type(principalId)),
                description(body),
                condition(body),
                Optional.of(request.caller().objectId()),
                cloud.now(),
                cloud.now().plus(delay));
        cloud.access().add(assignment);
        ObjectNode created = view(assignment);
        // The answer to the creation does not name the author as such; later reads do.
        AzureJson.child(created, "properties").putNull("createdBy");
        return Arm.json(201, created);
    }

    private void requireScope(String scope) {
        if (!Resources.same(scope, cloud.subscriptionScope())
                && cloud.resources().find(scope).isEmpty()) {
            throw ArmError.gateway(
                    404,
                    "ResourceNotFound",
                    "The resource '" + scope + "' was not found. For more details please go to"
                            + " https://aka.ms/ARMResourceNotFoundFix");
        }
    }

    private RoleDefinition role(ObjectNode body) {
        String id = AzureJson.text(body, "/properties/roleDefinitionId").orElse("");
        String guid = id.substring(id.lastIndexOf('/') + 1);
        return cloud.access()
                .role(guid)
                .orElseThrow(() -> ArmError.gateway(
                        404,
                        "RoleDefinitionDoesNotExist",
                        "The specified role definition with ID '" + guid + "' does not exist."));
    }

    private void requirePrincipal(ObjectNode body, String principalId) {
        boolean typed = AzureJson.has(body, "/properties/principalType");
        boolean known =
                cloud.directory().isGroup(principalId) || cloud.directory().replicated(principalId);
        if (!typed && !known) {
            throw ArmError.gateway(
                    400,
                    "PrincipalNotFound",
                    "Principal " + principalId.replace("-", "") + " does not exist in the directory "
                            + cloud.tenantId()
                            + ". Check that you have the correct principal ID. If you are creating this principal and"
                            + " then immediately assigning a role, this error might be related to a replication delay."
                            + " In this case, set the role assignment principalType property to a value, such as"
                            + " ServicePrincipal, User, or Group. See https://aka.ms/docs-principaltype");
        }
    }

    private void requireNew(String scope, RoleDefinition role, String principalId, String name) {
        for (RoleAssignment each : cloud.access().all()) {
            boolean sameContent = Resources.same(each.scope(), scope)
                    && each.role().equals(role)
                    && each.principalId().equalsIgnoreCase(principalId);
            if (sameContent) {
                String id = each.id().substring(each.id().lastIndexOf('/') + 1);
                throw ArmError.gateway(
                        409,
                        "RoleAssignmentExists",
                        "The role assignment already exists. The ID of the existing role assignment is "
                                + id.replace("-", "") + ".");
            }
            if (each.id().toLowerCase(java.util.Locale.ROOT).endsWith("/" + name.toLowerCase(java.util.Locale.ROOT))) {
                throw ArmError.gateway(
                        409,
                        "RoleAssignmentUpdateNotPermitted",
                        "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.");
            }
        }
    }

    private static Optional<String> description(ObjectNode body) {
        return AzureJson.text(body, "/properties/description");
    }

    private static String condition(ObjectNode body) {
        String condition = AzureJson.text(body, "/properties/condition").orElse("");
        String version = AzureJson.text(body, "/properties/conditionVersion").orElse("");
        if (!condition.isEmpty() && !version.equals("2.0")) {
            throw ArmError.gateway(
                    400,
                    "InvalidConditionVersion",
                    "The condition version '" + version + "' is not valid. The supported version is '2.0'.");
        }
        return condition;
    }

    private String type(String principalId) {
        return cloud.directory().isGroup(principalId) ? "Group" : "ServicePrincipal";
    }

    private ObjectNode view(RoleAssignment assignment) {
        String now = assignment.created().toString();
        ObjectNode view = AzureJson.object();
        view.putObject("properties")
                .put(
                        "roleDefinitionId",
                        cloud.subscriptionScope() + "/providers/Microsoft.Authorization/roleDefinitions/"
                                + assignment.role().id())
                .put("principalId", assignment.principalId())
                .put("principalType", assignment.principalType())
                .put("scope", assignment.scope())
                .put("condition", assignment.condition().isEmpty() ? null : assignment.condition())
                .put("conditionVersion", assignment.condition().isEmpty() ? null : "2.0")
                .put("createdOn", now)
                .put("updatedOn", now)
                .put("createdBy", assignment.author().orElse(null))
                .put("updatedBy", assignment.author().orElse(null))
                .putNull("delegatedManagedIdentityResourceId")
                .put("description", assignment.description().orElse(null));
        return view.put("id", assignment.id())
                .put("type", "Microsoft.Authorization/roleAssignments")
                .put("name", assignment.id().substring(assignment.id().lastIndexOf('/') + 1));
    }
}
