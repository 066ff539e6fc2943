package dev.aks4j.simulated.azure.internal.entra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.directory.ClientSecret;
import dev.aks4j.simulated.azure.internal.directory.DirectoryPrincipal;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Applications of Microsoft Graph, as far as their credentials go. Guarded by the simulator's lock. */
final class Applications {

    private static final Pattern PATH =
            Pattern.compile("/v1\\.0/applications\\(appId='([^']+)'\\)(/addPassword|/removePassword"
                    + "|/federatedIdentityCredentials(?:/([^/]+))?)?");
    private static final Duration REPLICATION = Duration.ofSeconds(20);
    private static final Duration LIFE = Duration.ofDays(730);

    private final Cloud cloud;
    private final ApplicationKeys keys;
    private final FederatedApplications trusts;

    Applications(Cloud cloud, FederatedApplications trusts) {
        this.cloud = cloud;
        this.keys = new ApplicationKeys(cloud);
        this.trusts = trusts;
    }

    /**
     * What Graph answers.
     *
     * @param status the HTTP status
     * @param body the document
     */
    record Answer(int status, ObjectNode body) {}

    /** Answers a request about an application; nothing if it is about something else, or there is no such application. */
    Optional<Answer> answer(Request request) {
        Matcher path = PATH.matcher(request.uri().getPath());
        if (!path.matches()) {
            return Optional.empty();
        }
        return cloud.directory()
                .byClientId(path.group(1))
                .filter(found -> !found.managed())
                .map(found -> answer(found, request, path));
    }

    private Answer answer(DirectoryPrincipal found, Request request, Matcher path) {
        JsonNode asked =
                AzureJson.parse(request.body()).map(JsonNode.class::cast).orElseGet(AzureJson::object);
        if (path.group(2) == null) {
            return request.method().equals("PATCH") ? change(found, asked) : new Answer(200, view(found));
        } else if (path.group(2).startsWith("/federated")) {
            return trusts.answer(found, request.method(), Optional.ofNullable(path.group(3)), asked);
        }
        return path.group(2).equals("/addPassword") ? add(found, request) : remove(found, request);
    }

    private Answer change(DirectoryPrincipal application, JsonNode asked) {
        return keys.replace(application, asked.path("keyCredentials"))
                .map(wrong -> {
                    ObjectNode body = AzureJson.object();
                    body.putObject("error").put("code", "Request_BadRequest").put("message", wrong);
                    return new Answer(400, body);
                })
                .orElseGet(() -> new Answer(204, AzureJson.object()));
    }

    private Answer add(DirectoryPrincipal application, Request request) {
        JsonNode body =
                AzureJson.parse(request.body()).map(JsonNode.class::cast).orElseGet(AzureJson::object);
        Instant end = AzureJson.text(body, "/passwordCredential/endDateTime")
                .map(Instant::parse)
                .orElseGet(() -> cloud.now().plus(LIFE));
        ClientSecret made = cloud.directory()
                .addSecret(
                        application,
                        AzureJson.text(body, "/passwordCredential/displayName").orElse(""),
                        cloud.directory().secretText(),
                        cloud.now().plus(REPLICATION),
                        end);
        return new Answer(200, view(made).put("secretText", made.text()));
    }

    private Answer remove(DirectoryPrincipal application, Request request) {
        String keyId = AzureJson.parse(request.body())
                .map(body -> body.path("keyId").asText())
                .orElse("");
        if (cloud.directory().removeSecret(application, keyId)) {
            return new Answer(204, AzureJson.object());
        }
        ObjectNode body = AzureJson.object();
        body.putObject("error")
                .put("code", "Request_BadRequest")
                .put("message", "No password credential found with keyId.");
        return new Answer(400, body);
    }

    private ObjectNode view(DirectoryPrincipal application) {
        ObjectNode view = AzureJson.object()
                .put("id", application.objectId())
                .put("appId", application.clientId())
                .put("displayName", application.displayName());
        ArrayNode all = view.putArray("passwordCredentials");
        cloud.directory().secretsOf(application).forEach(each -> all.add(view(each)));
        keys.show(application, view);
        return view;
    }

    private static ObjectNode view(ClientSecret secret) {
        return AzureJson.object()
                .put("keyId", secret.keyId())
                .put("displayName", secret.name())
                .put("endDateTime", secret.end().toString())
                .put(
                        "hint",
                        secret.text().substring(0, Math.min(3, secret.text().length())));
    }
}
