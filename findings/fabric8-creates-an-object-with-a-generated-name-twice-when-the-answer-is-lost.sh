#!/usr/bin/env bash
# The Kubernetes client fabric8 8.0.0 tries every request again, up to ten times, after a lost connection, a 429 or any 5xx, and
# a POST is no exception. An object with generateName has another name at each try, so a create whose answer was lost makes a
# second object (a Job runs twice) and the caller learns of one. A 429's Retry-After is not waited for either: the next try
# comes after a tenth of a second.
#
# Seen on 2026-12-01 with JDK 17, fabric8 8.0.0 on the JDK's client, default settings:
#   one lost answer: the caller has job-2, the server has job-1, job-2
#   every answer lost: the caller has an exception, the server has 11 objects
#   one 429 with Retry-After 5: 2 requests, less than 2 s apart
#
# Needs a JDK 17 or newer and Maven; the server is the JDK's, on loopback. Takes 20 s. Fails if the behaviour is another one.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>finding</groupId><artifactId>finding</artifactId><version>1</version><dependencies>
<dependency><groupId>io.fabric8</groupId><artifactId>kubernetes-client</artifactId><version>8.0.0</version><exclusions>
<exclusion><groupId>io.fabric8</groupId><artifactId>kubernetes-httpclient-vertx</artifactId></exclusion>
<exclusion><groupId>io.fabric8</groupId><artifactId>kubernetes-httpclient-vertx-5</artifactId></exclusion></exclusions></dependency>
<dependency><groupId>io.fabric8</groupId><artifactId>kubernetes-httpclient-jdk</artifactId><version>8.0.0</version></dependency>
</dependencies></project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=jars
cat > Create.java <<'JAVA'
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;

public class Create {
    static final List<String> made = Collections.synchronizedList(new ArrayList<>());
    static final List<Long> asked = Collections.synchronizedList(new ArrayList<>());
    static volatile int lost;
    static volatile int refused;

    public static void main(String[] arguments) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/apis/batch/v1/namespaces/reports/jobs", exchange -> {
            exchange.getRequestBody().readAllBytes();
            asked.add(System.nanoTime());
            int status = 201;
            String body;
            if (asked.size() <= refused) {
                status = 429;
                exchange.getResponseHeaders().add("Retry-After", "5");
                body = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"TooManyRequests\",\"code\":429}";
            } else {
                made.add("job-" + (made.size() + 1));
                if (made.size() <= lost) {
                    exchange.close(); // made, but nobody hears of it
                    return;
                }
                body = "{\"kind\":\"Job\",\"apiVersion\":\"batch/v1\",\"metadata\":{\"name\":\"" + made.get(made.size() - 1) + "\"}}";
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        Config config = new ConfigBuilder(Config.empty()).withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort()).build();
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            var job = new JobBuilder().withNewMetadata().withGenerateName("job-").endMetadata().build();
            for (int[] fault : new int[][] {{1, 0}, {99, 0}, {0, 1}}) {
                made.clear();
                asked.clear();
                lost = fault[0];
                refused = fault[1];
                String caller;
                try {
                    caller = client.batch().v1().jobs().inNamespace("reports").resource(job).create().getMetadata().getName();
                } catch (KubernetesClientException e) {
                    caller = "an exception";
                }
                System.out.println("lost " + lost + ", refused " + refused + ": the caller has " + caller + ", the server has "
                        + made.size() + ", after " + asked.size() + " requests"
                        + (refused == 0 ? "" : asked.get(1) - asked.get(0) < 2_000_000_000L ? ", at once" : ", later"));
            }
        }
        System.exit(0);
    }
}
JAVA
java -cp 'jars/*' Create.java 2>errors > out || { cat errors >&2; exit 1; }
cat out
diff - out <<'END' || { echo "changed: it creates otherwise" >&2; exit 1; }
lost 1, refused 0: the caller has job-2, the server has 2, after 2 requests
lost 99, refused 0: the caller has an exception, the server has 11, after 11 requests
lost 0, refused 1: the caller has job-1, the server has 1, after 2 requests, at once
END
echo "As described."
