package dev.aks4j.network;

import dev.aks4j.network.ServiceExplanation.Cause;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the cloud controller's messages about a service mean: cloud-provider-azure 1.36.5, and the errors of Azure Resource
 * Manager that it hands on. The first that fits is taken.
 */
final class ServiceEvents {

    private record Meaning(Pattern text, String rule, Function<MatchResult, Cause> cause) {}

    private static final List<Meaning> MEANINGS = List.of(
            meaning(
                    "does not have authorization to perform action '([^']+)' over scope '([^']+)'",
                    "AKS-LB-051",
                    found -> right(found.group(1), found.group(2))),
            meaning(
                    "does not have permission to perform action\\(?s?\\)? '([^']+)' on the linked scope\\(?s?\\)? '([^']+)'",
                    "AKS-LB-051",
                    found -> right(found.group(1), found.group(2))),
            meaning(
                    "SubnetIsFull|enough capacity for IP addresses",
                    "AKS-NET-040",
                    found -> Cause.of(
                            "subnet",
                            "has no free address",
                            "",
                            "Give the service a subnet(...) with room, or free addresses; IpPlan shows what a subnet needs.")),
            meaning(
                    "subnet (\\S+) was not found",
                    "AKS-LB-050",
                    found -> Cause.of(
                            "subnet " + found.group(1),
                            "is not in the cluster's virtual network",
                            "",
                            "Name a subnet of the network that the nodes are in.")),
            meaning(
                    "user supplied IP Address (\\S+) was not found in resource group (\\S+)",
                    "",
                    found -> Cause.of(
                            "publicIPAddress " + found.group(1),
                            "does not exist in resource group " + found.group(2),
                            "",
                            "Create it there as a static address of the SKU Standard, or name its group with"
                                    + " publicIp(ip -> ip.resourceGroup(...)).")),
            meaning(
                    "azure-pip-name\\S*=(\\S+) for service \\S+ doesn't exist",
                    "",
                    found -> Cause.of(
                            "publicIPAddress " + found.group(1),
                            "does not exist",
                            "",
                            "Create it in the node resource group, or name its group.")),
            meaning(
                    "Private static IP address (\\S+) does not belong to the range of subnet prefix (\\S+?)\\.?$",
                    "",
                    found -> Cause.of(
                            "address " + found.group(1),
                            "is outside of the subnet's range " + found.group(2),
                            "",
                            "Use a free address of the subnet, or the subnet of the address.")),
            meaning(
                    "PrivateIPAddress(IsAllocated|InUse)|is already (in use|allocated|taken)",
                    "AKS-LB-053",
                    found -> Cause.of(
                            "address",
                            "is taken by something else",
                            "",
                            "Use another address, or share it by other ports.")),
            meaning(
                    "PublicIPCountLimitReached",
                    "",
                    found -> Cause.of(
                            "subscription",
                            "has no public address left in the region",
                            "",
                            "Remove addresses that are not used, or ask for a higher limit.")),
            meaning(
                    "RequestDisallowedByPolicy",
                    "",
                    found -> Cause.of(
                            "policy",
                            "forbids what the service needs",
                            "",
                            "Read the policy's name in the event, and exempt the node"
                                    + " resource group or declare what the policy asks for.")),
            meaning(
                    "TooManyRequests|OperationNotAllowed.*limit|rate limit",
                    "",
                    found -> Cause.of(
                            "subscription",
                            "is throttled by Azure",
                            "",
                            "Wait: the controller tries again by itself.")),
            meaning("idle timeout value must be", "AKS-LB-014", found -> annotation("the idle timeout")),
            meaning(
                    "minimum value of (interval|num-of-probe)|total probe should be less",
                    "",
                    found -> annotation("the health probe")),
            meaning("cannot set both spec.LoadBalancerSourceRanges", "", found -> annotation("the allowed sources")),
            meaning(
                    "private link service must be internal|PrivateLinkService",
                    "",
                    found -> annotation("the private link")));

    private ServiceEvents() {}

    private static Meaning meaning(String text, String rule, Function<MatchResult, Cause> cause) {
        return new Meaning(Pattern.compile(text, Pattern.CASE_INSENSITIVE), rule, cause);
    }

    private static Cause annotation(String what) {
        return Cause.of(
                "service",
                "has annotations for " + what + " that the controller refuses",
                "",
                "Correct what the event names.");
    }

    private static Cause right(String action, String scope) {
        return new Cause(
                "identity of the control plane",
                "may not do what the service needs",
                Optional.empty(),
                Optional.empty(),
                Optional.of(action + " on " + scope),
                "Grant it Network Contributor on " + scope
                        + "; loadBalancerSubnet(...) of the cluster's network does so for a subnet.");
    }

    /** Returns what an event means; the event itself if its message is not known. */
    static Cause of(String reason, String message) {
        Optional<String> event = Optional.of(reason + ": " + message);
        for (Meaning meaning : MEANINGS) {
            Matcher matcher = meaning.text.matcher(message);
            if (matcher.find()) {
                Cause cause = meaning.cause.apply(matcher.toMatchResult());
                return new Cause(
                        cause.resource(),
                        cause.what(),
                        event,
                        Optional.of(meaning.rule).filter(rule -> !rule.isEmpty()),
                        cause.right(),
                        cause.fix());
            }
        }
        return new Cause(
                "service",
                "was refused by the cloud controller",
                event,
                Optional.empty(),
                Optional.empty(),
                "Do what the message says; the controller tries again by itself.");
    }
}
