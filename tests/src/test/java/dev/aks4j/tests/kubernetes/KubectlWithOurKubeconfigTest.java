package dev.aks4j.tests.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.kubernetes.Kubeconfig;
import dev.aks4j.core.kubernetes.KubectlLogin;
import dev.aks4j.core.model.Region;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.simulated.azure.LoopbackAzure;
import dev.aks4j.testkit.SimulatedAzure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code kubectl}, over HTTPS, with each form of kubeconfig that we write. */
class KubectlWithOurKubeconfigTest {

    private static final Duration LONG = Duration.ofHours(2);
    private static final int PATIENCE_SECONDS = 900;
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);

    private static final ClusterSpec PLAIN = ClusterSpec.builder("plain", GROUP)
            .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
            .build();
    private static final ClusterSpec SHOP = ClusterSpec.builder("shop", GROUP)
            .access(EntraAccess.builder().azureRbac().disableLocalAccounts().build())
            .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
            .build();

    @TempDir
    private Path folder;

    private SimulatedAzure azure;
    private LoopbackAzure loopback;
    private Aks aks;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(part -> Files.isExecutable(Path.of(part, "kubectl"))),
                "kubectl is not on the PATH: install it to run this test");
        azure = SimulatedAzure.create();
        aks = Aks.builder(azure.subscriptionId())
                .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                .transport(azure.transport())
                .build();
        create();
        // From here on URLs lead to the loopback interface, which this process's own client does not follow.
        loopback = LoopbackAzure.open(azure.simulator());
    }

    @AfterEach
    void close() {
        if (loopback != null) {
            loopback.close();
        }
        if (aks != null) {
            aks.close();
            azure.close();
        }
    }

    private void create() {
        RoleAssignmentSpec mine =
                RoleAssignmentSpec.of(BuiltInRole.AKS_RBAC_CLUSTER_ADMIN, SHOP.id(), Principal.of(aks.caller()));
        aks.plan(GROUP, PLAIN, SHOP, mine).apply().await(LONG);
    }

    private Cluster local() {
        return aks.clusters().get(PLAIN.id());
    }

    private Cluster entra() {
        return aks.clusters().get(SHOP.id());
    }

    private String kubectl(Path kubeconfig, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "kubectl", "--cache-dir", folder.resolve("cache").toString(), "--kubeconfig", kubeconfig.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "out", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("PATH", folder + File.pathSeparator + System.getenv("PATH"));
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String printed = Files.readString(output);
        assertThat(ended && process.exitValue() == 0)
                .as(String.join(" ", command) + " printed " + printed)
                .isTrue();
        return printed;
    }

    private void seesTwoNodes(Path kubeconfig) throws Exception {
        assertThat(kubectl(kubeconfig, "get", "nodes", "-o", "name").lines()).hasSize(2);
    }

    private Path written(String name, Kubeconfig kubeconfig) throws IOException {
        Path file = folder.resolve(name);
        kubeconfig.writeTo(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        return file;
    }

    /** Puts a program on kubectl's path that prints a credential, and writes down how it was called. */
    private Path program(String name, String token) throws IOException {
        Path called = folder.resolve(name + ".called");
        Path program = folder.resolve(name);
        Files.writeString(program, """
                #!/bin/sh
                printf '%%s\\n' "$@" > '%s'
                printf '{"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential","status":{"token":"%s"}}'
                """.formatted(called, token), UTF_8);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return called;
    }

    private String token() throws Exception {
        return azure.transport()
                .scheduler()
                .await(aks.kubernetes().token(), LONG)
                .getToken();
    }

    @Test
    void ofALocalAccountTheUserAndTheAdministrator() throws Exception {
        Cluster cluster = local();
        seesTwoNodes(written("user", cluster.kubeconfig()));
        seesTwoNodes(written("admin", cluster.adminKubeconfig()));
        assertThat(kubectl(written("monitoring", cluster.monitoringKubeconfig()), "config", "current-context"))
                .isEqualToIgnoringNewLines("plain");
    }

    @Test
    void withATokenInIt() throws Exception {
        Kubeconfig shop = entra().kubeconfig();
        Path file = written("token", shop.with(KubectlLogin.token(token())));
        seesTwoNodes(file);
        assertThat(kubectl(file, "auth", "can-i", "delete", "pods")).isEqualToIgnoringNewLines("yes");
    }

    @Test
    void byKubeloginInEachMode() throws Exception {
        Kubeconfig shop = entra().kubeconfig();
        Path called = program("kubelogin", token());
        for (String mode : List.of("devicecode", "azurecli", "workloadidentity", "msi", "spn", "azd")) {
            Files.deleteIfExists(called);
            seesTwoNodes(written(mode, shop.with(KubectlLogin.kubelogin(mode))));
            assertThat(Files.readAllLines(called))
                    .startsWith("get-token", "--login", mode)
                    .containsSubsequence("--server-id", "6dae42f8-4368-4678-94ff-3960e28e3630");
        }
        seesTwoNodes(written("as Azure gives it", shop));
        assertThat(Files.readAllLines(called)).contains("get-token");
    }

    @Test
    void byTheAzureCliAlone() throws Exception {
        Path called = program("az", token());
        seesTwoNodes(written("by-az", entra().kubeconfig().with(KubectlLogin.azureCli())));
        assertThat(Files.readAllLines(called)).startsWith("account", "get-access-token");
    }

    @Test
    void twoClustersInOneFile() throws Exception {
        Path config = folder.resolve(".kube/config");
        local().adminKubeconfig().mergeInto(config);
        entra().kubeconfig().with(KubectlLogin.token(token())).mergeInto(config);
        assertThat(kubectl(config, "config", "get-contexts", "-o", "name").lines())
                .containsExactlyInAnyOrder("plain", "shop");
        seesTwoNodes(config);
        assertThat(kubectl(config, "--context", "plain", "get", "nodes", "-o", "name")
                        .lines())
                .hasSize(2);
        kubectl(config, "config", "use-context", "plain");
        entra().kubeconfig().with(KubectlLogin.token(token())).mergeInto(config);
        assertThat(kubectl(config, "config", "current-context")).isEqualToIgnoringNewLines("shop");
    }
}
