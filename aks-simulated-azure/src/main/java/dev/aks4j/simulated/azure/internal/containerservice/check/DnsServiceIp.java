package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.math.BigInteger;
import java.util.Optional;

/** The address of the DNS service is in the service range, and not its first. */
final class DnsServiceIp implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        Optional<AddressRange> services =
                AzureJson.text(write.network(), "/serviceCidr").flatMap(AddressRange::parse);
        String text = write.network().path("dnsServiceIP").asText();
        Optional<AddressRange> address = AddressRange.parseAddress(text);
        if (services.isEmpty() || address.isEmpty()) {
            return Refusals.invalidParameter("networkProfile.dnsServiceIP", "\"" + text + "\" is no IP address");
        }
        if (!services.get().block().contains(address.get())) {
            return Refusals.code(
                    "DnsServiceIpOutOfServiceCidr",
                    "networkProfile.dnsServiceIP",
                    "The DNS service IP " + text + " is out of the range defined by service CIDR " + services.get()
                            + ".");
        }
        BigInteger offset =
                address.get().first().subtract(services.get().block().first());
        if (offset.equals(services.get().size().subtract(BigInteger.ONE))) {
            return Refusals.invalidParameter(
                    "networkProfile.dnsServiceIP", text + " is the last address of " + services.get());
        }
        return offset.compareTo(BigInteger.TWO) < 0
                ? Refusals.invalidParameter(
                        "networkProfile.dnsServiceIP",
                        text + " is the first address of " + services.get() + ", which is the kubernetes service's")
                : Refusals.none();
    }
}
