package dev.aks4j.simulated.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The real {@code kubectl}, over plain HTTP. Its tests wait for programs, so two of them run at once. */
@Execution(ExecutionMode.CONCURRENT)
class KubectlTest {

    private static final String APP = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                  - {name: web, image: "nginx:1.27", ports: [{containerPort: 80}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
            """;

    @TempDir
    private Path folder;

    private final TestCluster cluster = new TestCluster().withNodes(2);
    private PlainHttp server;

    @BeforeEach
    void serve() throws IOException {
        boolean present = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(part -> Files.isExecutable(Path.of(part, "kubectl")));
        assumeTrue(present, "kubectl is not on the PATH: install it to run this test");
        server = new PlainHttp(cluster.asAdmin());
        Files.writeString(folder.resolve("app.yaml"), APP);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "kubectl",
                "--server",
                server.uri().toString(),
                "--cache-dir",
                folder.resolve("cache").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
        builder.environment().put("KUBECONFIG", folder.resolve("none").toString());
        builder.environment().put("HOME", folder.toString());
        return builder.start();
    }

    private String kubectl(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        CompletableFuture.delayedExecutor(10, TimeUnit.MINUTES).execute(process::destroyForcibly);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    @Test
    void nodesAreListed() throws Exception {
        assertThat(kubectl("get", "nodes", "-o", "wide"))
                .contains(
                        "NAME",
                        "STATUS",
                        "VERSION",
                        "aks-system-12345678-vmss000000",
                        "Ready",
                        "v1.35.2",
                        "10.224.0.4");
        assertThat(kubectl("describe", "node", "aks-system-12345678-vmss000000"))
                .contains("ProviderID:", "Allocatable:", "NodeReady");
    }

    @Test
    void clientSideAndServerSideApplyWork() throws Exception {
        assertThat(kubectl("apply", "-f", "app.yaml"))
                .contains("namespace/shop created", "deployment.apps/web created");
        assertThat(kubectl("apply", "-f", "app.yaml")).contains("deployment.apps/web unchanged");
        Files.writeString(folder.resolve("app.yaml"), APP.replace("replicas: 2", "replicas: 3"));
        assertThat(kubectl("apply", "-f", "app.yaml"))
                .contains("deployment.apps/web configured", "service/web unchanged");
        assertThat(kubectl("apply", "--server-side", "-f", "app.yaml"))
                .contains("deployment.apps/web serverside-applied");
        cluster.pass(20);
        assertThat(kubectl("-n", "shop", "get", "deploy,svc,pods"))
                .contains("3/3", "LoadBalancer", "203.0.113.", "Running");
        assertThat(kubectl("-n", "shop", "describe", "svc", "web")).contains("EnsuredLoadBalancer", "Endpoints:");
        assertThat(kubectl("-n", "shop", "describe", "deploy", "web")).contains("ScalingReplicaSet", "3 available");
    }

    @Test
    void aTypoIsReported() throws Exception {
        Files.writeString(folder.resolve("app.yaml"), APP.replace("replicas: 2", "replica: 2"));
        Process process = start("apply", "-f", "app.yaml");
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output).contains("strict decoding error: unknown field \"spec.replica\"");
    }

    @Test
    void changesAreWatched() throws Exception {
        Process watch = start("get", "namespaces", "-w", "--output-watch-events");
        var lines = watch.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        while (line != null && !line.contains("kube-system")) {
            line = lines.readLine();
        }
        kubectl("apply", "-f", "app.yaml");
        line = lines.readLine();
        while (line != null && !line.contains("shop")) {
            line = lines.readLine();
        }
        assertThat(line).startsWith("ADDED").contains("shop", "Active");
        watch.destroy();
    }

    @Test
    void deletionDrainAndScalingWork() throws Exception {
        kubectl("apply", "-f", "app.yaml");
        cluster.pass(20);
        assertThat(kubectl("-n", "shop", "scale", "deploy/web", "--replicas=1")).contains("scaled");
        assertThat(kubectl("-n", "shop", "rollout", "status", "deploy/web", "--timeout=20s"))
                .contains("successfully rolled out");
        assertThat(kubectl("cordon", "aks-system-12345678-vmss000000")).contains("cordoned");
        assertThat(kubectl("get", "nodes")).contains("Ready,SchedulingDisabled");
        assertThat(kubectl("delete", "namespace", "shop", "--wait=false")).contains("namespace \"shop\" deleted");
        cluster.pass(30);
        assertThat(kubectl("get", "namespaces")).doesNotContain("shop");
    }

    @Test
    void typesAreExplained() throws Exception {
        assertThat(kubectl("explain", "deployment.spec.strategy")).contains("rollingUpdate", "GROUP:", "apps");
        assertThat(kubectl("api-resources")).contains("deployments", "deploy", "apps/v1", "storageclasses", "sc");
    }

    @Test
    void objectsInProtobufAreRead() throws Exception {
        assertThat(kubectl("create", "namespace", "shop")).contains("namespace/shop created");
        kubectl("-n", "shop", "create", "deployment", "web", "--image=nginx:1", "--replicas=2", "--port=80");
        kubectl("-n", "shop", "create", "secret", "generic", "s", "--from-literal=a=b");
        kubectl("-n", "shop", "create", "service", "clusterip", "web", "--tcp=80:8080");
        kubectl("-n", "shop", "create", "quota", "q", "--hard=cpu=4,pods=10");
        var web = cluster.api.find("deployments.apps", "shop", "web").orElseThrow();
        assertThat(web.at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(web.at("/spec/template/spec/containers/0/ports/0/containerPort")
                        .asInt())
                .isEqualTo(80);
        assertThat(cluster.api
                        .find("secrets", "shop", "s")
                        .orElseThrow()
                        .at("/data/a")
                        .asText())
                .isEqualTo("Yg==");
        assertThat(cluster.api
                        .find("services", "shop", "web")
                        .orElseThrow()
                        .at("/spec/ports/0/targetPort")
                        .asInt())
                .isEqualTo(8080);
        assertThat(cluster.api
                        .find("resourcequotas", "shop", "q")
                        .orElseThrow()
                        .at("/spec/hard/cpu")
                        .asText())
                .isEqualTo("4");
        assertThat(kubectl("auth", "can-i", "create", "pods")).contains("yes");
        assertThat(kubectl("auth", "whoami")).contains("admin", "system:masters");
        assertThat(kubectl("-n", "shop", "create", "token", "default")).hasSizeGreaterThan(30);
    }
}
