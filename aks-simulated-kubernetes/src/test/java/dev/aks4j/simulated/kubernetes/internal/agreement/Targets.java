package dev.aks4j.simulated.kubernetes.internal.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.KubernetesApi;
import dev.aks4j.simulated.kubernetes.internal.ManualTimeline;
import dev.aks4j.simulated.kubernetes.internal.auth.User;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Who is asked: a simulated cluster, or a real server. */
final class Targets {

    private static final Pattern WARNING = Pattern.compile("299 - \"((?:[^\"\\\\]|\\\\.)*)\"");

    /** A watch that nobody ends is not waited for. */
    private static final long LONGEST_SECONDS = 20;

    /** Answers steps. */
    @FunctionalInterface
    interface Target {
        Answer ask(SentRequest step);
    }

    /** What was answered before in each scenario, for requests that use a part of it: {@code {{-1:/metadata/uid}}}. */
    private static final class Earlier {

        private static final Pattern PART = Pattern.compile("\\{\\{-(\\d+):([^}]*)}}");
        private final Map<String, List<String>> texts = new ConcurrentHashMap<>();

        SentRequest filled(SentRequest step) {
            if (!step.path().contains("{{")
                    && step.body().filter(Earlier::hasPart).isEmpty()) {
                return step;
            }
            List<String> before = texts.getOrDefault(step.scenario(), List.of());
            Optional<JsonNode> body = step.body().map(node -> {
                String filled = filled(node.toString(), before);
                return filled.equals(node.toString()) ? node : Lines.read(filled);
            });
            return new SentRequest(
                    step.scenario(),
                    step.name(),
                    step.method(),
                    filled(step.path(), before),
                    step.contentType(),
                    step.accept(),
                    step.user(),
                    body);
        }

        /** Looks for a part without writing the whole down. */
        private static boolean hasPart(JsonNode node) {
            if (node.isTextual()) {
                return node.textValue().contains("{{");
            }
            for (JsonNode child : node) {
                if (hasPart(child)) {
                    return true;
                }
            }
            return false;
        }

        private static String filled(String text, List<String> before) {
            return PART.matcher(text).replaceAll(found -> {
                int index = before.size() - Integer.parseInt(found.group(1));
                String earlier = index < 0 ? "{}" : before.get(index);
                return Matcher.quoteReplacement(Lines.read(earlier.startsWith("{") ? earlier : "{}")
                        .at(found.group(2))
                        .asText());
            });
        }

        void add(SentRequest step, String text) {
            texts.computeIfAbsent(step.scenario(), key -> new ArrayList<>()).add(text);
        }
    }

    private Targets() {}

    private static Map<String, List<String>> headers(SentRequest step, String token) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Authorization", List.of("Bearer " + token));
        headers.put("User-Agent", List.of("agreement/1"));
        headers.put("Content-Type", List.of(step.contentType()));
        headers.put("Accept", List.of(step.accept().isEmpty() ? "application/json" : step.accept()));
        if (!step.user().isEmpty()) {
            headers.put("Impersonate-User", List.of(step.user()));
        }
        return headers;
    }

    private static List<String> warnings(List<String> values) {
        List<String> warnings = new ArrayList<>();
        for (String value : values) {
            for (Matcher matcher = WARNING.matcher(value); matcher.find(); ) {
                warnings.add(matcher.group(1).replace("\\\"", "\"").replace("\\\\", "\\"));
            }
        }
        return warnings;
    }

    /** A simulated cluster of its own. */
    static Target simulated(String version) {
        ManualTimeline time = new ManualTimeline();
        KubernetesApi api = KubernetesApi.builder(time, request -> Optional.of(User.of("admin", User.MASTERS)))
                .version(version)
                .build();
        Earlier earlier = new Earlier();
        return asked -> {
            SentRequest step = earlier.filled(asked);
            if (step.method().equals("WAIT")) {
                time.advance(Duration.ofSeconds(Long.parseLong(step.path())));
                return Answer.of(0, "", List.of());
            }
            Request request = new Request(
                    step.method(),
                    URI.create("https://cluster" + step.path()),
                    headers(step, "admin"),
                    step.text().getBytes(StandardCharsets.UTF_8));
            Response response;
            synchronized (time) {
                response = api.answer(request);
            }
            List<String> warned = response.headers().entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase("Warning"))
                    .map(Map.Entry::getValue)
                    .toList();
            String text = response.stream().isPresent()
                    ? watched(response, step.path(), time)
                    : new String(response.body(), StandardCharsets.UTF_8);
            earlier.add(step, text);
            return Answer.of(response.status(), text, warnings(warned));
        };
    }

    private static final Pattern TIMEOUT = Pattern.compile("timeoutSeconds=(\\d+)");

    private static String watched(Response response, String path, ManualTimeline time) {
        StringBuilder text = new StringBuilder();
        response.stream().orElseThrow().accept(new Response.Channel() {
            @Override
            public void write(byte[] bytes) {
                text.append(new String(bytes, StandardCharsets.UTF_8));
            }

            @Override
            public void close() {}

            @Override
            public void onClose(Runnable action) {}
        });
        Matcher seconds = TIMEOUT.matcher(path);
        time.advance(Duration.ofSeconds(seconds.find() ? Long.parseLong(seconds.group(1)) : 1));
        return text.toString();
    }

    /** A real server. */
    static Target real(String address, String token) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAll()}, null);
        HttpClient client = HttpClient.newBuilder()
                .sslContext(context)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        Earlier earlier = new Earlier();
        return asked -> {
            SentRequest step = earlier.filled(asked);
            try {
                if (step.method().equals("WAIT")) {
                    new CountDownLatch(1).await(Long.parseLong(step.path()), TimeUnit.SECONDS);
                    return Answer.of(0, "", List.of());
                }
                HttpResponse<String> response = send(client, address, token, step);
                if (step.name().equals("namespace") && step.method().equals("POST")) {
                    settle(client, address, token, step);
                }
                earlier.add(step, response.body());
                return Answer.of(
                        response.statusCode(),
                        response.body(),
                        warnings(response.headers().allValues("Warning")));
            } catch (IOException e) {
                return Answer.of(-1, e.toString(), List.of());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static HttpResponse<String> send(HttpClient client, String address, String token, SentRequest step)
            throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(address + step.path()))
                .timeout(Duration.ofSeconds(LONGEST_SECONDS))
                .method(
                        step.method(),
                        step.body().isPresent()
                                ? HttpRequest.BodyPublishers.ofString(step.text())
                                : HttpRequest.BodyPublishers.noBody());
        headers(step, token).forEach((name, values) -> builder.header(name, values.get(0)));
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(builder.build(), HttpResponse.BodyHandlers.ofString());
        try {
            return answer.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no whole answer to " + step.path(), e);
        }
    }

    /** Waits until a new namespace has what its controllers give it. */
    private static void settle(HttpClient client, String address, String token, SentRequest step)
            throws IOException, InterruptedException {
        String name = step.body().orElseThrow().at("/metadata/name").asText();
        for (String part : List.of("serviceaccounts/default", "configmaps/kube-root-ca.crt")) {
            SentRequest look = new SentRequest(
                    "",
                    "",
                    "GET",
                    "/api/v1/namespaces/" + name + "/" + part,
                    "application/json",
                    "",
                    "",
                    Optional.empty());
            for (int i = 0; i < 100 && send(client, address, token, look).statusCode() != 200; i++) {
                new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Trusts whatever server was named. */
    private static final class TrustAll extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
