package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.cluster.pool.VmSize;
import dev.aks4j.core.internal.cluster.fact.AksFacts;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which operating system goes with which Kubernetes version, security and machine. */
public final class OsSkuRules {

    private static final String SOURCE = "azure-aks-docs, upgrade-os-version and node-images, 2026";
    private static final AzureError REFUSED = AzureError.answered(400, "InvalidOSSKU");

    static final Rule<PoolIn> VERSION = Rule.<PoolIn>error(
                    "AKS-POOL-040", "An operating system goes with certain Kubernetes versions only.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                Optional<AksFacts.Minors> minors = AksFacts.osMinors(in.text("/osSKU"));
                Optional<KubernetesVersion> version = KubernetesVersion.read(in.text("/orchestratorVersion"));
                if (minors.isPresent()
                        && version.isPresent()
                        && !minors.get().holds(version.get().minor())) {
                    in.report(
                            findings,
                            "osSku",
                            in.text("/osSKU"),
                            "does not exist for Kubernetes " + version.get() + ", only for " + minors.get(),
                            "Choose another operating system or version.");
                }
            });

    static final Rule<PoolIn> FAMILY = Rule.<PoolIn>error(
                    "AKS-POOL-041", "A Linux operating system is for a Linux pool, a Windows one for a Windows pool.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                String sku = in.text("/osSKU");
                if (!sku.isEmpty() && sku.startsWith("Windows") != in.pool().isWindows()) {
                    in.report(
                            findings,
                            "osSku",
                            sku,
                            "does not go with osType " + in.text("/osType"),
                            "Call osSku(...) or windows(...), which set both.");
                }
            });

    static final Rule<PoolIn> TRUSTED = Rule.<PoolIn>error(
                    "AKS-POOL-042", "Azure Linux OS Guard and Azure Container Linux need secure boot and vTPM.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                boolean needs =
                        Set.of("AzureLinuxOSGuard", "AzureContainerLinux").contains(in.text("/osSKU"));
                boolean has =
                        in.isTrue("/securityProfile/enableSecureBoot") && in.isTrue("/securityProfile/enableVTPM");
                if (needs && !has) {
                    in.report(
                            findings,
                            "osSku",
                            in.text("/osSKU"),
                            "lacks secure boot or vTPM",
                            "Call secureBoot() and vtpm() on the pool.");
                }
            });

    static final Rule<PoolIn> NO_GPU = Rule.<PoolIn>error(
                    "AKS-POOL-043", "Azure Linux OS Guard does not run on machines with a GPU.")
            .prevents(REFUSED)
            .source(
                    "azure-aks-docs, use-nvidia-gpu, 2026; Azure Container Linux does, by azure-container-linux-overview")
            .check((in, findings) -> {
                if (in.text("/osSKU").equals("AzureLinuxOSGuard")
                        && VmSize.read(in.pool().vmSize()).map(VmSize::hasGpu).orElse(false)) {
                    in.report(
                            findings,
                            "osSku",
                            in.text("/osSKU"),
                            "does not support GPUs",
                            "Use Ubuntu or Azure Linux.");
                }
            });

    static final Rule<PoolIn> SANDBOX = Rule.<PoolIn>error("AKS-POOL-045", "Pod sandboxing needs Azure Linux.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                if (in.text("/workloadRuntime").startsWith("Kata")
                        && !Set.of("AzureLinux", "AzureLinux3").contains(in.text("/osSKU"))) {
                    in.report(
                            findings,
                            "workloadRuntime",
                            in.text("/workloadRuntime"),
                            "needs Azure Linux",
                            "Call osSku(OsSku.AZURE_LINUX).");
                }
            });

    static final Rule<PoolIn> ARM_CONFIDENTIAL = Rule.<PoolIn>error(
                    "AKS-POOL-046", "Secure boot and vTPM do not go with confidential machines.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                boolean trusted =
                        in.isTrue("/securityProfile/enableSecureBoot") || in.isTrue("/securityProfile/enableVTPM");
                if (trusted
                        && VmSize.read(in.pool().vmSize())
                                .map(VmSize::isConfidential)
                                .orElse(false)) {
                    in.report(
                            findings,
                            "secureBoot",
                            "enabled",
                            "does not go with the confidential size "
                                    + in.pool().vmSize(),
                            "Remove secureBoot() and vtpm(), or choose another size.");
                }
            });

    static final List<Rule<PoolIn>> ALL = List.of(VERSION, FAMILY, TRUSTED, NO_GPU, SANDBOX, ARM_CONFIDENTIAL);

    private OsSkuRules() {}
}
