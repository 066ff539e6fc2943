package dev.aks4j.network;

import java.util.List;
import java.util.Optional;

/**
 * Where a service is reached.
 *
 * @param ipFamilies the families of addresses, in order of preference; the cluster's first if there is none
 * @param addresses the fixed addresses, at most one of each family
 * @param subnet the subnet of an internal service, if it is not that of the nodes
 * @param publicIp where the address of a public service comes from
 * @param additionalPublicIps addresses of other load balancers that lead here
 * @param configurations the load balancers that may carry the service; any if there is none
 * @param privateLink the private link service in front, if there is one
 */
record ServiceFrontend(
        List<IpFamily> ipFamilies,
        List<String> addresses,
        Optional<SubnetRef> subnet,
        PublicFrontend publicIp,
        List<String> additionalPublicIps,
        List<String> configurations,
        Optional<PrivateLink> privateLink) {

    static ServiceFrontend of(ServiceBuilder<?> builder) {
        return new ServiceFrontend(
                List.copyOf(builder.ipFamilies),
                List.copyOf(builder.addresses),
                builder.subnet,
                builder.publicFrontend,
                List.copyOf(builder.additionalPublicIps),
                List.copyOf(builder.configurations),
                builder.privateLink);
    }
}
