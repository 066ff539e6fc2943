package dev.aks4j.network.resource;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Says what a private link service before a load balancer of your own should be. One before a service of a cluster is made
 * by the cluster: {@code LoadBalancerService.internal(...).privateLink(...)}. Immutable and thread-safe.
 *
 * <pre>{@code
 * PrivateLinkServiceSpec.builder("pls-web", group, vnet.subnet("links").id(), frontendId)
 *     .addresses(2)
 *     .visibleTo(partnerSubscription)
 *     .approve(partnerSubscription)
 *     .build();
 * }</pre>
 */
public final class PrivateLinkServiceSpec extends ArmSpec {

    private static final ArmType<PrivateLinkServiceSpec> KIND = ArmType.<PrivateLinkServiceSpec>of(
                    "privateLinkService", ResourceNames.TYPE + "privateLinkServices", ResourceNames.API_VERSION)
            .document((service, document) -> document.references(
                            "/properties/loadBalancerFrontendIpConfigurations", service.frontends)
                    .each(
                            "/properties/ipConfigurations",
                            IntStream.rangeClosed(1, service.addresses).boxed().toList(),
                            (number, element) -> element.set("/name", "nat-" + number)
                                    .set("/properties/primary", number == 1)
                                    .set("/properties/privateIPAllocationMethod", "Dynamic")
                                    .set("/properties/privateIPAddressVersion", "IPv4")
                                    .reference("/properties/subnet", service.subnet))
                    .set("/properties/enableProxyProtocol", service.proxyProtocol)
                    .setAll("/properties/visibility/subscriptions", service.visibility)
                    .setAll("/properties/autoApproval/subscriptions", service.approval)
                    .setAll("/properties/fqdns", service.domainNames))
            .summary(service -> service.addresses == 1 ? "1 address" : service.addresses + " addresses")
            .recreated("/properties/loadBalancerFrontendIpConfigurations", "a private link service keeps its frontend")
            .undeclared(
                    Undeclared.value("/properties/enableProxyProtocol", false),
                    Undeclared.list("/properties/fqdns"),
                    Undeclared.absent("/properties/ipConfigurations/*"),
                    Undeclared.list("/properties/visibility/subscriptions").secure(),
                    Undeclared.list("/properties/autoApproval/subscriptions").secure())
            .rules(PrivateLinkResourceRules.SERVICE)
            .build();

    private final ResourceId subnet;
    private final List<ResourceId> frontends;
    private final int addresses;
    private final Optional<Boolean> proxyProtocol;
    private final List<String> visibility;
    private final List<String> approval;
    private final List<String> domainNames;

    private PrivateLinkServiceSpec(Builder builder) {
        super(builder);
        subnet = builder.subnet;
        frontends = List.of(builder.frontend);
        addresses = builder.addresses;
        proxyProtocol = builder.proxyProtocol;
        visibility = List.copyOf(builder.visibility);
        approval = List.copyOf(builder.approval);
        domainNames = List.copyOf(builder.domainNames);
    }

    /**
     * Starts a private link service.
     *
     * @param subnet the subnet of the addresses under which its users arrive; its policies for private link services are off
     * @param frontend the id of the load balancer's frontend configuration
     */
    public static Builder builder(String name, ResourceGroupSpec group, ResourceId subnet, ResourceId frontend) {
        return new Builder(name, group.id(), group.region(), subnet, frontend);
    }

    /** Returns the subnet of its addresses. */
    public ResourceId subnet() {
        return subnet;
    }

    /** Returns the number of its addresses. */
    public int addresses() {
        return addresses;
    }

    /** Returns who sees it: ids of subscriptions, or {@code *}; none for those who have a right on it. */
    public List<String> visibility() {
        return visibility;
    }

    /** Returns whose connections need no approval. */
    public List<String> approval() {
        return approval;
    }

    ResourceId frontend() {
        return frontends.get(0);
    }

    @Override
    public ArmType<PrivateLinkServiceSpec> kind() {
        return KIND;
    }

    /** Builds a {@link PrivateLinkServiceSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Tagged<PrivateLinkServiceSpec, Builder> {
        private final ResourceId subnet;
        private final ResourceId frontend;
        private int addresses = 1;
        private Optional<Boolean> proxyProtocol = Optional.empty();
        private final List<String> visibility = new ArrayList<>();
        private final List<String> approval = new ArrayList<>();
        private final List<String> domainNames = new ArrayList<>();

        private Builder(String name, ResourceId group, Region region, ResourceId subnet, ResourceId frontend) {
            super(name, group, Optional.of(region));
            this.subnet = Objects.requireNonNull(subnet);
            this.frontend = Objects.requireNonNull(frontend);
        }

        /** Sets the number of addresses, 1 to 8. Default: 1. */
        public Builder addresses(int count) {
            addresses = count;
            return this;
        }

        /** Tells the service who connects, in the proxy protocol. */
        public Builder proxyProtocol() {
            proxyProtocol = Optional.of(true);
            return this;
        }

        /** Names the subscriptions that see it, or {@code *} for every one. Default: those with a right on it. */
        public Builder visibleTo(String... subscriptions) {
            visibility.addAll(List.of(subscriptions));
            return this;
        }

        /** Names the subscriptions whose connections need no approval; they must see it. */
        public Builder approve(String... subscriptions) {
            approval.addAll(List.of(subscriptions));
            return this;
        }

        /** Names the domains under which it is reached, for its users to read. */
        public Builder domainNames(String... names) {
            domainNames.addAll(List.of(names));
            return this;
        }

        @Override
        protected PrivateLinkServiceSpec create() {
            return new PrivateLinkServiceSpec(this);
        }
    }
}
