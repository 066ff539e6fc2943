package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.compute.MachineSize;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What single properties of a pool may hold, and which of them do not go together. */
final class PoolForms implements PoolCheck {

    private static final Map<String, long[]> SYSCTLS = Map.ofEntries(
            Map.entry("fsFileMax", new long[] {8192, 9_223_372_036_854_775_807L}),
            Map.entry("fsInotifyMaxUserWatches", new long[] {781_250, 2_097_152}),
            Map.entry("fsAioMaxNr", new long[] {65_536, 6_553_500}),
            Map.entry("fsNrOpen", new long[] {8192, 20_000_500}),
            Map.entry("netCoreSomaxconn", new long[] {4096, 3_240_000}),
            Map.entry("netCoreNetdevMaxBacklog", new long[] {1000, 3_240_000}),
            Map.entry("netIpv4TcpMaxSynBacklog", new long[] {128, 3_240_000}),
            Map.entry("netIpv4TcpMaxTwBuckets", new long[] {8000, 1_440_000}),
            Map.entry("netIpv4TcpFinTimeout", new long[] {5, 120}),
            Map.entry("netIpv4TcpKeepaliveTime", new long[] {30, 432_000}),
            Map.entry("netIpv4TcpKeepaliveProbes", new long[] {1, 15}),
            Map.entry("vmMaxMapCount", new long[] {65_530, 262_144}),
            Map.entry("vmSwappiness", new long[] {0, 100}),
            Map.entry("vmVfsCachePressure", new long[] {1, 100}),
            Map.entry("kernelThreadsMax", new long[] {20, 513_785}));

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {
        JsonNode asked = pool.requested();
        return priority(pool, asked)
                .or(() -> addresses(asked))
                .or(() -> type(asked))
                .or(() -> system(pool, asked))
                .or(() -> machines(pool, asked))
                .or(() -> linux(pool, asked))
                .or(() -> kubelet(asked.path("kubeletConfig")))
                .or(() -> gateway(pool, asked));
    }

    private static Optional<ArmError> unless(boolean good, String property, String details) {
        return good ? Refusals.none() : Refusals.invalidParameter("agentPoolProfile." + property, details);
    }

    private static Optional<ArmError> priority(PoolWrite pool, JsonNode asked) {
        boolean single = asked.path("type").asText().equalsIgnoreCase("VirtualMachines");
        if (single && pool.spot()) {
            return Refusals.invalidParameter("agentPoolProfile.scaleSetPriority", "a spot pool is a scale set");
        }
        List<String> taints = AzureJson.texts(asked, "/nodeTaints").stream()
                .map(taint -> taint.replaceAll("=.*:", ":"))
                .toList();
        if (Set.copyOf(taints).size() < taints.size()) {
            return Refusals.invalidParameter(
                    "agentPoolProfile.nodeTaints", "a pool has one taint for each key and effect");
        }
        boolean reclaimed = asked.path("scaleSetEvictionPolicy").asText().equals("Deallocate");
        return unless(!reclaimed || pool.spot(), "scaleSetEvictionPolicy", "Deallocate is for spot pools");
    }

    private static Optional<ArmError> addresses(JsonNode asked) {
        boolean publicNodes = AzureJson.flag(asked, "/enableNodePublicIP");
        boolean named = asked.hasNonNull("nodePublicIPPrefixID")
                || !asked.at("/networkProfile/nodePublicIPTags").isEmpty();
        for (JsonNode ports : asked.at("/networkProfile/allowedHostPorts")) {
            int from = ports.path("portStart").asInt(1);
            int to = ports.path("portEnd").asInt(from);
            String protocol = ports.path("protocol").asText("TCP");
            if (from < 1 || to > 65_535 || from > to || !protocol.matches("(?i)TCP|UDP")) {
                return Refusals.invalidParameter(
                        "agentPoolProfile.networkProfile.allowedHostPorts",
                        "ports are ranges within 1 to 65535 for TCP or UDP");
            }
        }
        return unless(publicNodes || !named, "nodePublicIPPrefixID", "it needs enableNodePublicIP");
    }

    private static Optional<ArmError> type(JsonNode asked) {
        return unless(
                !asked.path("type").asText().equalsIgnoreCase("AvailabilitySet"),
                "type",
                "availability sets are retired");
    }

    private static Optional<ArmError> system(PoolWrite pool, JsonNode asked) {
        String sku = pool.desired().path("osSKU").asText();
        boolean fips = AzureJson.flag(asked, "/enableFIPS");
        boolean arm = pool.size().map(MachineSize::arm64).orElse(false);
        boolean sandbox = asked.path("workloadRuntime").asText().startsWith("Kata");
        boolean secure = AzureJson.flag(asked, "/securityProfile/enableSecureBoot")
                || AzureJson.flag(asked, "/securityProfile/enableVTPM");
        boolean nat = AzureJson.flag(asked, "/windowsProfile/disableOutboundNat");
        return unless(!fips || !sku.equals("Ubuntu2404"), "enableFIPS", "Ubuntu 24.04 has no image with FIPS")
                .or(() -> unless(
                        !fips || !arm || sku.equals("AzureLinux"),
                        "enableFIPS",
                        "Arm machines have FIPS with Azure Linux only"))
                .or(() -> unless(
                        !sandbox || sku.startsWith("AzureLinux"),
                        "workloadRuntime",
                        "pod sandboxing needs Azure Linux"))
                .or(() -> unless(!sandbox || !arm, "workloadRuntime", "pod sandboxing does not run on Arm machines"))
                .or(() -> unless(!pool.windows() || !arm, "osType", "Windows does not run on Arm machines"))
                .or(() -> unless(!secure || !sandbox, "securityProfile", "it does not go with pod sandboxing"))
                .or(() ->
                        unless(!nat || pool.windows(), "windowsProfile.disableOutboundNat", "it needs a Windows pool"));
    }

    private static Optional<ArmError> machines(PoolWrite pool, JsonNode asked) {
        String size = pool.desired().path("vmSize").asText();
        boolean gpu = size.matches("(?i)Standard_N.*");
        boolean wants = asked.hasNonNull("gpuInstanceProfile")
                || asked.path("gpuProfile").isObject();
        return unless(!wants || gpu || pool.existing().isPresent(), "gpuProfile", "the size " + size + " has no GPU")
                .or(() -> unless(
                        !size.matches("(?i)Standard_NV\\d+as_v4"), "vmSize", "the series NVv4 is not supported"));
    }

    private static Optional<ArmError> linux(PoolWrite pool, JsonNode asked) {
        JsonNode os = asked.path("linuxOSConfig");
        if (pool.windows()) {
            boolean any = os.isObject()
                    || asked.hasNonNull("messageOfTheDay")
                    || asked.path("localDNSProfile").isObject();
            return unless(!any, "linuxOSConfig", "it is for Linux pools");
        }
        for (Map.Entry<String, long[]> each : SYSCTLS.entrySet()) {
            JsonNode value = os.path("sysctls").path(each.getKey());
            boolean outside =
                    value.isNumber() && (value.asLong() < each.getValue()[0] || value.asLong() > each.getValue()[1]);
            if (outside) {
                return Refusals.invalidParameter(
                        "agentPoolProfile.linuxOSConfig.sysctls." + each.getKey(),
                        "it is " + each.getValue()[0] + " to " + each.getValue()[1] + ", not " + value.asText());
            }
        }
        String[] ports = os.at("/sysctls/netIpv4IpLocalPortRange")
                .asText("32768 60999")
                .trim()
                .split("\\s+");
        boolean swap = AzureJson.number(os, "/swapFileSizeMB").orElse(0) > 0;
        boolean starts = asked.at("/kubeletConfig/failSwapOn").isBoolean()
                && !AzureJson.flag(asked, "/kubeletConfig/failSwapOn");
        return unless(
                        portsFit(ports),
                        "linuxOSConfig.sysctls.netIpv4IpLocalPortRange",
                        "it begins at 1024 to 60999 and ends at 32768 to 65535")
                .or(() -> unless(
                        !swap || starts, "linuxOSConfig.swapFileSizeMB", "it needs kubeletConfig.failSwapOn false"))
                .or(() -> unless(
                        asked.path("messageOfTheDay").asText().length() <= 4096,
                        "messageOfTheDay",
                        "at most 4096 characters"));
    }

    private static boolean portsFit(String[] ports) {
        try {
            int first = Integer.parseInt(ports[0]);
            int last = Integer.parseInt(ports[1]);
            return ports.length == 2
                    && first >= 1024
                    && first <= 60_999
                    && last >= 32_768
                    && last <= 65_535
                    && first < last;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return false;
        }
    }

    private static Optional<ArmError> kubelet(JsonNode config) {
        int high = AzureJson.number(config, "/imageGcHighThreshold").orElse(85);
        int low = AzureJson.number(config, "/imageGcLowThreshold").orElse(Math.min(80, high - 1));
        int files = AzureJson.number(config, "/containerLogMaxFiles").orElse(5);
        int processes = AzureJson.number(config, "/podMaxPids").orElse(-1);
        return unless(
                        low >= 0 && low < high && high <= 100,
                        "kubeletConfig.imageGcLowThreshold",
                        "the collection stops below the use at which it starts, 0 to 100")
                .or(() -> unless(files >= 2, "kubeletConfig.containerLogMaxFiles", "at least 2 are kept"))
                .or(() -> unless(
                        processes == -1 || processes > 0 && processes <= 4_194_304,
                        "kubeletConfig.podMaxPids",
                        "it is -1 or 1 to 4194304"));
    }

    private static Optional<ArmError> gateway(PoolWrite pool, JsonNode asked) {
        if (!pool.desired().path("mode").asText().toLowerCase(Locale.ROOT).equals("gateway")) {
            return Refusals.none();
        }
        int prefix = AzureJson.number(pool.desired(), "/gatewayProfile/publicIPPrefixSize")
                .orElse(31);
        boolean fits = prefix >= 28 && prefix <= 31 && pool.count() <= 1 << 32 - prefix;
        return unless(
                fits && pool.count() >= 1 && !pool.windows() && !pool.autoscaled(),
                "gatewayProfile",
                "a gateway pool has a prefix of length 28 to 31 with an address for each of its nodes, Linux, and no autoscaler");
    }
}
