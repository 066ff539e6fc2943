package dev.aks4j.identity;

import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.LateValue;

/** What only an existing cluster knows. */
final class ClusterLateValues {

    /** Where the add-on for key vaults is in a cluster's document. */
    static final String VAULT_ADDON = "/properties/addonProfiles/azureKeyvaultSecretsProvider";

    private static final String API_VERSION = AksApiVersion.NEWEST.value();

    private ClusterLateValues() {}

    static LateValue late(ResourceId cluster, String pointer) {
        return new LateValue(cluster, API_VERSION, pointer);
    }
}
