package dev.aks4j.simulated.azure.internal.compute;

import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.arm.Regions;
import dev.aks4j.simulated.azure.internal.arm.ResourceProvider;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.wire.Response;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;

/** Microsoft.Compute, as far as it says what a region offers: sizes of virtual machines, restrictions, quotas. */
public final class ComputeProvider implements ResourceProvider {

    private final ResourceSkus skus;
    private final Usages usages;

    /** Makes the provider of a cloud; machines says which virtual machines there are. */
    public ComputeProvider(Cloud cloud, Supplier<Collection<MachineCount>> machines) {
        skus = new ResourceSkus(cloud);
        usages = new Usages(cloud.quotas(), machines);
    }

    @Override
    public String namespace() {
        return "Microsoft.Compute";
    }

    @Override
    public Set<String> types() {
        return Set.of("skus", "locations", "locations/usages", "locations/vmSizes");
    }

    @Override
    public Response answer(ArmCall request) {
        ArmPath path = request.path();
        boolean location = path.matches("locations", "*", "usages") || path.matches("locations", "*", "vmSizes");
        if (!location && !path.matches("skus") || path.group().isPresent()) {
            throw Arm.noSuchType(request);
        } else if (!request.method().equals("GET")) {
            throw Arm.noSuchVerb(request);
        } else if (!location) {
            return skus.list(request);
        }
        String asked = path.rest().get(1);
        String region = Regions.canonical(asked).orElseThrow(() -> Arm.noSuchLocation(request, asked));
        return path.rest().get(2).equalsIgnoreCase("usages") ? usages.list(region) : VmSizeList.of(region);
    }
}
