package dev.aks4j.simulated.azure.internal.authorization;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.access.RoleDefinition;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.wire.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The verbs of role definitions: built-in ones are read, a customer's are written too. */
final class RoleDefinitions {

    private static final Pattern GUID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final Pattern ROLE_NAME = Pattern.compile("roleName\\s+eq\\s+'([^']*)'", Pattern.CASE_INSENSITIVE);

    private final Cloud cloud;

    RoleDefinitions(Cloud cloud) {
        this.cloud = cloud;
    }

    Response answer(ArmCall request) {
        if (!request.path().namesResource()) {
            return Arm.list(list(request.query().getOrDefault("$filter", "")));
        }
        String guid = request.path().rest().get(1);
        Optional<RoleDefinition> existing = cloud.access().role(guid);
        return switch (request.method()) {
            case "PUT" -> put(request, guid, existing);
            case "GET" -> Arm.json(200, view(existing.orElseThrow(() -> absent(guid))));
            case "DELETE" -> delete(existing);
            default -> throw Arm.noSuchVerb(request);
        };
    }

    private Response put(ArmCall request, String guid, Optional<RoleDefinition> existing) {
        ObjectNode body = request.body();
        String name = AzureJson.text(body, "/properties/roleName").orElse("");
        List<String> scopes = AzureJson.texts(body, "/properties/assignableScopes");
        if (!GUID.matcher(guid).matches()) {
            throw bad(
                    "InvalidRoleDefinitionId",
                    "The role definition ID '" + guid + "' is not valid. It must be a GUID.");
        }
        if (existing.filter(role -> !role.isCustom()).isPresent()) {
            throw ArmError.gateway(
                    403, "RoleDefinitionUpdateNotPermitted", "Built-in role definitions cannot be changed.");
        }
        if (name.isEmpty() || name.length() > 128) {
            throw bad("InvalidRoleDefinitionName", "The role name must have between 1 and 128 characters.");
        }
        if (scopes.isEmpty() || scopes.contains("/")) {
            throw bad(
                    "InvalidAssignableScopes",
                    "The assignable scopes of a custom role must name at least one management group, subscription,"
                            + " resource group or resource.");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        cloud.access().roles().stream()
                .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(lower))
                .filter(role -> !role.id().equalsIgnoreCase(guid))
                .findFirst()
                .ifPresent(role -> {
                    throw ArmError.gateway(
                            409,
                            "RoleDefinitionWithSameNameExists",
                            "A custom role with the same name already exists in this directory. Use a different name.");
                });
        RoleDefinition role = new RoleDefinition(
                guid,
                name,
                patterns(body, "actions"),
                patterns(body, "notActions"),
                patterns(body, "dataActions"),
                patterns(body, "notDataActions"),
                AzureJson.text(body, "/properties/description").orElse(""),
                scopes);
        cloud.access().define(role);
        return Arm.json(201, view(role));
    }

    private static List<String> patterns(ObjectNode body, String name) {
        List<String> patterns = AzureJson.texts(body, "/properties/permissions/0/" + name);
        patterns.stream()
                .filter(each -> !each.equals("*") && !each.matches("[\\w.*]+(/[\\w.*-]+)+"))
                .findFirst()
                .ifPresent(each -> {
                    throw bad(
                            "InvalidActionOrNotAction",
                            "'" + each + "' does not match any of the actions supported by the providers.");
                });
        return patterns;
    }

    private Response delete(Optional<RoleDefinition> existing) {
        if (existing.isEmpty()) {
            return Response.empty(204);
        }
        RoleDefinition role = existing.get();
        if (cloud.access().all().stream().anyMatch(each -> each.role().id().equalsIgnoreCase(role.id()))) {
            throw bad("RoleDefinitionHasAssignments", "There are existing role assignments referencing role.");
        }
        ObjectNode gone = view(role);
        cloud.access().undefine(role.id());
        return Arm.json(200, gone);
    }

    private List<ObjectNode> list(String filter) {
        Matcher name = ROLE_NAME.matcher(filter);
        boolean named = name.find();
        return cloud.access().roles().stream()
                .filter(role -> !named || role.name().equalsIgnoreCase(name.group(1)))
                .map(this::view)
                .toList();
    }

    private ObjectNode view(RoleDefinition role) {
        return role.view(cloud.subscriptionScope());
    }

    private static ArmError absent(String guid) {
        return ArmError.gateway(
                404,
                "RoleDefinitionDoesNotExist",
                "The specified role definition with ID '" + guid + "' does not exist.");
    }

    private static ArmError bad(String code, String message) {
        return ArmError.gateway(400, code, message);
    }
}
