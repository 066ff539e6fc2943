package dev.aks4j.tests.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.BicepExport;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.storage.DiskClass;
import dev.aks4j.storage.DiskSku;
import dev.aks4j.testkit.AksTest;
import dev.aks4j.testkit.SimulatedAzure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Specs as Bicep says them. {@code -Daks4j.pictures=FOLDER} leaves the files there, for a parser of the language. */
@AksTest
class BicepExportTest {

    private final ResourceGroupSpec network = ResourceGroupSpec.of("rg-network", Region.WEST_EUROPE);
    private final ResourceGroupSpec group = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private final VirtualNetworkSpec vnet = VirtualNetworkSpec.builder("vnet-shop", network)
            .addressSpace("10.20.0.0/16")
            .subnet("nodes", "10.20.0.0/22")
            .build();
    private final ClusterSpec cluster = ClusterSpec.builder("shop", group)
            .kubernetesVersion("1.35")
            .network(CniOverlay.builder().nodeSubnet(vnet.subnet("nodes")).build())
            .identity(ControlPlaneIdentity.create())
            .tag("note", "it's ${of} \\ it")
            .windows(login -> login.user("azureuser").password(new SecretValue("windows-password")))
            .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
            .build();
    private final Spec fast =
            DiskClass.builder("fast").sku(DiskSku.PREMIUM_ZRS).build().on(cluster);

    private BicepExport exported(Aks aks) throws Exception {
        BicepExport export = aks.exportBicep(network, group, vnet, cluster, fast);
        if (System.getProperty("aks4j.pictures") != null) {
            export.writeTo(Path.of(System.getProperty("aks4j.pictures"), "bicep"));
        }
        return export;
    }

    @Test
    void eachGroupIsAModuleAndTheRestIsNamed(Aks aks, SimulatedAzure azure) throws Exception {
        azure.requests().clear();
        BicepExport export = exported(aks);

        assertThat(azure.requests().all()).isEmpty();
        assertThat(export.notSaid()).singleElement().asString().contains("storageClass shop/fast");
        assertThat(export.files().keySet()).first().isEqualTo("main.bicep");
        assertThat(export.files().get("main.bicep"))
                .startsWith("targetScope = 'subscription'\n")
                .contains("resource resourcegroup_rg_shop 'Microsoft.Resources/resourceGroups@")
                .contains("scope: resourcegroup_rg_shop")
                .contains("@secure()\nparam windows_password string");
        String all = String.join("\n", export.files().values());
        assertThat(all)
                .contains("adminPassword: windows_password")
                .contains("note: 'it\\'s \\${of} \\\\ it'")
                .contains("'Microsoft.ContainerService/managedClusters@" + ClusterSpec.API_VERSION + "'")
                .contains("userAssignedIdentities/id-shop-control-plane': {}")
                .contains("virtualNetworks/subnets@" + versionOf(all, "virtualNetworks"))
                .containsPattern("principalId: [A-Za-z_0-9]+\\.properties\\.principalId")
                .doesNotContain("aks4j-", "$aks4j");
    }

    private static String versionOf(String text, String type) {
        return Pattern.compile("/" + type + "@([0-9-]+)")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatAFileMakesIsReferredTo(Aks aks) {
        ClusterSpec plain = ClusterSpec.builder("plain", group)
                .kubernetesVersion("1.35")
                .identity(ControlPlaneIdentity.create())
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .build();
        BicepExport export = aks.exportBicep(group, plain);
        assertThat(export.files()).containsOnlyKeys("main.bicep", "rg-shop.bicep");
        assertThat(export.files().get("rg-shop.bicep"))
                .containsPattern("'\\$\\{managedidentity_[a-z0-9_]+\\.id}': \\{}");
        assertThat(export.notSaid()).isEmpty();
    }

    /** The cluster needs the role, the role the network and the identity: their files are deployed in that order. */
    @Test
    void modulesWaitForWhatTheyNeedAndNeverInACircle(Aks aks) throws Exception {
        BicepExport export = exported(aks);
        String main = export.files().get("main.bicep");
        List<MatchResult> modules = Pattern.compile("(?ms)^module (\\w+) '([^']+)' = \\{$(.*?)^}")
                .matcher(main)
                .results()
                .toList();
        assertThat(modules).hasSizeGreaterThanOrEqualTo(3);
        assertThat(modules).extracting(module -> module.group(2)).allMatch(export.files()::containsKey);
        Set<String> done = new LinkedHashSet<>();
        Pattern.compile("(?m)^resource (\\w+) ").matcher(main).results().forEach(made -> done.add(made.group(1)));
        List<MatchResult> open = new ArrayList<>(modules);
        while (!open.isEmpty()) {
            List<MatchResult> ready = open.stream()
                    .filter(module -> done.containsAll(waitsFor(module.group(3))))
                    .toList();
            assertThat(ready).as("modules that wait for nothing among %s", open).isNotEmpty();
            ready.forEach(module -> done.add(module.group(1)));
            open.removeAll(ready);
        }
        assertThat(modules).anyMatch(module -> !waitsFor(module.group(3)).isEmpty());
    }

    private static List<String> waitsFor(String module) {
        return Pattern.compile("(?s)dependsOn: \\[(.*?)]")
                .matcher(module)
                .results()
                .flatMap(list -> Pattern.compile("\\w+").matcher(list.group(1)).results())
                .map(MatchResult::group)
                .toList();
    }

    /** What a file names it declares: a resource it makes, one that exists, a parameter. */
    @Test
    void everyNameIsDeclaredInItsFile(Aks aks) throws Exception {
        int named = 0;
        for (String text : exported(aks).files().values()) {
            Set<String> declared = new LinkedHashSet<>();
            Pattern.compile("(?m)^(?:resource|param|module) (\\w+) ")
                    .matcher(text)
                    .results()
                    .forEach(match -> assertThat(declared.add(match.group(1)))
                            .as(match.group())
                            .isTrue());
            List<String> used = Pattern.compile(
                            "(?m)(?:parent|scope): (\\w+)$|\\$\\{(\\w+)\\.id}|: (\\w+)\\.(?:id|properties)\\b")
                    .matcher(text.replace("\\${", ""))
                    .results()
                    .map(match -> match.group(1) != null
                            ? match.group(1)
                            : match.group(2) != null ? match.group(2) : match.group(3))
                    .toList();
            assertThat(declared).containsAll(used);
            named += used.size();
        }
        assertThat(named).isGreaterThan(5);
    }

    @Test
    void theFilesAreWrittenIntoAFolder(Aks aks, @TempDir Path folder) throws Exception {
        BicepExport export = exported(aks);
        export.writeTo(folder.resolve("infra"));
        assertThat(Files.readString(folder.resolve("infra/main.bicep")))
                .isEqualTo(export.files().get(BicepExport.MAIN));
    }
}
