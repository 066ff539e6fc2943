package dev.aks4j.network;

import java.util.List;

/**
 * Who may talk to a service.
 *
 * @param sourceRanges ranges that the nodes and the network security group let in; all if there is none
 * @param allowedRanges ranges that the network security group lets in
 * @param serviceTags Azure service tags that the network security group lets in
 * @param denyOthers whether a rule denies every other source
 * @param securityRule whether there are rules in the network security group at all
 */
record ServiceSources(
        List<Range> sourceRanges,
        List<Range> allowedRanges,
        List<String> serviceTags,
        boolean denyOthers,
        boolean securityRule) {

    static ServiceSources of(ServiceBuilder<?> builder) {
        return new ServiceSources(
                List.copyOf(builder.sourceRanges),
                List.copyOf(builder.allowedRanges),
                List.copyOf(builder.allowedServiceTags),
                builder.denyOthers,
                builder.securityRule);
    }
}
