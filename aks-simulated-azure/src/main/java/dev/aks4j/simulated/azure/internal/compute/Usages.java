package dev.aks4j.simulated.azure.internal.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.state.CoreQuotas;
import dev.aks4j.simulated.wire.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** What the subscription uses in a region, and what it may use. */
final class Usages {

    private static final int SETS = 2500;
    private static final int MACHINES = 25_000;

    private final CoreQuotas quotas;
    private final Supplier<Collection<MachineCount>> machines;

    Usages(CoreQuotas quotas, Supplier<Collection<MachineCount>> machines) {
        this.quotas = quotas;
        this.machines = machines;
    }

    Response list(String region) {
        Cores used = Cores.in(region, machines.get());
        List<ObjectNode> all = new ArrayList<>();
        all.add(usage("availabilitySets", "Availability Sets", 0, SETS));
        all.add(usage(CoreQuotas.TOTAL, "Total Regional vCPUs", used.total(), quotas.totalCores(region)));
        all.add(usage("virtualMachines", "Virtual Machines", used.virtualMachines(), MACHINES));
        all.add(usage("virtualMachineScaleSets", "Virtual Machine Scale Sets", used.scaleSets(), SETS));
        all.add(usage(CoreQuotas.SPOT, "Total Regional Low-priority vCPUs", used.spot(), quotas.spotCores(region)));
        for (String family : OfferedSizes.families()) {
            all.add(usage(family, localized(family), used.of(family), quotas.cores(region, family)));
        }
        return Arm.list(all);
    }

    /** Spells {@code standardDDSv5Family} as {@code Standard DDSv5 Family vCPUs}. */
    private static String localized(String family) {
        String middle = family.replaceFirst("(?i)^standard ?", "").replaceFirst(" ?Family$", "");
        return "Standard " + middle + " Family vCPUs";
    }

    private static ObjectNode usage(String name, String localized, int used, int limit) {
        ObjectNode usage =
                AzureJson.object().put("limit", limit).put("unit", "Count").put("currentValue", used);
        usage.putObject("name").put("value", name).put("localizedValue", localized);
        return usage;
    }
}
