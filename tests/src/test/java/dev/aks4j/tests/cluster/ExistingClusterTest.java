package dev.aks4j.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.testkit.AksTest;
import dev.aks4j.tests.docs.CoverageCases;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster that exists becomes a spec, and its plan changes nothing, whoever made it. */
@AksTest
class ExistingClusterTest {

    private static final Duration LONG = Duration.ofHours(2);

    /** Every so many settings of the builder are tried in a normal build. */
    private static final int EVERY = Boolean.getBoolean("aks4j.existing.all") ? 1 : 29;

    private final ResourceGroupSpec group = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);

    private static Plan observed(Aks aks, ClusterSpec spec) {
        return aks.plan(List.of(spec), PlanOptions.standard().observe());
    }

    /** Whether nothing differs, and nothing is there that the spec does not say. */
    private static boolean says(Plan plan) {
        return plan.isEmpty()
                && plan.unmanaged().isEmpty()
                && plan.warnings().stream().noneMatch(warning -> warning.rule().equals("AKS-PLAN-008"));
    }

    /** Clusters as each method of the builder makes them. */
    @Test
    void whatTheBuilderMadeIsReadBackAsASpecThatChangesNothing(Aks aks) {
        aks.plan(group).apply().await(LONG);
        List<String> wrong = new ArrayList<>();
        int number = 0;
        int tried = 0;
        for (Map.Entry<String, Consumer<ClusterSpec.Builder>> call :
                CoverageCases.calls().entrySet()) {
            if (number++ % EVERY != 0) {
                continue;
            }
            ClusterSpec.Builder builder = ClusterSpec.builder("c" + number, group)
                    .kubernetesVersion("1.35")
                    .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5"));
            call.getValue().accept(builder);
            ClusterSpec made = builder.build();
            try {
                if (!aks.plan(made).problems().isEmpty()) {
                    continue; // refers to what is not there
                }
                aks.plan(made).apply().await(LONG);
            } catch (AksException e) {
                continue; // the simulator has not what the setting needs
            }
            tried++;
            Json live = aks.clusters().get(made.id()).document();
            try {
                Plan plan = observed(aks, ClusterSpec.of(live));
                if (!says(plan)) {
                    wrong.add(call.getKey() + ": " + plan);
                }
            } catch (AksException e) {
                wrong.add(call.getKey() + ": " + e.getMessage());
            }
            aks.planRemoval(made).apply().await(LONG);
        }

        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThan(number / EVERY / 3);
    }

    /** As az, Terraform and the portal send them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'identity':{'type':'SystemAssigned'},'properties':{'kubernetesVersion':'','dnsPrefix':'cli-79a739',"
                        + "'agentPoolProfiles':[{'count':3,'vmSize':'Standard_D4ds_v5','osDiskSizeGB':0,'osType':'Linux',"
                        + "'enableAutoScaling':false,'type':'VirtualMachineScaleSets','mode':'System',"
                        + "'orchestratorVersion':'','upgradeSettings':{},'enableNodePublicIP':false,"
                        + "'enableEncryptionAtHost':false,'enableUltraSSD':false,'enableFIPS':false,"
                        + "'name':'nodepool1'}],'enableRBAC':true,'disableLocalAccounts':false,"
                        + "'storageProfile':{'diskCSIDriver':{'enabled':true}},'aadProfile':{'managed':true,"
                        + "'enableAzureRBAC':true},'networkProfile':{'networkPlugin':'azure',"
                        + "'networkPluginMode':'overlay','podCidr':'10.244.0.0/16','serviceCidr':'10.0.0.0/16',"
                        + "'dnsServiceIP':'10.0.0.10','outboundType':'loadBalancer','loadBalancerSku':'standard'}}}",
                "{'tags':{'env':'Prod \\\"quoted\\\"','owner':'team'},'identity':{'type':'SystemAssigned'},"
                        + "'sku':{'name':'Base','tier':'Standard'},'properties':{'dnsPrefix':'tf',"
                        + "'nodeResourceGroup':'rg-nodes','autoUpgradeProfile':{'upgradeChannel':'patch'},"
                        + "'oidcIssuerProfile':{'enabled':true},'agentPoolProfiles':[{'name':'default',"
                        + "'mode':'System','type':'VirtualMachineScaleSets','vmSize':'Standard_D4ds_v5','count':2,"
                        + "'minCount':2,'maxCount':5,'enableAutoScaling':true,'maxPods':60,'osDiskType':'Managed',"
                        + "'nodeLabels':{'a':'b'},'availabilityZones':['1','2']},{'name':'spot','mode':'User',"
                        + "'vmSize':'Standard_D4ds_v5','count':1,'scaleSetPriority':'Spot',"
                        + "'scaleSetEvictionPolicy':'Delete','spotMaxPrice':-1,"
                        + "'nodeTaints':['kubernetes.azure.com/scalesetpriority=spot:NoSchedule','a=b:NoExecute']}],"
                        + "'networkProfile':{'networkPlugin':'azure','networkPluginMode':'overlay',"
                        + "'networkDataplane':'cilium','networkPolicy':'cilium'}}}"
            })
    void whatOthersMadeBecomesASpecAndASourceThatChangeNothing(String body, Aks aks, @TempDir Path folder)
            throws Exception {
        aks.plan(group).apply().await(LONG);
        ResourceId id = group.id()
                .child("Microsoft.ContainerService/managedClusters", "theirs")
                .inSubscription(aks.arm().subscriptionId());
        Json document = Json.parse(body.replace('\'', '"')).with("/location", "westeurope");
        aks.operations()
                .start(ArmRequest.put(id, ClusterSpec.API_VERSION, document), id, ClusterSpec.API_VERSION)
                .toCompletableFuture()
                .join()
                .await(LONG);
        Json live = aks.clusters().get(id).document();

        Plan plan = observed(aks, aks.clusters().get(id).spec());
        String source = aks.clusters().get(id).specSource("TheirCluster");
        Plan compiled = observed(aks, compiled(source, folder));

        assertThat(says(plan)).as("%s", plan).isTrue();
        assertThat(plan.toString()).startsWith("No changes.");
        assertThat(compiled.toString()).isEqualTo(plan.toString());
        assertThat(source).contains("ClusterSpec.builder(\"theirs\", group)").doesNotContain("nodeImageVersion");
        assertThat(ClusterSpec.of(live).pools()).isNotEmpty();
    }

    @Test
    void aDocumentThatIsNoClusterIsRefused() {
        assertThatThrownBy(() -> ClusterSpec.of(Json.object().build()))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("no \"id\"");
    }

    private static ClusterSpec compiled(String source, Path folder) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///TheirCluster.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignored) {
                        return source;
                    }
                };
        Files.createDirectories(folder);
        boolean done = compiler.getTask(
                        null,
                        null,
                        null,
                        List.of("-d", folder.toString(), "-proc:none", "-Xlint:all", "-Werror"),
                        null,
                        List.of(file))
                .call();
        assertThat(done).as(source).isTrue();
        try (URLClassLoader loader = new URLClassLoader(
                new java.net.URL[] {folder.toUri().toURL()}, ExistingClusterTest.class.getClassLoader())) {
            return (ClusterSpec)
                    loader.loadClass("TheirCluster").getMethod("cluster").invoke(null);
        }
    }
}
