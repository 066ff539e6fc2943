package dev.aks4j.benchmarks;

import dev.aks4j.simulated.kubernetes.SimulatedKubernetes;
import dev.aks4j.simulated.wire.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Measures the simulated Kubernetes API, on its own and, given the address and a token of a real API server, beside it.
 * Each measurement is taken in turn, round by round, and the median of the rounds is shown.
 *
 * <p>Arguments: none, or an address and a token. Run it as the README says.
 */
public final class KubernetesApiBenchmark {

    private static final int ROUNDS = 5;

    private KubernetesApiBenchmark() {}

    /** Who is asked. */
    private interface Server {
        int ask(String method, String path, String body);
    }

    private static Server simulated(SimulatedKubernetes cluster) {
        String token = cluster.client().getConfiguration().getOauthToken();
        Map<String, List<String>> headers = Map.of(
                "Content-Type", List.of("application/json"),
                "Accept", List.of("application/json"),
                "Authorization", List.of("Bearer " + token),
                "User-Agent", List.of("benchmark/1"));
        return (method, path, body) -> cluster.answer(new Request(
                        method, URI.create("https://cluster" + path), headers, body.getBytes(StandardCharsets.UTF_8)))
                .status();
    }

    private static Server real(String address, String token) throws GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new TrustsAll()}, null);
        HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
        return (method, path, body) -> {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json")
                    .build();
            try {
                return client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                        .statusCode();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        };
    }

    /** Measures, and prints one line for each measurement. */
    public static void main(String[] args) throws Exception {
        warmUp();
        labels();
        foreground();
        pending();
        memory();
        if (args.length == 2) {
            beside(real(args[0], args[1]));
        }
    }

    private static SimulatedKubernetes cluster() {
        return SimulatedKubernetes.builder().version("1.37.2").build();
    }

    private static void warmUp() {
        try (SimulatedKubernetes cluster = cluster()) {
            Server server = simulated(cluster);
            for (int i = 0; i < 1500; i++) {
                require(server.ask("POST", "/api/v1/namespaces/default/pods", pod("w" + i, i % 100)));
            }
        }
    }

    private static String pod(String name, int group) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"" + name
                + "\",\"labels\":{\"group\":\"g"
                + group + "\"}},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"nginx\",\"resources\":"
                + "{\"requests\":{\"cpu\":\"10m\",\"memory\":\"16Mi\"}}}]}}";
    }

    private static void require(int status) {
        if (status >= 300) {
            throw new IllegalStateException("answered " + status);
        }
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double rate(int count, Runnable once) {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            once.run();
        }
        return count * 1e9 / (System.nanoTime() - start);
    }

    /** Lists by label: 50 of 5,000. */
    private static void labels() {
        try (SimulatedKubernetes cluster = cluster()) {
            Server server = simulated(cluster);
            for (int i = 0; i < 5000; i++) {
                require(server.ask("POST", "/api/v1/namespaces/default/configmaps", map("m" + i, i % 100)));
            }
            String path = "/api/v1/namespaces/default/configmaps?labelSelector=group%3Dg7";
            double[] rates = new double[ROUNDS];
            rate(500, () -> require(server.ask("GET", path, "")));
            for (int round = 0; round < ROUNDS; round++) {
                rates[round] = rate(1000, () -> require(server.ask("GET", path, "")));
            }
            System.out.printf("lists by label, 50 of 5,000: %.0f a second%n", median(rates));
        }
    }

    private static String map(String name, int group) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name
                + "\",\"labels\":{\"group\":\"g" + group + "\"}},\"data\":{\"a\":\"b\"}}";
    }

    /** Deletes a replica set and all its pods in the foreground; twice the pods should take twice the time. */
    private static void foreground() {
        for (int pods : new int[] {500, 1000, 2000}) {
            double[] millis = new double[3];
            for (int round = 0; round < millis.length; round++) {
                try (SimulatedKubernetes cluster = cluster()) {
                    Server server = simulated(cluster);
                    require(server.ask(
                            "POST",
                            "/apis/apps/v1/namespaces/default/replicasets",
                            "{\"apiVersion\":\"apps/v1\",\"kind\":\"ReplicaSet\",\"metadata\":{\"name\":\"r\"},\"spec\":"
                                    + "{\"replicas\":" + pods + ",\"selector\":{\"matchLabels\":{\"a\":\"b\"}},"
                                    + "\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"containers\":"
                                    + "[{\"name\":\"c\",\"image\":\"nginx\"}]}}}}"));
                    long start = System.nanoTime();
                    require(server.ask(
                            "DELETE",
                            "/apis/apps/v1/namespaces/default/replicasets/r",
                            "{\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\",\"propagationPolicy\":\"Foreground\"}"));
                    millis[round] = (System.nanoTime() - start) / 1e6;
                }
            }
            System.out.printf("foreground deletion of %d pods: %.0f ms%n", pods, median(millis));
        }
    }

    /** Creates pods while others wait for a node. */
    private static void pending() {
        try (SimulatedKubernetes cluster = cluster()) {
            Server server = simulated(cluster);
            int made = 0;
            for (int part = 0; part < 6; part++) {
                int from = made;
                int[] next = {from};
                double rate = rate(
                        1000,
                        () -> require(server.ask(
                                "POST", "/api/v1/namespaces/default/pods", pod("p" + next[0], next[0]++ % 100))));
                made += 1000;
                System.out.printf("creating pods while %d wait: %.0f a second%n", from, rate);
            }
        }
    }

    /** Measures what 6,000 pods keep in memory. */
    private static void memory() {
        long before = used();
        try (SimulatedKubernetes cluster = cluster()) {
            Server server = simulated(cluster);
            for (int i = 0; i < 6000; i++) {
                require(server.ask("POST", "/api/v1/namespaces/default/pods", pod("p" + i, i % 100)));
            }
            System.out.printf("memory of 6,000 pods: %.0f MB%n", (used() - before) / 1e6);
            require(server.ask("GET", "/api/v1/namespaces/default/pods/p1", ""));
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Reads and creations beside a real server, in turn. */
    private static void beside(Server real) {
        try (SimulatedKubernetes cluster = cluster()) {
            List<Server> servers = List.of(simulated(cluster), real);
            String run = Long.toString(System.nanoTime(), 36);
            List<double[]> creations = List.of(new double[ROUNDS], new double[ROUNDS]);
            List<double[]> reads = List.of(new double[ROUNDS], new double[ROUNDS]);
            List<String> names = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (int who = 0; who < servers.size(); who++) {
                    Server server = servers.get(who);
                    String prefix = "b" + run + "-" + round + "-";
                    int[] next = {0};
                    creations.get(who)[round] = rate(
                            300,
                            () -> require(server.ask(
                                    "POST", "/api/v1/namespaces/default/configmaps", map(prefix + next[0]++, 1))));
                    String path = "/api/v1/namespaces/default/configmaps/" + prefix + "7";
                    reads.get(who)[round] = rate(500, () -> require(server.ask("GET", path, "")));
                    names.add(prefix);
                }
            }
            System.out.printf(
                    "creations: simulated %.0f, real %.0f a second: %.1f x%n",
                    median(creations.get(0)),
                    median(creations.get(1)),
                    median(creations.get(0)) / median(creations.get(1)));
            System.out.printf(
                    "reads: simulated %.0f, real %.0f a second: %.1f x%n",
                    median(reads.get(0)), median(reads.get(1)), median(reads.get(0)) / median(reads.get(1)));
        }
    }

    private static final class TrustsAll extends X509ExtendedTrustManager {
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
