package dev.aks4j.tests.agreement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One way to make a sketch another, lawful or not.
 *
 * @param name what it does
 * @param change how
 */
record Variation(String name, Consumer<Sketch> change) {

    static final List<Variation> ALL = all();

    /** What came with api-versions of 2026, and the rules of that year. */
    private static void newIn2026(Catalogue all) {
        String dns = "/localDNSProfile/";
        all.pool(
                "sandbox with FIPS",
                (p, v) -> {
                    p.more.put("/enableFIPS", true);
                    p.more.put("/workloadRuntime", v);
                },
                "KataVmIsolation");
        all.pool("confidential machines", (p, v) -> p.size = v, "Standard_DC4es_v6", "Standard_DC4as_v5");
        all.pool("artifact streaming", (p, v) -> p.alone.put("/artifactStreamingProfile/enabled", v), true);
        all.pool(
                "artifact streaming on",
                (p, v) -> {
                    p.alone.put("/artifactStreamingProfile/enabled", true);
                    p.osSku = v;
                    p.trustedLaunch = v.equals("AzureContainerLinux");
                },
                "AzureLinux",
                "AzureContainerLinux");
        all.pool("local DNS", (p, v) -> p.more.put(dns + "mode", v), "Required", "Disabled");
        all.pool(
                "local DNS of the root",
                (p, v) -> p.more.put(dns + "vnetDNSOverrides", Map.of(".", Map.of("forwardDestination", v))),
                "ClusterCoreDNS",
                "VnetDNS");
        all.pool(
                "local DNS of the cluster",
                (p, v) ->
                        p.more.put(dns + "kubeDNSOverrides", Map.of("cluster.local", Map.of("forwardDestination", v))),
                "ClusterCoreDNS",
                "VnetDNS");
        all.cluster(
                "transit encryption",
                (s, v) -> s.more.put(
                        "/networkProfile/advancedNetworking",
                        Map.of(
                                "enabled",
                                true,
                                "security",
                                Map.of("enabled", true, "transitEncryption", Map.of("type", v)))),
                "None");
        String telemetry = "/azureMonitorProfile/appMonitoring/";
        all.cluster(
                "ports of telemetry",
                (s, v) -> {
                    s.more.put(telemetry + "openTelemetryMetrics/enabled", true);
                    s.more.put(telemetry + "openTelemetryMetrics/httpPort", v);
                },
                28333,
                28334,
                0,
                65536);
        all.add("mesh and gateway", s -> {
            s.more.put("/serviceMeshProfile/mode", "Istio");
            s.more.put("/ingressProfile/webAppRouting/enabled", true);
            s.more.put("/ingressProfile/webAppRouting/gatewayAPIImplementations/appRoutingIstio/mode", "Enabled");
        });
        all.cluster(
                "mesh revision",
                (s, v) -> {
                    s.more.put("/serviceMeshProfile/mode", "Istio");
                    s.more.put("/serviceMeshProfile/istio/revisions", List.of(v));
                },
                "asm-1-30",
                "asm-1-27",
                "asm-1-20");
        all.cluster(
                "encryption of objects",
                (s, v) -> s.more.put(
                        "/securityProfile/kubernetesResourceObjectEncryptionProfile/infrastructureEncryption", v),
                "Enabled");
        all.cluster("gating", (s, v) -> s.more.put("/securityProfile/defender/securityGating/enabled", v), true);
        all.add("block", s -> s.more.put("/networkProfile/outboundType", "block"));
    }

    private static List<Variation> all() {
        Catalogue all = new Catalogue();
        all.cluster(
                "name",
                (s, v) -> s.name = v,
                "shop%d-",
                "shop_%d",
                "-shop%d",
                "my%dwindows",
                "login%d",
                "xbox%d",
                "s.%d");
        all.cluster("dnsPrefix", (s, v) -> s.dnsPrefix = v, "-a", "a-", "a", "a".repeat(54), "a".repeat(55), "a_b");
        all.cluster(
                "version", (s, v) -> s.version = v, "1.37", "1.36", "1.34", "1.33", "1.29", "1.35.2", "1", "one", null);
        all.cluster("tier", (s, v) -> s.tier = v, "Free", "Premium");
        all.add("long-term support", s -> s.longTermSupport = true);
        all.add("premium with long-term support", s -> {
            s.tier = "Premium";
            s.longTermSupport = true;
        });
        all.cluster("model", (s, v) -> s.model = v, Sketch.Model.values());
        all.cluster("policy", (s, v) -> s.policy = v, "none", "azure", "calico", "cilium");
        all.cluster(
                "podCidr",
                (s, v) -> s.podCidr = v,
                "10.245.0.0/16",
                "10.244.0.0/22",
                "172.30.0.0/17",
                "10.244.0.0/33",
                "10.0.0.0/15",
                "10.20.128.0/17",
                "not a range",
                "10.244.0.1/16");
        all.cluster(
                "serviceCidr",
                (s, v) -> s.serviceCidr = v,
                "10.1.0.0/16",
                "10.0.0.0/11",
                "10.0.0.0/12",
                "10.244.128.0/20",
                "10.20.0.0/24",
                "192.0.2.0/25",
                "169.254.1.0/24",
                "10.1.0.0/29");
        all.cluster(
                "dnsServiceIP",
                (s, v) -> s.dnsServiceIp = v,
                "10.0.0.10",
                "10.0.0.1",
                "10.1.0.10",
                "10.0.0.0",
                "10.0.255.255",
                "dns");
        all.add("services with their DNS address", s -> {
            s.serviceCidr = "10.1.0.0/16";
            s.dnsServiceIp = "10.1.0.10";
        });
        all.cluster(
                "outbound",
                (s, v) -> s.outbound = v,
                "loadBalancer",
                "managedNATGateway",
                "userAssignedNATGateway",
                "userDefinedRouting");
        all.cluster("managed addresses", (s, v) -> s.managedIps = v, 1, 100, 0, 101);
        all.cluster("ports", (s, v) -> s.ports = v, 0, 8000, 8001, 64000, 64008);
        all.cluster("idle", (s, v) -> s.idleMinutes = v, 3, 4, 100, 101, 120, 121);
        all.cluster("subnet", (s, v) -> s.subnet = v, "nodes", "small", "natted", "routed");
        all.add("Windows login", s -> s.windowsLogin = true);
        all.cluster("issuer", (s, v) -> s.oidcIssuer = v, true, false);
        all.add("workload identity", s -> s.workloadIdentity = true);
        all.add("Entra", s -> s.entra = true);
        all.add("Azure RBAC", s -> s.azureRbac = s.entra = true);
        all.add("no local accounts", s -> s.localAccountsDisabled = true);
        all.cluster(
                "authorized ranges",
                (s, v) -> s.authorizedRanges = List.of(v),
                "20.1.2.0/24",
                "20.1.2.3",
                "10.0.0.0/8",
                "0.0.0.0/32",
                "nowhere",
                "100.64.0.0/16",
                "0.0.0.0/0");
        all.add("too many authorized ranges", s -> s.authorizedRanges = ranges(201));
        all.add("many authorized ranges", s -> s.authorizedRanges = ranges(200));
        all.add("private", s -> s.privateCluster = true);
        all.add("no user pool", s -> s.pools.remove(1));
        all.add("no system pool", s -> s.pools.remove(0));
        all.add("user pool first", s -> s.pools.add(s.pools.remove(0)));
        all.add("two pools of one name", s -> s.pools.add(new SketchedPool("apps")));
        all.add("third pool", s -> s.pools.add(new SketchedPool("third")));
        pools(all);
        return List.copyOf(all.variations);
    }

    private static void pools(Catalogue all) {
        all.pool("name", (p, v) -> p.name = v, "Apps", "a".repeat(12), "a".repeat(13), "1apps", "my-apps", "appswin");
        all.pool(
                "size",
                (p, v) -> p.size = v,
                "Standard_D2s_v5",
                "Standard_DS1_v2",
                "Standard_B1s",
                "Standard_B2s",
                "Standard_A2_v2",
                "Standard_D4ps_v5",
                "Standard_NC4as_T4_v3");
        all.pool("count", (p, v) -> p.count = v, 0, 1, 200, 400, 900, 1000, 1001, -1);
        all.pool(
                "autoscale",
                (p, v) -> p.scale(v[0], v[1]),
                new int[] {1, 5},
                new int[] {0, 3},
                new int[] {5, 2},
                new int[] {1, 1000},
                new int[] {1, 1001},
                new int[] {2, 2},
                new int[] {0, 0});
        all.pool(
                "count beside limits",
                (p, v) -> {
                    p.scale(2, 5);
                    p.count = v;
                },
                1,
                2,
                5,
                6);
        all.pool("spot", (p, v) -> p.spot = v, true);
        all.pool("price", (p, v) -> p.price = new BigDecimal(v), "-1", "0", "0.5", "0.123456", "-2");
        all.pool(
                "spot for",
                (p, v) -> {
                    p.spot = true;
                    p.price = new BigDecimal(v);
                },
                "-1",
                "0",
                "0.5",
                "0.123456",
                "0.12345",
                "-2");
        all.pool(
                "maxSurge",
                (p, v) -> p.surge = v,
                "10%",
                "1",
                "33%",
                "100%",
                "101%",
                "0",
                "0%",
                "1001",
                "few",
                "-1",
                "1.5");
        all.pool("maxUnavailable", (p, v) -> p.unavailable = v, "1", "0", "25%", "101%", "some");
        all.pool(
                "unavailable instead of surge",
                (p, v) -> {
                    p.surge = "0";
                    p.unavailable = v;
                },
                "1",
                "0",
                "25%");
        all.pool("drain", (p, v) -> p.drainMinutes = v, 0, 1, 1440, 1441);
        all.pool("soak", (p, v) -> p.soakMinutes = v, 0, 30, 31);
        all.pool("maxPods", (p, v) -> p.maxPods = v, 9, 10, 29, 30, 110, 250, 251);
        all.pool(
                "maxPods of one node",
                (p, v) -> {
                    p.maxPods = v;
                    p.count = 1;
                },
                20,
                30);
        all.pool(
                "osSKU",
                (p, v) -> p.osSku = v,
                "Ubuntu",
                "Ubuntu2204",
                "Ubuntu2404",
                "AzureLinux",
                "AzureLinux3",
                "AzureLinuxOSGuard",
                "AzureContainerLinux",
                "Flatcar",
                "Mariner",
                "Windows2019",
                "Windows2022",
                "Windows2025",
                "WindowsAnnual");
        all.pool("FIPS", (p, v) -> p.fips = v, true);
        newIn2026(all);
        all.pool("trusted launch", (p, v) -> p.trustedLaunch = v, true);
        all.pool(
                "trusted",
                (p, v) -> {
                    p.osSku = v;
                    p.trustedLaunch = true;
                },
                "AzureLinuxOSGuard",
                "AzureContainerLinux");
        all.pool(
                "label",
                (p, v) -> p.labels.put(v, "x"),
                "team",
                "example.com/team",
                "kubernetes.azure.com/team",
                "kubernetes.io/team",
                "node.kubernetes.io/team",
                "kubelet.kubernetes.io/a",
                "a/b/c",
                "-team",
                "A.com/x",
                "n".repeat(64),
                "my.kubernetes.azure.com/x",
                "x.k8s.io/y");
        all.pool("label value", (p, v) -> p.labels.put("team", v), "", "a b", "v".repeat(63), "v".repeat(64), "-");
        all.pool(
                "taint",
                (p, v) -> p.taints = List.of(v),
                "a=b:NoSchedule",
                "a:NoExecute",
                "a=b:PreferNoSchedule",
                "a=b:Never",
                "a=b",
                "CriticalAddonsOnly=true:NoSchedule",
                "=b:NoSchedule",
                "a=:NoSchedule");
        all.pool("zones", (p, v) -> p.zones = v, List.of(1, 2, 3), List.of(2), List.of(4));
        all.pool("version", (p, v) -> p.version = v, "1.35", "1.34", "1.31", "1.36", "1.35.1", "new");
        all.pool("disk", (p, v) -> p.diskGib = v, 0, 29, 30, 2048, 2049);
        all.add("Windows pool", s -> {
            s.windowsLogin = true;
            s.pools.get(s.pools.size() - 1).osSku = "Windows2022";
        });
    }

    private static List<String> ranges(int number) {
        List<String> ranges = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            ranges.add("20.1." + i + ".0/24");
        }
        return ranges;
    }

    private static final class Catalogue {

        private final List<Variation> variations = new ArrayList<>();

        void add(String name, Consumer<Sketch> change) {
            variations.add(new Variation(name, change));
        }

        @SafeVarargs
        final <V> void cluster(String name, BiConsumer<Sketch, V> change, V... values) {
            for (V value : values) {
                add(name + " " + value, sketch -> change.accept(sketch, value));
            }
        }

        @SafeVarargs
        final <V> void pool(String name, BiConsumer<SketchedPool, V> change, V... values) {
            for (V value : values) {
                String text = value instanceof int[] pair ? pair[0] + " to " + pair[1] : String.valueOf(value);
                add("first pool's " + name + " " + text, sketch -> change.accept(sketch.pools.get(0), value));
                add(
                        "last pool's " + name + " " + text,
                        sketch -> change.accept(sketch.pools.get(sketch.pools.size() - 1), value));
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
