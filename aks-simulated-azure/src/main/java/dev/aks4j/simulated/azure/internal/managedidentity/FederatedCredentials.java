package dev.aks4j.simulated.azure.internal.managedidentity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.entra.FederatedCredential;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.state.Resources;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The verbs of federated identity credentials: at most twenty for an identity, one write at a time. */
public final class FederatedCredentials {

    private static final String TYPE = UserAssignedIdentity.TYPE + "/federatedIdentityCredentials";
    private static final int MOST = 20;

    private final Cloud cloud;
    private final Map<String, Instant> effective = new HashMap<>();

    FederatedCredentials(Cloud cloud) {
        this.cloud = cloud;
    }

    Response answer(ArmCall request) {
        UserAssignedIdentity identity = identity(request);
        List<StoredResource> all = cloud.resources().below(StoredResource.class, identity.id());
        if (!request.path().namesResource()) {
            return Arm.list(all.stream().map(StoredResource::view).toList());
        }
        String id = request.path().resource();
        Optional<StoredResource> existing = cloud.resources().find(StoredResource.class, id);
        return switch (request.method()) {
            case "PUT" -> put(request, identity, existing, all.size());
            case "GET" ->
                Arm.json(
                        200,
                        existing.orElseThrow(() -> Arm.notFound(request.path())).view());
            case "DELETE" -> {
                requireAlone(request, identity);
                cloud.resources().remove(id);
                yield Response.empty(existing.isPresent() ? 200 : 204);
            }
            default -> throw Arm.noSuchVerb(request);
        };
    }

    private UserAssignedIdentity identity(ArmCall request) {
        String resource = request.path().resource();
        int child = resource.toLowerCase(Locale.ROOT).indexOf("/federatedidentitycredentials");
        return cloud.resources()
                .find(UserAssignedIdentity.class, child < 0 ? resource : resource.substring(0, child))
                .orElseThrow(() -> Arm.notFound(request.path()));
    }

    private Response put(ArmCall request, UserAssignedIdentity identity, Optional<StoredResource> existing, int count) {
        ObjectNode asked = request.body();
        for (String field : List.of("issuer", "subject")) {
            if (AzureJson.text(asked, "/properties/" + field).isEmpty()) {
                throw ArmError.service(400, "BadRequest", "The property '" + field + "' is required.");
            }
        }
        List<String> audiences = AzureJson.texts(asked, "/properties/audiences");
        if (audiences.size() != 1) {
            throw ArmError.service(
                    400, "BadRequest", "Exactly one audience is required, not " + audiences.size() + ".");
        }
        if (!AzureJson.text(asked, "/properties/issuer").orElseThrow().startsWith("https://")) {
            throw ArmError.service(400, "BadRequest", "The issuer must be an https URL.");
        }
        requireAlone(request, identity);
        requireNew(request, identity);
        if (existing.isEmpty() && count >= MOST) {
            throw ArmError.service(
                    400,
                    "BadRequest",
                    "Too many federated identity credentials on '" + identity.name() + "': at most " + MOST
                            + " are allowed.");
        }
        StoredResource credential = stored(request, identity, asked);
        cloud.resources().put(credential);
        effective.put(
                credential.id().toLowerCase(Locale.ROOT),
                request.fault(Fault.DelayRolePropagation.class)
                        .map(late -> cloud.now().plus(late.delay()))
                        .orElse(Instant.MIN));
        return Arm.json(existing.isPresent() ? 200 : 201, credential.view());
    }

    /** Refuses a second credential for the same issuer and subject, which compare to the letter. */
    private void requireNew(ArmCall request, UserAssignedIdentity identity) {
        ObjectNode asked = request.body();
        boolean taken = cloud.resources().below(StoredResource.class, identity.id()).stream()
                .filter(each -> !Resources.same(each.id(), request.path().resource()))
                .anyMatch(each -> Stream.of("/properties/issuer", "/properties/subject")
                        .allMatch(field -> AzureJson.text(each.body(), field).equals(AzureJson.text(asked, field))));
        if (taken) {
            throw ArmError.service(
                    409, "Conflict", "Issuer and subject combination already exists for this Managed Identity.");
        }
    }

    private StoredResource stored(ArmCall request, UserAssignedIdentity identity, ObjectNode asked) {
        String name = request.path().rest().get(3);
        String id = identity.id() + "/federatedIdentityCredentials/" + name;
        ObjectNode body = AzureJson.object().put("id", id).put("name", name).put("type", TYPE);
        ObjectNode properties = body.putObject("properties");
        for (String field : List.of("issuer", "subject", "audiences")) {
            properties.set(field, asked.at("/properties/" + field));
        }
        return new StoredResource(id, TYPE, body);
    }

    private void requireAlone(ArmCall request, UserAssignedIdentity identity) {
        Instant now = cloud.now();
        request.fault(Fault.ForeignOperation.class)
                .ifPresent(foreign -> identity.busyUntil(now.plus(foreign.duration())));
        if (identity.busy(now)) {
            throw ArmError.service(
                    409,
                    "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity",
                    "Too many Federated Identity Credentials are written concurrently for the managed identity '"
                            + identity.id()
                            + "'. Concurrent Federated Identity Credentials writes under the same managed identity are"
                            + " not supported.");
        }
    }

    /** Returns the credentials as Entra sees them. */
    public Stream<FederatedCredential> all() {
        return cloud.resources().below(UserAssignedIdentity.class, cloud.subscriptionScope()).stream()
                .flatMap(identity -> cloud.resources().below(StoredResource.class, identity.id()).stream()
                        .map(each -> credential(identity, each.id(), each.view())));
    }

    private FederatedCredential credential(UserAssignedIdentity identity, String id, ObjectNode view) {
        return new FederatedCredential(
                identity.principal().clientId(),
                view.at("/properties/issuer").asText(),
                view.at("/properties/subject").asText(),
                AzureJson.texts(view, "/properties/audiences"),
                effective.getOrDefault(id.toLowerCase(Locale.ROOT), Instant.MIN));
    }
}
