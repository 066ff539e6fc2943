package dev.aks4j.simulated.kubernetes.internal.strategy;

import java.util.Map;

/** The rules of each type by its storage name. Stateless. */
public final class Strategies {

    private static final Strategy NONE = new Strategy() {};

    private static final Map<String, Strategy> ALL = Map.ofEntries(
            Map.entry("pods", new PodStrategy()),
            Map.entry("podtemplates", new PodTemplateStrategy()),
            Map.entry("nodes", new NodeStrategy()),
            Map.entry("namespaces", new NamespaceStrategy()),
            Map.entry("configmaps", new ConfigMapStrategy()),
            Map.entry("secrets", new SecretStrategy()),
            Map.entry("services", new ServiceStrategy()),
            Map.entry("persistentvolumeclaims", new ClaimStrategy()),
            Map.entry("persistentvolumes", new VolumeStrategy()),
            Map.entry("replicationcontrollers", new WorkloadStrategy(WorkloadStrategy.Kind.REPLICATION_CONTROLLER)),
            Map.entry("deployments.apps", new WorkloadStrategy(WorkloadStrategy.Kind.DEPLOYMENT)),
            Map.entry("replicasets.apps", new WorkloadStrategy(WorkloadStrategy.Kind.REPLICA_SET)),
            Map.entry("statefulsets.apps", new WorkloadStrategy(WorkloadStrategy.Kind.STATEFUL_SET)),
            Map.entry("daemonsets.apps", new WorkloadStrategy(WorkloadStrategy.Kind.DAEMON_SET)),
            Map.entry("jobs.batch", new JobStrategy()),
            Map.entry("cronjobs.batch", new CronJobStrategy()),
            Map.entry("storageclasses.storage.k8s.io", new StorageClassStrategy()),
            Map.entry("volumeattributesclasses.storage.k8s.io", new VolumeAttributesClassStrategy()),
            Map.entry("csidrivers.storage.k8s.io", new CsiDriverStrategy()),
            Map.entry("poddisruptionbudgets.policy", new DisruptionBudgetStrategy()),
            Map.entry("roles.rbac.authorization.k8s.io", new RoleStrategy()),
            Map.entry("clusterroles.rbac.authorization.k8s.io", new RoleStrategy()),
            Map.entry("rolebindings.rbac.authorization.k8s.io", new BindingStrategy()),
            Map.entry("clusterrolebindings.rbac.authorization.k8s.io", new BindingStrategy()),
            Map.entry("networkpolicies.networking.k8s.io", new NetworkPolicyStrategy()),
            Map.entry("ingresses.networking.k8s.io", new IngressStrategy()),
            Map.entry("horizontalpodautoscalers.autoscaling", new AutoscalerStrategy()),
            Map.entry("priorityclasses.scheduling.k8s.io", new PriorityClassStrategy()),
            Map.entry("customresourcedefinitions.apiextensions.k8s.io", new CustomTypeStrategy()));

    private Strategies() {}

    /** Returns the rules of a type; none for types that have no rules of their own. */
    public static Strategy of(String storage) {
        return ALL.getOrDefault(storage, NONE);
    }
}
