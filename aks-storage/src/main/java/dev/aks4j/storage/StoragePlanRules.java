package dev.aks4j.storage;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** The rules of storage classes that need the cluster or the cluster's other classes. */
final class StoragePlanRules {

    static final Rule<ClassCase> DRIVER_ON = Rule.<ClassCase>error(
                    "AKS-STO-110", "The driver of a storage class is switched on in the cluster.")
            .prevents(AzureError.happens("The claims of the class would stay Pending: nobody makes their volumes"))
            .source("AKS docs, csi-storage-drivers and azure-blob-csi, 2026-08")
            .check((it, findings) -> it.cluster().ifPresent(cluster -> {
                Driver driver = it.storageClass().driver();
                boolean on = cluster.property(driver.pointer()).asBoolean(driver.isOnByDefault());
                if (!on) {
                    findings.report(
                            it.path(),
                            driver.provisioner(),
                            "is not switched on in cluster " + cluster.name(),
                            "Switch the driver on in the cluster, for example with raw(\"" + driver.pointer()
                                    + "\", true).");
                }
            }));

    static final Rule<ClassCase> ULTRA_POOL = Rule.<ClassCase>error(
                    "AKS-STO-111", "A class of Ultra disks needs a pool in zones with Ultra SSD switched on.")
            .prevents(AzureError.happens("The volume would be made, and Azure refuse to attach it"))
            .source("AKS docs, use-ultra-disks, 2025-10")
            .check((it, findings) -> it.cluster()
                    .filter(cluster -> it.storageClass().sku().equals(DiskSku.ULTRA.toString()))
                    .filter(cluster -> cluster.pools().stream()
                            .noneMatch(pool -> pool.property("/enableUltraSSD").asBoolean(false)
                                    && !pool.zones().isEmpty()))
                    .ifPresent(cluster -> findings.report(
                            it.path() + ".skuName",
                            it.storageClass().sku(),
                            "has no pool in cluster " + cluster.name() + " that could attach it",
                            "Add a pool with zones and Ultra SSD, or use DiskSku.PREMIUM_V2.")));

    static final Rule<ClassCase> ONE_DEFAULT = Rule.<ClassCase>error(
                    "AKS-STO-112", "One storage class of a cluster at most is the default.")
            .prevents(AzureError.happens("Kubernetes would take the newest of the defaults, without a word"))
            .source("Kubernetes docs, storage classes, 1.35")
            .check((it, findings) -> {
                List<StorageClassSpec> defaults = it.neighbours().stream()
                        .filter(StorageClassSpec::isDefault)
                        .toList();
                if (it.storageClass().isDefault() && defaults.indexOf(it.storageClass()) > 0) {
                    findings.report(
                            it.path() + ".asDefault",
                            true,
                            "is set beside " + defaults.get(0),
                            "Keep asDefault() on one class.");
                }
            });

    static final Rule<ClassCase> NFS_SUBNETS = Rule.<ClassCase>warning(
                    "AKS-STO-113",
                    "A class of NFS volumes names the subnets that the driver puts a service endpoint on, or has a private"
                            + " endpoint: else the driver writes every subnet of the network, for which it needs the right.")
            .prevents(AzureError.happens(
                    "The driver would answer Internal where it may not write a subnet, and the claim stay Pending"))
            .source("azurefile and blob CSI drivers, updateSubnetServiceEndpoints, 2026-08")
            .check((it, findings) -> {
                StorageClassSpec storage = it.storageClass();
                boolean nfs = storage.driver() == Driver.FILE && FileRules.isNfs(storage)
                        || storage.driver() == Driver.BLOB && BlobRules.isNfs(storage);
                boolean endpoint = storage.said("networkEndpointType")
                        .filter("privateEndpoint"::equalsIgnoreCase)
                        .isPresent();
                boolean ownNetwork = it.cluster()
                        .filter(cluster -> cluster.features().stream()
                                .flatMap(feature -> feature.requires().stream())
                                .anyMatch(
                                        id -> id.type().equalsIgnoreCase("Microsoft.Network/virtualNetworks/subnets")))
                        .isPresent();
                if (nfs && !endpoint && ownNetwork && storage.said("subnetName").isEmpty()) {
                    findings.report(
                            it.path() + ".subnetName",
                            "none",
                            "is said for NFS in a network of yours, so the driver writes each of its subnets",
                            "Name the nodes' subnet with network(group, network, subnet), or use privateEndpoint().");
                }
            });

    static final Rule<ClassCase> PRIVATE_ENDPOINTS = Rule.<ClassCase>warning(
                    "AKS-STO-114",
                    "A class with private endpoints needs the right to make them where the virtual network lies: in a network of"
                            + " yours the cluster's identity has it by a role assignment only.")
            .prevents(AzureError.happens(
                    "The driver would answer Internal with Azure's AuthorizationFailed, and the claim stay Pending"))
            .source("azurefile and blob CSI drivers, createPrivateEndpoint, 2026-08")
            .check((it, findings) -> {
                StorageClassSpec storage = it.storageClass();
                boolean endpoint = storage.said("networkEndpointType")
                        .filter("privateEndpoint"::equalsIgnoreCase)
                        .isPresent();
                boolean own = it.cluster()
                        .filter(cluster -> cluster.features().stream()
                                .flatMap(feature -> feature.requires().stream())
                                .anyMatch(
                                        id -> id.type().equalsIgnoreCase("Microsoft.Network/virtualNetworks/subnets")))
                        .isPresent();
                boolean granted = it.cluster().stream()
                        .flatMap(cluster -> cluster.features().stream())
                        .flatMap(feature -> feature.requiredRoles().stream())
                        .anyMatch(role -> role.role().equals(StorageAccess.NETWORK_CONTRIBUTOR)
                                && !role.scope().type().startsWith("Microsoft.Network/"));
                if (endpoint && own && !granted) {
                    findings.report(
                            it.path() + ".networkEndpointType",
                            "privateEndpoint",
                            "is set in a network of yours, and this plan gives the cluster no right to make endpoints there",
                            "Add StorageAccess.builder().privateEndpoints(group) to the cluster, unless the right is given elsewhere.");
                }
            });

    static final List<Rule<ClassCase>> CLASSES =
            List.of(DRIVER_ON, ULTRA_POOL, ONE_DEFAULT, NFS_SUBNETS, PRIVATE_ENDPOINTS);

    private StoragePlanRules() {}
}
