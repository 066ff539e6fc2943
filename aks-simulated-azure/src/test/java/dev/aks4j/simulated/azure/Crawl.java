package dev.aks4j.simulated.azure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything that a simulator answers to readers, found without a list: the types of all providers, every id that stands in
 * an answer, the children of each, and all objects of the clusters' APIs.
 */
final class Crawl {

    private static final Pattern ID = Pattern.compile(
            "/subscriptions/[^/\"\\s]+/resourceGroups/[^/\"\\s]+(/[^\"\\s?]*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern TYPED = Pattern.compile("(?i).*/providers/([^/]+)/(.+)");

    private final AzureSimulator azure;
    private final RawClient client;
    private final Map<String, String> answers = new TreeMap<>();
    private final Map<String, JsonNode> providers = new LinkedHashMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    private Crawl(AzureSimulator azure) {
        this.azure = azure;
        this.client = RawClient.of(azure);
    }

    /** Returns the answers by path, with what only keys make differ taken out. */
    static Map<String, String> of(AzureSimulator azure) {
        Crawl crawl = new Crawl(azure);
        crawl.azure();
        azure.clusterNames().forEach(crawl::cluster);
        return crawl.answers;
    }

    private static String plain(Response response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        JsonNode json = AzureJson.parse(response.body()).orElse(null);
        return response.status() + " "
                + (json == null ? body : AzureJson.compact(json))
                        .replaceAll("-----BEGIN [^-]+-----[^-]+-----END [^-]+-----(\\\\n)?", "<pem>")
                        .replaceAll("eyJ[A-Za-z0-9_.-]{20,}", "<token>")
                        .replaceAll("(?i)skipToken=\\d+", "skipToken=<drawn>")
                        .replaceAll("LS0tLS1CRUdJTi[A-Za-z0-9+/=]+", "<pem>");
    }

    private void azure() {
        String subscription = "/subscriptions/" + azure.subscriptionId();
        RawClient.at(client.get(subscription + "/providers"), "/value")
                .forEach(
                        provider -> providers.put(key(provider.path("namespace").asText()), provider));
        read(subscription + "/providers", client.get(subscription + "/providers"));
        read(subscription + "/resourcegroups", client.get(subscription + "/resourcegroups"));
        providers.forEach((key, provider) -> provider.path("resourceTypes").forEach(type -> {
            String name = type.path("resourceType").asText();
            if (!name.contains("/")) {
                get(subscription + "/providers/" + provider.path("namespace").asText() + "/" + name, type);
            }
        }));
        while (!open.isEmpty()) {
            resource(open.poll());
        }
    }

    private static String key(String text) {
        return text.toLowerCase(java.util.Locale.ROOT);
    }

    private void resource(String id) {
        Matcher typed = TYPED.matcher(id);
        if (!typed.matches()) {
            read(id, get(id));
            providers
                    .values()
                    .forEach(provider -> provider.path("resourceTypes").forEach(type -> {
                        String name = type.path("resourceType").asText();
                        if (!name.contains("/")) {
                            get(id + "/providers/" + provider.path("namespace").asText() + "/" + name, type);
                        }
                    }));
            return;
        }
        String[] segments = typed.group(2).split("/");
        StringBuilder type = new StringBuilder();
        for (int i = 0; i < segments.length; i += 2) {
            type.append(i == 0 ? "" : "/").append(segments[i]);
        }
        JsonNode provider = providers.get(key(typed.group(1)));
        if (provider == null || segments.length % 2 != 0) {
            return;
        }
        provider.path("resourceTypes").forEach(each -> {
            String name = each.path("resourceType").asText();
            if (name.equalsIgnoreCase(type.toString())) {
                get(id, each);
            } else if (key(name).startsWith(key(type + "/")) && name.split("/").length == segments.length / 2 + 1) {
                get(id + name.substring(name.lastIndexOf('/')), each);
            }
        });
    }

    private void get(String path, JsonNode type) {
        if (!answers.containsKey(key(path))) {
            read(
                    path,
                    get(path + "?api-version="
                            + type.path("apiVersions").path(0).asText()));
        }
    }

    private Response get(String path) {
        try {
            return client.get(path);
        } catch (RuntimeException e) {
            throw new AssertionError("GET " + path, e);
        }
    }

    private void read(String path, Response response) {
        answers.put(key(path), plain(response));
        Matcher ids = ID.matcher(new String(response.body(), StandardCharsets.UTF_8));
        while (ids.find()) {
            String id = ids.group();
            if (!answers.containsKey(key(id)) && !open.contains(id)) {
                open.add(id);
            }
        }
    }

    private void cluster(String name) {
        Response credentials = client.post(azure.cluster(name).id() + "/listClusterAdminCredential");
        if (credentials.status() != 200) {
            return;
        }
        String config = new String(
                Base64.getDecoder()
                        .decode(RawClient.at(credentials, "/kubeconfigs/0/value")
                                .asText()),
                StandardCharsets.UTF_8);
        String server = value(config, "server");
        String token = value(config, "token");
        Consumer<String> list = path -> answers.put(server + path, plain(kubernetes(server + path, token)));
        try {
            list.accept("/version");
            Response core = kubernetes(server + "/api/v1", token);
            types("/api/v1", AzureJson.parse(core.body()).orElseThrow(), list);
            JsonNode groups =
                    AzureJson.parse(kubernetes(server + "/apis", token).body()).orElseThrow();
            groups.path("groups")
                    .forEach(group -> group.path("versions").forEach(version -> {
                        String base = "/apis/" + version.path("groupVersion").asText();
                        types(
                                base,
                                AzureJson.parse(kubernetes(server + base, token).body())
                                        .orElseThrow(),
                                list);
                    }));
        } catch (java.io.UncheckedIOException noServer) {
            answers.put(server, "no server");
        }
    }

    private static void types(String base, JsonNode types, Consumer<String> list) {
        types.path("resources").forEach(type -> {
            if (type.path("verbs").toString().contains("\"list\"")) {
                list.accept(base + "/" + type.path("name").asText());
            }
        });
    }

    private Response kubernetes(String url, String token) {
        return azure.answer(
                new Request("GET", URI.create(url), Map.of("Authorization", List.of("Bearer " + token)), new byte[0]));
    }

    private static String value(String config, String field) {
        Matcher line =
                Pattern.compile("\"?" + field + "\"?: *\"?([^\"\\s]+)\"?").matcher(config);
        return line.find() ? line.group(1) : "";
    }
}
