package dev.aks4j.simulated.azure.internal.containerservice;

import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.directory.DirectoryPrincipal;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.managedidentity.UserAssignedIdentity;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.time.Duration;
import java.util.Optional;

/**
 * Rights on what a cluster refers to: the caller must be allowed to use subnets and identities, and the cluster's own
 * identity must be allowed to join the subnets. The caller is refused at once; the cluster's identity is tried for
 * three minutes before the operation fails, because role assignments take their time.
 */
final class LinkedAccess {

    private static final String JOIN = "Microsoft.Network/virtualNetworks/subnets/join/action";
    private static final String ASSIGN = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action";
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(60);
    private static final int TRIES = 3;

    private final Cloud cloud;

    LinkedAccess(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Refuses a caller who may not use what the write refers to. */
    void requireCaller(ArmCall request, ClusterWrite write) {
        write.pools()
                .forEach(pool -> AzureJson.text(pool.desired(), "/vnetSubnetID")
                        .filter(id -> pool.touched()
                                && !cloud.access().allows(request.caller().objectId(), JOIN, id))
                        .ifPresent(id -> {
                            throw refuse(request, JOIN, id);
                        }));
        AzureJson.fields(write.envelope(), "/identity/userAssignedIdentities").stream()
                .map(java.util.Map.Entry::getKey)
                .filter(id -> !cloud.access().allows(request.caller().objectId(), ASSIGN, id))
                .findFirst()
                .ifPresent(id -> {
                    throw refuse(request, ASSIGN, id);
                });
    }

    private static ArmError refuse(ArmCall request, String action, String scope) {
        return ArmError.gateway(
                403,
                "LinkedAuthorizationFailed",
                message(
                        request.caller(),
                        "Microsoft.ContainerService/managedClusters/write",
                        request.path().resource(),
                        action,
                        scope));
    }

    private static String message(DirectoryPrincipal who, String has, String on, String lacks, String linked) {
        return "The client '" + who.clientId() + "' with object id '" + who.objectId()
                + "' has permission to perform action '" + has + "' on scope '" + on
                + "'; however, it does not have permission to perform action(s) '" + lacks
                + "' on the linked scope(s) '" + linked + "' (respectively) or the linked scope(s) are invalid.";
    }

    /** Fails the operation if the cluster's user-assigned identity still may not join its subnets. */
    void watch(ManagedCluster cluster, AzureOperation operation) {
        watch(cluster, operation, 1);
    }

    private void watch(ManagedCluster cluster, AzureOperation operation, int attempt) {
        cloud.time().after(BETWEEN_TRIES, () -> {
            Optional<String> refusal = operation.over() ? Optional.empty() : refusal(cluster);
            if (refusal.isPresent() && attempt < TRIES) {
                watch(cluster, operation, attempt + 1);
            } else {
                refusal.ifPresent(text -> operation.fail(cloud.now(), "LinkedAuthorizationFailed", text));
            }
        });
    }

    private Optional<String> refusal(ManagedCluster cluster) {
        for (String identityId : cluster.userAssignedIdentities()) {
            Optional<DirectoryPrincipal> principal = cloud.resources()
                    .find(UserAssignedIdentity.class, identityId)
                    .map(UserAssignedIdentity::principal);
            for (String subnet : cluster.subnetIds()) {
                if (principal.isPresent()
                        && !cloud.access().allows(principal.get().objectId(), JOIN, subnet)) {
                    return Optional.of(reconcileText(cluster, principal.get(), subnet));
                }
            }
        }
        return Optional.empty();
    }

    private static String reconcileText(ManagedCluster cluster, DirectoryPrincipal principal, String subnet) {
        String scaleSet = cluster.nodeResourceGroupId() + "/providers/Microsoft.Compute/virtualMachineScaleSets/aks-"
                + cluster.pools().get(0).name() + "-" + cluster.scaleSetDigits() + "-vmss";
        return "Reconcile VNet failed. Details: VNetReconciler retry failed: Category: ClientError; SubCode:"
                + " LinkedAuthorizationFailed; Dependency: Microsoft.Network; OrginalError:"
                + " Code=\"LinkedAuthorizationFailed\" Message=\""
                + message(principal, "Microsoft.Compute/virtualMachineScaleSets/write", scaleSet, JOIN, subnet)
                + "\"; AKSTeam: Networking, Retriable: false.";
    }
}
