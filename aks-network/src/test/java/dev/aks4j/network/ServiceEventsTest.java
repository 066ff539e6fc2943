package dev.aks4j.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages of the cloud controller, as it and Azure word them. */
class ServiceEventsTest {

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(
                        "Error syncing load balancer: failed to ensure load balancer: Code=\"SubnetIsFull\" Message=\"Subnet"
                                + " nodes with address prefix 10.20.0.0/24 does not have enough capacity for 1 IP"
                                + " addresses.\"",
                        "subnet"),
                Arguments.of(
                        "user supplied IP Address 20.1.2.3 was not found in resource group MC_rg_shop_westeurope",
                        "publicIPAddress 20.1.2.3"),
                Arguments.of(
                        "PublicIP from annotation azure-pip-name=web for service shop/web doesn't exist",
                        "publicIPAddress web"),
                Arguments.of(
                        "Private static IP address 10.9.0.1 does not belong to the range of subnet prefix 10.20.0.0/24.",
                        "address 10.9.0.1"),
                Arguments.of(
                        "Code=\"PublicIPCountLimitReached\" Message=\"Cannot create more than 10\"", "subscription"),
                Arguments.of("Code=\"RequestDisallowedByPolicy\" Message=\"Resource was disallowed\"", "policy"),
                Arguments.of("Code=\"TooManyRequests\" Message=\"...\"", "subscription"),
                Arguments.of("total probe should be less than 120, please adjust interval", "service"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageNamesTheResourceThatItIsAbout(String message, String resource) {
        ServiceExplanation.Cause cause = ServiceEvents.of("SyncLoadBalancerFailed", message);
        assertThat(cause.resource()).isEqualTo(resource);
        assertThat(cause.event()).contains("SyncLoadBalancerFailed: " + message);
        assertThat(cause.fix()).endsWith(".");
    }

    @Test
    void aMissingRightIsNamedWithItsScope() {
        ServiceExplanation.Cause cause = ServiceEvents.of(
                "SyncLoadBalancerFailed",
                "Code=\"AuthorizationFailed\" Message=\"The client 'a' with object id 'b' does not have authorization to"
                        + " perform action 'Microsoft.Network/virtualNetworks/subnets/read' over scope"
                        + " '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/x' or"
                        + " the scope is invalid.\"");
        assertThat(cause.right())
                .contains(
                        "Microsoft.Network/virtualNetworks/subnets/read on /subscriptions/s/resourceGroups/rg/providers/"
                                + "Microsoft.Network/virtualNetworks/v/subnets/x");
        assertThat(cause.rule()).contains("AKS-LB-051");
        assertThat(cause.toJson().path("right").isText()).isTrue();
    }

    @Test
    void anUnknownMessageIsShownAsItIs() {
        assertThat(ServiceEvents.of("SyncLoadBalancerFailed", "something new").event())
                .contains("SyncLoadBalancerFailed: something new");
    }
}
