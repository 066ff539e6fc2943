package dev.aks4j.tests.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.TerraformExport;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.storage.DiskClass;
import dev.aks4j.storage.DiskSku;
import dev.aks4j.testkit.AksTest;
import dev.aks4j.testkit.SimulatedAzure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Specs as Terraform says them. {@code -Daks4j.pictures=FOLDER} leaves the configuration there, for Terraform itself. */
@AksTest
class TerraformExportTest {

    private final ResourceGroupSpec group = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private final VirtualNetworkSpec vnet = VirtualNetworkSpec.builder("vnet-shop", group)
            .addressSpace("10.20.0.0/16")
            .subnet("nodes", "10.20.0.0/22")
            .build();
    private final ClusterSpec cluster = ClusterSpec.builder("shop", group)
            .kubernetesVersion("1.35")
            .network(CniOverlay.builder().nodeSubnet(vnet.subnet("nodes")).build())
            .identity(ControlPlaneIdentity.create())
            .tag("note", "50 ${of} %{it}")
            .windows(login -> login.user("azureuser").password(new SecretValue("windows-password")))
            .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
            .build();

    private TerraformExport exported(Aks aks) {
        return aks.exportTerraform(
                group,
                vnet,
                cluster,
                DiskClass.builder("fast").sku(DiskSku.PREMIUM_ZRS).build().on(cluster));
    }

    @Test
    void everyAzureResourceIsSaidAndTheRestIsNamed(Aks aks, SimulatedAzure azure) {
        azure.requests().clear();
        TerraformExport export = exported(aks);

        Json resources = export.configuration().at("/resource/azapi_resource");
        assertThat(resources.properties())
                .extracting(Map.Entry::getKey)
                .contains("resourcegroup_rg_shop", "virtualnetwork_vnet_shop", "managedcluster_shop")
                .hasSize(5);
        assertThat(export.notSaid()).singleElement().asString().contains("storageClass shop/fast");
        assertThat(azure.requests().all()).isEmpty();

        Json shop = resources.path("managedcluster_shop");
        assertThat(shop.path("type").asText())
                .isEqualTo("Microsoft.ContainerService/managedClusters@" + ClusterSpec.API_VERSION);
        assertThat(shop.path("parent_id").asText()).isEqualTo("${azapi_resource.resourcegroup_rg_shop.id}");
        assertThat(shop.at("/body/properties/agentPoolProfiles/0/vmSize").asText())
                .isEqualTo("Standard_D4ds_v5");
        assertThat(shop.at("/tags/note").asText()).isEqualTo("50 $${of} %%{it}");
        assertThat(shop.at("/body/properties/windowsProfile/adminPassword").asText())
                .isEqualTo("${var.windows_password}");
        assertThat(shop.at("/identity/0/identity_ids/0").asText())
                .matches("\\$\\{azapi_resource\\.managedidentity_.*\\.id}");
        assertThat(export.toString()).doesNotContain("aks4j-");
    }

    /** Each reference leads to a resource or a variable of the configuration, and nothing needs itself. */
    @Test
    void everyReferenceLeadsSomewhere(Aks aks) throws IOException {
        Json configuration = exported(aks).configuration();
        if (System.getProperty("aks4j.pictures") != null) {
            Files.writeString(Path.of(System.getProperty("aks4j.pictures"), "main.tf.json"), configuration.toString());
        }
        Json resources = configuration.at("/resource/azapi_resource");
        List<String> references = new ArrayList<>();
        Pattern.compile("(?<!\\$)\\$\\{(azapi_resource|var)\\.([a-z0-9_]+)")
                .matcher(configuration.toString())
                .results()
                .forEach(match -> {
                    references.add(match.group(2));
                    boolean known = match.group(1).equals("var")
                            ? configuration.path("variable").has(match.group(2))
                            : resources.has(match.group(2));
                    assertThat(known).as(match.group()).isTrue();
                });
        assertThat(references).hasSizeGreaterThan(5);
        resources
                .properties()
                .forEach(resource -> resource.getValue().path("depends_on").forEach(needed -> {
                    String symbol = needed.asText().substring("azapi_resource.".length());
                    assertThat(resources.has(symbol)).isTrue();
                    assertThat(symbol).isNotEqualTo(resource.getKey());
                }));
        // A late value is read from what its resource exports.
        Pattern.compile("azapi_resource\\.([a-z0-9_]+)\\.output\\.([A-Za-z.]+)")
                .matcher(configuration.toString())
                .results()
                .forEach(match -> assertThat(resources
                                .path(match.group(1))
                                .path("response_export_values")
                                .toString())
                        .contains(match.group(2)));
    }
}
