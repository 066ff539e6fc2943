package dev.aks4j.core.cluster.setting;

import dev.aks4j.core.model.ResourceId;
import java.util.List;
import java.util.Map;

/** The Istio service mesh. Not thread-safe; used while a cluster is built. */
public final class ServiceMesh {

    private static final String AT = "/properties/serviceMeshProfile/";
    private static final String CA = AT + "istio/certificateAuthority/plugin/";

    private final ClusterDocument settings;

    ServiceMesh(ClusterDocument settings) {
        this.settings = settings;
        settings.set(AT + "mode", "Istio");
    }

    /** Sets the revisions, for example {@code asm-1-29}; two while one takes the place of the other. */
    public ServiceMesh revisions(String... names) {
        settings.set(AT + "istio/revisions", List.of(names));
        return this;
    }

    /** Sets how pods' traffic gets to their proxies, from revision asm-1-25 on. */
    public ServiceMesh proxyRedirection(ProxyRedirection mechanism) {
        settings.set(AT + "istio/components/proxyRedirectionMechanism", mechanism.value());
        return this;
    }

    /** Lets traffic in with a public address. */
    public ServiceMesh externalIngress() {
        return ingress("External");
    }

    /** Lets traffic in with a private address. */
    public ServiceMesh internalIngress() {
        return ingress("Internal");
    }

    private ServiceMesh ingress(String mode) {
        settings.add(AT + "istio/components/ingressGateways", Map.of("enabled", true, "mode", mode));
        return this;
    }

    /**
     * Lets traffic out through a gateway.
     *
     * @param name the gateway
     * @param namespace its namespace, for example {@code aks-istio-egress}
     * @param configuration the name of the {@code StaticGatewayConfiguration} in that namespace
     */
    public ServiceMesh egress(String name, String namespace, String configuration) {
        settings.add(
                AT + "istio/components/egressGateways",
                Map.of(
                        "enabled",
                        true,
                        "name",
                        name,
                        "namespace",
                        namespace,
                        "gatewayConfigurationName",
                        configuration));
        return this;
    }

    /**
     * Takes the mesh's certificate authority from a key vault.
     *
     * @param keyVault the vault
     * @param certificate name of the intermediate certificate's object
     * @param key name of its key's object
     * @param root name of the root certificate's object
     * @param chain name of the certificate chain's object
     */
    public ServiceMesh certificateAuthority(
            ResourceId keyVault, String certificate, String key, String root, String chain) {
        settings.set(CA + "keyVaultId", keyVault.toString());
        settings.set(CA + "certObjectName", certificate);
        settings.set(CA + "keyObjectName", key);
        settings.set(CA + "rootCertObjectName", root);
        settings.set(CA + "certChainObjectName", chain);
        return this;
    }
}
