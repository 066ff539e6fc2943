package dev.aks4j.tests.truth;

import static dev.aks4j.tests.truth.TruthWorld.GROUP;
import static dev.aks4j.tests.truth.TruthWorld.shop;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.pool.OsSku;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.tests.Jackson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A cluster and its network as others leave them: Azure itself, the portal, az, policies, the autoscaler, other tools.
 * Each case is what they did to the documents, and all that a plan of the specs may say of it.
 */
class LiveByOthersTest {

    private static final Scope SCOPE =
            new Scope("00000000-0000-4000-8000-000000000001", Instant.parse("2026-11-23T00:00:00Z"), List.of());
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode cluster;
    private static JsonNode network;

    @BeforeAll
    static void make() {
        try (TruthWorld world = new TruthWorld()) {
            world.apply(GROUP, spec(b -> b), vnet(b -> b));
            cluster = world.cluster();
            network = world.live(vnet(b -> b).id(), "2025-03-01");
        }
    }

    @AfterAll
    static void forget() {
        cluster = null;
        network = null;
    }

    private static ClusterSpec spec(UnaryOperator<ClusterSpec.Builder> more) {
        return more.apply(shop("1.35")
                        .userPool("apps", p -> p.vmSize("Standard_D4ds_v5").count(2)))
                .build();
    }

    private static ClusterSpec with(Consumer<dev.aks4j.core.cluster.pool.UserPool.Builder> more) {
        return shop("1.35")
                .userPool("apps", p -> {
                    p.vmSize("Standard_D4ds_v5").count(2);
                    more.accept(p);
                })
                .build();
    }

    private static ClusterSpec autoscaled() {
        return shop("1.35")
                .userPool("apps", p -> p.vmSize("Standard_D4ds_v5").autoscale(2, 6))
                .build();
    }

    private static VirtualNetworkSpec vnet(UnaryOperator<VirtualNetworkSpec.Builder> more) {
        return more.apply(VirtualNetworkSpec.builder("vnet", GROUP)
                        .addressSpace("10.20.0.0/16")
                        .subnet("nodes", "10.20.0.0/22")
                        .subnet("ingress", "10.20.8.0/24"))
                .build();
    }

    private final List<DynamicTest> cases = new ArrayList<>();

    /** A case of the cluster: what others did, what the spec is, and what a plan says. */
    private void cluster(String name, Spec spec, Consumer<ObjectNode> others, String... said) {
        add(name, spec, cluster, others, said);
    }

    private void network(String name, Spec spec, Consumer<ObjectNode> others, String... said) {
        add(name, spec, network, others, said);
    }

    private void add(String name, Spec spec, JsonNode live, Consumer<ObjectNode> others, String... said) {
        ObjectNode edited = live.deepCopy();
        others.accept(edited);
        cases.add(DynamicTest.dynamicTest(
                name,
                () -> assertThat(compare(spec, edited).differences())
                        .extracting(each -> each.path().replaceFirst("^/properties/", "") + " " + each.change())
                        .containsExactlyInAnyOrder(said)));
    }

    @SuppressWarnings("unchecked") // the kind of a spec accepts it
    private static Comparison compare(Spec spec, JsonNode live) {
        return ((ResourceKind<Spec>) spec.kind()).compare(spec, Jackson.json(live), SCOPE);
    }

    private static Consumer<ObjectNode> set(String pointer, String json) {
        return body -> put(body, pointer, json);
    }

    private static Consumer<ObjectNode> apps(String pointer, String json) {
        return body -> put(pool(body, "apps"), pointer, json);
    }

    private static void put(ObjectNode body, String pointer, String json) {
        try {
            String[] names = pointer.substring(1).split("/");
            ObjectNode at = body;
            for (int i = 0; i < names.length - 1; i++) {
                at = at.withObjectProperty(names[i].replace("~1", "/"));
            }
            at.set(names[names.length - 1].replace("~1", "/"), JSON.readTree(json.replace('\'', '"')));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ObjectNode pool(ObjectNode body, String name) {
        for (JsonNode each : body.at("/properties/agentPoolProfiles")) {
            if (each.path("name").asText().equals(name)) {
                return (ObjectNode) each;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static ObjectNode subnet(ObjectNode body, String name) {
        for (JsonNode each : body.at("/properties/subnets")) {
            if (each.path("name").asText().equals(name)) {
                return (ObjectNode) each;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static void turn(JsonNode list) {
        ArrayNode array = (ArrayNode) list;
        List<JsonNode> turned = new ArrayList<>();
        array.forEach(each -> turned.add(0, each));
        array.removeAll().addAll(turned);
    }

    @TestFactory
    Stream<DynamicTest> states() {
        ClusterSpec silent = spec(b -> b);
        String apps = "agentPoolProfiles/apps/";
        cluster("nothing happened", silent, body -> {});
        cluster(
                "the last write failed",
                silent,
                set("/properties/provisioningState", "'Failed'"),
                "provisioningState UPDATE");
        cluster(
                "the last write was canceled",
                silent,
                set("/properties/provisioningState", "'Canceled'"),
                "provisioningState UPDATE");
        cluster(
                "a write is under way",
                silent,
                set("/properties/provisioningState", "'Updating'"),
                "provisioningState UPDATE");
        cluster("a state in other letters", silent, set("/properties/provisioningState", "'succeeded'"));
        cluster("a pool failed", silent, apps("/provisioningState", "'Failed'"), apps + "provisioningState UPDATE");
        cluster(
                "a pool was canceled",
                silent,
                apps("/provisioningState", "'Canceled'"),
                apps + "provisioningState UPDATE");
        cluster(
                "a pool upgrades",
                silent,
                apps("/provisioningState", "'Upgrading'"),
                apps + "provisioningState UPDATE");
        cluster(
                "a pool is being removed",
                silent,
                apps("/provisioningState", "'Deleting'"),
                apps + "provisioningState UPDATE");
        cluster("somebody's pool failed", silent, body -> {
            ObjectNode other =
                    pool(body, "apps").deepCopy().put("name", "theirs").put("provisioningState", "Failed");
            ((ArrayNode) body.at("/properties/agentPoolProfiles")).add(other);
        });
        cluster(
                "the control plane's upgrade failed",
                shop("1.36")
                        .userPool("apps", p -> p.vmSize("Standard_D4ds_v5").count(2))
                        .build(),
                body -> {
                    put(body, "/properties/kubernetesVersion", "'1.36'");
                    put(body, "/properties/currentKubernetesVersion", "'1.35.4'");
                    put(body, "/properties/provisioningState", "'Failed'");
                },
                "kubernetesVersion UPDATE",
                "provisioningState UPDATE",
                "agentPoolProfiles/system/orchestratorVersion UPDATE",
                apps + "orchestratorVersion UPDATE");
        cluster(
                "an upgrade of others failed",
                silent,
                body -> {
                    put(body, "/properties/kubernetesVersion", "'1.36'");
                    put(body, "/properties/currentKubernetesVersion", "'1.35.4'");
                    put(body, "/properties/provisioningState", "'Failed'");
                },
                "provisioningState UPDATE");
        cluster(
                "an upgrade of a pool failed",
                silent,
                body -> {
                    put(pool(body, "apps"), "/orchestratorVersion", "'1.36'");
                    put(pool(body, "apps"), "/currentOrchestratorVersion", "'1.35.4'");
                    put(pool(body, "apps"), "/provisioningState", "'Canceled'");
                },
                apps + "provisioningState UPDATE");
        return cases.stream();
    }

    @TestFactory
    Stream<DynamicTest> versions() {
        ClusterSpec silent = spec(b -> b);
        Consumer<ObjectNode> newer = body -> {
            put(body, "/properties/kubernetesVersion", "'1.36'");
            put(body, "/properties/currentKubernetesVersion", "'1.36.1'");
            body.at("/properties/agentPoolProfiles").forEach(each -> {
                put((ObjectNode) each, "/orchestratorVersion", "'1.36'");
                put((ObjectNode) each, "/currentOrchestratorVersion", "'1.36.1'");
            });
        };
        cluster(
                "somebody upgraded, without a channel",
                silent,
                newer,
                "kubernetesVersion FORBIDDEN",
                "agentPoolProfiles/system/orchestratorVersion FORBIDDEN",
                "agentPoolProfiles/apps/orchestratorVersion FORBIDDEN");
        for (String channel : List.of("stable", "rapid", "patch")) {
            cluster(
                    "a channel that somebody set upgraded: " + channel,
                    silent,
                    newer.andThen(set("/properties/autoUpgradeProfile/upgradeChannel", "'" + channel + "'")));
        }
        for (String channel : List.of("none", "node-image")) {
            cluster(
                    "the channel does not move versions: " + channel,
                    silent,
                    newer.andThen(set("/properties/autoUpgradeProfile/upgradeChannel", "'" + channel + "'")),
                    "kubernetesVersion FORBIDDEN",
                    "agentPoolProfiles/system/orchestratorVersion FORBIDDEN",
                    "agentPoolProfiles/apps/orchestratorVersion FORBIDDEN");
        }
        cluster("a patch of its own came", silent, set("/properties/currentKubernetesVersion", "'1.35.9'"));
        cluster("a pool's patch is behind", silent, apps("/currentOrchestratorVersion", "'1.35.1'"));
        cluster(
                "the node image moved",
                silent,
                apps("/nodeImageVersion", "'AKSUbuntu-2204gen2containerd-202612.01.0'"));
        return cases.stream();
    }

    @TestFactory
    Stream<DynamicTest> counts() {
        String apps = "agentPoolProfiles/apps/";
        cluster("somebody scaled a fixed pool", spec(b -> b), apps("/count", "5"), apps + "count UPDATE");
        cluster(
                "somebody switched the autoscaler on",
                spec(b -> b),
                body -> {
                    put(pool(body, "apps"), "/enableAutoScaling", "true");
                    put(pool(body, "apps"), "/minCount", "1");
                    put(pool(body, "apps"), "/maxCount", "5");
                },
                apps + "enableAutoScaling UPDATE",
                apps + "minCount UPDATE",
                apps + "maxCount UPDATE");
        Consumer<ObjectNode> scales = body -> {
            put(pool(body, "apps"), "/enableAutoScaling", "true");
            put(pool(body, "apps"), "/minCount", "2");
            put(pool(body, "apps"), "/maxCount", "6");
        };
        cluster("the autoscaler added nodes", autoscaled(), scales.andThen(apps("/count", "6")));
        cluster("the autoscaler is at its least", autoscaled(), scales.andThen(apps("/count", "2")));
        cluster("more nodes than the limit", autoscaled(), scales.andThen(apps("/count", "9")), apps + "count UPDATE");
        cluster("no nodes at all", autoscaled(), scales.andThen(apps("/count", "0")), apps + "count UPDATE");
        cluster(
                "somebody moved the limits",
                autoscaled(),
                scales.andThen(apps("/maxCount", "20")).andThen(apps("/count", "4")),
                apps + "maxCount UPDATE");
        cluster(
                "somebody switched the autoscaler off",
                autoscaled(),
                apps("/count", "4"),
                apps + "enableAutoScaling UPDATE",
                apps + "minCount UPDATE",
                apps + "maxCount UPDATE");
        return cases.stream();
    }

    @TestFactory
    Stream<DynamicTest> spelling() {
        ClusterSpec zones = with(p -> p.zones(1, 2, 3));
        cluster("a region with a blank", spec(b -> b), set("/location", "'West Europe'"));
        cluster("a region in capitals", spec(b -> b), set("/location", "'WESTEUROPE'"));
        cluster("a tier in small letters", spec(b -> b), set("/sku/tier", "'standard'"));
        cluster("a size in small letters", spec(b -> b), apps("/vmSize", "'standard_d4ds_v5'"));
        cluster("pools in another order", spec(b -> b), body -> turn(body.at("/properties/agentPoolProfiles")));
        cluster("zones in another order", zones, apps("/availabilityZones", "['3','1','2']"));
        cluster("zones are gone", zones, body -> {}, "agentPoolProfiles/apps/availabilityZones ROTATE");
        ClusterSpec ranges = spec(b -> b.apiServer(a -> a.authorizedIpRanges("20.1.2.3/32", "20.1.2.4/32")));
        cluster(
                "ranges without their length, the other way round",
                ranges,
                set("/properties/apiServerAccessProfile/authorizedIPRanges", "['20.1.2.4','20.1.2.3']"));
        cluster(
                "one range more",
                ranges,
                set(
                        "/properties/apiServerAccessProfile/authorizedIPRanges",
                        "['20.1.2.4/32','20.1.2.3/32','9.9.9.9/32']"),
                "apiServerAccessProfile/authorizedIPRanges UPDATE");
        ClusterSpec policy = spec(b -> b.addons(a -> a.azurePolicy()));
        cluster("an add-on in other letters", policy, set("/properties/addonProfiles/azurePolicy", "{'enabled':true}"));
        cluster(
                "an add-on switched off",
                policy,
                set("/properties/addonProfiles/azurepolicy", "{'enabled':false}"),
                "addonProfiles/azurepolicy/enabled UPDATE");
        ClusterSpec labels = with(p -> p.label("Team", "A"));
        cluster(
                "a label in other letters is another label",
                labels,
                apps("/nodeLabels", "{'team':'A'}"),
                "agentPoolProfiles/apps/nodeLabels/Team UPDATE");
        cluster(
                "a label's value has case",
                labels,
                apps("/nodeLabels", "{'Team':'a'}"),
                "agentPoolProfiles/apps/nodeLabels/Team UPDATE");
        ClusterSpec tag = spec(b -> b.tag("Team", "A"));
        cluster("a tag's name has no case", tag, set("/tags/team", "'A'"));
        cluster("a tag's value has", tag, set("/tags/Team", "'a'"), "/tags/Team UPDATE");
        ClusterSpec taints = with(p -> p.taints("a=b:NoSchedule", "c=d:NoSchedule"));
        cluster("taints in another order", taints, apps("/nodeTaints", "['c=d:NoSchedule','a=b:NoSchedule']"));
        cluster(
                "a taint more than declared",
                taints,
                apps("/nodeTaints", "['c=d:NoSchedule','a=b:NoSchedule','e=f:NoSchedule']"),
                "agentPoolProfiles/apps/nodeTaints UPDATE");
        return cases.stream();
    }

    @TestFactory
    Stream<DynamicTest> undeclared() {
        ClusterSpec silent = spec(b -> b);
        String[][] live = {
            {"/tags/policy", "'P1'"},
            {"/identity/userAssignedIdentities/~1subscriptions~1s~1x", "{}"},
            {"/properties/addonProfiles/omsagent", "{'enabled':true,'config':{'a':'b'}}"},
            {"/properties/apiServerAccessProfile/authorizedIPRanges", "null"},
            {"/properties/apiServerAccessProfile/authorizedIPRanges", "['9.9.9.9/32']"},
            {"/properties/apiServerAccessProfile/enablePrivateCluster", "true"},
            {"/properties/disableLocalAccounts", "true"},
            {"/properties/networkProfile/podCidr", "'10.250.0.0/16'"},
            {"/properties/networkProfile/outboundType", "'managedNATGateway'"},
            {"/properties/networkProfile/networkPolicy", "'calico'"},
            {"/properties/autoScalerProfile/expander", "'priority'"},
            {"/properties/securityProfile/defender", "{'securityMonitoring':{'enabled':true}}"},
            {"/properties/supportPlan", "'AKSLongTermSupport'"},
            {"/properties/somethingNew", "{'of':'a later version'}"},
            {"/properties/nodeResourceGroup", "'nodes-of-another-tool'"},
            {"/properties/dnsPrefix", "'theirs'"},
        };
        for (String[] each : live) {
            cluster("nobody says " + each[0] + " " + each[1], silent, set(each[0], each[1]));
        }
        String[][] pools = {
            {"/maxPods", "30"},
            {"/osSKU", "'AzureLinux'"},
            {"/enableFIPS", "true"},
            {"/osDiskSizeGB", "128"},
            {"/upgradeSettings/maxSurge", "'33%'"},
            {
                "/vnetSubnetID",
                "'/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/n'"
            },
            {"/nodeLabels/by", "'az'"},
            {"/nodeTaints", "['by=az:NoSchedule']"},
            {"/tags/policy", "'P1'"},
            {"/scaleDownMode", "'Deallocate'"},
            {"/securityProfile/enableSecureBoot", "true"},
            {"/availabilityZones", "['1']"},
        };
        for (String[] each : pools) {
            cluster("nobody says of a pool " + each[0], silent, apps(each[0], each[1]));
        }
        cluster(
                "somebody's pool",
                silent,
                body -> ((ArrayNode) body.at("/properties/agentPoolProfiles"))
                        .add(pool(body, "apps").deepCopy().put("name", "theirs")));
        cluster(
                "a declared pool is gone",
                silent,
                body -> ((ArrayNode) body.at("/properties/agentPoolProfiles"))
                        .remove(
                                body.at("/properties/agentPoolProfiles")
                                                .get(0)
                                                .path("name")
                                                .asText()
                                                .equals("apps")
                                        ? 0
                                        : 1),
                "agentPoolProfiles/apps UPDATE");
        cluster(
                "somebody changed what is declared",
                with(p -> p.osSku(OsSku.UBUNTU)),
                apps("/osSKU", "'AzureLinux'"),
                "agentPoolProfiles/apps/osSKU UPDATE");
        cluster("somebody went to another tier", spec(b -> b), set("/sku/tier", "'Premium'"), "/sku/tier UPDATE");
        cluster(
                "a tier that nobody says",
                ClusterSpec.builder("shop", GROUP)
                        .kubernetesVersion("1.35")
                        .systemPool("system", p -> p.vmSize("Standard_D4ds_v5").count(3))
                        .build(),
                set("/sku/tier", "'" + Tier.PREMIUM.value() + "'"));
        return cases.stream();
    }

    /** Names of tags have no case in Azure; a policy that writes them otherwise takes nothing from us. */
    @Test
    @SuppressWarnings("unchecked") // the kind of a spec accepts it
    void ourMarkIsOursInOtherLetters() {
        ClusterSpec silent = spec(b -> b);
        ObjectNode live = cluster.deepCopy();
        live.withObjectProperty("tags").removeAll().put("AKS4J-Managed-By", "aks4j");

        assertThat(((ResourceKind<Spec>) (ResourceKind<?>) silent.kind()).owns(silent, Jackson.json(live)))
                .isTrue();
        assertThat(compare(silent, live).differences()).isEmpty();
        live.withObjectProperty("tags").removeAll().put("AKS4J-Managed-By", "terraform");
        assertThat(((ResourceKind<Spec>) (ResourceKind<?>) silent.kind()).owns(silent, Jackson.json(live)))
                .isFalse();
    }

    @TestFactory
    Stream<DynamicTest> networks() {
        VirtualNetworkSpec silent = vnet(b -> b);
        network("nothing happened", silent, body -> {});
        network("subnets in another order", silent, body -> turn(body.at("/properties/subnets")));
        network(
                "somebody's subnet",
                silent,
                body -> ((ArrayNode) body.at("/properties/subnets"))
                        .add(subnet(body, "nodes").deepCopy().put("name", "theirs")));
        network("somebody's subnet failed", silent, body -> {
            ObjectNode other = subnet(body, "nodes").deepCopy().put("name", "theirs");
            put(other, "/properties/provisioningState", "'Failed'");
            ((ArrayNode) body.at("/properties/subnets")).add(other);
        });
        network(
                "a subnet failed",
                silent,
                body -> put(subnet(body, "ingress"), "/properties/provisioningState", "'Failed'"),
                "subnets/ingress/properties/provisioningState UPDATE");
        network(
                "the network failed",
                silent,
                set("/properties/provisioningState", "'Failed'"),
                "provisioningState UPDATE");
        network(
                "a policy put a security group on a subnet",
                silent,
                body -> put(subnet(body, "nodes"), "/properties/networkSecurityGroup", "{'id':'/subscriptions/s/x'}"));
        network(
                "AKS put its routes on a subnet",
                silent,
                body -> put(subnet(body, "nodes"), "/properties/routeTable", "{'id':'/subscriptions/s/x'}"));
        network(
                "a delegation of others",
                silent,
                body -> put(
                        subnet(body, "nodes"),
                        "/properties/delegations",
                        "[{'name':'d','properties':{'serviceName':'Microsoft.Web/serverFarms'}}]"));
        network(
                "a subnet is gone",
                silent,
                body -> ((ArrayNode) body.at("/properties/subnets"))
                        .remove(
                                body.at("/properties/subnets")
                                                .get(0)
                                                .path("name")
                                                .asText()
                                                .equals("ingress")
                                        ? 0
                                        : 1),
                "subnets/ingress/properties/addressPrefix UPDATE");
        network(
                "endpoints in another order",
                vnet(b -> b.subnet(
                        "more", "10.20.9.0/24", s -> s.serviceEndpoints("Microsoft.Storage", "Microsoft.Sql"))),
                body -> {
                    ObjectNode more = subnet(body, "nodes").deepCopy().put("name", "more");
                    put(more, "/properties/addressPrefix", "'10.20.9.0/24'");
                    put(
                            more,
                            "/properties/serviceEndpoints",
                            "[{'service':'Microsoft.Sql','provisioningState':'Succeeded','locations':['*']},"
                                    + "{'service':'Microsoft.Storage','provisioningState':'Succeeded'}]");
                    ((ArrayNode) body.at("/properties/subnets")).add(more);
                });
        return cases.stream();
    }
}
