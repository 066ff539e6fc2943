package dev.aks4j.core.cluster.setting;

import dev.aks4j.core.model.ResourceId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/** What Azure runs inside a cluster. Not thread-safe; used while a cluster is built. */
public final class ClusterAddons {

    private final ClusterDocument settings;

    ClusterAddons(ClusterDocument settings) {
        this.settings = settings;
    }

    private ClusterAddons set(String pointer, Object value) {
        settings.set("/properties/" + pointer, value);
        return this;
    }

    /** Scales workloads by events. */
    public ClusterAddons keda() {
        return set("workloadAutoScalerProfile/keda/enabled", true);
    }

    /** Adjusts the requests of workloads to their use. */
    public ClusterAddons verticalPodAutoscaler() {
        return set("workloadAutoScalerProfile/verticalPodAutoscaler/enabled", true);
    }

    /** Routes HTTP from outside with a managed ingress controller, and keeps records in DNS zones, at most 5. */
    public ClusterAddons appRouting(ResourceId... dnsZones) {
        set("ingressProfile/webAppRouting/enabled", true);
        if (dnsZones.length > 0) {
            set(
                    "ingressProfile/webAppRouting/dnsZoneResourceIds",
                    Arrays.stream(dnsZones).map(ResourceId::toString).toList());
        }
        return this;
    }

    /** Installs the resource types of the Gateway API, of its standard channel, in the bundle of the Kubernetes version. */
    public ClusterAddons gatewayApi() {
        return set("ingressProfile/gatewayAPI/installation", "Standard");
    }

    /** Leaves the resource types of the Gateway API to you. */
    public ClusterAddons withoutGatewayApi() {
        return set("ingressProfile/gatewayAPI/installation", "Disabled");
    }

    /** Routes by the Gateway API with an Istio that Azure runs for nothing else; not beside the service mesh. */
    public ClusterAddons appRoutingGateway() {
        set("ingressProfile/webAppRouting/enabled", true);
        return set("ingressProfile/webAppRouting/gatewayAPIImplementations/appRoutingIstio/mode", "Enabled");
    }

    /** Switches off what {@link #appRoutingGateway} switches on, before a service mesh takes its place. */
    public ClusterAddons withoutAppRoutingGateway() {
        return set("ingressProfile/webAppRouting/gatewayAPIImplementations/appRoutingIstio/mode", "Disabled");
    }

    /** Sets the address of the managed ingress controller: external unless said here. */
    public ClusterAddons appRoutingController(IngressControllerType type) {
        return set("ingressProfile/webAppRouting/nginx/defaultIngressControllerType", type.value());
    }

    /** Enforces Azure Policy in the cluster. */
    public ClusterAddons azurePolicy() {
        return addon("azurepolicy", Map.of());
    }

    /** Mounts secrets of key vaults, without following their rotation. */
    public ClusterAddons keyVaultSecrets() {
        return addon("azureKeyvaultSecretsProvider", Map.of("enableSecretRotation", "false"));
    }

    /** Mounts secrets of key vaults and looks for new versions every so often: whole minutes or seconds. */
    public ClusterAddons keyVaultSecrets(Duration rotation) {
        String interval = rotation.toSeconds() % 60 == 0 ? rotation.toMinutes() + "m" : rotation.toSeconds() + "s";
        return addon(
                "azureKeyvaultSecretsProvider",
                Map.of("enableSecretRotation", "true", "rotationPollInterval", interval));
    }

    /** Schedules pods to container instances, in a subnet that is theirs alone. */
    public ClusterAddons virtualNodes(String subnetName) {
        return addon("aciConnectorLinux", Map.of("SubnetName", subnetName));
    }

    /** Routes HTTP from outside with an Application Gateway that exists. */
    public ClusterAddons applicationGateway(ResourceId gateway) {
        return addon("ingressApplicationGateway", Map.of("applicationGatewayId", gateway.toString()));
    }

    /** Attests confidential machines. */
    public ClusterAddons confidentialComputing() {
        return addon("ACCSGXDevicePlugin", Map.of("ACCSGXQuoteHelperEnabled", "false"));
    }

    /** Runs the operator for open-source AI models. */
    public ClusterAddons aiToolchain() {
        return set("aiToolchainOperatorProfile/enabled", true);
    }

    /** Switches on an add-on by Azure's name for it. */
    public ClusterAddons addon(String name, Map<String, String> config) {
        set("addonProfiles/" + name + "/enabled", true);
        return config.isEmpty() ? this : set("addonProfiles/" + name + "/config", config);
    }

    /** Switches an add-on off by Azure's name for it. */
    public ClusterAddons withoutAddon(String name) {
        return set("addonProfiles/" + name + "/enabled", false);
    }
}
