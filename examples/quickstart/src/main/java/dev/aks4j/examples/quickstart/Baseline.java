package dev.aks4j.examples.quickstart;

import dev.aks4j.core.auth.Caller;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.Dataplane;
import dev.aks4j.network.LoadBalancerService;
import dev.aks4j.network.Outbound;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.storage.DiskClass;
import dev.aks4j.storage.DiskSku;
import java.util.List;
import java.util.Optional;

/**
 * The AKS baseline environment: a virtual network, a cluster on Azure CNI Overlay with Cilium, its identity with the
 * right to join its subnets, three node pools, Entra ID with Azure RBAC and the caller as administrator, a storage class,
 * and an internal load balancer.
 *
 * @param cluster the cluster
 * @param specs everything, in no particular order: the plan finds it
 */
record Baseline(ClusterSpec cluster, List<Spec> specs) {

    static Baseline define(
            String name, Region region, String kubernetesVersion, Optional<String> adminGroup, Caller caller) {
        EntraAccess.Builder access = EntraAccess.builder().azureRbac().disableLocalAccounts();
        adminGroup.ifPresent(access::adminGroup);

        ResourceGroupSpec group = ResourceGroupSpec.of("rg-" + name, region);

        VirtualNetworkSpec vnet = VirtualNetworkSpec.builder("vnet-" + name, group)
                .addressSpace("10.20.0.0/16")
                .subnet("nodes", "10.20.0.0/22")
                .subnet("ingress", "10.20.8.0/24")
                .build();

        ClusterSpec cluster = ClusterSpec.builder(name, group)
                .kubernetesVersion(kubernetesVersion)
                .tier(Tier.STANDARD)
                .network(CniOverlay.builder()
                        .nodeSubnet(vnet.subnet("nodes"))
                        .loadBalancerSubnet(vnet.subnet("ingress"))
                        .podCidr("10.244.0.0/16")
                        .dataplane(Dataplane.CILIUM)
                        .outbound(Outbound.loadBalancer(lb -> lb.managedIps(2)))
                        .build())
                .identity(ControlPlaneIdentity.create())
                .access(access.build())
                .workloadIdentity()
                .systemPool(
                        "system",
                        pool -> pool.vmSize("Standard_D4ds_v5").count(3).zones(1, 2, 3))
                .userPool(
                        "apps",
                        pool -> pool.vmSize("Standard_D8ds_v5").autoscale(2, 40).zones(1, 2, 3))
                .userPool(
                        "batch",
                        pool -> pool.vmSize("Standard_D16ds_v5")
                                .autoscale(0, 100)
                                .spot())
                .build();

        Spec administrator =
                RoleAssignmentSpec.of(BuiltInRole.AKS_RBAC_CLUSTER_ADMIN, cluster.id(), Principal.of(caller));
        Spec fast =
                DiskClass.builder("fast-zrs").sku(DiskSku.PREMIUM_ZRS).build().on(cluster);
        Spec web = LoadBalancerService.internal("web", "default")
                .subnet(vnet.subnet("ingress"))
                .port(80, 8080)
                .selector("app", "web")
                .build()
                .on(cluster);
        return new Baseline(cluster, List.of(group, vnet, cluster, administrator, fast, web));
    }
}
