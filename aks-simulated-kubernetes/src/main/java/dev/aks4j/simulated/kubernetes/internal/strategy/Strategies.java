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
            Map.entry("podtemplates", new PodTemplateStrategy()),
            Map.entry("nodes", new NodeStrategy()),
            Map.entry("namespaces", new NamespaceStrategy()),
            Map.entry("configmaps", new ConfigMapStrategy()),
            Map.entry("secrets", new SecretStrategy()),
            Map.entry("serviceaccounts", new ServiceAccountStrategy()),
            Map.entry("endpoints", new EndpointsStrategy()),
            Map.entry("limitranges", new LimitRangeStrategy()),
            Map.entry("resourcequotas", new ResourceQuotaStrategy()),
            Map.entry("services", new ServiceStrategy()),
            Map.entry("persistentvolumeclaims", new PersistentVolumeClaimStrategy()),
            Map.entry("persistentvolumes", new PersistentVolumeStrategy()),
            Map.entry("replicationcontrollers", new ReplicationControllerStrategy()),
            Map.entry("deployments.apps", new DeploymentStrategy()),
            Map.entry("replicasets.apps", new ReplicaSetStrategy()),
            Map.entry("statefulsets.apps", new StatefulSetStrategy()),
            Map.entry("daemonsets.apps", new DaemonSetStrategy()),
            Map.entry("controllerrevisions.apps", new ControllerRevisionStrategy()),
            Map.entry("jobs.batch", new JobStrategy()),
            Map.entry("cronjobs.batch", new CronJobStrategy()),
            Map.entry("storageclasses" + STORAGE, new StorageClassStrategy()),
            Map.entry("volumeattributesclasses" + STORAGE, new VolumeAttributesClassStrategy()),
            Map.entry("csidrivers" + STORAGE, new CsiDriverStrategy()),
            Map.entry("csinodes" + STORAGE, new CsiNodeStrategy()),
            Map.entry("csistoragecapacities" + STORAGE, new CsiStorageCapacityStrategy()),
            Map.entry("volumeattachments" + STORAGE, new VolumeAttachmentStrategy()),
            Map.entry("poddisruptionbudgets.policy", new PodDisruptionBudgetStrategy()),
            Map.entry("roles" + RBAC, new RoleStrategy(true)),
            Map.entry("clusterroles" + RBAC, new RoleStrategy(false)),
            Map.entry("rolebindings" + RBAC, new RoleBindingStrategy(true)),
            Map.entry("clusterrolebindings" + RBAC, new RoleBindingStrategy(false)),
            Map.entry("networkpolicies" + NETWORK, new NetworkPolicyStrategy()),
            Map.entry("ingresses" + NETWORK, new IngressStrategy()),
            Map.entry("ingressclasses" + NETWORK, new IngressClassStrategy()),
            Map.entry("ipaddresses" + NETWORK, new IpAddressStrategy()),
            Map.entry("servicecidrs" + NETWORK, new ServiceCidrStrategy()),
            Map.entry("endpointslices.discovery.k8s.io", new EndpointSliceStrategy()),
            Map.entry("horizontalpodautoscalers.autoscaling", new HorizontalPodAutoscalerStrategy()),
            Map.entry("priorityclasses.scheduling.k8s.io", new PriorityClassStrategy()),
            Map.entry("runtimeclasses.node.k8s.io", new RuntimeClassStrategy()),
            Map.entry("leases.coordination.k8s.io", new LeaseStrategy()),
            Map.entry("mutatingwebhookconfigurations" + HOOKS, new WebhookConfigurationStrategy(true)),
            Map.entry("validatingwebhookconfigurations" + HOOKS, new WebhookConfigurationStrategy(false)),
            Map.entry("validatingadmissionpolicies" + HOOKS, new ValidatingAdmissionPolicyStrategy()),
            Map.entry("mutatingadmissionpolicies" + HOOKS, new MutatingAdmissionPolicyStrategy()),
            Map.entry("validatingadmissionpolicybindings" + HOOKS, new ValidatingAdmissionPolicyBindingStrategy()),
            Map.entry("flowschemas.flowcontrol.apiserver.k8s.io", new FlowSchemaStrategy()),
            Map.entry("prioritylevelconfigurations.flowcontrol.apiserver.k8s.io", new PriorityLevelStrategy()),
            Map.entry("resourceclaims.resource.k8s.io", new ResourceClaimStrategy()),
            Map.entry("resourceclaimtemplates.resource.k8s.io", new ResourceClaimTemplateStrategy()),
            Map.entry("deviceclasses.resource.k8s.io", new DeviceClassStrategy()),
            Map.entry("events", new EventStrategy()),
            Map.entry("certificatesigningrequests.certificates.k8s.io", new CertificateSigningRequestStrategy()),
            Map.entry("apiservices.apiregistration.k8s.io", new ApiServiceStrategy()),
            Map.entry("customresourcedefinitions.apiextensions.k8s.io", new CustomTypeStrategy()));

    private Strategies() {}

    /** Returns the rules of a type; none for types that have no rules of their own. */
    public static Strategy of(String storage) {
        return ALL.getOrDefault(storage, NONE);
    }
}
