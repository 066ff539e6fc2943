package dev.aks4j.simulated.azure.internal.dataplane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.entra.IssuedTokens;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.simulated.wire.Service;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets of key vaults with Azure's roles: they are set and got, and nothing else. A vault is any resource of that type.
 */
public final class KeyVaults implements Service {

    /** What the host names of vaults end with. */
    public static final String HOSTS = ".vault.azure.net";

    private static final String AUDIENCE = "https://vault.azure.net";
    private static final String SECRETS = "Microsoft.KeyVault/vaults/secrets/";

    private final Cloud cloud;
    private final DataAccess access;
    private final Map<String, ObjectNode> secrets = new HashMap<>();

    /** Makes the vaults of a cloud. */
    public KeyVaults(Cloud cloud, IssuedTokens tokens) {
        this.cloud = cloud;
        this.access = new DataAccess(cloud, tokens);
    }

    @Override
    public Response answer(Request request) {
        String host = request.uri().getHost();
        Optional<String> vault =
                access.resource("Microsoft.KeyVault/vaults", host.substring(0, host.length() - HOSTS.length()));
        Optional<String> caller = access.caller(request, AUDIENCE);
        String[] path = request.uri().getPath().split("/");
        if (vault.isEmpty()) {
            return error(404, "VaultNotFound", "There is no vault of this name.", "");
        } else if (caller.isEmpty()) {
            return error(401, "Unauthorized", "AKV10000: Request is missing a Bearer or PoP token.", "")
                    .with(
                            "WWW-Authenticate",
                            "Bearer authorization=\"" + cloud.endpoints().entra() + "/" + cloud.tenantId()
                                    + "\", resource=\"" + AUDIENCE + "\"");
        } else if (path.length < 3 || !path[1].equals("secrets")) {
            return error(404, "NotFound", "The simulator's vaults have secrets only.", "");
        }
        boolean set = request.method().equals("PUT");
        String action = SECRETS + (set ? "setSecret/action" : "getSecret/action");
        if (!access.allows(caller.get(), action, vault.get() + "/secrets/" + path[2])) {
            return error(
                    403,
                    "Forbidden",
                    "Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or"
                            + " role definitions were changed recently, please observe propagation time.\r\nCaller: oid="
                            + caller.get() + "\r\nAction: '" + action + "'\r\nAssignment: (not found)",
                    "ForbiddenByRbac");
        }
        String id = "https://" + host + "/secrets/" + path[2];
        return set ? put(request, id) : get(id, path[2]);
    }

    private Response put(Request request, String id) {
        ObjectNode secret = AzureJson.object()
                .put(
                        "value",
                        AzureJson.parse(request.body())
                                .map(body -> body.path("value").asText())
                                .orElse(""));
        secret.put("id", id + "/" + cloud.random().guid().replace("-", ""));
        secret.putObject("attributes").put("enabled", true);
        secrets.put(id, secret);
        return json(200, secret);
    }

    private Response get(String id, String name) {
        return Optional.ofNullable(secrets.get(id))
                .map(secret -> json(200, secret))
                .orElseGet(() -> error(
                        404,
                        "SecretNotFound",
                        "A secret with (name/id) " + name + " was not found in this key vault.",
                        ""));
    }

    private static Response error(int status, String code, String message, String inner) {
        ObjectNode body = AzureJson.object();
        ObjectNode error = body.putObject("error").put("code", code).put("message", message);
        if (!inner.isEmpty()) {
            error.putObject("innererror").put("code", inner);
        }
        return json(status, body);
    }

    private static Response json(int status, ObjectNode body) {
        return Response.of(status, "application/json; charset=utf-8", AzureJson.compact(body));
    }
}
