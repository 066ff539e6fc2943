package dev.aks4j.simulated.azure.internal.managedidentity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.arm.Regions;
import dev.aks4j.simulated.azure.internal.arm.ResourceProvider;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.wire.Response;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Microsoft.ManagedIdentity: user-assigned identities and their federated credentials. All verbs are synchronous. */
public final class ManagedIdentityProvider implements ResourceProvider {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][-\\w]{2,127}");

    private final Cloud cloud;
    private final FederatedCredentials credentials;

    /** Makes the provider of a cloud. */
    public ManagedIdentityProvider(Cloud cloud) {
        this.cloud = cloud;
        this.credentials = new FederatedCredentials(cloud);
    }

    /** Returns the federated credentials. */
    public FederatedCredentials credentials() {
        return credentials;
    }

    @Override
    public String namespace() {
        return "Microsoft.ManagedIdentity";
    }

    @Override
    public Set<String> types() {
        return Set.of("userAssignedIdentities", "userAssignedIdentities/federatedIdentityCredentials");
    }

    @Override
    public Response answer(ArmCall request) {
        ArmPath path = request.path();
        if (path.matches("userAssignedIdentities")) {
            return Arm.list(cloud.resources().below(UserAssignedIdentity.class, path.scope()).stream()
                    .map(UserAssignedIdentity::view)
                    .toList());
        }
        if (path.matches("userAssignedIdentities", "*")) {
            return identity(request);
        }
        if (path.matches("userAssignedIdentities", "*", "federatedIdentityCredentials")
                || path.matches("userAssignedIdentities", "*", "federatedIdentityCredentials", "*")) {
            return credentials.answer(request);
        }
        throw Arm.noSuchType(request);
    }

    private Response identity(ArmCall request) {
        String id = request.path().resource();
        Optional<UserAssignedIdentity> existing = cloud.resources().find(UserAssignedIdentity.class, id);
        return switch (request.method()) {
            case "PUT" -> put(request, existing);
            case "PATCH" -> {
                UserAssignedIdentity identity = existing.orElseThrow(() -> Arm.notFound(request.path()));
                identity.tags(AzureJson.child(request.body(), "tags"));
                yield Arm.json(200, identity.view());
            }
            case "GET" ->
                Arm.json(
                        200,
                        existing.orElseThrow(() -> Arm.notFound(request.path())).view());
            case "DELETE" -> {
                cloud.resources().remove(id);
                yield Response.empty(existing.isPresent() ? 200 : 204);
            }
            default -> throw Arm.noSuchVerb(request);
        };
    }

    private Response put(ArmCall request, Optional<UserAssignedIdentity> existing) {
        ObjectNode body = request.body();
        String name = request.path().rest().get(1);
        if (!NAME.matcher(name).matches()) {
            throw ArmError.service(
                    400,
                    "BadRequest",
                    "The resource name '" + name
                            + "' is invalid. It has 3 to 128 letters, digits, hyphens and underscores, and starts with"
                            + " a letter or digit.");
        }
        String region = Regions.require(body, UserAssignedIdentity.TYPE);
        String id = cloud.subscriptionScope() + "/resourcegroups/"
                + request.path().group().orElseThrow() + "/providers/" + UserAssignedIdentity.TYPE + "/" + name;
        existing.ifPresent(
                identity -> Regions.requireSame(name, request.path().group().orElseThrow(), identity.region(), region));
        UserAssignedIdentity identity = existing.orElseGet(() -> new UserAssignedIdentity(cloud, id, region));
        identity.tags(AzureJson.child(body, "tags"));
        cloud.resources().put(identity);
        Response response = Arm.json(existing.isPresent() ? 200 : 201, identity.view());
        return existing.isPresent() ? response : response.with("Location", identity.id());
    }
}
