package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Optional;

/** Service and pod ranges are CIDRs, large enough and outside the ranges that Azure keeps. */
final class CidrForm implements Check {

    private static final List<String> KEPT =
            List.of("169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24");

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        for (String field : List.of("serviceCidr", "podCidr")) {
            Optional<String> text = AzureJson.text(write.network(), "/" + field);
            if (text.isEmpty()) {
                continue;
            }
            Optional<AddressRange> range = AddressRange.parse(text.get());
            if (range.isEmpty() || range.get().bits() != 32) {
                return Refusals.invalidParameter("networkProfile." + field, "\"" + text.get() + "\" is no IPv4 CIDR");
            }
            Optional<AddressRange> kept = KEPT.stream()
                    .flatMap(each -> AddressRange.parse(each).stream())
                    .filter(each -> each.overlaps(range.get()))
                    .findFirst();
            if (kept.isPresent()) {
                return Refusals.invalidParameter(
                        "networkProfile." + field, text.get() + " overlaps " + kept.get() + ", which Azure reserves");
            }
            if (field.equals("serviceCidr") && range.get().prefix() < 12) {
                return Refusals.invalidParameter(
                        "networkProfile.serviceCidr", text.get() + " must be smaller than /12");
            }
        }
        return Refusals.none();
    }
}
