package dev.aks4j.simulated.azure.internal.dataplane;

import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.entra.IssuedTokens;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.simulated.wire.Service;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Blobs of storage accounts, for callers with a token: they are put and got, and nothing else. */
public final class Blobs implements Service {

    /** What the host names of accounts end with. */
    public static final String HOSTS = ".blob.core.windows.net";

    private static final String BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/";

    private final DataAccess access;
    private final Map<String, byte[]> blobs = new HashMap<>();

    /** Makes the blobs of a cloud. */
    public Blobs(Cloud cloud, IssuedTokens tokens) {
        this.access = new DataAccess(cloud, tokens);
    }

    @Override
    public Response answer(Request request) {
        String host = request.uri().getHost();
        Optional<String> account =
                access.resource("Microsoft.Storage/storageAccounts", host.substring(0, host.length() - HOSTS.length()));
        Optional<String> caller = access.caller(request, "https://storage.azure.com", "https://" + host);
        String[] path = request.uri().getPath().split("/", 3);
        if (account.isEmpty()) {
            return error(404, "ResourceNotFound", "The specified resource does not exist.");
        } else if (caller.isEmpty()) {
            return error(
                    401,
                    "NoAuthenticationInformation",
                    "Server failed to authenticate the request. Please refer to the information in the www-authenticate"
                            + " header.");
        } else if (path.length < 3) {
            return error(400, "InvalidUri", "The requested URI does not represent any resource on the server.");
        }
        boolean put = request.method().equals("PUT");
        String scope = account.get() + "/blobServices/default/containers/" + path[1] + "/blobs/" + path[2];
        if (!access.allows(caller.get(), BLOBS + (put ? "write" : "read"), scope)) {
            return error(
                    403,
                    "AuthorizationPermissionMismatch",
                    "This request is not authorized to perform this operation using this permission.");
        }
        String key = host + request.uri().getPath();
        if (put) {
            blobs.put(key, request.body());
            return Response.empty(201);
        }
        return Optional.ofNullable(blobs.get(key))
                .map(found ->
                        new Response(200, Map.of("Content-Type", "application/octet-stream"), found, Optional.empty()))
                .orElseGet(() -> error(404, "BlobNotFound", "The specified blob does not exist."));
    }

    private static Response error(int status, String code, String message) {
        return Response.of(
                        status,
                        "application/xml",
                        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + code + "</Code><Message>" + message
                                + "</Message></Error>")
                .with("x-ms-error-code", code);
    }
}
