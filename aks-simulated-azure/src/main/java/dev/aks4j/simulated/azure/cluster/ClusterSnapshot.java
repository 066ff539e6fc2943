package dev.aks4j.simulated.azure.cluster;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A cluster as its Kubernetes part has to know it. Immutable.
 *
 * @param id its resource id
 * @param name its name
 * @param region its region
 * @param fqdn the host name of its API server
 * @param privateFqdn the host name of its API server in its own network, if it is private
 * @param version the version of its control plane, such as {@code 1.35.2}
 * @param nodeResourceGroup the group that holds its nodes
 * @param tenantId the tenant whose tokens it accepts
 * @param entra whether it accepts Entra tokens
 * @param azureRbac whether Azure role assignments decide inside it
 * @param adminGroups the object ids of groups whose members are cluster administrators
 * @param localAccounts whether certificates and static tokens are accepted
 * @param issuer the URL of its OIDC issuer, if it has one
 * @param workloadIdentity whether a webhook gives pods tokens for Entra
 * @param serviceCidr the range of its services' addresses
 * @param dnsServiceIp the address of its DNS service
 * @param podCidr the range of its pods' addresses, if they have one of their own
 * @param nodeSubnetId the subnet of its first pool, if it was given one
 * @param nodeSubnetCidr the range that its nodes' addresses come from
 * @param ingress what of ingress it has switched on: {@code gatewayApi}, {@code routingGateway}, {@code routing}, and of
 *     routing's own NGINX controller {@code public} or {@code internal}
 * @param running whether it runs, rather than being stopped
 * @param nodes its nodes; none while it is being created or is stopped
 */
public record ClusterSnapshot(
        String id,
        String name,
        String region,
        String fqdn,
        Optional<String> privateFqdn,
        String version,
        String nodeResourceGroup,
        String tenantId,
        boolean entra,
        boolean azureRbac,
        List<String> adminGroups,
        boolean localAccounts,
        Optional<String> issuer,
        boolean workloadIdentity,
        String serviceCidr,
        String dnsServiceIp,
        Optional<String> podCidr,
        Optional<String> nodeSubnetId,
        String nodeSubnetCidr,
        Set<String> ingress,
        boolean running,
        List<NodeSnapshot> nodes) {

    /** Copies the lists. */
    public ClusterSnapshot {
        adminGroups = List.copyOf(adminGroups);
        ingress = Set.copyOf(ingress);
        nodes = List.copyOf(nodes);
    }
}
