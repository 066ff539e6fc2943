package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.KubernetesException;
import dev.aks4j.core.plan.run.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What to do about a failure, where its code tells: what a plan says of the same when it can know it beforehand, and what
 * only Azure can know. Sources: the troubleshooting pages of AKS and of Azure Resource Manager, 2026.
 */
public final class Remedy {

    /** Said of a refusal by the API of a cluster, by plans and by runs. */
    public static final String RIGHTS_IN_CLUSTER =
            "Give the caller the right to read it: the role Azure Kubernetes Service Cluster User on the cluster,"
                    + " and on a cluster with Azure RBAC one of its RBAC roles.";

    private static final Map<String, String> KNOWN = new LinkedHashMap<>();

    static {
        String quota =
                "Have the quota raised (https://learn.microsoft.com/azure/quotas/per-vm-quota-requests), or choose"
                        + " fewer nodes, smaller sizes, another VM family or another region.";
        KNOWN.put("ErrCode_InsufficientVCPUQuota", quota);
        KNOWN.put("InsufficientVCPUQuota", quota);
        KNOWN.put("QuotaExceeded", quota);
        String room =
                "Azure has no machines of this size free there. Try again later, or choose another size, other zones"
                        + " or another region.";
        KNOWN.put("ZonalAllocationFailed", room);
        KNOWN.put("OverconstrainedAllocationRequest", room);
        KNOWN.put("AllocationFailed", room);
        KNOWN.put(
                "SkuNotAvailable",
                "Choose another size, other zones or another region: this subscription cannot use it.");
        KNOWN.put(
                "LinkedAuthorizationFailed",
                "Give the caller the missing right on the resource that the request refers to; the message names both.");
        KNOWN.put("AuthorizationFailed", "Give the caller the role that allows the action that the message names.");
        KNOWN.put(
                "RequestDisallowedByPolicy",
                "Declare what the policy asks for, or have the policy's owner exempt the resource; the message names it.");
        KNOWN.put("ScopeLocked", "Remove the lock that the message names, if it may be removed.");
        KNOWN.put(
                "MissingSubscriptionRegistration",
                "Register the provider that the message names: az provider register --namespace NAME.");
        String subnet = "Give the subnet a larger range, or plan fewer nodes or fewer pods on each.";
        KNOWN.put("InsufficientSubnetSize", subnet);
        KNOWN.put("SubnetIsFull", subnet);
        KNOWN.put(
                "PodDrainFailure",
                "A pod could not be moved off its node. Loosen its disruption budget, or raise the pool's drainTimeout.");
        KNOWN.put(
                "UpgradeFailed",
                "Look at the nodes' conditions and at disruption budgets below, then resume; what is done stays done.");
        KNOWN.put(
                "VMExtensionProvisioningError",
                "The nodes did not come up: see that their subnet reaches the addresses that AKS needs, and its DNS.");
    }

    private Remedy() {}

    /** Returns what to do; empty if nothing is known beyond what the failure says. */
    public static Optional<String> of(Step step, Throwable failure) {
        if (step.write().target() instanceof Address.InCluster) {
            int status = failure instanceof KubernetesException answered
                    ? answered.status()
                    : failure instanceof ArmException arm ? arm.error().status() : 0;
            return status == 401 || status == 403 ? Optional.of(RIGHTS_IN_CLUSTER) : Optional.empty();
        }
        Optional<ArmError> error = FailureCauses.answer(failure);
        return KNOWN.entrySet().stream()
                .filter(known -> error.filter(said -> FailureCauses.mentions(said, known.getKey()))
                        .isPresent())
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
