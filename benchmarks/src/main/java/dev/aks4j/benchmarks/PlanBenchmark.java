package dev.aks4j.benchmarks;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.IpPlan;
import dev.aks4j.network.IpPlanBuilder;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.network.resource.NetworkSecurityGroupSpec;
import dev.aks4j.network.resource.NextHop;
import dev.aks4j.network.resource.RouteTableSpec;
import dev.aks4j.testkit.SimulatedAzure;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * How long it takes to compute a plan of 1,000 resources, reads from the simulator in the process included, and a plan of
 * addresses over 1,000 subnets and 200 clusters.
 */
final class PlanBenchmark {

    private static final int ROUNDS = 9;
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-net", Region.WEST_EUROPE);

    private PlanBenchmark() {}

    static void run(Report report) {
        report.heading("9. Plans of many resources and of many addresses");
        addresses(report);
        resources(report);
    }

    private static void resources(Report report) {
        List<List<String>> rows = new ArrayList<>();
        double[] medians = new double[2];
        try (SimulatedAzure azure = SimulatedAzure.create();
                Aks aks = Aks.builder(azure.subscriptionId())
                        .credential(
                                AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                        .transport(azure.transport())
                        .build()) {
            int at = 0;
            for (int networks : List.of(83, 333)) {
                Spec[] specs = networks(networks);
                medians[at] =
                        median(System::nanoTime, () -> aks.plan(specs).entries().size());
                rows.add(List.of(String.valueOf(specs.length), milliseconds(medians[at])));
                at++;
            }
        }
        report.table(List.of("resources", "plan, median of " + ROUNDS), rows);
        report.text("Four times the resources take %.1f times as long.", medians[1] / medians[0]);
        report.targets(new Report.Target("grows no faster than n log n (4.9 times)", medians[1] / medians[0] <= 4.9));
    }

    /** Networks, each with a security group and a route table. */
    private static Spec[] networks(int count) {
        List<Spec> specs = new ArrayList<>(List.of(GROUP));
        for (int i = 0; i < count; i++) {
            NetworkSecurityGroupSpec security = NetworkSecurityGroupSpec.builder("nsg" + i, GROUP)
                    .inbound("web", 200, rule -> rule.tcp("443").from("Internet"))
                    .build();
            RouteTableSpec routes = RouteTableSpec.builder("rt" + i, GROUP)
                    .route("all", "0.0.0.0/0", NextHop.appliance("10.0.0.4"))
                    .build();
            specs.addAll(List.of(security, routes, network(i, 3, security, routes)));
        }
        return specs.toArray(Spec[]::new);
    }

    private static VirtualNetworkSpec network(
            int i, int subnets, NetworkSecurityGroupSpec security, RouteTableSpec routes) {
        String base = (10 + i / 256) + "." + i % 256 + ".";
        VirtualNetworkSpec.Builder network =
                VirtualNetworkSpec.builder("vnet" + i, GROUP).addressSpace(base + "0.0/16");
        for (int s = 0; s < subnets; s++) {
            network.subnet("s" + s, base + s * 4 + ".0/22", subnet -> {
                if (security != null) {
                    subnet.networkSecurityGroup(security).routeTable(routes);
                }
            });
        }
        return network.build();
    }

    private static void addresses(Report report) {
        List<List<String>> rows = new ArrayList<>();
        double[] medians = new double[2];
        int at = 0;
        for (int clusters : List.of(50, 200)) {
            List<VirtualNetworkSpec> networks = IntStream.range(0, clusters)
                    .mapToObj(i -> network(i, 5, null, null))
                    .toList();
            List<ClusterSpec> all = IntStream.range(0, clusters)
                    .mapToObj(i -> cluster(i, networks.get(i)))
                    .toList();
            medians[at] = median(PlanBenchmark::cpu, () -> {
                IpPlanBuilder plan = IpPlan.builder();
                networks.forEach(plan::network);
                all.forEach(plan::cluster);
                return plan.build().ranges().size();
            });
            rows.add(List.of(String.valueOf(clusters * 5), String.valueOf(clusters), milliseconds(medians[at])));
            at++;
        }
        report.table(List.of("subnets", "clusters", "IpPlan, warm, processor time, median of " + ROUNDS), rows);
        report.text("Four times as much takes %.1f times as long.", medians[1] / medians[0]);
        report.targets(
                new Report.Target("1,000 subnets and 200 clusters in at most 20 ms", medians[1] <= 20),
                new Report.Target("grows no faster than n log n (4.9 times)", medians[1] / medians[0] <= 4.9));
    }

    private static ClusterSpec cluster(int i, VirtualNetworkSpec network) {
        return ClusterSpec.builder("cluster" + i, GROUP)
                .identity(ControlPlaneIdentity.create())
                .network(CniOverlay.builder()
                        .nodeSubnet(network.subnet("s0"))
                        .serviceCidr("172.20.0.0/16")
                        .podCidr("192.168.0.0/16")
                        .build())
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .userPool("apps", pool -> pool.vmSize("Standard_D4ds_v5").autoscale(1, 40))
                .build();
    }

    /** Something whose result is used, so that it is not left out. */
    private interface Work {
        int result();
    }

    /** The time of this thread on a processor: what is computed by it alone does not wait for a busy machine. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double median(LongSupplier clock, Work work) {
        int sum = 0;
        for (int warm = 0; warm < ROUNDS * 2; warm++) {
            sum += work.result();
        }
        double[] took = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long begin = clock.getAsLong();
            sum += work.result();
            took[round] = (clock.getAsLong() - begin) / 1e6;
        }
        if (sum == 0) {
            throw new IllegalStateException("nothing was computed");
        }
        Arrays.sort(took);
        return took[ROUNDS / 2];
    }

    private static String milliseconds(double value) {
        return String.format(Locale.ROOT, "%.1f ms", value);
    }
}
