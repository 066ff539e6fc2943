package dev.aks4j.simulated.kubernetes.internal.strategy;

import java.util.Map;

/** The rules of each type by its storage name. Stateless. */
public final class Strategies {

    private static final Strategy NONE = new Strategy() {};
    private static final String RBAC = ".rbac.authorization.k8s.io";
    private static final String STORAGE = ".storage.k8s.io";
    private static final String NETWORK = ".networking.k8s.io";
    private static final String HOOKS = ".admissionregistration.k8s.io";

    private static final Map<String, Strategy> ALL = Map.ofEntries(
            Map.entry("pods", new PodStrategy()),
            Map.entry("podtemplates", new AppsStrategies.PodTemplates()),
            Map.entry("nodes", new CoreStrategies.Nodes()),
            Map.entry("namespaces", new CoreStrategies.Namespaces()),
            Map.entry("configmaps", new CoreStrategies.ConfigMaps()),
            Map.entry("secrets", new CoreStrategies.Secrets()),
            Map.entry("serviceaccounts", new CoreStrategies.ServiceAccounts()),
            Map.entry("endpoints", new CoreStrategies.Endpoints()),
            Map.entry("limitranges", new CoreStrategies.LimitRanges()),
            Map.entry("resourcequotas", new CoreStrategies.Quotas()),
            Map.entry("services", new ServiceStrategy()),
            Map.entry("persistentvolumeclaims", new StorageStrategies.Claims()),
            Map.entry("persistentvolumes", new StorageStrategies.Volumes()),
            Map.entry("replicationcontrollers", new AppsStrategies.ReplicationControllers()),
            Map.entry("deployments.apps", new AppsStrategies.Deployments()),
            Map.entry("replicasets.apps", new AppsStrategies.ReplicaSets()),
            Map.entry("statefulsets.apps", new AppsStrategies.StatefulSets()),
            Map.entry("daemonsets.apps", new AppsStrategies.DaemonSets()),
            Map.entry("controllerrevisions.apps", new AppsStrategies.Revisions()),
            Map.entry("jobs.batch", new BatchStrategies.Jobs()),
            Map.entry("cronjobs.batch", new BatchStrategies.CronJobs()),
            Map.entry("storageclasses" + STORAGE, new StorageStrategies.Classes()),
            Map.entry("volumeattributesclasses" + STORAGE, new StorageStrategies.AttributesClasses()),
            Map.entry("csidrivers" + STORAGE, new StorageStrategies.Drivers()),
            Map.entry("csinodes" + STORAGE, new StorageStrategies.CsiNodes()),
            Map.entry("csistoragecapacities" + STORAGE, new StorageStrategies.Capacities()),
            Map.entry("volumeattachments" + STORAGE, new StorageStrategies.Attachments()),
            Map.entry("poddisruptionbudgets.policy", new MoreStrategies.Budgets()),
            Map.entry("roles" + RBAC, new RbacStrategies.Roles(true)),
            Map.entry("clusterroles" + RBAC, new RbacStrategies.Roles(false)),
            Map.entry("rolebindings" + RBAC, new RbacStrategies.Bindings(true)),
            Map.entry("clusterrolebindings" + RBAC, new RbacStrategies.Bindings(false)),
            Map.entry("networkpolicies" + NETWORK, new NetworkStrategies.Policies()),
            Map.entry("ingresses" + NETWORK, new NetworkStrategies.Ingresses()),
            Map.entry("ingressclasses" + NETWORK, new NetworkStrategies.IngressClasses()),
            Map.entry("ipaddresses" + NETWORK, new NetworkStrategies.IpAddresses()),
            Map.entry("servicecidrs" + NETWORK, new NetworkStrategies.ServiceRanges()),
            Map.entry("endpointslices.discovery.k8s.io", new NetworkStrategies.EndpointSlices()),
            Map.entry("horizontalpodautoscalers.autoscaling", new MoreStrategies.Autoscalers()),
            Map.entry("priorityclasses.scheduling.k8s.io", new MoreStrategies.Priorities()),
            Map.entry("runtimeclasses.node.k8s.io", new MoreStrategies.Runtimes()),
            Map.entry("leases.coordination.k8s.io", new MoreStrategies.Leases()),
            Map.entry("mutatingwebhookconfigurations" + HOOKS, new MoreStrategies.Webhooks(true)),
            Map.entry("validatingwebhookconfigurations" + HOOKS, new MoreStrategies.Webhooks(false)),
            Map.entry("validatingadmissionpolicies" + HOOKS, new PolicyStrategies.Policies()),
            Map.entry("validatingadmissionpolicybindings" + HOOKS, new PolicyStrategies.Bindings()),
            Map.entry("flowschemas.flowcontrol.apiserver.k8s.io", new FlowStrategies.Schemas()),
            Map.entry("prioritylevelconfigurations.flowcontrol.apiserver.k8s.io", new FlowStrategies.Levels()),
            Map.entry("resourceclaims.resource.k8s.io", new DeviceStrategies.Claims()),
            Map.entry("resourceclaimtemplates.resource.k8s.io", new DeviceStrategies.Templates()),
            Map.entry("deviceclasses.resource.k8s.io", new DeviceStrategies.Classes()),
            Map.entry("events", new EventStrategy()),
            Map.entry("certificatesigningrequests.certificates.k8s.io", new MoreStrategies.SigningRequests()),
            Map.entry("apiservices.apiregistration.k8s.io", new MoreStrategies.ApiServices()),
            Map.entry("customresourcedefinitions.apiextensions.k8s.io", new CustomTypeStrategy()));

    private Strategies() {}

    /** Returns the rules of a type; none for types that have no rules of their own. */
    public static Strategy of(String storage) {
        return ALL.getOrDefault(storage, NONE);
    }
}
