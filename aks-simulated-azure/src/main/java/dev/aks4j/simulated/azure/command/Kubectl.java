package dev.aks4j.simulated.azure.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries out a few {@code kubectl} commands on the objects of a cluster, and prints what {@code kubectl} prints. */
final class Kubectl {

    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    private final ClusterApi api;

    Kubectl(ClusterApi api) {
        this.api = api;
    }

    CommandAnswer run(List<String> words) {
        KubectlLine line = KubectlLine.parse(words);
        if (line.unknownFlag().isPresent()) {
            return failed("error: unknown flag: " + line.unknownFlag().get() + " (of those that the simulator knows)");
        }
        return switch (line.verb()) {
            case "get" -> line.targets().isEmpty() ? failed("error: Required resource not specified.") : get(line);
            case "delete" ->
                line.targets().size() < 2
                        ? failed("error: resource(s) were provided, but no name was specified")
                        : delete(line);
            case "version" ->
                done("Server Version: "
                        + api.read("/version").path("gitVersion").asText());
            case "cluster-info" -> done("Kubernetes control plane is running at https://" + api.host() + ":443");
            default -> Commands.unknown("kubectl " + String.join(" ", words));
        };
    }

    private CommandAnswer get(KubectlLine line) {
        List<String> parts = new ArrayList<>();
        for (String word : line.targets().get(0).split(",")) {
            Optional<ApiResource> type = ApiResource.find(api, word);
            if (type.isEmpty()) {
                return failed("error: the server doesn't have a resource type \"" + word + "\"");
            }
            CommandAnswer one = get(line, type.get());
            if (one.exitCode() != 0) {
                return one;
            }
            parts.add(one.logs());
        }
        return new CommandAnswer(0, String.join("\n", parts));
    }

    private CommandAnswer get(KubectlLine line, ApiResource type) {
        Optional<String> name = line.targets().stream().skip(1).findFirst();
        Optional<String> namespace = line.allNamespaces() ? Optional.empty() : Optional.of(line.namespace());
        String path = type.path(namespace, name) + line.query();
        Response response = api.send("GET", path, line.output().matches("|wide") ? TABLE : "application/json");
        JsonNode answer = ClusterApi.json(response);
        if (response.status() >= 400) {
            return refused(answer);
        }
        return switch (line.output()) {
            case "json" -> done(AzureJson.pretty(answer));
            case "name" -> done(names(type, answer));
            case "", "wide" -> table(answer, line, type);
            default ->
                failed("error: the simulator prints no output format '" + line.output()
                        + "', only json, name and wide");
        };
    }

    private static String names(ApiResource type, JsonNode answer) {
        List<String> names = new ArrayList<>();
        Iterable<JsonNode> items = answer.has("items") ? answer.path("items") : List.of(answer);
        items.forEach(item -> names.add(type.qualified(item.at("/metadata/name").asText())));
        return String.join("\n", names);
    }

    private static CommandAnswer table(JsonNode answer, KubectlLine line, ApiResource type) {
        if (answer.path("rows").isEmpty()) {
            boolean everywhere = line.allNamespaces() || !type.namespaced();
            return done("No resources found" + (everywhere ? "" : " in " + line.namespace() + " namespace."));
        }
        return done(TextTable.of(
                answer, line.allNamespaces() && type.namespaced(), line.output().equals("wide")));
    }

    private CommandAnswer delete(KubectlLine line) {
        Optional<ApiResource> type = ApiResource.find(api, line.targets().get(0));
        if (type.isEmpty()) {
            return failed("error: the server doesn't have a resource type \""
                    + line.targets().get(0) + "\"");
        }
        List<String> deleted = new ArrayList<>();
        for (String name : line.targets().subList(1, line.targets().size())) {
            String path = type.get().path(Optional.of(line.namespace()), Optional.of(name));
            Response response = api.send("DELETE", path, "application/json");
            if (response.status() >= 400) {
                return refused(ClusterApi.json(response));
            }
            String qualified = type.get().qualified(name);
            int slash = qualified.indexOf('/');
            deleted.add(qualified.substring(0, slash) + " \"" + name + "\" deleted");
        }
        return done(String.join("\n", deleted));
    }

    private static CommandAnswer refused(JsonNode status) {
        return failed("Error from server (" + status.path("reason").asText() + "): "
                + status.path("message").asText());
    }

    private static CommandAnswer done(String text) {
        return new CommandAnswer(0, text + "\n");
    }

    private static CommandAnswer failed(String text) {
        return new CommandAnswer(1, text + "\n");
    }
}
