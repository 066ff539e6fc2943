package dev.aks4j.core.cluster.setting;

import dev.aks4j.core.model.ResourceId;
import java.util.List;

/** From where the API server can be reached. Not thread-safe; used while a cluster is built. */
public final class ApiServerAccess {

    private static final String AT = "/properties/apiServerAccessProfile/";

    private final ClusterDocument settings;

    ApiServerAccess(ClusterDocument settings) {
        this.settings = settings;
    }

    private ApiServerAccess set(String name, Object value) {
        settings.set(AT + name, value);
        return this;
    }

    /** Lets in only these public IPv4 ranges, at most 200; {@code 0.0.0.0/32} alone for nothing but the cluster itself. */
    public ApiServerAccess authorizedIpRanges(String... ranges) {
        return set("authorizedIPRanges", List.of(ranges));
    }

    /** Gives the API server a private address only, with a DNS zone that Azure keeps. */
    public ApiServerAccess privateCluster() {
        return set("enablePrivateCluster", true);
    }

    /** As {@link #privateCluster}, with a private DNS zone of your own. Needs a user-assigned identity. */
    public ApiServerAccess privateCluster(ResourceId dnsZone) {
        set("privateDNSZone", dnsZone.toString());
        return privateCluster();
    }

    /** As {@link #privateCluster}, without a private DNS zone; you resolve its name yourself, or by the public name. */
    public ApiServerAccess privateClusterWithoutDnsZone() {
        set("privateDNSZone", "none");
        return privateCluster();
    }

    /** Sets whether a private cluster has a public name too, which resolves to its private address; without it, it has. */
    public ApiServerAccess publicFqdn(boolean exists) {
        return set("enablePrivateClusterPublicFQDN", exists);
    }

    /** Refuses run command. */
    public ApiServerAccess disableRunCommand() {
        return set("disableRunCommand", true);
    }

    /** Puts the API server into the cluster's virtual network. Cannot be undone. */
    public ApiServerAccess vnetIntegration() {
        return set("enableVnetIntegration", true);
    }

    /** As {@link #vnetIntegration}, in a subnet of your own of at least /28. Needs a user-assigned identity. */
    public ApiServerAccess vnetIntegration(ResourceId subnet) {
        set("subnetId", subnet.toString());
        return vnetIntegration();
    }
}
