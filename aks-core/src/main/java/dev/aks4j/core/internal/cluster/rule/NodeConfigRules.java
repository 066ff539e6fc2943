package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.cluster.pool.Sysctl;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Options of kubelet and of the kernel. */
public final class NodeConfigRules {

    private static final String SOURCE = "azure-aks-docs, custom-node-configuration, 2026; terraform-provider-azurerm";
    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");
    private static final String KUBELET = "/kubeletConfig/";
    private static final String LINUX = "/linuxOSConfig/";
    private static final Pattern PORTS = Pattern.compile("(\\d{1,5}) (\\d{1,5})");

    static final Rule<PoolIn> SYSCTLS = Rule.<PoolIn>error(
                    "AKS-POOL-100", "Kernel parameters lie within the limits that Azure puts on each.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> sysctls(in, findings, true));

    static final Rule<PoolIn> SYSCTLS_DISPUTED = Rule.<PoolIn>warning(
                    "AKS-POOL-107",
                    "Kernel parameters on whose limits Azure's texts differ lie within the narrowest of them.")
            .source("terraform-provider-azurerm, 2026-08, has limits of net.core.rmem_default and wmem_default,"
                    + " kernel.threads-max and vm.max_map_count that custom-node-configuration-reference, 2026-08, and the"
                    + " API's examples do not have; vm.vfs_cache_pressure begins at 0 in one and at 1 in the other")
            .check((in, findings) -> sysctls(in, findings, false));

    static final Rule<PoolIn> LOCAL_PORTS = Rule.<PoolIn>error(
                    "AKS-POOL-101", "Local ports begin at 1024 to 60999 and end, above that, at 32768 to 65535.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                String text = in.text(LINUX + "sysctls/netIpv4IpLocalPortRange");
                Matcher ports = PORTS.matcher(text);
                if (!text.isEmpty() && !(ports.matches() && isRange(ports))) {
                    in.report(
                            findings,
                            "linuxOs.localPortRange",
                            text,
                            "is not a range of local ports",
                            "Use for example localPortRange(32768, 60999).");
                }
            });

    static final Rule<PoolIn> SWAP = Rule.<PoolIn>error(
                    "AKS-POOL-102", "A swap file needs a kubelet that starts with swap.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                Json fails = in.profile().at(KUBELET + "failSwapOn");
                boolean starts = fails.isBoolean() && !fails.asBoolean();
                if (in.number(LINUX + "swapFileSizeMB") > 0 && !starts) {
                    in.report(
                            findings,
                            "linuxOs.swapFile",
                            in.text(LINUX + "swapFileSizeMB") + " MiB",
                            "stops kubelet from starting",
                            "Call kubelet(k -> k.failSwapOn(false)).");
                }
            });

    static final Rule<PoolIn> WORDS = Rule.<PoolIn>error(
                    "AKS-POOL-103", "Policies of kubelet and huge pages are of a few words each.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                oneOf(in, findings, KUBELET + "cpuManagerPolicy", Set.of("none", "static"));
                oneOf(
                        in,
                        findings,
                        KUBELET + "topologyManagerPolicy",
                        Set.of("none", "best-effort", "restricted", "single-numa-node"));
                Set<String> pages = Set.of("always", "madvise", "never");
                oneOf(in, findings, LINUX + "transparentHugePageEnabled", pages);
                oneOf(
                        in,
                        findings,
                        LINUX + "transparentHugePageDefrag",
                        Set.of("always", "defer", "defer+madvise", "madvise", "never"));
            });

    static final Rule<PoolIn> IMAGE_GC = Rule.<PoolIn>error(
                    "AKS-POOL-104", "Image garbage collection stops below the disk use at which it starts, 0 to 100.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                in.within(findings, "kubelet.imageGcThresholds", KUBELET + "imageGcLowThreshold", 0, 100, " percent");
                in.within(findings, "kubelet.imageGcThresholds", KUBELET + "imageGcHighThreshold", 0, 100, " percent");
                int low = in.number(KUBELET + "imageGcLowThreshold");
                int high = in.number(KUBELET + "imageGcHighThreshold");
                if (in.has(KUBELET + "imageGcLowThreshold")
                        && in.has(KUBELET + "imageGcHighThreshold")
                        && low >= high) {
                    in.report(
                            findings,
                            "kubelet.imageGcThresholds",
                            low + ", " + high,
                            "has a lower threshold that is not below the upper",
                            "Use for example imageGcThresholds(80, 85).");
                }
            });

    static final Rule<PoolIn> LOGS_AND_PIDS = Rule.<PoolIn>error(
                    "AKS-POOL-105",
                    "At least 2 log files of a container are kept, and a pod has as many processes as the kernel can"
                            + " number; -1 for no limit.")
            .prevents(REFUSED)
            .source("swagger 2025-07-01, kubeletConfig; azure-aks-docs, custom-node-configuration-reference, 2026-08")
            .check((in, findings) -> {
                in.within(findings, "kubelet.containerLogs", KUBELET + "containerLogMaxFiles", 2, 10_000, " files");
                in.within(findings, "kubelet.containerLogs", KUBELET + "containerLogMaxSizeMB", 1, 1_000_000, " MiB");
                in.within(findings, "kubelet.podMaxPids", KUBELET + "podMaxPids", -1, 4_194_304, " processes");
            });

    static final Rule<PoolIn> MESSAGE = Rule.<PoolIn>error(
                    "AKS-POOL-106", "A message of the day has at most 4096 characters once encoded.")
            .prevents(REFUSED)
            .source("swagger 2025-07-01, messageOfTheDay")
            .check((in, findings) -> {
                int length = in.text("/messageOfTheDay").length();
                if (length > 4096) {
                    in.report(findings, "messageOfTheDay", length + " characters", "are more than 4096", "Shorten it.");
                }
            });

    static final List<Rule<PoolIn>> ALL =
            List.of(SYSCTLS, SYSCTLS_DISPUTED, LOCAL_PORTS, SWAP, WORDS, IMAGE_GC, LOGS_AND_PIDS, MESSAGE);

    private NodeConfigRules() {}

    private static void sysctls(PoolIn in, Findings findings, boolean settled) {
        for (Sysctl sysctl : Sysctl.values()) {
            if (sysctl.isSettled() == settled) {
                in.within(
                        findings,
                        "linuxOs." + sysctl.kernelName(),
                        sysctl.pointer(),
                        sysctl.least(),
                        sysctl.most(),
                        "");
            }
        }
    }

    private static boolean isRange(Matcher ports) {
        int from = Integer.parseInt(ports.group(1));
        int to = Integer.parseInt(ports.group(2));
        return from >= 1024 && from <= 60999 && to >= 32768 && to <= 65535 && from < to;
    }

    private static void oneOf(PoolIn in, Findings findings, String pointer, Set<String> words) {
        String value = in.text(pointer);
        if (in.has(pointer) && !words.contains(value)) {
            in.report(
                    findings,
                    pointer.substring(1).replace('/', '.'),
                    value,
                    "is not one of " + String.join(", ", words.stream().sorted().toList()),
                    "Use one of those words.");
        }
    }
}
