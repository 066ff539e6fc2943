package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.simulated.wire.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code kubectl}, over HTTPS, with the kubeconfig that Azure hands out. */
class KubectlOverHttpsTest {

    @TempDir
    private Path folder;

    private String kubectl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("kubectl", "--cache-dir", folder.resolve("cache").toString()));
        command.addAll(List.of(arguments));
        Map<String, String> environment =
                Map.of("KUBECONFIG", folder.resolve("kubeconfig").toString(), "HOME", folder.toString());
        return Programs.run(folder, environment, command);
    }

    @Test
    void seesTheNodesOfAllPools() throws Exception {
        Programs.require("kubectl");
        AzureSimulator azure = AzureSimulator.create();
        try (LoopbackAzure loopback = LoopbackAzure.open(azure)) {
            RawClient client = RawClient.of(azure);
            String cluster = client.cluster("rg", "shop");
            client.put(client.group("rg"), "{'location':'westeurope'}");
            client.put(
                    cluster,
                    "{'location':'westeurope','properties':{'dnsPrefix':'shop','agentPoolProfiles':[{'name':'system',"
                            + "'mode':'System','count':2,'vmSize':'Standard_D4ds_v5'},{'name':'apps','mode':'User',"
                            + "'count':3,'vmSize':'Standard_D4ds_v5'}]}}");
            client.advance(Duration.ofMinutes(7));
            Response credential = client.post(cluster + "/listClusterUserCredential");
            Files.write(
                    folder.resolve("kubeconfig"),
                    Base64.getDecoder()
                            .decode(RawClient.at(credential, "/kubeconfigs/0/value")
                                    .asText()));

            String nodes = kubectl("get", "nodes", "--no-headers");
            assertThat(nodes.lines().filter(line -> line.startsWith("aks-system-")))
                    .hasSize(2);
            assertThat(nodes.lines().filter(line -> line.startsWith("aks-apps-")))
                    .hasSize(3);
            assertThat(nodes.lines()).allMatch(line -> line.contains(" Ready "));
            assertThat(kubectl("get", "configmap", "kube-root-ca.crt", "-o", "jsonpath={.data.ca\\.crt}"))
                    .isEqualToIgnoringNewLines(loopback.caCertificatePem());

            client.put(cluster + "/agentPools/apps", "{'properties':{'count':1}}");
            client.advance(Duration.ofMinutes(5));
            assertThat(kubectl("get", "nodes", "-o", "name").lines()).hasSize(3);
        }
    }
}
