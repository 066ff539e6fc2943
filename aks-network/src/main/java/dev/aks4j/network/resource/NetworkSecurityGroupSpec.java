package dev.aks4j.network.resource;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Alternative;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.resource.ArmDocument;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Says what a network security group and its rules should be. Rules of the live group that the spec does not name stay and
 * are listed; a plan that is {@code exact()} takes them away. Immutable and thread-safe.
 *
 * <pre>{@code
 * NetworkSecurityGroupSpec nodes = NetworkSecurityGroupSpec.builder("nsg-nodes", group)
 *     .inbound("web", 200, rule -> rule.tcp("443").from("Internet"))
 *     .outbound("no-smtp", 300, rule -> rule.deny().tcp("25").to("Internet"))
 *     .build();
 * }</pre>
 */
public final class NetworkSecurityGroupSpec extends ArmSpec {

    private static final String RULE = "/properties/securityRules/*/properties";

    private static final ArmType<NetworkSecurityGroupSpec> KIND = ArmType.<NetworkSecurityGroupSpec>of(
                    "networkSecurityGroup", ResourceNames.TYPE + "networkSecurityGroups", ResourceNames.API_VERSION)
            .document((group, document) ->
                    document.each("/properties/securityRules", group.rules, NetworkSecurityGroupSpec::write))
            .summary(group -> group.rules.size() == 1 ? "1 rule" : group.rules.size() + " rules")
            .alternatives(Stream.of(
                            Alternative.oneOf(
                                    RULE,
                                    "sourceAddressPrefix",
                                    "sourceAddressPrefixes",
                                    "sourceApplicationSecurityGroups"),
                            Alternative.oneOf(
                                    RULE,
                                    "destinationAddressPrefix",
                                    "destinationAddressPrefixes",
                                    "destinationApplicationSecurityGroups"),
                            Alternative.oneOf(RULE, "sourcePortRange", "sourcePortRanges"),
                            Alternative.oneOf(RULE, "destinationPortRange", "destinationPortRanges"))
                    .flatMap(List::stream)
                    .toList())
            .undeclared(Undeclared.absent("/properties/securityRules/*").secure())
            .rules(SecurityGroupRules.ALL)
            .build();

    private final List<SecurityRule> rules;

    private NetworkSecurityGroupSpec(Builder builder) {
        super(builder);
        rules = List.copyOf(builder.rules);
    }

    private static void write(SecurityRule rule, ArmDocument element) {
        element.set("/name", rule.name())
                .set("/properties/priority", rule.priority())
                .set("/properties/direction", rule.isInbound() ? "Inbound" : "Outbound")
                .set("/properties/access", rule.allows() ? "Allow" : "Deny")
                .set("/properties/protocol", rule.protocol().toString())
                .set("/properties/description", rule.description());
        oneOrMore(element, "sourceAddressPrefix", "sourceAddressPrefixes", rule.sources());
        oneOrMore(element, "destinationAddressPrefix", "destinationAddressPrefixes", rule.destinations());
        oneOrMore(element, "sourcePortRange", "sourcePortRanges", rule.sourcePorts());
        oneOrMore(element, "destinationPortRange", "destinationPortRanges", rule.ports());
        element.references("/properties/sourceApplicationSecurityGroups", rule.sourceGroups());
        element.references("/properties/destinationApplicationSecurityGroups", rule.destinationGroups());
    }

    private static void oneOrMore(ArmDocument element, String one, String more, List<String> values) {
        if (values.size() == 1) {
            element.set("/properties/" + one, values.get(0));
        } else {
            element.setAll("/properties/" + more, values);
        }
    }

    /** Starts a security group. */
    public static Builder builder(String name, ResourceGroupSpec group) {
        return new Builder(name, group.id(), group.region());
    }

    /** Starts a security group in a resource group that exists. */
    public static Builder builder(String name, ResourceId group, Region region) {
        return new Builder(name, group, region);
    }

    /** Returns the rules, in the order of their definition. */
    public List<SecurityRule> rules() {
        return rules;
    }

    /**
     * Returns the rule that stops some of this traffic, Azure's own last rules included; empty if all of it passes. Rules
     * of application security groups take no part, because who is in them is not known here.
     */
    public Optional<SecurityRule> stops(Traffic traffic) {
        return stops(rules, traffic);
    }

    /**
     * Returns the rule of a security group that was read from Azure which stops some of this traffic; see {@link
     * #stops(Traffic)}.
     *
     * @param group the group as Azure answers it
     */
    public static Optional<SecurityRule> stops(Json group, Traffic traffic) {
        return stops(
                group.at("/properties/securityRules").stream()
                        .map(SecurityRule::read)
                        .toList(),
                traffic);
    }

    private static Optional<SecurityRule> stops(List<SecurityRule> rules, Traffic traffic) {
        List<SecurityRule> sorted = Stream.concat(rules.stream(), AzureRules.ALL.stream())
                .filter(rule -> rule.isInbound() == traffic.isInbound())
                .sorted(Comparator.comparing(SecurityRule::priority))
                .toList();
        Optional<SecurityRule> whole = first(sorted, traffic);
        if (whole.isEmpty()) {
            return whole;
        }
        // What no rule allows alone may be allowed by several together.
        List<SecurityRule> looked = sorted.stream()
                .filter(rule -> rule.priority() <= whole.get().priority() || rule.priority() > 4096)
                .filter(traffic::isMetBy)
                .toList();
        List<Traffic> parts = TrafficParts.of(traffic, looked);
        return parts.isEmpty()
                ? whole
                : parts.stream().flatMap(part -> first(sorted, part).stream()).findFirst();
    }

    private static Optional<SecurityRule> first(List<SecurityRule> sorted, Traffic traffic) {
        for (SecurityRule rule : sorted) {
            if (rule.allows() && traffic.isCoveredBy(rule)) {
                return Optional.empty();
            }
            if (!rule.allows() && traffic.isMetBy(rule)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    @Override
    public ArmType<NetworkSecurityGroupSpec> kind() {
        return KIND;
    }

    /** The rules that every group ends with. */
    private static final class AzureRules {
        static final List<SecurityRule> ALL = List.of(
                in("AllowVnetInBound", 65_000)
                        .from("VirtualNetwork")
                        .to("VirtualNetwork")
                        .build(),
                in("AllowAzureLoadBalancerInBound", 65_001)
                        .from("AzureLoadBalancer")
                        .build(),
                in("DenyAllInBound", 65_500).deny().build(),
                out("AllowVnetOutBound", 65_000)
                        .from("VirtualNetwork")
                        .to("VirtualNetwork")
                        .build(),
                out("AllowInternetOutBound", 65_001).to("Internet").build(),
                out("DenyAllOutBound", 65_500).deny().build());

        private static SecurityRule.Builder in(String name, int priority) {
            return new SecurityRule.Builder(name, priority, true);
        }

        private static SecurityRule.Builder out(String name, int priority) {
            return new SecurityRule.Builder(name, priority, false);
        }
    }

    /** Builds a {@link NetworkSecurityGroupSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Tagged<NetworkSecurityGroupSpec, Builder> {
        private final List<SecurityRule> rules = new ArrayList<>();

        private Builder(String name, ResourceId group, Region region) {
            super(name, group, Optional.of(region));
        }

        /**
         * Adds a rule of traffic that comes in.
         *
         * @param rule its name
         * @param priority 100 to 4096; the lowest number is looked at first
         * @param settings what traffic it takes, and whether it lets it through
         */
        public Builder inbound(String rule, int priority, Consumer<SecurityRule.Builder> settings) {
            return add(new SecurityRule.Builder(rule, priority, true), settings);
        }

        /** Adds a rule of traffic that goes out; see {@link #inbound}. */
        public Builder outbound(String rule, int priority, Consumer<SecurityRule.Builder> settings) {
            return add(new SecurityRule.Builder(rule, priority, false), settings);
        }

        private Builder add(SecurityRule.Builder rule, Consumer<SecurityRule.Builder> settings) {
            settings.accept(rule);
            rules.add(rule.build());
            return this;
        }

        @Override
        protected NetworkSecurityGroupSpec create() {
            return new NetworkSecurityGroupSpec(this);
        }
    }
}
