package dev.aks4j.core.internal.plan.kind;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the order of a list means, by the list's name in its document. A list that is not named here keeps its order,
 * unless its elements have names: then they are matched by them, and those that nobody declares stay.
 */
public enum ListForm {
    /** The order means something: the first family of addresses, the words of a command. */
    ORDERED,
    /** The list is one value, and its order means nothing. */
    SET,
    /** The elements are resources with names; those that nobody declares belong to somebody else. */
    NAMED;

    private static final Map<String, ListForm> FORMS = new HashMap<>();

    static {
        of(
                NAMED,
                "userAssignedIdentities",
                "userAssignedIdentityExceptions",
                "privateLinkResources",
                "agentPoolProfiles",
                "subnets",
                "ports",
                "containers",
                "initContainers",
                "env",
                "volumes");
        of(
                NAMED,
                "listeners",
                "securityRules",
                "routes",
                "ipConfigurations",
                "privateLinkServiceConnections",
                "manualPrivateLinkServiceConnections",
                "privateDnsZoneConfigs");
        of(ORDERED, "ipFamilies", "podCidrs", "serviceCidrs", "serverCidrs", "dnsServers", "command", "args", "value");
        // where two rules of a route meet, the first one has it; the first certificate is the one for hosts without
        // their own
        of(ORDERED, "HTTPRoute.rules", "filters", "certificateRefs", "stages");
        of(
                SET,
                // managed clusters
                "authorizedIPRanges",
                "adminGroupObjectIDs",
                "publicIPs",
                "publicIPPrefixes",
                "dnsZoneResourceIds",
                "customCATrustCertificates",
                "noProxy",
                "publicKeys",
                "revisions",
                "ingressGateways",
                "egressGateways",
                "enabledExtensions",
                "identities",
                "requiredMembers",
                // fleets
                "groups",
                "beforeGates",
                "afterGates",
                "virtualMachineNodesStatus",
                // node pools
                "availabilityZones",
                "nodeTaints",
                "nodeInitializationTaints",
                "nodePublicIPTags",
                "allowedHostPorts",
                "applicationSecurityGroups",
                "allowedUnsafeSysctls",
                "manual",
                "autoscale",
                // what goes with a cluster
                "notAllowedDates",
                "notAllowedTime",
                "timeInWeek",
                "hourSlots",
                "roles",
                "audiences",
                // roles
                "permissions",
                "actions",
                "notActions",
                "dataActions",
                "notDataActions",
                "assignableScopes",
                // networks
                "addressPrefixes",
                "delegations",
                "serviceEndpoints",
                "zones",
                "publicIpAddresses",
                "publicIpAddressesV6",
                "publicIpPrefixes",
                "publicIpPrefixesV6",
                "sourceAddressPrefixes",
                "destinationAddressPrefixes",
                "sourcePortRanges",
                "destinationPortRanges",
                "sourceApplicationSecurityGroups",
                "destinationApplicationSecurityGroups",
                "groupIds",
                "loadBalancerFrontendIpConfigurations",
                "fqdns",
                "subscriptions",
                "ipRules",
                "virtualNetworkRules",
                "ipTags",
                "aRecords",
                "aaaaRecords",
                "txtRecords",
                // objects in a cluster
                "subjects",
                "rules",
                "verbs",
                "apiGroups",
                "resources",
                "resourceNames",
                "nonResourceURLs",
                "accessModes",
                "mountOptions",
                "allowedTopologies",
                "matchLabelExpressions",
                "matchExpressions",
                "nodeSelectorTerms",
                "values",
                "loadBalancerSourceRanges",
                "parentRefs",
                "hostnames",
                "matches",
                "headers",
                "queryParams",
                "backendRefs",
                "set",
                "add",
                "remove",
                "from",
                "to",
                "paths",
                "tls",
                "hosts",
                "addresses",
                "associations",
                "secretObjects",
                "data",
                "imagePullSecrets",
                "secrets",
                "finalizers");
    }

    private static void of(ListForm form, String... names) {
        List.of(names).forEach(name -> FORMS.put(name, form));
    }

    /**
     * Returns what the order of the lists with a name means in objects of a kind of Kubernetes, where that is not what it
     * means elsewhere.
     */
    public static Optional<ListForm> of(String kind, String name) {
        return Optional.ofNullable(FORMS.get(kind + "." + name)).or(() -> of(name));
    }

    /** Returns what the order of the lists with a name means; nothing if nobody said so yet. */
    public static Optional<ListForm> of(String name) {
        return Optional.ofNullable(FORMS.get(name));
    }
}
