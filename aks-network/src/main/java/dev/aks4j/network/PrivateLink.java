package dev.aks4j.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A private link service in front of a {@link LoadBalancerService}, so that other networks and tenants reach it over
 * private endpoints. Immutable and thread-safe.
 *
 * @param name its name; derived from the load balancer's frontend if it is not set
 * @param resourceGroup its resource group; the cluster's node resource group if it is not set
 * @param subnet the subnet that its translated addresses come from; that of the load balancer if it is not set
 * @param addressCount the number of translated addresses, 1 to 8; Azure's default is 1
 * @param addresses fixed translated addresses, the first is the primary one
 * @param domainNames names to show to those who connect
 * @param proxyProtocol whether connections begin with the PROXY protocol's header
 * @param visibility subscriptions that may find it, {@code *} for all; without any, those with a role on it
 * @param autoApproval subscriptions whose connections need no approval
 */
public record PrivateLink(
        Optional<String> name,
        Optional<String> resourceGroup,
        Optional<SubnetRef> subnet,
        OptionalInt addressCount,
        List<String> addresses,
        List<String> domainNames,
        boolean proxyProtocol,
        List<String> visibility,
        List<String> autoApproval) {

    /** Copies the lists. */
    public PrivateLink {
        addresses = List.copyOf(addresses);
        domainNames = List.copyOf(domainNames);
        visibility = List.copyOf(visibility);
        autoApproval = List.copyOf(autoApproval);
    }

    /** Builds a {@link PrivateLink}. Not thread-safe. */
    public static final class Builder {
        private Optional<String> name = Optional.empty();
        private Optional<String> resourceGroup = Optional.empty();
        private Optional<SubnetRef> subnet = Optional.empty();
        private OptionalInt addressCount = OptionalInt.empty();
        private final List<String> addresses = new ArrayList<>();
        private final List<String> domainNames = new ArrayList<>();
        private boolean proxyProtocol;
        private final List<String> visibility = new ArrayList<>();
        private final List<String> autoApproval = new ArrayList<>();

        Builder() {}

        /** Sets the name. */
        public Builder name(String text) {
            name = Optional.of(text);
            return this;
        }

        /** Sets the resource group. */
        public Builder resourceGroup(String group) {
            resourceGroup = Optional.of(group);
            return this;
        }

        /** Sets the subnet that translated addresses come from. */
        public Builder subnet(SubnetRef reference) {
            subnet = Optional.of(reference);
            return this;
        }

        /** Sets the number of translated addresses: 1 to 8. */
        public Builder addressCount(int count) {
            addressCount = OptionalInt.of(count);
            return this;
        }

        /** Fixes translated addresses, at most as many as the count; the first is the primary one. */
        public Builder addresses(String... fixed) {
            addresses.addAll(List.of(fixed));
            return this;
        }

        /** Names domains to those who connect. */
        public Builder domainNames(String... names) {
            domainNames.addAll(List.of(names));
            return this;
        }

        /** Begins connections with the PROXY protocol's header. */
        public Builder proxyProtocol() {
            proxyProtocol = true;
            return this;
        }

        /** Lets subscriptions find the service; {@code *} for all. */
        public Builder visibleTo(String... subscriptions) {
            visibility.addAll(List.of(subscriptions));
            return this;
        }

        /** Approves connections from subscriptions, which must be among those that can see the service. */
        public Builder approve(String... subscriptions) {
            autoApproval.addAll(List.of(subscriptions));
            return this;
        }

        PrivateLink build() {
            return new PrivateLink(
                    name,
                    resourceGroup,
                    subnet,
                    addressCount,
                    addresses,
                    domainNames,
                    proxyProtocol,
                    visibility,
                    autoApproval);
        }
    }
}
