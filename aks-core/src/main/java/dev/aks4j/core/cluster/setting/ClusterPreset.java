package dev.aks4j.core.cluster.setting;

import java.util.List;
import java.util.stream.Collectors;

/** Settings that go together, each with a reason. Prints as the properties that it sets. Immutable. */
public enum ClusterPreset {

    /** For workloads that people depend on. */
    PRODUCTION(List.of(
            new Setting("/sku/tier", "Standard", "an API server with guaranteed uptime and room for 5000 nodes"),
            new Setting(
                    "/properties/autoUpgradeProfile/upgradeChannel",
                    "patch",
                    "security fixes of Kubernetes come by themselves, new minors do not"),
            new Setting(
                    "/properties/autoUpgradeProfile/nodeOSUpgradeChannel",
                    "NodeImage",
                    "weekly tested images keep the nodes' system fixed"),
            new Setting("/properties/oidcIssuerProfile/enabled", true, "workload identity needs it"),
            new Setting(
                    "/properties/securityProfile/workloadIdentity/enabled",
                    true,
                    "pods sign in to Azure without secrets"),
            new Setting(
                    "/properties/securityProfile/imageCleaner/enabled", true, "vulnerable images do not stay on nodes"),
            new Setting("/properties/securityProfile/imageCleaner/intervalHours", 168, "once a week"),
            new Setting(
                    "/properties/nodeResourceGroupProfile/restrictionLevel",
                    "ReadOnly",
                    "nobody breaks the nodes' resources by hand"),
            new Setting(
                    "/properties/metricsProfile/costAnalysis/enabled", true, "costs can be told apart by namespace"))),

    /** For trying things out, cheaply. */
    DEV_TEST(List.of(
            new Setting("/sku/tier", "Free", "nothing to pay for the control plane"),
            new Setting(
                    "/properties/autoUpgradeProfile/upgradeChannel",
                    "rapid",
                    "what comes to production later is met here first"),
            new Setting(
                    "/properties/autoUpgradeProfile/nodeOSUpgradeChannel",
                    "NodeImage",
                    "weekly tested images keep the nodes' system fixed"),
            new Setting("/properties/oidcIssuerProfile/enabled", true, "workload identity needs it"),
            new Setting(
                    "/properties/securityProfile/workloadIdentity/enabled",
                    true,
                    "the same way to sign in as in production"))),

    /** AKS Automatic: Azure runs system pods and nodes itself; such a cluster needs no pools. */
    AUTOMATIC(List.of(
            new Setting("/sku/name", "Automatic", "Azure runs the system pods on machines of its own"),
            new Setting("/sku/tier", "Standard", "the only tier that AKS Automatic has"),
            new Setting(
                    "/properties/hostedSystemProfile/enabled", true, "the only way in which one can still be created"),
            new Setting("/properties/nodeProvisioningProfile/mode", "Auto", "nodes come and go with the pods"),
            new Setting("/properties/autoUpgradeProfile/upgradeChannel", "stable", "preset by AKS Automatic"),
            new Setting("/properties/autoUpgradeProfile/nodeOSUpgradeChannel", "NodeImage", "preset by AKS Automatic"),
            new Setting("/properties/nodeResourceGroupProfile/restrictionLevel", "ReadOnly", "preset by AKS Automatic"),
            new Setting("/properties/oidcIssuerProfile/enabled", true, "preset by AKS Automatic"),
            new Setting("/properties/securityProfile/workloadIdentity/enabled", true, "preset by AKS Automatic"),
            new Setting("/properties/securityProfile/imageCleaner/enabled", true, "preset by AKS Automatic"),
            new Setting("/properties/securityProfile/imageCleaner/intervalHours", 168, "once a week")));

    /**
     * One property that a preset sets.
     *
     * @param pointer JSON pointer in Azure's managed cluster
     * @param value its value
     * @param reason why
     */
    public record Setting(String pointer, Object value, String reason) {
        @Override
        public String toString() {
            return pointer.substring(1).replace('/', '.') + " = " + value + ": " + reason;
        }
    }

    private final List<Setting> settings;

    ClusterPreset(List<Setting> settings) {
        this.settings = settings;
    }

    /** Returns the properties that the preset sets. */
    public List<Setting> settings() {
        return settings;
    }

    /** Returns one line for each property, with its reason. */
    @Override
    public String toString() {
        return settings.stream().map(Setting::toString).collect(Collectors.joining("\n", name() + "\n", ""));
    }
}
