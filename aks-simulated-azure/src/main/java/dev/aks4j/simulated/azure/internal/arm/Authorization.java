package dev.aks4j.simulated.azure.internal.arm;

import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import java.util.Locale;

/** Asks Azure RBAC whether a caller may do what it asks for. */
final class Authorization {

    private final Cloud cloud;

    Authorization(Cloud cloud) {
        this.cloud = cloud;
    }

    void require(ArmCall request) {
        if (request.path().subscription().isEmpty() || request.signed()) {
            return;
        }
        String action = action(request);
        String scope = request.path().resource();
        cloud.access().denial(request.caller().objectId(), action, scope).ifPresent(denial -> {
            throw ArmError.gateway(
                    403,
                    "DenyAssignmentAuthorizationFailed",
                    "The client '" + request.caller().clientId() + "' with object id '"
                            + request.caller().objectId() + "' has permission to perform action '" + action
                            + "' on scope '" + scope + "'; however, it does not have permission because of the"
                            + " deny assignment with name '" + denial.name() + "' and Id '" + denial.id() + "'.");
        });
        boolean common = ofTheSubscription(request)
                && cloud.access().knows(request.caller().objectId(), scope);
        if (!common && !cloud.access().allows(request.caller().objectId(), action, scope)) {
            throw ArmError.gateway(
                    403,
                    "AuthorizationFailed",
                    "The client '" + request.caller().clientId() + "' with object id '"
                            + request.caller().objectId() + "' does not have authorization to perform action '" + action
                            + "' over scope '" + scope
                            + "' or the scope is invalid. If access was recently granted, please refresh your"
                            + " credentials.");
        }
    }

    /** What everybody reads who has a role anywhere in the subscription: itself, its regions and its providers. */
    private static boolean ofTheSubscription(ArmCall request) {
        ArmPath path = request.path();
        boolean read = request.method().equals("GET") || request.method().equals("HEAD");
        String first = path.rest().isEmpty() ? "" : path.rest().get(0).toLowerCase(Locale.ROOT);
        return read
                && path.namespace().isEmpty()
                && path.group().isEmpty()
                && (first.isEmpty() || first.equals("locations") || first.equals("providers"));
    }

    private static String action(ArmCall request) {
        ArmPath path = request.path();
        boolean post = request.method().equals("POST");
        String verb =
                switch (request.method()) {
                    case "GET", "HEAD" -> "read";
                    case "DELETE" -> "delete";
                    case "POST" -> "action";
                    default -> "write";
                };
        if (path.namespace().isPresent()) {
            return path.namespace().get() + "/" + path.types() + "/" + verb;
        }
        String type = path.group().isPresent() ? "subscriptions/resourceGroups" : "subscriptions";
        if (!path.rest().isEmpty() && !post) {
            String last = path.rest().get(0);
            type = last.toLowerCase(Locale.ROOT).equals("resources") ? type + "/resources" : "subscriptions/" + last;
        }
        return "Microsoft.Resources/" + type + "/" + verb;
    }
}
