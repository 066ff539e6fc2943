package dev.aks4j.tests.run;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.storage.DiskClass;
import dev.aks4j.storage.DiskSku;
import dev.aks4j.testkit.SimulatedAzure;
import java.util.List;

/** The AKS baseline environment of the design. */
public final class BaselineSpecs {

    final ResourceGroupSpec group = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    final VirtualNetworkSpec vnet = VirtualNetworkSpec.builder("vnet-shop", group)
            .addressSpace("10.20.0.0/16")
            .subnet("nodes", "10.20.0.0/22")
            .subnet("ingress", "10.20.8.0/24")
            .build();
    public final ClusterSpec cluster = cluster("1.35");

    /** Returns where the group is. */
    public ResourceId group() {
        return group.id();
    }

    /** Returns where the network is. */
    public ResourceId network() {
        return vnet.id();
    }

    ClusterSpec cluster(String version) {
        return cluster(version, 3);
    }

    public ClusterSpec cluster(String version, int systemNodes) {
        return ClusterSpec.builder("shop", group)
                .kubernetesVersion(version)
                .tier(Tier.STANDARD)
                .network(CniOverlay.builder()
                        .nodeSubnet(vnet.subnet("nodes"))
                        .podCidr("10.244.0.0/16")
                        .build())
                .access(EntraAccess.builder()
                        .adminGroup("7f1d0000-0000-0000-0000-000000000001")
                        .azureRbac()
                        .disableLocalAccounts()
                        .build())
                .identity(ControlPlaneIdentity.create())
                .systemPool(
                        "system",
                        pool -> pool.vmSize("Standard_D4ds_v5")
                                .count(systemNodes)
                                .zones(1, 2, 3))
                .userPool("apps", pool -> pool.vmSize("Standard_D8ds_v5").autoscale(2, 40))
                .build();
    }

    /** The environment with what lives inside the cluster: a storage class, and the caller's right to put it there. */
    public List<Spec> specs(Aks aks) {
        RoleAssignmentSpec right =
                RoleAssignmentSpec.of(BuiltInRole.AKS_RBAC_CLUSTER_ADMIN, cluster.id(), Principal.of(aks.caller()));
        return List.of(
                group,
                vnet,
                cluster,
                right,
                DiskClass.builder("fast-zrs").sku(DiskSku.PREMIUM_ZRS).build().on(cluster));
    }

    /** Returns a client whose ledger is this one. */
    public static Aks client(SimulatedAzure azure, Ledger ledger) {
        return Aks.builder(azure.subscriptionId())
                .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                .transport(azure.transport())
                .ledger(ledger)
                .build();
    }
}
