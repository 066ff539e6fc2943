package dev.aks4j.simulated.azure.internal.compute;

import dev.aks4j.simulated.azure.internal.arm.Regions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which sizes of virtual machines a region has, and in which of its zones. Common series are everywhere; the newest and
 * the rarest only in some regions and zones, which are an example of how Azure spreads them and no copy.
 */
public final class Offers {

    private static final Set<String> LARGEST = Set.of(
            "eastus",
            "eastus2",
            "japaneast",
            "northeurope",
            "southcentralus",
            "swedencentral",
            "uksouth",
            "westeurope",
            "westus2",
            "westus3");
    private static final Pattern RARE = Pattern.compile("Standard_(M\\d|NC\\d+\\w*_(A100|H100)_).*");
    private static final Pattern NEW = Pattern.compile("Standard_(DC|NC|L\\d+as_).*|.*_v6");

    private Offers() {}

    /**
     * A size in a region. Immutable.
     *
     * @param size the size
     * @param zones the zones that have it; empty if the region has no zones
     */
    public record Offer(MachineSize size, List<String> zones) {}

    /** Returns the sizes that a region has. */
    public static List<Offer> in(String region) {
        return OfferedSizes.all().stream()
                .flatMap(size -> offer(region, size).stream())
                .toList();
    }

    /** Returns a size if a region has it, whatever the name's case. */
    public static Optional<Offer> find(String region, String size) {
        return OfferedSizes.find(size).flatMap(known -> offer(region, known));
    }

    private static Optional<Offer> offer(String region, MachineSize size) {
        List<String> zones = Regions.zones(region);
        if (RARE.matcher(size.name()).matches()) {
            return LARGEST.contains(region) ? Optional.of(new Offer(size, List.of("1", "3"))) : Optional.empty();
        }
        boolean old = !NEW.matcher(size.name()).matches();
        return old || !zones.isEmpty() ? Optional.of(new Offer(size, zones)) : Optional.empty();
    }
}
