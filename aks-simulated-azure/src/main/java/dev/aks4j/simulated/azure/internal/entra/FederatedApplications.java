package dev.aks4j.simulated.azure.internal.entra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.directory.DirectoryPrincipal;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The federated credentials of applications, as Microsoft Graph keeps them. Guarded by the simulator's lock. */
final class FederatedApplications {

    private static final int MOST = 20;
    private static final Duration REPLICATION = Duration.ofSeconds(20);

    private final Cloud cloud;
    private final Map<String, List<Trust>> byClientId = new LinkedHashMap<>();

    private record Trust(String id, ObjectNode body, Instant effective) {
        String text(String field) {
            return body.path(field).asText();
        }

        boolean is(String key) {
            return id.equals(key) || text("name").equals(key);
        }
    }

    FederatedApplications(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Returns all, as the token endpoint matches them. */
    Stream<FederatedCredential> all() {
        return byClientId.entrySet().stream()
                .flatMap(of -> of.getValue().stream()
                        .map(trust -> new FederatedCredential(
                                of.getKey(),
                                trust.text("issuer"),
                                trust.text("subject"),
                                AzureJson.texts(trust.body(), "/audiences"),
                                trust.effective())));
    }

    /**
     * Answers a request below {@code /federatedIdentityCredentials}.
     *
     * @param key the id or name at the end of the path, if there is one
     */
    Applications.Answer answer(DirectoryPrincipal application, String method, Optional<String> key, JsonNode asked) {
        List<Trust> trusts = byClientId.computeIfAbsent(application.clientId(), id -> new ArrayList<>());
        Optional<Trust> found = key.flatMap(
                name -> trusts.stream().filter(each -> each.is(name)).findFirst());
        if (method.equals("POST") && key.isEmpty()) {
            return add(trusts, asked);
        } else if (method.equals("GET") && key.isEmpty()) {
            ObjectNode list = AzureJson.object();
            ArrayNode value = list.putArray("value");
            trusts.forEach(each -> value.add(view(each)));
            return new Applications.Answer(200, list);
        } else if (found.isEmpty()) {
            return refused(404, "Request_ResourceNotFound", "Resource '" + key.orElse("") + "' does not exist.");
        }
        return switch (method) {
            case "GET" -> new Applications.Answer(200, view(found.get()));
            case "DELETE" -> {
                trusts.remove(found.get());
                yield new Applications.Answer(204, AzureJson.object());
            }
            case "PATCH" -> change(trusts, found.get(), asked);
            default -> refused(405, "Request_BadRequest", "Specified HTTP method is not allowed.");
        };
    }

    private Applications.Answer add(List<Trust> trusts, JsonNode asked) {
        ObjectNode body = asked.deepCopy();
        Optional<Applications.Answer> wrong = wrong(trusts, body, Optional.empty());
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Trust made = new Trust(cloud.random().guid(), body, cloud.now().plus(REPLICATION));
        trusts.add(made);
        return new Applications.Answer(201, view(made));
    }

    private Applications.Answer change(List<Trust> trusts, Trust before, JsonNode asked) {
        ObjectNode body = before.body().deepCopy();
        asked.properties().forEach(field -> body.set(field.getKey(), field.getValue()));
        if (!body.path("name").equals(before.body().path("name"))) {
            return refused(400, "Request_BadRequest", "Property 'name' is read-only and cannot be set.");
        }
        Optional<Applications.Answer> wrong = wrong(trusts, body, Optional.of(before));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        trusts.set(
                trusts.indexOf(before), new Trust(before.id(), body, cloud.now().plus(REPLICATION)));
        return new Applications.Answer(204, AzureJson.object());
    }

    private static Optional<Applications.Answer> wrong(List<Trust> trusts, ObjectNode body, Optional<Trust> itself) {
        Stream<Trust> others =
                trusts.stream().filter(each -> itself.filter(each::equals).isEmpty());
        for (String field : List.of("name", "issuer", "subject")) {
            if (body.path(field).asText().isEmpty() || body.path(field).asText().length() > 600) {
                return Optional.of(
                        refused(400, "Request_BadRequest", "Property '" + field + "' has an invalid value."));
            }
        }
        if (body.path("audiences").size() != 1) {
            return Optional.of(refused(400, "Request_BadRequest", "Property 'audiences' must have exactly one value."));
        }
        if (itself.isEmpty() && trusts.size() >= MOST) {
            return Optional.of(refused(
                    400, "Directory_QuotaExceeded", "The application has the maximum of 20 federated credentials."));
        }
        return others.anyMatch(each -> each.text("name")
                                .equals(body.path("name").asText())
                        || each.text("issuer").equals(body.path("issuer").asText())
                                && each.text("subject")
                                        .equals(body.path("subject").asText()))
                ? Optional.of(
                        refused(
                                409,
                                "Request_MultipleObjectsWithSameKeyValue",
                                "FederatedIdentityCredential with the same name, or the same issuer and subject, already exists."))
                : Optional.empty();
    }

    private static ObjectNode view(Trust trust) {
        ObjectNode view = AzureJson.object().put("id", trust.id());
        trust.body().properties().forEach(field -> view.set(field.getKey(), field.getValue()));
        return view;
    }

    private static Applications.Answer refused(int status, String code, String message) {
        ObjectNode body = AzureJson.object();
        body.putObject("error").put("code", code).put("message", message);
        return new Applications.Answer(status, body);
    }
}
