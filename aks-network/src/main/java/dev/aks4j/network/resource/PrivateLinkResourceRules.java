package dev.aks4j.network.resource;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** What Azure demands of private endpoints and private link services. */
final class PrivateLinkResourceRules {

    private static final String SOURCE =
            "Azure docs, private-endpoint-overview and private-link-service-overview, 2026";
    private static final String SUBNET = "Microsoft.Network/virtualNetworks/subnets";

    static final Rule<PrivateEndpointSpec> ENDPOINT_NAME = ResourceNames.of(
            "AKS-NWR-100",
            "A private endpoint has a name of 2-64 letters, digits, dots, hyphens and underscores; it starts with a letter"
                    + " or digit and ends with one or an underscore.",
            name -> name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}[A-Za-z0-9_]"),
            "Use 2-64 letters, digits, '.', '-' or '_'.");

    static final Rule<PrivateEndpointSpec> ENDPOINT_REFERENCES = Rule.<PrivateEndpointSpec>error(
                    "AKS-NWR-101", "What a private endpoint refers to has the type of that reference.")
            .prevents(answered(400, "LinkedInvalidPropertyId"))
            .source(SOURCE)
            .check((endpoint, findings) -> {
                if (!endpoint.subnet().type().equalsIgnoreCase(SUBNET)) {
                    findings.report(
                            "subnet",
                            endpoint.subnet(),
                            "is a " + endpoint.subnet().type(),
                            "Give the id of a subnet.");
                }
                endpoint.zones().stream()
                        .filter(id -> !id.type().equalsIgnoreCase("Microsoft.Network/privateDnsZones"))
                        .forEach(id -> findings.report(
                                "dnsZones", id, "is a " + id.type(), "Give the ids of private DNS zones."));
                endpoint.groups().stream()
                        .filter(id -> !id.type().equalsIgnoreCase("Microsoft.Network/applicationSecurityGroups"))
                        .forEach(id -> findings.report(
                                "applicationSecurityGroups",
                                id,
                                "is a " + id.type(),
                                "Give the ids of application security groups."));
            });

    static final Rule<PrivateEndpointSpec> PART = Rule.<PrivateEndpointSpec>error(
                    "AKS-NWR-102",
                    "A private endpoint names the part of the resource that it reaches, and none of a private link service.")
            .prevents(answered(400, "PrivateEndpointInvalidGroupIds"))
            .source(SOURCE)
            .check((endpoint, findings) -> {
                boolean service = endpoint.target().type().equalsIgnoreCase("Microsoft.Network/privateLinkServices");
                if (service == endpoint.subresource().isPresent()) {
                    findings.report(
                            "subresource",
                            endpoint.subresource().orElse("none"),
                            service ? "is named of a private link service" : "is named of a resource with parts",
                            service
                                    ? "Leave the last argument of builder(...) out."
                                    : "Add the part, for example vault of a key vault, blob of a storage account, management"
                                            + " of a cluster.");
                }
            });

    static final Rule<PrivateEndpointSpec> ENDPOINT_TEXTS = Rule.<PrivateEndpointSpec>error(
                    "AKS-NWR-103",
                    "A request for approval has at most 140 characters, and an endpoint at most 5 zones.")
            .prevents(answered(400, "PrivateEndpointRequestMessageTooLong"))
            .source(SOURCE)
            .check((endpoint, findings) -> {
                endpoint.message()
                        .filter(text -> text.length() > 140)
                        .ifPresent(text -> findings.report(
                                "requestApproval",
                                text.length() + " characters",
                                "are more than 140",
                                "Shorten the message."));
                if (endpoint.zones().size() > 5) {
                    findings.report(
                            "dnsZones", endpoint.zones().size() + " zones", "are more than 5", "Use at most 5 zones.");
                }
            });

    static final Rule<PrivateLinkServiceSpec> SERVICE_NAME =
            ResourceNames.usual("AKS-NWR-110", "A private link service");

    static final Rule<PrivateLinkServiceSpec> ADDRESSES = Rule.<PrivateLinkServiceSpec>error(
                    "AKS-NWR-111", "A private link service has 1 to 8 addresses.")
            .prevents(answered(400, "PrivateLinkServiceIpConfigurationCountOutOfRange"))
            .source(SOURCE)
            .check((service, findings) -> {
                if (service.addresses() < 1 || service.addresses() > 8) {
                    findings.report(
                            "addresses",
                            service.addresses(),
                            "is not between 1 and 8",
                            "Use " + Math.max(1, Math.min(8, service.addresses())) + ".");
                }
            });

    static final Rule<PrivateLinkServiceSpec> APPROVAL = Rule.<PrivateLinkServiceSpec>error(
                    "AKS-NWR-112", "Who needs no approval sees the private link service.")
            .prevents(answered(400, "PrivateLinkServiceAutoApprovalNotInVisibility"))
            .source(SOURCE)
            .check((service, findings) -> service.approval().stream()
                    .filter(id -> !service.visibility().contains("*")
                            && !service.visibility().contains(id))
                    .forEach(id -> findings.report(
                            "approve",
                            id,
                            "does not see the service",
                            "Add visibleTo(\"" + id + "\"), or leave it out.")));

    static final Rule<PrivateLinkServiceSpec> SERVICE_REFERENCES = Rule.<PrivateLinkServiceSpec>error(
                    "AKS-NWR-113", "A private link service is in a subnet, before a frontend of a load balancer.")
            .prevents(answered(400, "LinkedInvalidPropertyId"))
            .source(SOURCE)
            .check((service, findings) -> {
                type(service.subnet(), "subnet", SUBNET).ifPresent(report -> report.to(findings));
                type(service.frontend(), "frontend", "Microsoft.Network/loadBalancers/frontendIPConfigurations")
                        .ifPresent(report -> report.to(findings));
            });

    static final List<Rule<PrivateEndpointSpec>> ENDPOINT =
            List.of(ENDPOINT_NAME, ENDPOINT_REFERENCES, PART, ENDPOINT_TEXTS);
    static final List<Rule<PrivateLinkServiceSpec>> SERVICE =
            List.of(SERVICE_NAME, ADDRESSES, APPROVAL, SERVICE_REFERENCES);

    private PrivateLinkResourceRules() {}

    private record Wrong(ResourceId id, String path, String type) {
        void to(dev.aks4j.core.model.Findings findings) {
            findings.report(path, id, "is a " + id.type(), "Give the id of a " + type + ".");
        }
    }

    private static java.util.Optional<Wrong> type(ResourceId id, String path, String type) {
        return id.type().equalsIgnoreCase(type)
                ? java.util.Optional.empty()
                : java.util.Optional.of(new Wrong(id, path, type));
    }
}
