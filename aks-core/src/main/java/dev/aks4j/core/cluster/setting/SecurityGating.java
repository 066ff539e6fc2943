package dev.aks4j.core.cluster.setting;

import dev.aks4j.core.model.ResourceId;
import java.util.Map;

/** What Defender's security gating may look at. Not thread-safe; used while a cluster is built. */
public final class SecurityGating {

    private static final String AT = ClusterSecurity.AT + "defender/securityGating/";

    private final ClusterDocument settings;

    SecurityGating(ClusterDocument settings) {
        this.settings = settings;
    }

    /** Lets it read the secrets with which pods pull their images; without it, it may not. */
    public SecurityGating allowSecretAccess() {
        settings.set(AT + "allowSecretAccess", true);
        return this;
    }

    /** Names the identity with which it reads what a registry knows about its images. */
    public SecurityGating identity(ResourceId registry, ResourceId identity, String clientId, String objectId) {
        settings.add(
                AT + "identities",
                Map.of(
                        "azureContainerRegistry",
                        registry.toString(),
                        "identity",
                        Map.of("resourceId", identity.toString(), "clientId", clientId, "objectId", objectId)));
        return this;
    }
}
