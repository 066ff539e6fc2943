package dev.aks4j.simulated.azure.internal.compute;

import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.arm.Regions;
import dev.aks4j.simulated.azure.internal.arm.ResourceProvider;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.plain.Manner;
import dev.aks4j.simulated.azure.internal.plain.PlainResources;
import dev.aks4j.simulated.azure.internal.plain.PlainType;
import dev.aks4j.simulated.azure.internal.plain.ResourceShape;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.wire.Response;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Microsoft.Compute: what a region offers, disks and snapshots, scale sets and their machines. */
public final class ComputeProvider implements ResourceProvider {

    private final ResourceSkus skus;
    private final Usages usages;
    private final ScaleSets scaleSets;
    private final DiskAccess access;
    private final PlainResources plain;

    /** Makes the provider of a cloud; machines says which virtual machines there are. */
    public ComputeProvider(Cloud cloud, Supplier<Collection<MachineCount>> machines) {
        skus = new ResourceSkus(cloud);
        usages = new Usages(cloud.quotas(), machines);
        access = new DiskAccess(cloud);
        plain = new PlainResources(
                cloud,
                namespace(),
                "2025-04-01",
                List.of(
                        PlainType.of("disks", Manner.COMPUTE, new Disks(cloud, false)),
                        PlainType.of("snapshots", Manner.COMPUTE, new Disks(cloud, true)),
                        PlainType.of("diskEncryptionSets", Manner.COMPUTE, ResourceShape.ANY),
                        PlainType.of("proximityPlacementGroups", Manner.NOW, ResourceShape.ANY),
                        PlainType.of("availabilitySets", Manner.NOW, ResourceShape.ANY),
                        PlainType.of("virtualMachines", Manner.COMPUTE, ResourceShape.ANY)));
        scaleSets = new ScaleSets(cloud, plain);
    }

    @Override
    public String namespace() {
        return "Microsoft.Compute";
    }

    @Override
    public Set<String> types() {
        Set<String> types = new LinkedHashSet<>(plain.names());
        types.addAll(List.of(
                "skus",
                "locations",
                "locations/usages",
                "locations/vmSizes",
                "virtualMachineScaleSets",
                "virtualMachineScaleSets/virtualMachines"));
        return types;
    }

    @Override
    public Response answer(ArmCall request) {
        ArmPath path = request.path();
        if (ScaleSets.answers(path)) {
            return scaleSets.answer(request);
        }
        if (DiskAccess.answers(path)) {
            return access.answer(request);
        }
        Optional<Response> stored = plain.answer(request);
        if (stored.isPresent()) {
            return stored.get();
        }
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
