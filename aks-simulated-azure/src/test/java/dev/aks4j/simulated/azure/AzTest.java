package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.time.WallTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code az}, over HTTPS: the way from signing in to a cluster that is deleted again. */
class AzTest {

    private static final double SCALE = 2000;
    private static final String POOL_READY =
            "aks nodepool wait -g rg --cluster-name shop -n apps --updated --interval 1";

    @TempDir
    private Path folder;

    private String az(Path certificate, String line) throws Exception {
        List<String> command = new ArrayList<>(List.of("az"));
        command.addAll(List.of(line.split(" ")));
        Map<String, String> environment = Map.of(
                "AZURE_CONFIG_DIR",
                folder.resolve("azure").toString(),
                "AZURE_CORE_INSTANCE_DISCOVERY",
                "false",
                "AZURE_CORE_COLLECT_TELEMETRY",
                "false",
                "REQUESTS_CA_BUNDLE",
                certificate.toString());
        return Programs.run(folder, environment, command).strip();
    }

    @Test
    void managesAClusterFromEndToEnd() throws Exception {
        Programs.require("az");
        AzureSimulator azure =
                AzureSimulator.builder().time(WallTime.startingNow(SCALE)).build();
        try (azure;
                LoopbackAzure loopback = LoopbackAzure.open(azure)) {
            Path ca = Files.writeString(folder.resolve("ca.pem"), loopback.caCertificatePem());
            az(ca, "cloud register -n simulated --endpoint-resource-manager " + loopback.arm());
            az(ca, "cloud set -n simulated");
            az(
                    ca,
                    "login --service-principal -u " + azure.clientId() + " -p " + azure.clientSecret() + " --tenant "
                            + azure.tenantId() + " -o none");
            az(ca, "group create -n rg -l westeurope -o none");
            az(
                    ca,
                    "network vnet create -g rg -n vnet --address-prefixes 10.20.0.0/16 --subnet-name nodes"
                            + " --subnet-prefixes 10.20.0.0/22 -o none");
            String identity = az(ca, "identity create -g rg -n id-shop --query id -o tsv");
            String principal = az(ca, "identity show -g rg -n id-shop --query principalId -o tsv");
            String network = az(ca, "network vnet show -g rg -n vnet --query id -o tsv");
            az(
                    ca,
                    "role assignment create --assignee-object-id " + principal
                            + " --assignee-principal-type ServicePrincipal --role 4d97b98b-1d4f-4787-a291-c67834d212e7"
                            + " --scope " + network + " -o none");
            assertThat(az(ca, "role assignment list --assignee " + principal + " --all --query [].scope -o tsv"))
                    .isEqualTo(network);
            az(
                    ca,
                    "aks create -g rg -n shop --network-plugin azure --network-plugin-mode overlay --enable-aad"
                            + " --enable-azure-rbac --no-ssh-key --node-count 1 --vnet-subnet-id " + network
                            + "/subnets/nodes --assign-identity " + identity + " --no-wait");
            az(ca, "aks wait -g rg -n shop --created --interval 1");
            assertThat(az(ca, "aks list --query [].name -o tsv")).isEqualTo("shop");
            assertThat(az(ca, "vm list-skus -l westeurope --size Standard_D4ds_v5 --zone --query [].family -o tsv"))
                    .isEqualTo("standardDDSv5Family");
            assertThat(az(ca, "vm list-sizes -l westeurope --query [?name=='Standard_D4ds_v5'].numberOfCores -o tsv"))
                    .isEqualTo("4");
            assertThat(az(ca, "vm list-usage -l westeurope --query [?name.value=='cores'].currentValue -o tsv"))
                    .isEqualTo("8");
            az(ca, "aks nodepool add -g rg --cluster-name shop -n apps --node-count 1 --no-wait");
            az(ca, POOL_READY);
            az(ca, "aks nodepool scale -g rg --cluster-name shop -n apps --node-count 3 --no-wait");
            az(ca, POOL_READY);
            assertThat(az(ca, "aks nodepool list -g rg --cluster-name shop --query [].count -o tsv")
                            .lines())
                    .containsExactly("1", "3");
            String run = az(ca, "aks command invoke -g rg -n shop --command version --query exitCode -o tsv");
            assertThat(run).isEqualTo("1");
            az(ca, "aks stop -g rg -n shop --no-wait");
            az(ca, "aks wait -g rg -n shop --updated --interval 1");
            assertThat(az(ca, "aks show -g rg -n shop --query powerState.code -o tsv"))
                    .isEqualTo("Stopped");
            az(ca, "aks start -g rg -n shop --no-wait");
            az(ca, "aks wait -g rg -n shop --updated --interval 1");
            az(ca, "aks get-credentials -g rg -n shop --admin -f " + folder.resolve("kubeconfig"));
            assertThat(folder.resolve("kubeconfig")).content().contains("clusterAdmin_rg_shop");
            az(ca, "aks nodepool delete -g rg --cluster-name shop -n apps --no-wait");
            az(ca, "aks delete -g rg -n shop --yes --no-wait");
            az(ca, "aks wait -g rg -n shop --deleted --interval 1");
            assertThat(AzureJson.parse(az(ca, "aks list -o json").getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            .orElseThrow())
                    .isEmpty();
        }
    }
}
