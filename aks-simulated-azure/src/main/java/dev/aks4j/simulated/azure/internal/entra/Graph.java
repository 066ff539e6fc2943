package dev.aks4j.simulated.azure.internal.entra;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.simulated.wire.Service;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * As much of Microsoft Graph as role assignments need: service principals by client id or object id, what kind of object an
 * id means, the groups of somebody, and secrets, certificates and federated credentials of applications.
 * There are no users.
 */
public final class Graph implements Service {

    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
    private static final String PRINCIPALS = "/v1.0/servicePrincipals";

    private final Cloud cloud;
    private final IssuedTokens tokens;
    private final FederatedApplications trusts;
    private final Applications applications;

    /** Makes the graph of a tenant. */
    public Graph(Cloud cloud, IssuedTokens tokens) {
        this.cloud = cloud;
        this.tokens = tokens;
        this.trusts = new FederatedApplications(cloud);
        this.applications = new Applications(cloud, trusts);
    }

    /** Returns the federated credentials of applications. */
    public Stream<FederatedCredential> trusts() {
        return trusts.all();
    }

    @Override
    public Response answer(Request request) {
        if (!signedIn(request)) {
            return error(
                    401, "InvalidAuthenticationToken", "Access token is missing, invalid or for another audience.");
        }
        String path = request.uri().getPath();
        Optional<Applications.Answer> application = applications.answer(request);
        if (application.isPresent()) {
            int status = application.get().status();
            return status == 204
                    ? Response.empty(204)
                    : json(status, application.get().body());
        }
        String call = request.method() + " " + path;
        if (call.equals("GET " + PRINCIPALS)) {
            return list(named(request).flatMap(this::principal));
        } else if (call.startsWith("GET " + PRINCIPALS + "/")) {
            return principal(path.substring(PRINCIPALS.length() + 1))
                    .map(found -> json(200, found))
                    .orElseGet(() -> error(404, "Request_ResourceNotFound", "There is no such service principal."));
        } else if (call.matches("POST /v1.0/directoryObjects/[^/]+/getMemberGroups")) {
            return groups(path.split("/")[3]);
        } else if (call.equals("GET /v1.0/users")) {
            return list(Optional.empty());
        } else if (call.equals("POST /v1.0/directoryObjects/getByIds")) {
            return byIds(AzureJson.parse(request.body())
                    .map(body -> AzureJson.texts(body, "/ids"))
                    .orElse(List.of()));
        }
        return error(404, "Request_ResourceNotFound", "The simulator's Microsoft Graph does not know " + call + ".");
    }

    private boolean signedIn(Request request) {
        try {
            String token = request.header("Authorization").orElse("").replaceFirst("(?i)^Bearer ", "");
            String audience = tokens.verify(token).audience().replaceAll("/+$", "");
            return audience.equals(cloud.endpoints().graph());
        } catch (InvalidToken invalid) {
            return false;
        }
    }

    private static Optional<String> named(Request request) {
        String query = request.uri().getRawQuery() == null ? "" : request.uri().getRawQuery();
        Matcher quoted = QUOTED.matcher(URLDecoder.decode(query, StandardCharsets.UTF_8));
        return quoted.find() ? Optional.of(quoted.group(1)) : Optional.empty();
    }

    private Optional<ObjectNode> principal(String id) {
        return cloud.directory()
                .byClientId(id)
                .or(() -> cloud.directory().byObjectId(id))
                .map(found -> {
                    ObjectNode view = AzureJson.object()
                            .put("@odata.type", "#microsoft.graph.servicePrincipal")
                            .put("id", found.objectId())
                            .put("appId", found.clientId())
                            .put("displayName", found.displayName())
                            .put("servicePrincipalType", found.managed() ? "ManagedIdentity" : "Application");
                    view.putArray("servicePrincipalNames").add(found.clientId());
                    return view;
                });
    }

    private Response list(Optional<ObjectNode> found) {
        ObjectNode body = AzureJson.object();
        ArrayNode value = body.putArray("value");
        found.ifPresent(value::add);
        return json(200, body);
    }

    private Response byIds(List<String> ids) {
        ObjectNode body = AzureJson.object();
        ArrayNode value = body.putArray("value");
        for (String id : ids) {
            if (cloud.directory().isGroup(id)) {
                value.addObject()
                        .put("@odata.type", "#microsoft.graph.group")
                        .put("id", id)
                        .put("displayName", id);
            } else if (cloud.directory().byObjectId(id).isPresent()) {
                principal(id).ifPresent(value::add);
            }
        }
        return json(200, body);
    }

    private Response groups(String id) {
        if (!cloud.directory().isGroup(id) && cloud.directory().byObjectId(id).isEmpty()) {
            return error(
                    404,
                    "Request_ResourceNotFound",
                    "Resource '" + id
                            + "' does not exist or one of its queried reference-property objects are not present.");
        }
        ObjectNode body = AzureJson.object();
        ArrayNode value = body.putArray("value");
        cloud.directory().groupsOf(id).forEach(value::add);
        return json(200, body);
    }

    private static Response json(int status, ObjectNode body) {
        return Response.of(status, "application/json; charset=utf-8", AzureJson.compact(body));
    }

    private static Response error(int status, String code, String message) {
        ObjectNode body = AzureJson.object();
        body.putObject("error").put("code", code).put("message", message);
        return json(status, body);
    }
}
