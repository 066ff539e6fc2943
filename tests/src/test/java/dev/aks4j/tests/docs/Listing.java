package dev.aks4j.tests.docs;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.ledger.FileLedger;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.Dataplane;
import dev.aks4j.network.Outbound;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.storage.DiskClass;
import dev.aks4j.storage.DiskSku;
import dev.aks4j.storage.StorageClassSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;

/** The README's listings, where the compiler sees them; {@link ReadmeTest} compares the two. */
final class Listing {

    private Listing() {}

    // Laid out by hand, for readers.
    // spotless:off

    static void define(String subscriptionId, String platformTeam) {
        // listing: define
        ResourceGroupSpec group = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);

        VirtualNetworkSpec vnet = VirtualNetworkSpec.builder("vnet-shop", group)          // aks-network
            .addressSpace("10.20.0.0/16")
            .subnet("nodes", "10.20.0.0/22")
            .subnet("ingress", "10.20.8.0/24")
            .build();

        ClusterSpec cluster = ClusterSpec.builder("shop", group)                          // aks-core
            .kubernetesVersion("1.35")
            .tier(Tier.STANDARD)
            .network(CniOverlay.builder()
                .nodeSubnet(vnet.subnet("nodes"))
                .podCidr("10.244.0.0/16")
                .dataplane(Dataplane.CILIUM)
                .outbound(Outbound.loadBalancer(lb -> lb.managedIps(2)))
                .build())
            .identity(ControlPlaneIdentity.create())                                      // aks-identity
            .access(EntraAccess.builder().adminGroup(platformTeam).azureRbac().disableLocalAccounts().build())
            .workloadIdentity()
            .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3).zones(1, 2, 3))
            .userPool("apps", pool -> pool.vmSize("Standard_D8ds_v5").autoscale(2, 40).zones(1, 2, 3))
            .userPool("batch", pool -> pool.vmSize("Standard_D16ds_v5").autoscale(0, 100).spot())
            .build();                                        // InvalidSpecException carries every Problem

        StorageClassSpec fast = DiskClass.builder("fast-zrs").sku(DiskSku.PREMIUM_ZRS).build();  // aks-storage

        try (Ledger ledger = FileLedger.open(Path.of("shop.ledger"));                     // outlives this process
             Aks aks = Aks.builder(subscriptionId).credential(AksCredential.standard()).ledger(ledger).build()) {

            RoleAssignmentSpec enter = RoleAssignmentSpec.of(               // Azure RBAC lets in who has a role, owners too
                BuiltInRole.AKS_RBAC_CLUSTER_ADMIN, cluster.id(), Principal.of(aks.caller()));

            Plan plan = aks.plan(group, vnet, cluster, enter, fast.on(cluster));   // reads, compares, sends no write
            System.out.println(plan);                                       // what, why, in which order, IP plan

            Run run = plan.apply();                                         // parallel where Azure allows it
            run.onProgress(System.out::println);
            run.await(Duration.ofMinutes(60));

            try (KubernetesClient k8s = aks.kubernetes().client(cluster.id().inSubscription(subscriptionId), Duration.ofMinutes(1))) {
                System.out.println(k8s.nodes().list().getItems().size() + " nodes");
            }
        }
        // listing: end
    }

    static void resume(String subscriptionId) {
        // listing: resume
        try (Ledger ledger = FileLedger.open(Path.of("shop.ledger"));
             Aks aks = Aks.builder(subscriptionId).ledger(ledger).build()) {
            aks.runs().resumeInterrupted().forEach(run -> System.out.println(run.awaitEnd(Duration.ofMinutes(60))));
        }
        // listing: end
    }

    // spotless:on
}
