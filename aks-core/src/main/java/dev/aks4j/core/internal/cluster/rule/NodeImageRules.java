package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.cluster.pool.VmSize;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Which features of a node image go together in one pool: there is an image for some combinations only. */
public final class NodeImageRules {

    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");
    private static final String IMAGES = "azure-aks-docs, node-images, 2026-07";

    /** Azure Linux 3, which alone has an image with FIPS for Arm; AzureLinux names it from Kubernetes 1.32. */
    private static final Set<String> AZURE_LINUX = Set.of("AzureLinux", "AzureLinux3");

    /** Systems whose every image has FIPS and trusted launch together, or can have. */
    private static final Set<String> HARDENED = Set.of("AzureLinuxOSGuard", "AzureContainerLinux");

    static final Rule<PoolIn> FIPS = Rule.<PoolIn>error(
                    "AKS-POOL-044", "FIPS does not go with Ubuntu 24.04, and on Arm machines with Azure Linux only.")
            .prevents(REFUSED)
            .source("azure-aks-docs, enable-fips-nodes and upgrade-os-version, 2026-07")
            .check((in, findings) -> {
                boolean arm = is(in, VmSize::isArm64);
                boolean azure = AZURE_LINUX.contains(in.text("/osSKU")) || HARDENED.contains(in.text("/osSKU"));
                if (in.isTrue("/enableFIPS")
                        && (arm && !azure || in.text("/osSKU").equals("Ubuntu2404"))) {
                    in.report(
                            findings,
                            "fips",
                            "enabled",
                            "does not exist for "
                                    + (arm ? "Ubuntu on " + in.pool().vmSize() : "Ubuntu 24.04"),
                            "Use Azure Linux.");
                }
            });

    static final Rule<PoolIn> TRUSTED_ALONE = Rule.<PoolIn>error(
                    "AKS-POOL-047",
                    "Secure boot and vTPM do not go with pod sandboxing, on Arm machines with Azure Container Linux"
                            + " only, and with FIPS on Ubuntu 22.04, OS Guard and Azure Container Linux only.")
            .prevents(REFUSED)
            .source("azure-aks-docs, use-trusted-launch, 2026; " + IMAGES)
            .check((in, findings) -> {
                if (!isTrusted(in)) {
                    return;
                }
                String sku = in.text("/osSKU");
                List<String> against = new ArrayList<>();
                if (isSandboxed(in)) {
                    against.add("pod sandboxing");
                }
                if (is(in, VmSize::isArm64) && !sku.equals("AzureContainerLinux")) {
                    against.add("the Arm machine " + in.pool().vmSize());
                }
                if (in.isTrue("/enableFIPS") && AZURE_LINUX.contains(sku)) {
                    against.add("FIPS on Azure Linux");
                }
                against.forEach(what -> in.report(
                        findings,
                        "secureBoot",
                        "enabled",
                        "does not go with " + what,
                        "Remove secureBoot() and vtpm(), or put it into another pool."));
            });

    static final Rule<PoolIn> ARM = Rule.<PoolIn>error(
                    "AKS-POOL-048", "Windows and pod sandboxing do not run on Arm machines.")
            .prevents(REFUSED)
            .source("azure-aks-docs, use-arm64-vms, 2026; " + IMAGES)
            .check((in, findings) -> {
                if (is(in, VmSize::isArm64) && (in.pool().isWindows() || isSandboxed(in))) {
                    in.report(
                            findings,
                            "vmSize",
                            in.pool().vmSize(),
                            "has an Arm processor, for which there is no image "
                                    + (in.pool().isWindows() ? "of Windows" : "with pod sandboxing"),
                            "Use for example Standard_D4ds_v5.");
                }
            });

    static final Rule<PoolIn> CONFIDENTIAL = Rule.<PoolIn>error(
                    "AKS-POOL-049",
                    "Confidential machines run Ubuntu other than 22.04, or Azure Linux, without FIPS and pod sandboxing.")
            .prevents(REFUSED)
            .source("azure-aks-docs, use-cvm, 2026; " + IMAGES)
            .check((in, findings) -> {
                String sku = in.text("/osSKU");
                boolean system = in.pool().isWindows() || sku.equals("Ubuntu2204") || HARDENED.contains(sku);
                if (is(in, VmSize::isConfidential) && (system || in.isTrue("/enableFIPS") || isSandboxed(in))) {
                    String what = system ? sku : in.isTrue("/enableFIPS") ? "FIPS" : "pod sandboxing";
                    in.report(
                            findings,
                            "vmSize",
                            in.pool().vmSize(),
                            "is confidential, and does not go with " + what,
                            "Use OsSku.UBUNTU or OsSku.AZURE_LINUX as it comes, or another size.");
                }
            });

    static final Rule<PoolIn> GPU_BOOT = Rule.<PoolIn>error(
                    "AKS-POOL-057", "Secure boot on Ubuntu machines with a GPU needs the GPU driver left out.")
            .prevents(REFUSED)
            .source("azure-aks-docs, use-trusted-launch, 2026")
            .check((in, findings) -> {
                boolean ubuntu = !in.pool().isWindows()
                        && (in.text("/osSKU").isEmpty() || in.text("/osSKU").startsWith("Ubuntu"));
                boolean driver = !in.text("/gpuProfile/driver").equals("None");
                if (ubuntu && driver && is(in, VmSize::hasGpu) && in.isTrue("/securityProfile/enableSecureBoot")) {
                    in.report(
                            findings,
                            "secureBoot",
                            "enabled",
                            "does not boot with the driver that Azure installs on "
                                    + in.pool().vmSize(),
                            "Call withoutGpuDriver() too, or leave secureBoot() out.");
                }
            });

    static final Rule<PoolIn> STREAMING = Rule.<PoolIn>error(
                    "AKS-POOL-058",
                    "Artifact streaming needs Linux on AMD64, without pod sandboxing, and not Azure Container Linux.")
            .prevents(REFUSED)
            .source("azure-aks-docs, azure-container-linux-limitations, 2026-05-15 and artifact-streaming, 2026-05-05;"
                    + " Azure/AKS release notes, 2026-04-28")
            .check((in, findings) -> {
                if (!in.isTrue("/artifactStreamingProfile/enabled")) {
                    return;
                }
                List<String> against = new ArrayList<>();
                if (in.text("/osSKU").equals("AzureContainerLinux")) {
                    against.add("Azure Container Linux");
                }
                if (in.pool().isWindows()) {
                    against.add("Windows");
                }
                if (is(in, VmSize::isArm64)) {
                    against.add("the Arm machine " + in.pool().vmSize());
                }
                if (isSandboxed(in)) {
                    against.add("pod sandboxing");
                }
                against.forEach(what -> in.report(
                        findings,
                        "artifactStreaming",
                        "enabled",
                        "does not go with " + what,
                        "Remove it, or use Ubuntu or Azure Linux on AMD64 without a sandbox."));
            });

    static final Rule<PoolIn> FIPS_SANDBOX = Rule.<PoolIn>error("AKS-POOL-113", "FIPS does not go with pod sandboxing.")
            .prevents(REFUSED)
            .source("Azure/AKS release notes, 2026-06-19; azure-aks-docs, node-images, 2026-07-13")
            .check((in, findings) -> {
                if (in.isTrue("/enableFIPS") && isSandboxed(in)) {
                    in.report(
                            findings,
                            "fips",
                            "enabled",
                            "does not go with pod sandboxing",
                            "Put the two into different pools.");
                }
            });

    static final Rule<PoolIn> TDX = Rule.<PoolIn>error(
                    "AKS-POOL-114", "Confidential machines with Intel TDX (DCes, ECes) are not supported.")
            .prevents(REFUSED)
            .source("azure-aks-docs, use-cvm, 2026-06-24")
            .check((in, findings) -> {
                if (is(in, VmSize::isTdx)) {
                    in.report(
                            findings,
                            "vmSize",
                            in.pool().vmSize(),
                            "has Intel TDX, for which there is no image",
                            "Use for example Standard_DC4as_v5.");
                }
            });

    static final Rule<PoolIn> CONTAINER_LINUX_ARM = Rule.<PoolIn>error(
                    "AKS-POOL-115", "On Arm, Azure Container Linux runs on machines of version 6 (Cobalt) only.")
            .prevents(REFUSED)
            .source("azure-aks-docs, azure-container-linux-limitations, 2026-05-15")
            .check((in, findings) -> {
                if (in.text("/osSKU").equals("AzureContainerLinux")
                        && is(in, size -> size.isArm64() && size.version() < 6)) {
                    in.report(
                            findings,
                            "vmSize",
                            in.pool().vmSize(),
                            "is an Arm machine older than version 6",
                            "Use for example Standard_D4pds_v6, or Azure Linux.");
                }
            });

    static final List<Rule<PoolIn>> ALL = List.of(
            FIPS, TRUSTED_ALONE, ARM, CONFIDENTIAL, GPU_BOOT, STREAMING, FIPS_SANDBOX, TDX, CONTAINER_LINUX_ARM);

    private NodeImageRules() {}

    private static boolean is(PoolIn in, Predicate<VmSize> test) {
        Optional<VmSize> size = VmSize.read(in.pool().vmSize());
        return size.filter(test).isPresent();
    }

    private static boolean isTrusted(PoolIn in) {
        return in.isTrue("/securityProfile/enableSecureBoot") || in.isTrue("/securityProfile/enableVTPM");
    }

    private static boolean isSandboxed(PoolIn in) {
        return in.text("/workloadRuntime").startsWith("Kata");
    }
}
